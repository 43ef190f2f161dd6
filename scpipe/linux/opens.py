"""Opens that follow no symbolic link at the end of their path, and so give no end of a pipe or socket pair.

Such an end has no name: a path leads to it only through a link below /proc, which jumps to it, as the path's
last part, since all parts before that have to be directories (fs/namei.c link_path_walk, nd_jump_link). With
O_NOFOLLOW the kernel stops at that link (step_into) and says ELOOP (may_open), whatever others do to the path
meanwhile. Without a link there the flag changes nothing, but that the descriptor keeps it (F_GETFL).
"""

from __future__ import annotations

import errno
from collections.abc import Sequence

from scpipe.linux.abi import native
from scpipe.record import Record

_WORD = 0xFFFFFFFF
_O_CREAT = 0o100
_KNOWN = native.OTHER_OPEN_FLAGS | native.O_NOFOLLOW


class Unfollowed(Record):
    """An open that can give no end, if argument ``argument`` (the first is 0) is ``value`` for the kernel.

    ``own``: what the program gave.
    """

    argument: int
    value: int
    own: int

    def may_have_met_a_link(self, result: int) -> bool:
        """True if the open may end otherwise with the program's own flags. ``result``: -errno on failure.

        ELOOP; and with O_CREAT EACCES: in a sticky directory of everybody's a link of another user's counts
        as a file of his, which may not be opened so (may_create_in_sticky).
        """
        if self.value == self.own:
            return False
        return result == -errno.ELOOP or (result == -errno.EACCES and bool(self.own & _O_CREAT))


def unfollowed(number: int, arguments: Sequence[int]) -> Unfollowed | None:
    """How call ``number`` can be made so that it gives no end; None where that is not certain.

    The flags have to be in a register, which nobody else can change, and all of them known: a later kernel
    may have one by which a descriptor is opened again without a path. With O_DIRECTORY and O_PATH an open
    that meets a link does not say ELOOP. O_TMPFILE makes what it opens (do_tmpfile).
    """
    place = native.OPEN_FLAGS.get(number)
    if place is None:
        return None
    own = arguments[place]
    unnamed = native.O_TMPFILE | native.O_DIRECTORY
    if own & unnamed == unnamed and not own & _WORD & ~(_KNOWN | unnamed):
        return Unfollowed(place, own, own)
    return None if own & _WORD & ~_KNOWN else Unfollowed(place, own | native.O_NOFOLLOW, own)
