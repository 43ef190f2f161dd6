"""A page of numbers that the soak's processes and the test share: memory that is mapped is no pair."""

from __future__ import annotations

import mmap
import os
import time
from pathlib import Path

RUN, REST, STOP = 0, 1, 2

#: Who works, in the order of their slots.
WORKERS = (
    "shell",
    "spawn",
    "threads",
    "passing",
    "refused",
    "blocked",
    "interrupted",
    "killed",
    "filtered",
    "leaderless",
    "orphans",
    "timers",
    "keeper",
)

_PHASE, _QUIET, _FAULTS, _SENT, _HEARD, _GAP, _ROUNDS = range(7)
_FIRST_SLOT = 16
_RESTING, _OPERATIONS = range(2)
_SLOT = 2
_WORDS = 512


class Board:
    """Words of 64 bits in a file; each is written by one process only, but for ``faults``."""

    def __init__(self, path: str) -> None:
        with open(path, "r+b") as file:
            self._map = mmap.mmap(file.fileno(), _WORDS * 8)
        self._words = memoryview(self._map).cast("Q")

    @staticmethod
    def make(path: Path) -> None:
        """Create the file."""
        path.write_bytes(bytes(_WORDS * 8))

    def phase(self) -> int:
        """RUN, REST or STOP."""
        return self._words[_PHASE]

    def set_phase(self, phase: int) -> None:
        """The conductor says what is to be done."""
        self._words[_PHASE] = phase

    def quiet(self) -> int:
        """How often complete rest has begun or ended: odd while it lasts."""
        return self._words[_QUIET]

    def turn_quiet(self) -> None:
        """Complete rest begins, or ends."""
        self._words[_QUIET] += 1

    def fault(self) -> None:
        """Something was not as it is without scpipe."""
        self._words[_FAULTS] += 1

    @property
    def faults(self) -> int:
        """How many such things there were; two at the same moment may count once."""
        return self._words[_FAULTS]

    def rest(self, slot: int) -> None:
        """Stand still as long as rest is asked for."""
        place = _FIRST_SLOT + slot * _SLOT + _RESTING
        self._words[place] = 1
        while self.phase() == REST:
            time.sleep(0.05)
        self._words[place] = 0

    def is_resting(self, slot: int) -> bool:
        """True if a worker stands still."""
        return bool(self._words[_FIRST_SLOT + slot * _SLOT + _RESTING])

    def count(self, slot: int) -> None:
        """One more operation of a worker."""
        self._words[_FIRST_SLOT + slot * _SLOT + _OPERATIONS] += 1

    def operations(self, slot: int) -> int:
        """How many there were."""
        return self._words[_FIRST_SLOT + slot * _SLOT + _OPERATIONS]

    def beat_sent(self) -> None:
        """The heartbeat's writer has written one event."""
        self._words[_SENT] += 1

    def beats_heard(self, count: int, gap: float) -> None:
        """The heartbeat's reader has read some, so many seconds after those before."""
        self._words[_HEARD] += count
        self._words[_GAP] = max(self._words[_GAP], int(gap * 1e6))

    @property
    def sent(self) -> int:
        """Heartbeats written."""
        return self._words[_SENT]

    @property
    def heard(self) -> int:
        """Heartbeats read."""
        return self._words[_HEARD]

    def take_gap(self) -> float:
        """The longest time between two heartbeats since the last call, in seconds."""
        longest, self._words[_GAP] = self._words[_GAP], 0
        return longest / 1e6

    def round(self) -> None:
        """The heartbeat begins anew after a rest: the time between does not count."""
        self._words[_ROUNDS] += 1

    @property
    def rounds(self) -> int:
        """How often it has."""
        return self._words[_ROUNDS]


def page_size() -> int:
    """For callers that fill pipes."""
    return os.sysconf("SC_PAGE_SIZE")
