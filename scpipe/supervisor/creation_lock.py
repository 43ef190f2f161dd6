"""Socket pairs are made one after the other.

Two pairs that are made at the same time could each show one end of the other's when they are
registered: nothing a socket tells says who its peer is. A pipe's ends have one inode and need no turn.
"""

from __future__ import annotations

from scpipe.linux.abi import native
from scpipe.tracee import phase
from scpipe.tracee.task import Task


def makes_socket_pair(task: Task) -> bool:
    """True if the trapped call that a task is at makes a socket pair."""
    return task.call_number == native.SYS_SOCKETPAIR


def may_leave_a_pair(task: Task) -> bool:
    """True if a task that dies while it makes a pair may leave it to somebody else, and nobody saw it.

    A table that no other task has ever shared ends with the task, and with it the pair: its ends are in no
    message, and nobody can copy them (pidfd_getfd is refused).
    """
    return task.table.shared or task.table.unknown


class CreationLock:
    """Whose turn it is. A task that has to wait stays in its seccomp stop.

    Whose turn comes is served by the loop, not by whoever ends the turn before it: a program can have a line
    of thousands whose calls all end at once, and each would be served inside the one before.
    """

    def __init__(self) -> None:
        self._current: Task | None = None
        self._called = False
        self._waiting: dict[Task, None] = {}

    def begin(self, task: Task) -> bool:
        """True if the task may make its call now: it makes no socket pair, or it is its turn."""
        if not makes_socket_pair(task):
            return True
        if self._current is None or self._current is task:
            self._current = task
            return True
        self._waiting[task] = None
        phase.line_up(task)
        return False

    def finish(self, task: Task) -> None:
        """The task has registered its pair, makes none, or is gone: the next one in line is called."""
        if self._waiting.pop(task, task) is None:
            phase.call_up(task)
        if self._current is not task:
            return
        self._current = next(iter(self._waiting), None)
        self._called = self._current is not None
        if self._current is not None:
            del self._waiting[self._current]

    @property
    def has_called(self) -> bool:
        """True if somebody's turn has come who has not been served."""
        return self._called

    def take_called(self) -> Task | None:
        """A task that waited and whose turn has come: it is to be served at its seccomp stop, once.

        While another call wants it to stand still it is not: it would write two numbers to memory, and to its
        table. The loop asks again after each stop that it serves.
        """
        if not self._called or self._current is None or self._current.hold is not None:
            return None
        self._called = False
        phase.call_up(self._current)
        return self._current
