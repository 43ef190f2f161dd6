"""Calls by which a program would blind the supervisor or filter the calls we make for it."""

from __future__ import annotations

import errno

from scpipe.handlers.context import Context
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.catalogue import PR_GET_DUMPABLE
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action, Answer, Arm, Continue
from scpipe.tracee.task import Task

_SUID_DUMP_ROOT = 2


def handle_dumpable(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """prctl(PR_SET_DUMPABLE) is answered without being done, PR_GET_DUMPABLE consistently.

    A program that is not dumpable cannot be read by the supervisor of an ordinary user
    (kernel/ptrace.c __ptrace_may_access). The program believes what it asked for.
    """
    if call.args[0] & 0xFFFFFFFF == PR_GET_DUMPABLE:
        return Answer(task.process.dumpable)
    value = call.args[1]
    if value >= _SUID_DUMP_ROOT:
        return Answer(-errno.EINVAL)
    task.process.dumpable = value
    return Answer(0)


def handle_filter(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """A filter of the program's own may forbid pause(): from now on it waits in its seccomp stops.

    It can also answer the calls with which filters of ours are added: no more are, as every write is trapped.
    """
    if not task.armed.everything:
        return Arm(None, Answer(-errno.ENOMEM))
    task.process.filtered = True
    return Continue()
