"""Telling an object from a later one with the same inode number.

Inode numbers of pipes are 32 bits, wrap, and are given out again whether they are in use or not
(fs/inode.c get_next_ino). What stands for an object here is a watch of inotify: the kernel has one for each
object, whatever descriptor or reopening it is asked for by (fs/notify/inotify/inotify_user.c). A watch
keeps the object, and its number here, but is neither a reader nor a writer of it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Callable

from scpipe.linux import procfs
from scpipe.record import Record

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.inotify_add_watch.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32]
#: A pipe is never moved, so nothing is ever told.
_IN_MOVE_SELF = 0x800
_CAP_CHOWN, _CAP_SETUID = 0, 7


class _Owner(Record):
    """Of an object that cannot be watched. ``certain``: nobody here can make one of that owner."""

    uid: int
    certain: bool


class Originals:
    """Objects that are known, by their inode numbers.

    One that cannot be watched, another user's pipe for example, is told apart by its owner. Where that is not
    certain either, it is believed until ``doubt`` or ``doubt_all`` is called.
    """

    def __init__(self) -> None:
        self._inotify = -1
        #: Watches, owners, and None where two objects have one number.
        self._kept: dict[int, int | _Owner | None] = {}

    def keep(self, inode: int, fd: int) -> None:
        """Note the object behind a descriptor of ours as the one with this number.

        Of two with one number none is known. Raises OSError for a descriptor that is none.
        """
        if self._inotify < 0 and not self._kept:
            self._inotify = _LIBC.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        watch = self._watch(fd)
        found = watch if watch >= 0 else _owner(fd)
        self._kept[inode] = found if self._kept.get(inode, found) == found else None

    def tells_apart(self, inode: int) -> bool:
        """True if the object that was kept under this number is known for certain."""
        return isinstance(self._kept.get(inode), int)

    def is_original(self, inode: int, fd: int) -> bool:
        """True if a descriptor of ours names the object that was kept under this number."""
        kept = self._kept.get(inode)
        if isinstance(kept, _Owner):
            return os.fstat(fd).st_uid == kept.uid
        if kept is None:
            return False
        found = self._watch(fd)
        if found != kept and found >= 0:
            self._drop(found)
        return found == kept

    def doubt(self, inode: int) -> None:
        """There may be another object with this number: one that cannot be told from it is known no more."""
        kept = self._kept.get(inode)
        if isinstance(kept, _Owner) and not kept.certain:
            self._kept[inode] = None

    def doubt_all(self) -> None:
        """There may be an object nobody has seen."""
        for inode in self._kept:
            self.doubt(inode)

    def prune(self, is_known: Callable[[int], bool]) -> None:
        """Give up every number that is not known any more."""
        for inode in [inode for inode in self._kept if not is_known(inode)]:
            kept = self._kept.pop(inode)
            if isinstance(kept, int):
                self._drop(kept)

    def _watch(self, fd: int) -> int:
        """The same number for one object; negative if it may not be watched, or no more can be."""
        found: int = _LIBC.inotify_add_watch(self._inotify, b"/proc/self/fd/%d" % fd, _IN_MOVE_SELF)
        return found

    def _drop(self, watch: int) -> None:
        _LIBC.inotify_rm_watch(self._inotify, watch)
        with contextlib.suppress(OSError):
            os.read(self._inotify, 4096)  # that it was removed


def _owner(fd: int) -> _Owner:
    uid = os.fstat(fd).st_uid
    return _Owner(uid, uid not in os.getresuid() and not _can_become_others())


def _can_become_others() -> bool:
    """True if we, and so the command, can make a pipe another user's."""
    held = int(procfs.status_fields(os.getpid()).get("CapPrm", "f"), 16)
    return bool(held & (1 << _CAP_CHOWN | 1 << _CAP_SETUID))
