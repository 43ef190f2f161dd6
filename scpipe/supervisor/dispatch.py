"""From a trapped call to the handler that decides about it."""

from __future__ import annotations

import errno

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.families import HANDLERS
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.plan import Plan
from scpipe.tracee.actions import Action, Answer
from scpipe.tracee.task import Task


def decide(context: Context, plan: Plan, task: Task, call: SyscallEntry) -> Action:
    """The handler's decision about a call at its seccomp stop.

    The row is found by number and arguments, never by the event message: the newest filter's
    data is what ptrace reports, and that filter may be the tracee's own (kernel/seccomp.c). A
    stop none of our rows asked for comes from such a filter; without a tracer it would be ENOSYS.
    """
    entry = plan.match(call.nr, call.args) if call.arch == native.AUDIT_ARCH else plan.other_abi
    if entry is None:
        return Answer(-errno.ENOSYS)
    try:
        return HANDLERS[entry.trace_id](context, task, call, entry)
    except BlindError:
        reporting.tell_blind(context, task, entry)
        return Answer(-errno.EIO)
    except OSError as error:
        # Descriptors that cannot be taken (EBADF first of all) are answered, never continued.
        return Answer(-(error.errno or errno.EIO))
