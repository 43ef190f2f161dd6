"""Limits, scheduling and priorities of other processes: inside the sandbox only."""

from __future__ import annotations

import errno
import os
from _thread import get_native_id

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.linux import process, procfs
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.catalogue import IOPRIO_WHO_PROCESS, PRIO_PROCESS
from scpipe.seccomp.entries import Entry, Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Scope
from scpipe.tracee.task import Task

#: What the second argument of setpriority and ioprio_set names, by their first, less that of a process.
_ONE, _GROUP, _USER = range(3)


def handle_limits(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about limits set for a process by its number; asking for them is free."""
    if call.args[2] == 0:
        return Continue()
    return _for_one(context, task, call, entry)


def handle_scheduling(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about how processes are scheduled: one by its number, a group, all of a user.

    scpipe-run leads the group that its command is in, and is its user's.
    """
    form = entry.syscall.form
    if form is Form.OTHER:
        return _for_one(context, task, call, entry)
    process_is = IOPRIO_WHO_PROCESS if form is Form.IO_PRIORITY else PRIO_PROCESS
    kind = (call.args[0] & 0xFFFFFFFF) - process_is
    if not _ONE <= kind <= _USER:
        return Continue()  # EINVAL
    if kind == _ONE:
        return _for_one(context, task, call, entry)
    who = call.args[entry.syscall.subject] & 0xFFFFFFFF
    if kind == _GROUP and not who:
        return _for_own_group(context, task, entry)
    inside = kind == _GROUP and _is_group_inside(context, task, who)
    if inside or (kind == _USER and _has_own_namespace(context, task)):
        return Continue()
    return _refused(context, task, entry)


def _for_one(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    tid = call.args[entry.syscall.subject] & 0xFFFFFFFF
    if tid > 0x7FFFFFFF or _is_inside(context, task, tid):
        return Continue()  # no task has a negative number
    if not process.exists(tid):
        return Answer(-errno.ESRCH)
    return _refused(context, task, entry)


def _for_own_group(context: Context, task: Task, entry: Entry) -> Action:
    """Decide about the caller's own group, whichever that is when the call runs.

    A parent can move a child that has executed nothing yet to another group of the session at any time
    (setpgid(2)), that of scpipe-run too: nobody who could may run from the look until the call is over.
    """

    def look() -> Answer | None:
        return None if _is_group_inside(context, task, 0) else _refused(context, task, entry)

    return look() or ContinueExclusive(scope=Scope.SANDBOX, refusal=entry.errno, check=look)


def _refused(context: Context, task: Task, entry: Entry) -> Answer:
    reporting.tell_unavailable(context, task, entry)
    return Answer(-entry.errno)


def _is_inside(context: Context, task: Task, tid: int) -> bool:
    """True for a task that a number names to this one, if we trace it."""
    if _has_own_namespace(context, task):
        return True
    return tid in task.process.threads or process.tracer_of(tid) == get_native_id()


def _is_group_inside(context: Context, task: Task, number: int) -> bool:
    """True for a process group whose leader we trace; 0 is the task's own.

    A group that was made inside has nobody else in it. Of one whose leader is dead that cannot be said.
    """
    if number and _has_own_namespace(context, task):
        return True
    try:
        leader = number or os.getpgid(task.process.pid)
    except ProcessLookupError:
        return False
    return process.tracer_of(leader) == get_native_id()


def _has_own_namespace(context: Context, task: Task) -> bool:
    """True if the task is in a PID namespace that was made inside: whoever has a number there is.

    Into one that was there before nobody gets without CAP_SYS_ADMIN in the namespace that owns it
    (kernel/pid_namespace.c pidns_install).
    """
    numbers = procfs.status_fields(task.tid).get("NSpid", "").split()
    return len(numbers) > 1 and "capabilities" not in context.policy.relax
