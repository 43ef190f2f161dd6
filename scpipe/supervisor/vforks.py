"""Who else has the memory of a task, where writes are trapped by descriptor.

A filter is added from a place in the memory of a task. Nobody may exchange what lies there meanwhile: all
others who have that memory sleep in vfork(2), and each wakes when its child executes a program or ends. Two
things go against that. Memory can be shared without vfork, which is noted at that call. And where somebody in
such a row is killed, the one who waited for it goes on beside those who have been left behind.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from scpipe.linux import tables, wait
from scpipe.linux.stops import ENDS, ExecStop, ExitStop
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.stopping import collect, interrupt
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How long a task may take to report what it is doing (seconds), and how often that is looked at.
_PATIENCE = 1.0
_LOOK = 0.0005


def left_behind(table: TaskTable, inbox: Inbox, task: Task) -> list[Task]:
    """Who goes on running code in the memory of a task that wakes from its vfork, and has to be killed.

    From then on no filter is added in this memory. In the middle of an exec or of its end a task has the
    memory still for a moment, and runs no code of its own in it (fs/exec.c exec_mmap, kernel/exit.c exit_mm).
    """
    if task.armed.everything:  # of all who have its memory and run, too: they are its threads and children
        return []
    waiting = task.memory.waiting
    for child in [child for child, parent in waiting.items() if parent is task]:
        del waiting[child]
    known = {task, *_sleeping_for(task)}
    others = [other for other in table.tasks.values() if other.memory is task.memory and other not in known]
    left = [other for other in others if _has_memory(task, other) and _runs_on(task, other, inbox)]
    if left:
        task.memory.crowded = True
    return [other for other in left if not other.armed.everything]


def has_living_memory(table: TaskTable, tid: int) -> bool:
    """True if a child that nobody has told of has, or may have, the memory of a task that lives."""
    return any(tables.share_memory(tid, other) is not False for other in table.tasks if other != tid)


def _sleeping_for(task: Task) -> Iterator[Task]:
    """Who sleeps in vfork for a task that lives, and for those who do."""
    waiting = task.memory.waiting
    parent = waiting.get(task)
    while parent is not None and not parent.is_gone:
        yield parent
        parent = waiting.get(parent)


def _has_memory(task: Task, other: Task) -> bool:
    """True if both have one address space, or that cannot be known."""
    return not other.is_gone and tables.share_memory(task.tid, other.tid) is not False


def _runs_on(task: Task, other: Task, inbox: Inbox) -> bool:
    """Have a task report what it does; True if it has neither executed a program nor come to its end."""
    interrupt(other)
    deadline = time.monotonic() + _PATIENCE
    while not collect(other, inbox) and _has_memory(task, other) and time.monotonic() < deadline:
        wait.for_news(_LOOK)
    is_over = any(isinstance(stop, (ExecStop, ExitStop, *ENDS)) for stop in other.pending)
    return not is_over and _has_memory(task, other)
