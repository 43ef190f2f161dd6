"""One sandbox: what belongs together from its launch to its end."""

from __future__ import annotations

from scpipe.handlers.context import Context
from scpipe.linux.abi import native
from scpipe.record import Record
from scpipe.report.events import Note
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import enforce
from scpipe.supervisor.options import Options
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable, company
from scpipe.tracee.task import Task
from scpipe.tracee.termination import Termination


class Sandbox(Record, eq=False):
    """``command``: the pid of its first process; ``plan``: which calls stop; ``options``: its limits."""

    command: int
    plan: Plan
    context: Context
    table: TaskTable
    options: Options

    @classmethod
    def make(cls, command: int, plan: Plan, context: Context, table: TaskTable, options: Options) -> Sandbox:
        """One that has not begun; what its handlers work with is told how all its tasks are killed."""
        context.termination = Termination(table)
        return cls(command, plan, context, table, options)

    @property
    def is_quiet(self) -> bool:
        """True if a stop that needs no decision need not be logged, and nothing is being killed."""
        return self.options.debug is None and not self.context.termination.killing

    def refusals(self) -> int:
        """How many calls the policy did not allow, and that failed."""
        return 0 if self.context.audit else self.context.reports.violations

    def warn(self, text: str) -> None:
        """Tell the user of something that is not as it should be."""
        self.context.emit(Note(self.context.now(), "warning", text))

    def company_runs(self, task: Task) -> bool:
        """True if anybody who shares a task's table, memory or filters does not sleep in vfork."""
        return any(other.phase is not phase.IN_VFORK for other in company(self.table, task))

    def note_passing(self, task: Task) -> None:
        """A call that ran natively may have passed descriptors, also of what was made while it ran."""
        if task.call_number in (native.SYS_SENDMSG, native.SYS_SENDMMSG):
            self.context.ledger.note_passing()

    def kill(self, task: Task, why: str) -> None:
        """Kill a task's process, and tell why."""
        text = f"killed {task.process.identity.path or 'a program'} (pid {task.process.pid}): {why}"
        self.context.emit(Note(self.context.now(), "error", text))
        enforce.kill(task.process)
