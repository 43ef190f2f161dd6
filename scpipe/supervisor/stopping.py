"""Asking tasks to stop, taking in that they have, and letting them go on: many at a time.

All are asked before the first is looked at, as they stop while others are being asked; who waits for the
rest is woken by their reports.
"""

from __future__ import annotations

import contextlib

from scpipe.linux import ptrace, stops, wait
from scpipe.linux.abi import native
from scpipe.supervisor import enforce, wakeups
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase
from scpipe.tracee.phase import STOPPED
from scpipe.tracee.task import Task


def interrupt(task: Task) -> None:
    """Ask a running task to stop."""
    task.interrupt_pending = True
    try:
        enforce.interrupt(task)
    except ptrace.TraceeGoneError:
        phase.stand(task)  # it is dying, and runs nothing any more


def collect(task: Task, inbox: Inbox) -> bool:
    """Take in a report of one task, to be served later. True if the task no longer runs."""
    return task.phase.stands or task.is_gone or reports(task, inbox)


def reports(task: Task, inbox: Inbox) -> bool:
    """Take in what one task has to report, to be served later. False if it reports nothing."""
    try:
        status = wait.poll_one(task.tid)
    except ChildProcessError:
        return True
    if status is None:
        return False
    inbox.put(task.tid, stops.classify(status))
    return True


def is_ending(task: Task) -> bool:
    """True if a task has told that it ends, and nobody has served it: it makes no call any more."""
    return any(isinstance(stop, stops.ExitStop) for stop in task.pending)


def let_end(task: Task, inbox: Inbox) -> None:
    """One that has told of its end is not held any more: others may have to wait for it."""
    with contextlib.suppress(ptrace.TraceeGoneError):  # waitpid tells of it next
        enforce.thaw(task)
    inbox.retry()


def go_on(task: Task, inbox: Inbox) -> None:
    """Let a task run on that has reported nothing but that it stopped when it was asked to.

    What the loop would do when it comes to that report, done at once. Everything else is left to the loop:
    so is a task whose stop is over, because it was killed or its number is an executing thread's by now.
    That one has run when its registers are read, or has stopped anew, which is asked after that.
    """
    asked = len(task.pending) == 1 and isinstance(task.pending[0], stops.InterruptStop)
    if not asked or task.hold is not None or task.phase is not STOPPED:
        return
    with contextlib.suppress(ptrace.TraceeGoneError):  # waitpid tells of it next
        result = native.result(task.tid)
        if reports(task, inbox):
            return
        task.pending.clear()
        if result == wakeups.INTERRUPTED and task.interrupt_pending:
            wakeups.make_again(task)
        task.interrupt_pending = False
        enforce.resume(task)
