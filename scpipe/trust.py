"""Who else may change the Python code that this supervisor runs.

What may be written there decides what the next supervisor does, so it is part of what is trusted
(docs/limits.md).
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator

#: Groups below it are the distribution's own (Debian's policy, 9.2.2): its staff may write /usr/local.
_FIRST_FREE_GROUP = 100


def may_change_own_code() -> bool:
    """True if this process's user may write where the supervisor's code is, as root always may."""
    return any(os.access(place, os.W_OK) for place in _places())


def warnings(unmapped: int | None = None) -> list[str]:
    """For root: where another user may change the supervisor's code, a line for each such user.

    ``unmapped``: the number that stands for every user who has none in this user namespace. That may be
    root outside, of whom nothing can be said here. An ordinary user's own environment is the normal case and
    told in the ``start`` event only.
    """
    if os.geteuid() != 0:
        return []
    found: dict[str, list[str]] = {}
    for place in _places():
        who = _who_else(os.stat(place), unmapped)
        if who:
            found.setdefault(who, []).append(place)
    return [
        f"{_names(places)} may be written by {who}, who could so take over the next supervisor that root "
        "starts: install scpipe where only root may write"
        for who, places in found.items()
    ]


def _names(places: list[str]) -> str:
    more = len(places) - 1
    return places[0] if not more else f"{places[0]} (and {more} more)"


def _places() -> Iterator[str]:
    """Directories and files with code that this interpreter runs, those that exist."""
    program = os.path.realpath(sys.executable) if sys.executable else ""
    own = os.path.dirname(os.path.abspath(__file__))
    for place in dict.fromkeys((program, own, *sys.path)):
        if place and os.path.exists(place):
            yield place


def _who_else(status: os.stat_result, unmapped: int | None) -> str:
    """Who beside root may write to a file or directory; empty for nobody."""
    if status.st_uid not in (0, unmapped):
        return f"user {status.st_uid}"
    if status.st_mode & stat.S_IWOTH:
        return "everybody"
    if status.st_mode & stat.S_IWGRP and status.st_gid >= _FIRST_FREE_GROUP:
        return f"group {status.st_gid}"
    return ""
