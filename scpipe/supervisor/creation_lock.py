"""Socket pairs are made one after the other.

Two pairs that are made at the same time could each show one end of the other's when they are
registered: nothing a socket tells says who its peer is. A pipe's ends have one inode and need no turn.
"""

from __future__ import annotations

from scpipe.linux.abi import native
from scpipe.tracee import phase
from scpipe.tracee.task import Task

#: The call for which there is a turn.
SOCKETPAIR = native.SYS_SOCKETPAIR


def makes_socket_pair(task: Task) -> bool:
    """True if the trapped call that a task is at makes a socket pair."""
    return task.call_number == SOCKETPAIR


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

    ``current``: whose turn it is; None if nobody makes a socket pair, and then nobody waits. ``has_called``:
    somebody's turn has come who has not been served.
    """

    def __init__(self) -> None:
        self.current: Task | None = None
        self.has_called = False
        self._waiting: dict[Task, None] = {}

    def begin(self, task: Task) -> bool:
        """True if the task may make its call now: it makes no socket pair, or it is its turn."""
        if not makes_socket_pair(task):
            return True
        if self.current is None or self.current is task:
            self.current = task
            return True
        self._waiting[task] = None
        phase.line_up(task)
        return False

    def finish(self, task: Task) -> None:
        """The task has registered its pair, makes none, or is gone: the next one in line is called."""
        if self._waiting.pop(task, task) is None:
            phase.call_up(task)
        if self.current is not task:
            return
        self.current = next(iter(self._waiting), None)
        self.has_called = self.current is not None
        if self.current is not None:
            del self._waiting[self.current]

    def take_called(self) -> Task | None:
        """A task that waited and whose turn has come: it is to be served at its seccomp stop, once.

        While another call wants it to stand still it is not: it would write two numbers to memory, and to its
        table. The loop asks again after each stop that it serves.
        """
        if not self.has_called or self.current is None or self.current.hold is not None:
            return None
        self.has_called = False
        phase.call_up(self.current)
        return self.current
