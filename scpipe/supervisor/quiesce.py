"""Stopping the whole sandbox, or a part of it, for a moment."""

from __future__ import annotations

import time
from collections.abc import Iterable

from scpipe.handlers.tracee import Task
from scpipe.linux import procfs
from scpipe.supervisor.inbox import Inbox
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
    can only let go of what it has.
    """
    deadline = time.monotonic() + _PATIENCE
    running = [task for task in tasks if not (task.still or task.leaving)]
    for task in running:
        interrupt(task)
    for task in running:
        while not collect(task, inbox):
            state = procfs.state(task.process.pid, task.tid)
            if state in ("", "Z", "X") or (state == "D" and task.in_vfork):
                break
            if time.monotonic() > deadline:
                return False
            time.sleep(_PAUSE)
    return True
