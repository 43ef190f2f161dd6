"""Serving a task at a trapped call."""

from __future__ import annotations

from scpipe.linux import ptrace
from scpipe.supervisor import enforce
from scpipe.supervisor.decisions import Decisions
from scpipe.supervisor.fastpath import FastPath
from scpipe.supervisor.following import Follower
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.task import Task


class TrappedCalls:
    """Seccomp stops: most go the short way, if no log is to have every call."""

    def __init__(self, sandbox: Sandbox, decisions: Decisions) -> None:
        self.follower = Follower()
        self._decisions = decisions
        is_logged = sandbox.options.debug is not None
        self._fast = None if is_logged else FastPath(sandbox.context, sandbox.plan)

    def serve(self, task: Task) -> bool:
        """Serve a task at its seccomp stop; False if there may be something else to do then than to go on.

        Raises TraceeGoneError.
        """
        enforce.check(task)
        self.follower.served(task)
        raw = ptrace.read_entry(task.tid)
        if self._fast is not None and self._fast.serve(task, raw):
            return True
        self._decisions.decide(task, ptrace.as_entry(raw))
        return False
