"""Which of two errors a call with two mistakes gets on older kernels: scpipe gives that of newer ones.

Nothing is written in any of these cases, here or there.
"""

from __future__ import annotations

import platform
from typing import NamedTuple

_NO_PEER = "a datagram socket whose peer is gone says ENOTCONN there before it looks at the bytes (EFAULT)"
_POSITIONS = (
    "pwritev2 looks at its vector there (EFAULT, EINVAL) before it says that an end is not for writing"
)
_LENGTHS = "setsockopt looks at the length there (EINVAL) before it looks for the descriptor (EBADF)"


class Older(NamedTuple):
    """A difference on kernels before ``until`` (major, minor)."""

    until: tuple[int, int]
    reason: str


#: Seen on 5.10 to 6.12, or on 5.10 and 6.1; not on 6.18. Nobody has looked between 6.12 and 6.18.
_ALL = {
    "dgram_peer_closed": Older((6, 18), _NO_PEER),
    "wrong_writes": Older((6, 18), _NO_PEER),
    "wrong_sends": Older((6, 18), _NO_PEER),
    "wrong_positions": Older((6, 12), _POSITIONS),
    "wrong_names": Older((6, 12), _LENGTHS),
}
_TABLES = ("_in_a_private_table", "_in_a_shared_table")


def names() -> set[str]:
    """The cases that differ on some kernel."""
    plain = {name for name in _ALL if not name.startswith("wrong_")}
    return plain | {name + table for name in _ALL.keys() - plain for table in _TABLES}


def differs(case: str, release: str = "") -> str:
    """Why a case differs on a kernel of this release ("": the kernel here); "" if it must not."""
    name = case
    for table in _TABLES:
        name = name.removesuffix(table)
    found = _ALL.get(name)
    major, minor = (release or platform.release()).split(".")[:2]
    version = (int(major), int(minor.partition("-")[0]))
    return found.reason if found and version < found.until else ""
