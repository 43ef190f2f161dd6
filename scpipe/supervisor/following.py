"""The supervisor moves to the CPU of the task it serves, while one task alone reports.

A stop is two changes from one process to the other; across two CPUs each is several times as dear as on one.
Only the supervisor's own affinity is touched, never a tracee's, and no verdict depends on it.

Who follows frees the CPU that it comes from, and the kernel wakes the task there, where it was before, if
that CPU is idle at that instant (kernel/sched/fair.c select_idle_sibling): the two would change places for
ever. So with two CPUs the other one is kept busy for the first wake after a move; then the task stays.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Set as AbstractSet

from scpipe.linux import occupancy, procfs
from scpipe.tracee.task import Task

#: How many stops in a row are served between two looks at where the task is.
_LOOK = 16
#: After so many looks in a row that found it elsewhere it is followed no more,
_MOST_MOVES = 2
#: for so many looks, and for twice as many each time until it has stayed once, up to so many.
_FIRST_REST, _LONGEST_REST = 2, 64
#: After so long a sleep it may be woken anywhere (seconds).
_LONG_SLEEP = 0.1
#: Under these policies the kernel wakes the task on another CPU than ours, always.
_REAL_TIME = (os.SCHED_FIFO, os.SCHED_RR)


class Follower:
    """Follows within the affinity that the supervisor was started with, and goes back to it."""

    def __init__(self) -> None:
        self._mask: AbstractSet[int] = frozenset()
        with contextlib.suppress(OSError):  # a filter around us may forbid that
            self._mask = os.sched_getaffinity(0)
        self._usable = len(self._mask) > 1 and not _is_real_time()
        self._cpu = -1
        self._task: Task | None = None
        self._row = 0
        self._moves = 0
        self._rest = 0
        self._next_rest = _FIRST_REST

    @property
    def follows(self) -> bool:
        """True while the supervisor is bound to one CPU."""
        return self._cpu >= 0

    def served(self, task: Task) -> None:
        """A stop of a task is being served: another task's lets go, each 16th in a row looks where it is."""
        if task is not self._task:
            self._task, self._row = task, 0
            self.let_go()
            return
        self._row += 1
        if self._row % _LOOK == 0 and self._usable:
            self._look(task)

    def slept(self, seconds: float) -> None:
        """The supervisor has slept for so long."""
        if seconds > _LONG_SLEEP:
            self.let_go()

    def let_go(self) -> None:
        """Back to all CPUs that the supervisor may use."""
        if self._cpu >= 0:
            self._move(self._mask)
            self._cpu, self._moves = -1, 0

    def _look(self, task: Task) -> None:
        if self._rest:
            self._rest -= 1
            return
        cpu = procfs.last_cpu(task.tid)
        if cpu == self._cpu or cpu not in self._mask:
            self._moves, self._next_rest = 0, _FIRST_REST
            return
        self._moves += self._cpu >= 0
        if self._moves >= _MOST_MOVES:
            self.let_go()
            self._rest = self._next_rest
            self._next_rest = min(_LONGEST_REST, 2 * self._next_rest)
        elif _is_real_time():
            self.let_go()
            self._usable = False
        elif self._move({cpu}):
            self._cpu = cpu
            if len(self._mask) == 2:  # the other one is idle now, and would be preferred
                occupancy.occupy(self._mask - {cpu})

    def _move(self, mask: AbstractSet[int]) -> bool:
        """Change our affinity; if somebody else has, or it cannot be changed, nobody is followed any more."""
        expected = {self._cpu} if self._cpu >= 0 else self._mask
        try:
            if os.sched_getaffinity(0) == expected:
                os.sched_setaffinity(0, mask)
                return True
        except OSError:
            pass
        self._usable = False
        return False


def _is_real_time() -> bool:
    """True under such a policy, or where that is not told: a filter may forbid it, and musl never tells."""
    try:
        return os.sched_getscheduler(0) in _REAL_TIME
    except OSError:
        return True
