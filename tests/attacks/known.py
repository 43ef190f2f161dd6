"""Attacks that end otherwise on older kernels, as docs/explanation/threat-model.md tells.

Those that get through there are on processes outside; none is on a pair.
"""

from __future__ import annotations

from typing import NamedTuple

from outcomes import THROUGH

from scpipe.linux import landlock

_MEMORY = "no Landlock before Linux 5.13: memory of the same user's processes outside can be written"
_SIGNALS = "Landlock before ABI 6 (Linux 6.12): processes outside can be signalled"
_MOUNTS = "Landlock before ABI 6 (Linux 6.12) forbids mounts, and so does scpipe there"


class Known(NamedTuple):
    """Where an attack ends with ``word``: with Landlock's versions from ``first`` to the one before ``abi``.

    ``who``: for root, user, or "" for both.
    """

    abi: int
    who: str
    reason: str
    word: str = THROUGH
    first: int = 0


_ALL = {
    "outside/supervisor_signal": Known(6, "", _SIGNALS),
    "outside/victim_signal": Known(6, "", _SIGNALS),
    "outside/victim_sigio": Known(6, "", _SIGNALS),
    "outside/victim_fd_path": Known(1, "user", _MEMORY),
    "outside/victim_memory": Known(1, "user", _MEMORY),
    "rules/bind_mount": Known(6, "", _MOUNTS, "lacks", 1),
}


def known(attack: str, who: str, word: str, abi: int | None = None) -> str:
    """Why an attack ends so on a kernel with this version of Landlock; "" if it must not.

    ``word``: THROUGH, lacks, or another one. ``abi``: None asks the kernel, which has 0 where there is none.
    """
    found = _ALL.get(attack)
    if found is None or found.who not in ("", who) or word != found.word:
        return ""
    version = landlock.abi() if abi is None else abi
    return found.reason if found.first <= version < found.abi else ""
