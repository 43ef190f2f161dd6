"""Cases that differ on some kernels: mostly on older ones, where scpipe answers as newer ones do.

Most of those are errors: which of two a call with two mistakes gets. What is written is the same, but for
messages with an urgent byte, whose ordinary bytes go in, and one write to a file.
"""

from __future__ import annotations

import platform
from typing import NamedTuple

from scpipe.linux import landlock

_NO_PEER = "a datagram socket whose peer is gone says ENOTCONN there before it looks at the bytes (EFAULT)"
_POSITIONS = (
    "pwritev2 looks at its vector there (EFAULT, EINVAL) before it says that an end is not for writing"
)
_LENGTHS = "setsockopt looks at the length there (EINVAL) before it looks for the descriptor (EBADF)"
_URGENT = "unix sockets have no urgent bytes there, and a message with MSG_OOB is refused whole (EOPNOTSUPP)"
_PARTS = "of a write from a page that ends nothing goes into a file there (EFAULT)"
_UDP = (
    "Landlock newer than is known can have rules about UDP, so connect is the program's own call there: "
    "others stop for it, and a read whose number is used again meanwhile reads from what has it now"
)


class Older(NamedTuple):
    """A difference on kernels before ``until`` (major, minor)."""

    until: tuple[int, int]
    reason: str


#: Seen on 5.10, on 5.10 and 6.1, or on 5.10 to 6.12; not on 6.18. Nobody has looked in between.
_ALL = {
    "dgram_peer_closed": Older((6, 18), _NO_PEER),
    "wrong_writes": Older((6, 18), _NO_PEER),
    "wrong_sends": Older((6, 18), _NO_PEER),
    "wrong_positions": Older((6, 12), _POSITIONS),
    "wrong_names": Older((6, 12), _LENGTHS),
    "stream_out_of_band": Older((5, 15), _URGENT),
    "stream_blocked_out_of_band": Older((5, 15), _URGENT),
    "stream_each_flag": Older((5, 15), _URGENT),
    "file_bad_arguments": Older((6, 1), _PARTS),
}
#: Where Landlock is newer than scpipe knows it (emulation/naming.py).
_BY_LANDLOCK = {"undisturbed_by_udp": _UDP}
#: Cases that differ so much that they come to another end: the pipe has no reader any more (SIGPIPE).
ENDS_OTHERWISE = frozenset({"undisturbed_by_udp"})
_TABLES = ("_in_a_private_table", "_in_a_shared_table")


def names() -> set[str]:
    """The cases that differ on some kernel."""
    plain = {name for name in _ALL if not name.startswith("wrong_")}
    return plain | {name + table for name in _ALL.keys() - plain for table in _TABLES} | _BY_LANDLOCK.keys()


def differs(case: str, release: str = "", abi: int = -1) -> str:
    """Why a case differs on a kernel of this release ("": the kernel here); "" if it must not.

    ``abi``: of its Landlock (-1: the kernel here is asked).
    """
    if case in _BY_LANDLOCK:
        newer = (landlock.abi() if abi < 0 else abi) > landlock.NEWEST_KNOWN_ABI
        return _BY_LANDLOCK[case] if newer else ""
    name = case
    for table in _TABLES:
        name = name.removesuffix(table)
    found = _ALL.get(name)
    major, minor = (release or platform.release()).split(".")[:2]
    version = (int(major), int(minor.partition("-")[0]))
    return found.reason if found and version < found.until else ""
