"""From a seccomp stop to what is decided about the call, carried out."""

from __future__ import annotations

from scpipe.handlers.context import Context
from scpipe.linux import ptrace
from scpipe.linux.abi import native
from scpipe.report.events import Note
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import dispatch, enforce
from scpipe.supervisor.blocking import Parking
from scpipe.supervisor.creation_lock import CreationLock
from scpipe.supervisor.debuglog import DebugLog
from scpipe.supervisor.exclusive import Solitude
from scpipe.supervisor.fastpath import FastPath
from scpipe.supervisor.following import Follower
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.lifetime import Lifetime
from scpipe.tracee.actions import Action, Answer, Continue, ContinueAlone, ContinueToExit, Perform
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task


class Decisions:
    """Decides about calls: at once, when their turn has come, or when nobody else can interfere."""

    def __init__(
        self,
        plan: Plan,
        context: Context,
        table: TaskTable,
        inbox: Inbox,
        parking: Parking,
        lifetime: Lifetime,
        debug: DebugLog | None,
    ) -> None:
        self.follower = Follower()
        self.creation_lock = CreationLock()
        self.solitude = Solitude(table, inbox, self._decide_again, self.act, lifetime.is_quiet)
        self._plan = plan
        self._context = context
        self._parking = parking
        self._debug = debug
        self._fast = FastPath(context, plan)

    def on_seccomp(self, task: Task) -> bool:
        """Serve a task at its seccomp stop; False if there may be something else to do then than to go on.

        Raises TraceeGoneError.
        """
        enforce.check(task)
        self.follower.served(task)
        raw = ptrace.read_entry(task.tid)
        if self._debug is None and self._fast.serve(task, raw):
            return True
        call = ptrace.as_entry(raw)
        task.call_number = call.nr
        if call.nr == native.SYS_SOCKETPAIR and not self.creation_lock.begin(task):
            return False
        action = dispatch.decide(self._context, self._plan, task, call)
        if self._debug is not None:
            self._debug.call(task, call, action)
        self.act(task, action)
        if task.after_exit is None:
            self.creation_lock.finish(task)
        return False

    def act(self, task: Task, action: Action) -> None:
        """Carry out what is decided about the call a task is at. Raises TraceeGoneError."""
        if isinstance(action, Answer):
            enforce.answer_at_entry(task, action)
        elif isinstance(action, Continue):
            enforce.resume(task)
        elif isinstance(action, Perform):
            task.operation = action.operation
            self._parking.begin(task)
        elif isinstance(action, ContinueToExit):
            task.after_exit = action.then
            enforce.resume_to_exit(task)
        elif isinstance(action, ContinueAlone):
            self.solitude.begin(task, action)
        else:
            self.kill(task, action.why)

    def kill(self, task: Task, why: str) -> None:
        """Kill a task's process, and tell why."""
        text = f"killed {task.process.identity.path or 'a program'} (pid {task.process.pid}): {why}"
        self._context.emit(Note(self._context.now(), "error", text))
        enforce.kill(task.process)

    def _decide_again(self, task: Task, action: ContinueAlone) -> Action:
        if self._context.audit:
            return action  # an audit promises nothing, and would tell everything twice
        enforce.check(task)
        return dispatch.decide(self._context, self._plan, task, ptrace.syscall_entry(task.tid))
