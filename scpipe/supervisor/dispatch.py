"""From a trapped call to the handler that decides about it, now and once more when others stand still."""

from __future__ import annotations

import errno

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.families import FAMILIES
from scpipe.linux import ptrace
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import enforce
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.actions import Action, Answer, Arm, ContinueExclusive, ContinueToExit, Scope
from scpipe.tracee.task import Task

#: The handler of each row, by its trace id.
HANDLERS = {entry.trace_id: FAMILIES[entry.family] for entry in CATALOGUE}


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


class Decider:
    """Asks the handlers, and carries nothing out."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._context = sandbox.context
        self._plan = sandbox.plan
        self._debug = sandbox.options.debug

    def decide(self, task: Task, call: SyscallEntry) -> Action:
        """What is to be done about a call."""
        action = decide(self._context, self._plan, task, call)
        if self._debug is not None:
            self._debug.call(task, call, action)
        return action

    def decide_again(self, task: Task, action: ContinueExclusive | ContinueToExit | Arm) -> Action:
        """What is to be done now that others stand still: what was looked at may have been exchanged before.

        ``action`` is what was decided first. Raises TraceeGoneError.
        """
        tells = isinstance(action, ContinueExclusive) and action.scope is not Scope.COMPANY
        if self._context.audit and tells:
            return action  # an audit promises nothing, and would tell everything twice
        enforce.check(task)
        return decide(self._context, self._plan, task, ptrace.syscall_entry(task.tid))
