"""Trapped calls from what is decided about them to their end."""

from __future__ import annotations

import contextlib

from scpipe.linux import ptrace
from scpipe.supervisor import creation_lock, enforce
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.creation_lock import CreationLock
from scpipe.supervisor.dispatch import Decider
from scpipe.supervisor.exclusive import ExclusiveCalls
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee import phase
from scpipe.tracee.actions import (
    Action,
    Answer,
    Arm,
    ArmLater,
    Continue,
    ContinueAfterReports,
    ContinueAs,
    ContinueChanged,
    ContinueExclusive,
    ContinueToExit,
    MakeAgain,
    Perform,
    Scope,
)
from scpipe.tracee.task import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.supervisor.arming import ArmingCalls

_UNASKED = "a system call stop nobody asked for"


class Decisions:
    """Carries out what is decided: at once, when it is a task's turn, or when nobody can interfere."""

    def __init__(self, sandbox: Sandbox, inbox: Inbox, blocking: Blocking) -> None:
        self._sandbox = sandbox
        self._decider = Decider(sandbox)
        self._inbox = inbox
        self._blocking = blocking
        self._arming = _arming_calls(sandbox)
        self.creation_lock = CreationLock()
        self.exclusive = ExclusiveCalls(sandbox, inbox, self._decider, self._start_alone)

    @property
    def _armer(self) -> ArmingCalls:
        """Where writes are trapped by descriptor: whoever has that done."""
        assert self._arming is not None
        return self._arming

    def decide(self, task: Task, call: ptrace.SyscallEntry) -> None:
        """Decide about the call a task is at, and do so; or later, if it is not its turn."""
        task.call_number = call.nr
        if call.nr == creation_lock.SOCKETPAIR and not self.creation_lock.begin(task):
            return
        self.act(task, self._decider.decide(task, call))
        self._end_turn_unless_made(task)

    def act(self, task: Task, action: Action) -> None:
        """Carry out what is decided about the call a task is at. Raises TraceeGoneError."""
        if isinstance(action, Answer | Continue | ContinueChanged | MakeAgain):
            _act_on(task, action)
        elif _is_of_company(action) and task.owns_numbers:
            enforce.resume(task)
        elif isinstance(action, ContinueAfterReports):
            self._inbox.fill()
            enforce.resume(task)
        elif isinstance(action, Perform):
            self._blocking.begin(task, action.operation)
        elif isinstance(action, ContinueAs):
            enforce.make_other(task, action)
        elif isinstance(action, ContinueToExit) and (task.is_alone or not action.alone):
            enforce.run_call(task, phase.InCall(action.then))
        elif isinstance(action, Arm) and _begins_at_once(self._sandbox, task):
            self._armer.begin(task, action, seals=not task.is_alone)
        elif isinstance(action, ArmLater):
            at_once = self.exclusive.runs_alone(task)
            self._armer.begin_later(task, action, at_once=at_once, seals=not (at_once or task.is_alone))
        elif isinstance(action, ContinueExclusive | ContinueToExit | Arm):
            self._act_instead(task, self.exclusive.begin(task, action))
        else:
            self._sandbox.kill(task, action.why)

    def advance(self) -> None:
        """Look at the calls that wait for others to stand still."""
        for task, instead in self.exclusive.advance():
            self._act_instead(task, instead)

    def _act_instead(self, task: Task, instead: Action | None) -> None:
        if instead is not None:
            with contextlib.suppress(ptrace.TraceeGoneError):  # waitpid tells of it next
                self.act(task, instead)
                self._end_turn_unless_made(task)

    def _start_alone(self, task: Task, action: Arm | ContinueToExit) -> None:
        """A task's company stands still for this, until it is over."""
        if isinstance(action, Arm):
            self._armer.begin(task, action)
            self._end_turn(task)
        else:
            enforce.run_call(task, phase.InCall(action.then))

    def _end_alone(self, task: Task) -> None:
        """If what a task did alone is over, its company goes on."""
        if not isinstance(task.phase, phase.Arming):
            self.exclusive.end(task)

    def finish(self, task: Task) -> None:
        """A task is at its exit stop: end what it is in the middle of. Raises TraceeGoneError."""
        at = task.phase
        match at:
            case phase.Blocked() | phase.Finishing():
                self._blocking.interrupted(task)
            case phase.Arming():
                self._armer.at_call(task, at)
                self._end_alone(task)
            case phase.InCall():
                result = ptrace.syscall_result(task.tid)
                if at.own is not None:
                    enforce.give_back(task, *at.own)
                phase.disengage(task)
                self.act(task, at.then(result))
                self._end_alone(task)
                self._end_turn(task)
            case phase.Replaced():
                result = ptrace.syscall_result(task.tid)
                phase.disengage(task)
                enforce.end_other(task, at, result)
            case phase.Exclusive():
                phase.disengage(task)
                self.exclusive.end(task)
                self._sandbox.note_passing(task)
                enforce.resume(task)
            case phase.Running() | phase.Stopped() | phase.InLine() | phase.InVfork() | phase.GroupStopped():
                self._sandbox.kill(task, _UNASKED)
            case phase.Forked() | phase.Unborn() | phase.Exiting() | phase.Gone():
                self._sandbox.kill(task, _UNASKED)
            case _:
                phase.assert_never(at)

    def let_go(self, task: Task) -> None:
        """A task is gone or going; a pair it was making may be left, unseen, to one that shares its table."""
        was = phase.engagement(task)
        if isinstance(was, phase.Blocked):
            self._blocking.forget(task)
        self.exclusive.end(task)
        phase.disengage(task)
        if isinstance(was, phase.InCall) and was.own is None:  # else it was opening a file
            _note_hidden(self._sandbox, task)
        elif isinstance(was, phase.Exclusive):
            self._sandbox.note_passing(task)
        self._end_turn(task)

    def _end_turn_unless_made(self, task: Task) -> None:
        """End a task's turn if it does not make a socket pair now, or as soon as its company stands still."""
        if not isinstance(task.phase, phase.InCall | phase.InLine):
            self._end_turn(task)

    def _end_turn(self, task: Task) -> None:
        if self.creation_lock.current is not None:
            self.creation_lock.finish(task)


