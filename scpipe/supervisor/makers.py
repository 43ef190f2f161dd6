"""Socket pairs are made one after the other.

Two pairs that are made at the same time could each show one end of the other's when they are
registered: nothing a socket tells says who its peer is. A pipe's ends have one inode and need no turn.
"""

from __future__ import annotations

from collections import deque

from scpipe.handlers.tracee import Task
from scpipe.linux.abi import x86_64


def may_leave_a_pair(task: Task) -> bool:
    """True if a task that dies in its call may leave a socket pair that nobody saw to somebody else.

    A table that no other task has ever shared ends with the task, and with it the pair: its ends are in no
    message, and nobody can copy them (pidfd_getfd is refused).
    """
    return task.call_number == x86_64.SYS_SOCKETPAIR and (task.table.shared or task.table.unknown)


class Makers:
    """Whose turn it is. A task that has to wait stays in its seccomp stop."""

    def __init__(self) -> None:
        self._current: Task | None = None
        self._waiting: deque[Task] = deque()

    def begin(self, task: Task) -> bool:
        """True if the task may make its pair now."""
        if self._current is None or self._current is task:
            self._current = task
            return True
        if task not in self._waiting:
            self._waiting.append(task)
            task.queued = True
        return False

    def finish(self, task: Task) -> Task | None:
        """The task has registered its pair, makes none, or is gone. Returns whose turn it is then."""
        if task in self._waiting:
            self._waiting.remove(task)
            task.queued = False
        if self._current is not task:
            return None
        self._current = self._waiting.popleft() if self._waiting else None
        if self._current is not None:
            self._current.queued = False
        return self._current
