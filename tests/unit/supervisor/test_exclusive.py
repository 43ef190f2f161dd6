"""A call runs when the others of its table stand still; who takes long holds up nobody else."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from unit.supervisor.staging import STOPPED, STOPPED_STATUS, Kernel, Registers, table

from scpipe.linux import lookups, procfs, ptrace, wait
from scpipe.linux.abi import x86_64
from scpipe.supervisor import enforce, exclusive
from scpipe.supervisor.exclusive import ExclusiveCalls
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase
from scpipe.tracee.actions import Action, Answer, ContinueExclusive, Scope
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

Then = Callable[[Task, ContinueExclusive], Action]


class Scene:
    """Task 10, whose call is to run, and task 20, which shares its table; what the kernel says is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Kernel(monkeypatch)
        Registers(monkeypatch)
        self.book: TaskTable = table(10, 20)
        self.task, self.other = self.book.tasks[10], self.book.tasks[20]
        self.task.table = self.other.table
        self.other.table.users.update({10, 20})
        phase.stand(self.task)
        self.task.call_number = x86_64.SYS_WRITE
        self.inbox = Inbox(self.book)
        self.statuses: dict[int, int] = {}
        self.states = {10: "R", 20: "R"}
        self.channel = "pipe_write"
        self.resumed: list[int] = []
        self.acted: list[Action] = []
        self.then: Then = lambda task, action: action
        monkeypatch.setattr(ptrace, "interrupt", lambda tid: None)
        monkeypatch.setattr(ptrace, "cont", lambda tid, number: None)
        monkeypatch.setattr(wait, "poll_one", lambda tid: self.statuses.pop(tid, None))
        monkeypatch.setattr(procfs, "state", lambda pid, tid: self.states[tid])
        monkeypatch.setattr(procfs, "call_number", lambda tid: 0)
        monkeypatch.setattr(procfs, "wait_channel", lambda tid: self.channel)
        monkeypatch.setattr(lookups, "_LOCKS_SLEEP", False)
        monkeypatch.setattr(exclusive, "LOOK", 0.0)
        monkeypatch.setattr(ptrace, "run_to_syscall_stop", self.resumed.append)
        decider: Any = SimpleNamespace(decide_again=self._decide_again)
        lifetime: Any = SimpleNamespace(is_quiet=lambda: True)
        self.exclusive = ExclusiveCalls(self.book, self.inbox, decider, lifetime)

    def _decide_again(self, task: Task, action: ContinueExclusive) -> Action:
        return self.then(task, action)

    def begin(self, action: ContinueExclusive | None = None) -> None:
        """Let the call wait for the others, and be looked at so often that /proc is asked."""
        instead = self.exclusive.begin(self.task, action or ContinueExclusive())
        self.acted += [] if instead is None else [instead]
        self.look()

    def look(self) -> None:
        """Enough looks for every question."""
        for _ in range(50):
            self.acted += [instead for _task, instead in self.exclusive.advance()]

    def served(self) -> list[int]:
        """Whose statuses are served now."""
        found = []
        while (report := self.inbox.take()) is not None:
            found.append(report[0].tid)
        return found


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Two tasks that do not exist."""
    return Scene(monkeypatch)


def test_call_runs_when_the_other_has_stopped(scene: Scene) -> None:
    """The other's stop is not served until the call is at its exit stop."""
    scene.statuses[20] = STOPPED_STATUS
    scene.begin()
    assert scene.resumed == [10] and scene.exclusive.pending
    assert scene.served() == []
    scene.statuses[10] = STOPPED_STATUS
    scene.look()
    assert not scene.exclusive.pending
    assert sorted(scene.served()) == [10, 20]


@pytest.mark.parametrize("state", ["S", "D", "Z", "X"])
def test_call_that_sleeps_holds_its_file(scene: Scene, state: str) -> None:
    """Asleep inside the kernel, or gone: the others go on."""
    scene.statuses[20] = STOPPED_STATUS
    scene.states[10] = state
    scene.begin()
    assert not scene.exclusive.pending and scene.served() == [20]


@pytest.mark.parametrize("scope", Scope)
def test_what_is_not_told_proves_nothing(scene: Scene, scope: Scope) -> None:
    """A task that /proc does not show may run: as the one that makes the call, and as another."""
    scene.states[20] = "?"
    scene.begin(ContinueExclusive(scope))
    assert scene.resumed == [] and scene.exclusive.pending
    scene.statuses[20] = STOPPED_STATUS
    scene.states[10] = "?"
    scene.look()
    assert scene.resumed == [10] and scene.exclusive.pending and scene.served() == []


@pytest.mark.parametrize("channel", ["ptrace_stop", "ptrace_stop.part.0", "__refrigerator", "0", ""])
def test_call_that_has_not_begun(scene: Scene, channel: str) -> None:
    """A task that is frozen in our stop shows as D and holds nothing."""
    scene.statuses[20] = STOPPED_STATUS
    scene.states[10], scene.channel = "D", channel
    scene.begin()
    assert scene.resumed == [10] and scene.exclusive.pending and scene.served() == []


