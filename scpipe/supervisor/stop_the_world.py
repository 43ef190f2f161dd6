"""Stopping the whole sandbox, or a part of it, for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterable

from scpipe.linux import procfs, wait
from scpipe.linux.stops import ExitStop
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.stopping import collect, interrupt
from scpipe.tracee.phase import IN_VFORK
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How long tasks may take to stop (seconds).
_PATIENCE = 1.0
#: When nobody has reported anything for so long, what is still missing is looked up in /proc (seconds).
_QUIET = 0.0005
#: So it is after this time in any case.
_LOOK = 0.002


def stop_all(table: TaskTable, inbox: Inbox) -> bool:
    """Stop every task: see stop()."""
    return stop(table.tasks.values(), inbox)


def stop(tasks: Iterable[Task], inbox: Inbox) -> bool:
    """Stop tasks where they hold no object that their descriptor table does not; False if one runs on.

    A task in pause() for us, or in its group-stop, is such already. A vfork parent sleeps in state D
    and holds nothing else; any other sleep in D may be in the middle of passing a descriptor, or of making
    a child that has a copy of the table already (kernel/fork.c copy_process). One that is past its exit stop
    can only let go of what it has. One that waits for its siblings to end (fs/exec.c de_thread) waits for us,
    who are to let them go: that is told at once.

    What all children have reported by then is taken in: the signals that told of it are used up.
    """
    try:
        return _stop([*tasks], inbox)
    finally:
        inbox.fill()


def _stop(tasks: list[Task], inbox: Inbox) -> bool:
    now = time.monotonic()
    deadline, ask_at = now + _PATIENCE, now + _LOOK
    running = [task for task in tasks if not (task.still or task.is_exiting)]
    for task in running:
        interrupt(task)
    while running := [task for task in running if not collect(task, inbox)]:
        now = time.monotonic()
        if now >= ask_at:
            ask_at = now + _LOOK
            states = [(task, procfs.state(task.process.pid, task.tid)) for task in running]
            states = [(task, state) for task, state in states if not _is_harmless(task, state)]
            if any(state == "D" and _is_kept_by_siblings(task, tasks, inbox) for task, state in states):
                return False
            running = [task for task, _state in states]
            if now > deadline and running:
                return False
        if running and not wait.for_news(_QUIET):
            ask_at = 0.0
    return True


def _is_harmless(task: Task, state: str) -> bool:
    return state in ("Z", "X") or (state == "D" and task.phase is IN_VFORK)


def _is_kept_by_siblings(task: Task, tasks: list[Task], inbox: Inbox) -> bool:
    """True if it may wait for one that waits for us, at its exit stop; takes in the ends of the others."""
    siblings = [other for other in tasks if other.process is task.process and other is not task]
    for other in siblings:
        collect(other, inbox)  # a dead thread is one until its tracer has waited for it
    return any(isinstance(stop, ExitStop) for other in siblings for stop in other.pending)
