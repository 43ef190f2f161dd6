"""What a successful exec changes, and whether the new program may begin."""

from __future__ import annotations

from scpipe.handlers.context import Context
from scpipe.handlers.tracee import Task
from scpipe.linux import procfs
from scpipe.report.events import Exec
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import inherit
from scpipe.supervisor.tasks import TaskTable


class Programs:
    """Every exec of a sandbox; the first one tells what the command was given."""

    def __init__(self, plan: Plan, context: Context, table: TaskTable) -> None:
        self._plan = plan
        self._context = context
        self._table = table
        self._started = False

    def executed(self, task: Task, former: int) -> Task | None:
        """The task that runs the new program; None if nobody knows ``former``, which called exec."""
        for tid in {former, task.tid}:
            self._context.taker.forget(tid)
        statuses = task.statuses
        found = self._table.execute(task.tid, former)
        if found is not None:
            found.statuses, found.stopped = statuses, True
            found.after_exit, found.alone, found.finished = None, False, None
            found.process.identity = procfs.identity(found.process.pid)
        return found

    def begin(self, task: Task | None) -> str:
        """Let a new program begin: "", or why it cannot be supervised."""
        if task is None:
            return "an exec by a thread that is not known"
        why = inherit.why_not(task, self._plan, self._context.taker)
        if why:
            return why
        if not self._started:
            self._started = True
            inherit.exempt_inherited(task, self._context.taker, self._context.ledger)
        identity = task.process.identity
        self._context.emit(Exec(self._context.now(), task.process.pid, identity.path, identity.arguments))
        return ""
