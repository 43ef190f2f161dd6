"""The CPUs of the machine, and on which of them we ourselves may run."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from collections.abc import Set as AbstractSet


class FakeCpus:
    """What os and occupancy.py ask. ``affinity``: ours; ``set``: every mask that it was set to.

    ``unknown``: the questions that are not answered; ``forbidden``: the mask cannot be set.
    """

    def __init__(self) -> None:
        self.affinity: AbstractSet[int] = frozenset({0, 1, 2})
        self.policy = os.SCHED_OTHER
        self.unknown: set[str] = set()
        self.forbidden = False
        self.set: list[AbstractSet[int]] = []
        self.occupied: list[AbstractSet[int]] = []

    def sched_getaffinity(self, pid: int) -> AbstractSet[int]:
        self._ask("sched_getaffinity", pid)
        return self.affinity

    def sched_getscheduler(self, pid: int) -> int:
        self._ask("sched_getscheduler", pid)
        return self.policy

    def sched_setaffinity(self, pid: int, mask: Iterable[int]) -> None:
        assert pid == 0  # never another task's
        if self.forbidden:
            raise PermissionError
        self.affinity = frozenset(mask)
        self.set.append(self.affinity)

    def occupy(self, cpus: AbstractSet[int]) -> None:
        self.occupied.append(cpus)

    def _ask(self, name: str, pid: int) -> None:
        assert pid == 0
        if name in self.unknown:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
