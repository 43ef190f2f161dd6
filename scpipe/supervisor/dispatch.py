"""From a trapped call to the handler that decides about it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.creation import handle_creation
from scpipe.handlers.invalid import answer_invalid
from scpipe.handlers.limits import handle_limits, handle_scheduling
from scpipe.handlers.message import handle_message
from scpipe.handlers.mounting import handle_mount
from scpipe.handlers.naming import handle_naming
from scpipe.handlers.selfprotection import handle_dumpable, handle_filter
from scpipe.handlers.splice import handle_transfer
from scpipe.handlers.wait import handle_wait
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError
from scpipe.linux.ptrace import SyscallEntry
from scpipe.report.events import Note
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Entry, Family
from scpipe.seccomp.plan import Plan
from scpipe.tracee.actions import Action, Answer
from scpipe.tracee.task import Task

Handler = Callable[[Context, Task, SyscallEntry, Entry], Action]


def _refuse(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    answered = answer_invalid(entry, call)
    if answered is not None:
        return answered
    name = entry.name if entry.numbers else f"{entry.name} {call.nr}"
    reporting.tell_unavailable(context, task, entry, name)
    return Answer(-entry.errno)


_FAMILIES: Mapping[Family, Handler] = {
    Family.CREATE: lambda context, task, call, entry: handle_creation(context, task, call, entry.name),
    Family.MESSAGE: lambda context, task, call, entry: handle_message(context, task, call, entry.name),
    Family.TRANSFER: handle_transfer,
    Family.DUMPABLE: lambda context, task, call, entry: handle_dumpable(task, call),
    Family.FILTER: lambda context, task, call, entry: handle_filter(task),
    Family.NAMING: handle_naming,
    Family.MOUNT: handle_mount,
    Family.LIMITS: handle_limits,
    Family.SCHEDULING: handle_scheduling,
    Family.WAIT: lambda context, task, call, entry: handle_wait(),
    Family.REFUSED: _refuse,
}

#: Handler by trace id; a test holds its keys against the catalogue.
HANDLERS: Mapping[int, Handler] = {entry.trace_id: _FAMILIES[entry.family] for entry in CATALOGUE}


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
        _tell_blind(context, task, entry)
        return Answer(-errno.EIO)
    except OSError as error:
        # Descriptors that cannot be taken (EBADF first of all) are answered, never continued.
        return Answer(-(error.errno or errno.EIO))


def _tell_blind(context: Context, task: Task, entry: Entry) -> None:
    key = (str(task.process.pid), "blind")
    if key in context.unavailable_seen or len(context.unavailable_seen) >= reporting.MOST_UNAVAILABLE:
        return
    context.unavailable_seen.add(key)
    text = (
        f"the kernel denies access to {task.process.identity.path} (pid {task.process.pid}): its calls fail "
        f"with EIO, first {entry.name}; a process that changed its user or capabilities can only be "
        "supervised with CAP_SYS_PTRACE"
    )
    context.emit(Note(context.now(), "error", text))