def test_locks_that_sleep(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a PREEMPT_RT kernel a task can be in D on its way into the call, or while it exchanges numbers."""
    monkeypatch.setattr(lookups, "_LOCKS_SLEEP", True)
    scene.states[20] = "D"
    scene.begin()
    assert scene.resumed == []
    scene.statuses[20] = STOPPED_STATUS
    scene.look()
    scene.states[10] = "D"
    scene.look()
    assert scene.resumed == [10] and scene.exclusive.pending
    scene.states[10] = "S"
    scene.look()
    assert not scene.exclusive.pending


def test_call_that_may_sleep_before_its_look_up(scene: Scene) -> None:
    """Only a call of which it is known holds its file while it sleeps; others are watched up to their end."""
    scene.statuses[20] = STOPPED_STATUS
    scene.states[10] = "S"
    scene.task.call_number = x86_64.SYS_SENDFILE
    scene.begin()
    assert scene.exclusive.pending and scene.served() == []
    scene.statuses[10] = STOPPED_STATUS
    scene.look()
    assert not scene.exclusive.pending


def test_call_that_computes_is_waited_for(scene: Scene) -> None:
    """A time proves nothing: it can pass while the machine stands still."""
    scene.statuses[20] = STOPPED_STATUS
    scene.begin()
    scene.look()
    assert scene.exclusive.pending and scene.served() == []


def test_other_that_does_not_stop_is_waited_for(scene: Scene) -> None:
    """The call does not run, and begin() comes back, so that others are served."""
    scene.begin()
    assert scene.exclusive.pending and scene.resumed == []
    scene.statuses[20] = STOPPED_STATUS
    scene.look()
    assert scene.resumed == [10]


@pytest.mark.parametrize(("number", "harmless"), [(1, True), (436, False), (None, False)])
def test_other_in_state_d(
    monkeypatch: pytest.MonkeyPatch, scene: Scene, number: int | None, harmless: bool
) -> None:
    """It cannot exchange a number in use, but close_range can sleep between two numbers that it closes."""
    monkeypatch.setattr(procfs, "call_number", lambda tid: number)
    scene.states[20] = "D"
    scene.begin()
    assert (scene.resumed == [10]) is harmless


@pytest.mark.parametrize("scope", Scope)
def test_other_that_is_past_its_exit_stop(scene: Scene, scope: Scope) -> None:
    """It may sleep there, and exchanges no number any more; but its end can write to memory."""
    phase.run(scene.other, phase.EXITING)
    scene.states[20] = "S"
    scene.begin(ContinueExclusive(scope))
    assert (scene.resumed == [10]) is (scope is Scope.TABLE)


def test_decided_again(scene: Scene) -> None:
    """What was exchanged before everybody stood still is seen."""
    scene.then = lambda task, action: Answer(-errno.EACCES)
    scene.statuses[20] = STOPPED_STATUS
    scene.begin()
    assert scene.acted == [Answer(-errno.EACCES)] and scene.resumed == []
    assert not scene.exclusive.pending and scene.served() == [20]


def test_check_answers(scene: Scene) -> None:
    """What is asked when all stand still can refuse the call."""
    scene.statuses[20] = STOPPED_STATUS
    scene.begin(ContinueExclusive(check=lambda: Answer(-errno.ENODEV)))
    assert scene.acted == [Answer(-errno.ENODEV)]


def test_everybody_means_memory_too(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task in state D could write the call's memory: it is waited for, and then the call is refused."""
    scene.states[20] = "D"
    scene.begin(ContinueExclusive(scope=Scope.SANDBOX, refusal=errno.EAGAIN))
    assert scene.acted == [] and scene.resumed == []
    later = time.monotonic() + 60
    monkeypatch.setattr(exclusive.time, "monotonic", lambda: later)
    scene.look()
    assert scene.acted == [Answer(-errno.EAGAIN)] and not scene.exclusive.pending


def test_call_that_is_over_lets_go(scene: Scene) -> None:
    """Its exit stop may be served before anybody looks: the others must not be held for ever."""
    scene.statuses[20] = STOPPED_STATUS
    scene.begin()
    scene.exclusive.end(scene.task)
    assert not scene.exclusive.pending and scene.served() == [20]
    scene.exclusive.end(scene.task)


def test_killed_meanwhile(scene: Scene) -> None:
    """A task that dies while it waits ends the matter."""

    def gone(task: Task, _action: ContinueExclusive) -> Action:
        raise ptrace.TraceeGoneError(task.tid)

    scene.then = gone
    scene.statuses[20] = STOPPED_STATUS
    scene.begin()
    assert not scene.exclusive.pending and scene.acted == [] and scene.served() == [20]


def test_other_that_was_stopped_already_is_not_served(scene: Scene) -> None:
    """It waits at a stop of its own: what is decided about it must not let it run either."""
    phase.stand(scene.other)
    scene.begin()
    assert scene.resumed == [10]
    enforce.resume(scene.other)
    assert scene.other.phase is phase.STOPPED, "resumed while a call runs alone"
    scene.inbox.put(20, STOPPED)
    assert scene.served() == []
    scene.states[10] = "S"
    scene.look()
    assert scene.other.phase is phase.RUNNING and scene.served() == [20]
