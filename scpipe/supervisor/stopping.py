"""Asking tasks to stop, taking in that they have, and letting them go on: many at a time.

All are asked before the first is looked at, as they stop while others are being asked; who waits for the
rest is woken by their reports.
"""

from __future__ import annotations

import contextlib
import signal

from scpipe.linux import ptrace, stops, wait
from scpipe.linux.abi import native
from scpipe.supervisor import enforce, wakeups
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee.task import Task

#: What a task reports that has stopped because it was asked to, and for nothing else (ptrace(2)).
_ASKED = (stops.EVENT_STOP << 16) | (signal.SIGTRAP << 8) | 0x7F


def interrupt(task: Task) -> None:
    """Ask a running task to stop."""
    task.nudged = True
    try:
        enforce.interrupt(task)
    except ptrace.TraceeGoneError:
        task.stopped = True  # it is dying; it runs nothing any more


def collect(task: Task, inbox: Inbox) -> bool:
    """Take in a status of one task, to be served later. True if the task no longer runs."""
    return task.stopped or task.gone or reports(task, inbox)


def reports(task: Task, inbox: Inbox) -> bool:
    """Take in what one task has to report, to be served later. False if it reports nothing."""
    try:
        status = wait.poll_one(task.tid)
    except ChildProcessError:
        return True
    if status is None:
        return False
    inbox.put(task.tid, status)
    return True


def go_on(task: Task, inbox: Inbox) -> None:
    """Let a task run on that has reported nothing but that it stopped when it was asked to.

    What the loop would do when it comes to that report, done at once. Everything else is left to the loop:
    so is a task whose stop is over, because it was killed or its number is an executing thread's by now.
    That one has run when its registers are read, or has stopped anew, which is asked after that.
    """
    asked = len(task.statuses) == 1 and task.statuses[0] == _ASKED
    if not asked or task.frozen or task.waiting or task.gone or task.forgotten:
        return
    with contextlib.suppress(ptrace.TraceeGoneError):  # waitpid tells of it next
        result = native.result(task.tid)
        if reports(task, inbox):
            return
        task.statuses.clear()
        if result == wakeups.INTERRUPTED and task.nudged:
            wakeups.make_again(task)
        task.nudged = False
        enforce.resume(task)
