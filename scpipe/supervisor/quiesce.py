"""Stopping the whole sandbox, or a part of it, for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterable

from scpipe.handlers.tracee import Task
from scpipe.linux import procfs
from scpipe.supervisor.inbox import Inbox, is_exit_stop
from scpipe.supervisor.solitude import collect, interrupt
from scpipe.supervisor.tasks import TaskTable

#: How long tasks may take to stop (seconds).
_PATIENCE = 1.0
_PAUSE = 0.00005


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
    """
    deadline = time.monotonic() + _PATIENCE
    everybody = [*tasks]
    running = [task for task in everybody if not (task.still or task.leaving)]
    for task in running:
        interrupt(task)
    for task in running:
        while not collect(task, inbox):
            state = procfs.state(task.process.pid, task.tid)
            if state in ("Z", "X") or (state == "D" and task.in_vfork):
                break
            if state == "D" and _is_kept_by_siblings(task, everybody, inbox):
                return False
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE)
    return True


def _is_kept_by_siblings(task: Task, everybody: list[Task], inbox: Inbox) -> bool:
    """True if it may wait for one that waits for us, at its exit stop; takes in the ends of the others."""
    siblings = [other for other in everybody if other.process is task.process and other is not task]
    for other in siblings:
        collect(other, inbox)  # a dead thread is one until its tracer has waited for it
    return any(is_exit_stop(status) for other in siblings for status in other.statuses)
