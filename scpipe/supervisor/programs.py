"""What a successful exec changes, and whether the new program may begin."""

from __future__ import annotations

import contextlib
from collections import deque

from scpipe.handlers.context import Context
from scpipe.linux import privileges, procfs, ptrace
from scpipe.linux.privileges import Missed
from scpipe.report.escape import escape
from scpipe.report.events import Exec, Note
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import enforce, inherit
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How many programs are told of at most.
_MOST_WEAKENED = 100
_NAMES = {"setuid": "the setuid bit", "setgid": "the setgid bit", "file capabilities": "file capabilities"}


class Programs:
    """Every exec of a sandbox; the first one tells what the command was given.

    What is to be known of a program is read here, before it runs. Later it could be another's: a program
    that owns a user namespace can exchange what /proc/PID/exe names (prctl(2), PR_SET_MM_EXE_FILE), and its
    arguments lie in its own memory.
    """

    def __init__(self, plan: Plan, context: Context, table: TaskTable) -> None:
        self._plan = plan
        self._context = context
        self._table = table
        self._started = False
        self._weakened: set[tuple[int, int]] = set()
        self._examiner = privileges.Examiner()

    def executed(self, task: Task, former: int) -> Task | None:
        """The task that runs the new program; None if nobody knows ``former``, which called exec."""
        for tid in {former, task.tid}:
            self._context.descriptor_source.forget(tid)
        found = self._table.execute(task.tid, former)
        if found is not None:
            if found is not task:
                found.pending, task.pending = task.pending, deque()
            wanted = self._context.reports.arguments
            found.process.identity = procfs.identity(found.process.pid, arguments=wanted)
        return found

    def begin(self, task: Task | None) -> str:
        """Let a new program run, and tell of it: "", or why it cannot be supervised.

        What is told was read before it runs, and is told while it does. Raises TraceeGoneError, and
        NoSyscallInfoError where no call could be judged.
        """
        if task is None:
            return "an exec by a thread that is not known"
        why = inherit.why_not(task, self._plan, self._context.descriptor_source)
        if why:
            return why
        if not self._started:
            self._started = True
            self._ensure_calls_are_shown(task)
            context = self._context
            inherit.exempt_inherited(task, context.descriptor_source, context.ledger, context.pairs.originals)
        now, missed = self._context.now(), self._missed(task)
        try:
            enforce.resume(task)
        finally:
            identity = task.process.identity
            self._context.emit(
                Exec(now, task.process.pid, identity.path, identity.arguments, task.process.parent)
            )
            if missed is not None:
                self._tell_weakened(task, missed)
        return ""

    def _ensure_calls_are_shown(self, task: Task) -> None:
        """The command may run for long before its first trapped call: what that needs is asked for now."""
        if self._plan.entries:
            with contextlib.suppress(ptrace.TraceeGoneError):  # the answer where it is at no call
                ptrace.is_leaving_call(task.tid)

    def _missed(self, task: Task) -> Missed | None:
        """The rights that the program's file would give it natively; None if it was told of them before."""
        identity = task.process.identity
        if (identity.device, identity.inode) in self._weakened or len(self._weakened) >= _MOST_WEAKENED:
            return None
        return self._examiner.missed(task.process.pid, identity)

    def _tell_weakened(self, task: Task, missed: Missed) -> None:
        """Said once of each program."""
        identity = task.process.identity
        self._weakened.add((identity.device, identity.inode))
        why = "no_new_privs is set under scpipe" if missed.by_flag else "an ordinary user traces it"
        name = f"{escape(identity.path)} (pid {task.process.pid})"
        text = f"{name} is a program with {_NAMES[missed.kind]} and runs with its caller's rights: {why}"
        self._context.emit(Note(self._context.now(), "warning", text))
