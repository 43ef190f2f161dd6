"""What is decided about a trapped call, now and once more when others stand still."""

from __future__ import annotations

from scpipe.linux import ptrace
from scpipe.linux.ptrace import SyscallEntry
from scpipe.supervisor import dispatch, enforce
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.actions import Action, ContinueExclusive
from scpipe.tracee.task import Task


class Decider:
    """Asks the handlers, and carries nothing out."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._context = sandbox.context
        self._plan = sandbox.plan
        self._debug = sandbox.options.debug

    def decide(self, task: Task, call: SyscallEntry) -> Action:
        """What is to be done about a call."""
        action = dispatch.decide(self._context, self._plan, task, call)
        if self._debug is not None:
            self._debug.call(task, call, action)
        return action

    def decide_again(self, task: Task, action: ContinueExclusive) -> Action:
        """What is to be done now that others stand still: what was looked at may have been exchanged before.

        ``action`` is what was decided first. Raises TraceeGoneError.
        """
        if self._context.audit:
            return action  # an audit promises nothing, and would tell everything twice
        enforce.check(task)
        return dispatch.decide(self._context, self._plan, task, ptrace.syscall_entry(task.tid))