def _is_of_company(action: Action) -> bool:
    """True for a call for which its task's company, if it has one, has to stand still."""
    return isinstance(action, ContinueExclusive) and action.scope is Scope.COMPANY


def _act_on(task: Task, action: Answer | Continue | ContinueChanged | MakeAgain) -> None:
    """Carry out what concerns nobody but the task."""
    if isinstance(action, Answer):
        enforce.answer_at_entry(task, action)
    elif isinstance(action, Continue):
        enforce.resume(task)
    elif isinstance(action, ContinueChanged):
        enforce.run_changed(task, action.then, action.argument, action.value, action.own)
    else:
        enforce.make_once_more(task)


def _begins_at_once(sandbox: Sandbox, task: Task) -> bool:
    """True if a task is given filters while whoever has its memory runs on: that is sealed then.

    Where they all sleep in vfork they stand still anyway, and nothing need be sealed.
    """
    return task.is_alone or (task.acts_alone and sandbox.company_runs(task))


def _note_hidden(sandbox: Sandbox, task: Task) -> None:
    """A task has died while it made a pair, which nobody has seen, and others may have it."""
    context = sandbox.context
    if creation_lock.may_leave_a_pair(task) or context.policy.relax:
        context.pairs.note_hidden(task.process.pid, creation_lock.makes_socket_pair(task))


def _arming_calls(sandbox: Sandbox) -> ArmingCalls | None:
    """None where every write is trapped: what is imported for it would cost each launch 1.5 ms."""
    if sandbox.table.traps_all:
        return None
    from scpipe.supervisor.arming import ArmingCalls

    return ArmingCalls(sandbox)
