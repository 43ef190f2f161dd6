"""A call runs when the others of its table stand still; who takes long holds up nobody else."""

from __future__ import annotations

import errno
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import STOPPED, table

from scpipe.linux import lookups, ptrace, stops
from scpipe.linux.abi import x86_64
from scpipe.supervisor import enforce
from scpipe.supervisor.exclusive import LOOK, ExclusiveCalls
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.standstill import Request, has_to_wait
from scpipe.tracee import phase
from scpipe.tracee.actions import Action, Answer, Arm, Continue, ContinueExclusive, ContinueToExit, Scope
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

Then = Callable[[Task, ContinueExclusive], Action]


class Scene:
    """Task 10, whose call is to run, and task 20, which shares its table, and does not stop when asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel) -> None:
        self.kernel = kernel
        self.book: TaskTable = table(kernel, 10, 20)
        kernel.stand(10, stops.SeccompStop()).in_the_call(x86_64.SYS_WRITE)
        kernel.tasks[20].obeys = False
        self.task, self.other = self.book.tasks[10], self.book.tasks[20]
        self.task.table = self.other.table
        self.other.table.users.update({10, 20})
        phase.stand(self.task)
        self.task.call_number = x86_64.SYS_WRITE
        self.inbox = Inbox(self.book)
        for task in kernel.tasks.values():
            task.channel, task.call = "pipe_write", 0
        self.acted: list[Action] = []
        self.started: list[Action] = []
        self.arming = phase.Arming(None)
        self.then: Then = lambda task, action: action
        monkeypatch.setattr(lookups, "_LOCKS_SLEEP", False)
        decider: Any = SimpleNamespace(decide_again=self._decide_again)
        sandbox: Any = SimpleNamespace(table=self.book, is_quiet=True)
        self.exclusive = ExclusiveCalls(sandbox, self.inbox, decider, self._start)

    @property
    def resumed(self) -> list[int]:
        """Whose calls run."""
        return [call[1] for call in self.kernel.asked("run_to_syscall_stop")]

    def stop(self, tid: int) -> None:
        """A task stops, and not only because it was asked to."""
        self.kernel.report(tid, STOPPED)

    def state(self, tid: int, letter: str) -> None:
        """What /proc shows of a task while it runs; "?": nothing."""
        task = self.kernel.tasks[tid]
        task.hidden = {"stat"} if letter == "?" else set()
        task.state = letter

    def _start(self, task: Task, action: Arm | ContinueToExit) -> None:
        self.started.append(action)
        self.kernel.tasks[task.tid].at = None
        phase.run(
            task, phase.InCall(lambda result: action) if isinstance(action, ContinueToExit) else self.arming
        )

    def _decide_again(self, task: Task, action: ContinueExclusive) -> Action:
        return self.then(task, action)

    def begin(self, action: ContinueExclusive | Arm | None = None) -> None:
        """Let the call wait for the others, and be looked at so often that /proc is asked."""
        instead = self.exclusive.begin(self.task, action or ContinueExclusive())
        self.acted += [] if instead is None else [instead]
        self.look()

    def look(self) -> None:
        """Enough looks for every question."""
        for _ in range(50):
            self.kernel.clock.go_on(LOOK)
            self.acted += [instead for _task, instead in self.exclusive.advance()]

    def served(self) -> list[int]:
        """Whose statuses are served now."""
        found = []
        while (report := self.inbox.take()) is not None:
            found.append(report[0].tid)
        return found


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel) -> Scene:
    """Two tasks of a kernel whose locks spin."""
    return Scene(monkeypatch, kernel)


def test_call_runs_when_the_other_has_stopped(scene: Scene) -> None:
    """The other's stop is not served until the call is at its exit stop."""
    scene.stop(20)
    scene.begin()
    assert scene.resumed == [10] and scene.exclusive.pending
    assert scene.served() == []
    scene.stop(10)
    scene.look()
    assert not scene.exclusive.pending
    assert sorted(scene.served()) == [10, 20]


@pytest.mark.parametrize("state", ["S", "D", "Z", "X"])
def test_call_that_sleeps_holds_its_file(scene: Scene, state: str) -> None:
    """Asleep inside the kernel, or gone: the others go on."""
    scene.stop(20)
    scene.state(10, state)
    scene.begin()
    assert not scene.exclusive.pending and scene.served() == [20]


@pytest.mark.parametrize("scope", Scope)
def test_what_is_not_told_proves_nothing(scene: Scene, scope: Scope) -> None:
    """A task that /proc does not show may run: as the one that makes the call, and as another."""
    scene.state(20, "?")
    scene.begin(ContinueExclusive(scope))
    assert scene.resumed == [] and scene.exclusive.pending
    scene.stop(20)
    scene.state(10, "?")
    scene.look()
    assert scene.resumed == [10] and scene.exclusive.pending and scene.served() == []


@pytest.mark.parametrize("channel", ["ptrace_stop", "ptrace_stop.part.0", "__refrigerator", "0", ""])
def test_call_that_has_not_begun(scene: Scene, channel: str) -> None:
    """A task that is frozen in our stop shows as D and holds nothing."""
    scene.stop(20)
    scene.state(10, "D")
    scene.kernel.tasks[10].channel = channel
    scene.begin()
    assert scene.resumed == [10] and scene.exclusive.pending and scene.served() == []


def test_locks_that_sleep(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a PREEMPT_RT kernel a task can be in D on its way into the call, or while it exchanges numbers."""
    monkeypatch.setattr(lookups, "_LOCKS_SLEEP", True)
    scene.state(20, "D")
    scene.begin()
    assert scene.resumed == []
    scene.stop(20)
    scene.look()
    scene.state(10, "D")
    scene.look()
    assert scene.resumed == [10] and scene.exclusive.pending
    scene.state(10, "S")
    scene.look()
    assert not scene.exclusive.pending


def test_call_that_may_sleep_before_its_look_up(scene: Scene) -> None:
    """Only a call of which it is known holds its file while it sleeps; others are watched up to their end."""
    scene.stop(20)
    scene.state(10, "S")
    scene.task.call_number = x86_64.SYS_SENDFILE
    scene.begin()
    assert scene.exclusive.pending and scene.served() == []
    scene.stop(10)
    scene.look()
    assert not scene.exclusive.pending


def test_call_that_computes_is_waited_for(scene: Scene) -> None:
    """A time proves nothing: it can pass while the machine stands still."""
    scene.stop(20)
    scene.begin()
    scene.look()
    assert scene.exclusive.pending and scene.served() == []


def test_other_that_does_not_stop_is_waited_for(scene: Scene) -> None:
    """The call does not run, and begin() comes back, so that others are served."""
    scene.begin()
    assert scene.exclusive.pending and scene.resumed == []
    scene.stop(20)
    scene.look()
    assert scene.resumed == [10]


@pytest.mark.parametrize(("number", "harmless"), [(1, True), (436, False), (None, False)])
def test_other_in_state_d(scene: Scene, number: int | None, harmless: bool) -> None:
    """It cannot exchange a number in use, but close_range can sleep between two numbers that it closes."""
    scene.kernel.tasks[20].call = number
    scene.state(20, "D")
    scene.begin()
    assert (scene.resumed == [10]) is harmless


@pytest.mark.parametrize("scope", Scope)
def test_other_that_is_past_its_exit_stop(scene: Scene, scope: Scope) -> None:
    """It may sleep there, and exchanges no number any more; but its end can write to memory."""
    phase.run(scene.other, phase.EXITING)
    scene.state(20, "S")
    scene.begin(ContinueExclusive(scope))
    assert (scene.resumed == [10]) is (scope is not Scope.SANDBOX)


def test_decided_again(scene: Scene) -> None:
    """What was exchanged before everybody stood still is seen."""
    scene.then = lambda task, action: Answer(-errno.EACCES)
    scene.stop(20)
    scene.begin()
    assert scene.acted == [Answer(-errno.EACCES)] and scene.resumed == []
    assert not scene.exclusive.pending and scene.served() == [20]


def test_check_answers(scene: Scene) -> None:
    """What is asked when all stand still can refuse the call."""
    scene.stop(20)
    scene.begin(ContinueExclusive(check=lambda: Answer(-errno.ENODEV)))
    assert scene.acted == [Answer(-errno.ENODEV)]


def test_everybody_means_memory_too(scene: Scene) -> None:
    """A task in state D could write the call's memory: it is waited for, and then the call is refused."""
    scene.state(20, "D")
    scene.begin(ContinueExclusive(scope=Scope.SANDBOX, refusal=errno.EAGAIN))
    assert scene.acted == [] and scene.resumed == []
    scene.kernel.clock.go_on(60)
    scene.look()
    assert scene.acted == [Answer(-errno.EAGAIN)] and not scene.exclusive.pending


def test_call_that_is_over_lets_go(scene: Scene) -> None:
    """Its exit stop may be served before anybody looks: the others must not be held for ever."""
    scene.stop(20)
    scene.begin()
    scene.exclusive.end(scene.task)
    assert not scene.exclusive.pending and scene.served() == [20]
    scene.exclusive.end(scene.task)


def test_killed_meanwhile(scene: Scene) -> None:
    """A task that dies while it waits ends the matter."""

    def gone(task: Task, _action: ContinueExclusive) -> Action:
        raise ptrace.TraceeGoneError(task.tid)

    scene.then = gone
    scene.stop(20)
    scene.begin()
    assert not scene.exclusive.pending and scene.acted == [] and scene.served() == [20]


def test_other_that_was_stopped_already_is_not_served(scene: Scene) -> None:
    """It waits at a stop of its own: what is decided about it must not let it run either."""
    phase.stand(scene.other)
    scene.kernel.stand(20, STOPPED)
    scene.begin()
    assert scene.resumed == [10]
    enforce.resume(scene.other)
    assert scene.other.phase is phase.STOPPED, "resumed while a call runs alone"
    scene.inbox.put(20, STOPPED)
    assert scene.served() == []
    scene.state(10, "S")
    scene.look()
    assert scene.other.phase is phase.RUNNING and scene.served() == [20]


# -- with the company standing still -----------------------------------------------------------------------

_COMPANY = ContinueExclusive(Scope.COMPANY)
_MAKES = ContinueToExit(Answer, alone=True)


@pytest.mark.parametrize("letter", ["S", "D", "R"])
def test_no_call_of_the_company_runs(scene: Scene, letter: str) -> None:
    """However it sleeps: it can have reserved a number, or have been looked at before."""
    scene.state(20, letter)
    scene.begin(_COMPANY)
    assert scene.resumed == [] and scene.exclusive.pending
    scene.stop(20)
    scene.look()
    assert scene.resumed == [10]


def test_a_call_that_was_let_run_is_waited_for(scene: Scene) -> None:
    """One call of its own is too much, where only the table matters it is not."""
    phase.run(scene.other, phase.Exclusive())
    scene.begin(_COMPANY)
    assert scene.resumed == []


def test_an_open_that_runs_beside_is_over_first(scene: Scene) -> None:
    """It has reserved a number; its exit stop is served when what others stand still for is over."""
    phase.run_call(scene.other, phase.InCall(lambda result: Continue(), (1, 1)))
    scene.begin(_COMPANY)
    assert scene.resumed == [] and scene.kernel.asked("interrupt") == [("interrupt", 20)]
    scene.kernel.report(20, stops.SyscallStop())
    scene.look()
    assert scene.resumed == [10] and scene.served() == []
    scene.stop(10)
    scene.look()
    assert sorted(scene.served()) == [10, 20] and isinstance(scene.other.phase, phase.InCall)


@pytest.mark.parametrize("sleeps", [True, False])
def test_who_reports_before_it_runs_on_is_not_asked(scene: Scene, sleeps: bool) -> None:
    """A parent in vfork, and a child whose parent has not been served."""
    scene.other.phase = phase.IN_VFORK if sleeps else phase.Unborn(scene.task, False)
    scene.begin(_COMPANY)
    assert scene.resumed == [10] and scene.kernel.asked("interrupt") == [] and scene.other.hold is not None


@pytest.mark.parametrize("makes", [True, False])
def test_what_its_stops_end_is_begun_when_all_stand_still(scene: Scene, makes: bool) -> None:
    """Filters that are added, or a call with a look at its result: the company waits until that is over."""
    action = _MAKES if makes else Arm(None, Answer(-12))
    scene.stop(20)
    assert scene.exclusive.begin(scene.task, action) is None
    assert scene.started == [action] and scene.exclusive.runs_alone(scene.task)
    phase.stand(scene.task)
    scene.look()
    assert scene.served() == [], "its exit stop has not been served"
    phase.run(scene.task, phase.RUNNING)
    scene.look()
    assert scene.served() == [20] and not scene.exclusive.pending


@pytest.mark.parametrize("scope", [Scope.TABLE, Scope.COMPANY])
def test_what_is_let_run_after_all_holds_its_file_first(scene: Scene, scope: Scope) -> None:
    """A filter was to be added, and is not needed any more: nobody goes on while the call may look up."""
    scene.then = lambda task, action: ContinueExclusive(scope)
    scene.stop(20)
    scene.state(10, "R")
    scene.begin(Arm(None, Answer(-errno.ENOMEM)))
    assert scene.resumed == [10] and scene.started == []
    assert scene.exclusive.pending and scene.served() == []
    scene.stop(10)
    scene.look()
    assert not scene.exclusive.pending and 20 in scene.served()


def test_an_open_that_sleeps_is_woken_once(scene: Scene) -> None:
    """Who stands still may have to open the other end of the FIFO."""
    scene.stop(20)
    scene.exclusive.begin(scene.task, _MAKES)
    scene.state(10, "D")
    scene.look()
    assert scene.kernel.asked("interrupt") == [("interrupt", 20)]
    scene.state(10, "S")
    scene.look()
    assert scene.kernel.asked("interrupt") == [("interrupt", 20), ("interrupt", 10)]
    assert scene.task.interrupt_pending


@pytest.mark.parametrize("letter", ["Z", "X"])
@pytest.mark.parametrize("makes", [True, False])
def test_a_leader_that_is_killed_meanwhile_lets_its_threads_end(
    scene: Scene, makes: bool, letter: str
) -> None:
    """waitpid tells of its end only after theirs, and they stand still for what it was doing."""
    scene.stop(20)
    scene.exclusive.begin(scene.task, _MAKES if makes else Arm(None, Answer(-12)))
    scene.look()
    assert scene.exclusive.runs_alone(scene.task), "it runs"
    scene.state(10, letter)
    scene.look()
    assert not scene.exclusive.pending and scene.other.hold is None


def test_who_is_at_its_end_waits_for_nobody(scene: Scene) -> None:
    """A sibling may execute a program, and wait for the end of all others."""
    scene.state(20, "D")
    scene.begin(_COMPANY)
    scene.task.pending.append(stops.ExitStop())
    scene.look()
    assert scene.resumed == [] and not scene.exclusive.pending and scene.other.hold is None


@pytest.mark.parametrize("scope", Scope)
def test_nobody_begins_beside_what_others_stand_still_for(scene: Scene, scope: Scope) -> None:
    """A child that nobody has told of was not asked to stand still; where only a table matters it may."""
    scene.stop(20)
    assert not scene.exclusive.forbids_births
    scene.begin(ContinueExclusive(scope))
    assert scene.exclusive.forbids_births is (scope is not Scope.TABLE)
    assert scene.exclusive.forbids_operations is (scope is Scope.SANDBOX)


def _requests(scene: Scene, *actions: ContinueExclusive | ContinueToExit | Arm) -> list[Request]:
    tasks = (scene.task, scene.other)
    return [Request(task, action, 0.0) for task, action in zip(tasks, actions, strict=True)]


def test_two_of_a_company_never_run_together(scene: Scene) -> None:
    """The one that began first, or runs, comes first; also before one that has only its table to itself."""
    for action in (_COMPANY, _MAKES, Arm(None, Answer(-12))):
        first, second = both = _requests(scene, action, _COMPANY)
        assert [has_to_wait(scene.book, both, one) for one in both] == [False, True]
        second.running = True
        assert has_to_wait(scene.book, both, first)
    first, second = both = _requests(scene, ContinueExclusive(), _COMPANY)
    assert [has_to_wait(scene.book, both, one) for one in both] == [False, False]
    second.held.add(scene.task)
    assert has_to_wait(scene.book, both, first), "what it finds could change before it goes on"


def test_strangers_do_not_wait_for_each_other(scene: Scene) -> None:
    """Two tables, two memories, two processes; but what the whole sandbox stands still for comes first."""
    scene.other.table = type(scene.other.table)({20})
    scene.task.table.users.discard(20)
    both = _requests(scene, _COMPANY, _COMPANY)
    assert not has_to_wait(scene.book, both, both[1])
    first, second = both = _requests(scene, ContinueExclusive(Scope.SANDBOX), _COMPANY)
    first.held.add(scene.other)
    assert not has_to_wait(scene.book, both, second)
    first.running = True
    assert has_to_wait(scene.book, both, second)


def test_who_asks_anew_holds_nobody_for_what_is_over(scene: Scene) -> None:
    """A call can fail as it begins, and its task be at the next one before anybody looks."""
    scene.stop(20)
    scene.exclusive.begin(scene.task, Arm(None, Answer(-errno.ENOMEM)))
    assert scene.exclusive.runs_alone(scene.task)
    phase.run(scene.task, phase.RUNNING)
    phase.stand(scene.task)
    scene.exclusive.begin(scene.task, Arm(None, Answer(-errno.ENOMEM)))
    scene.exclusive.end(scene.task)
    assert not scene.exclusive.pending and scene.other.hold is None


def test_who_has_told_of_its_end_is_not_held(scene: Scene) -> None:
    """Another thread of its process may execute a program, and nothing interrupts its wait for that end."""
    scene.state(20, "D")
    scene.begin(_COMPANY)
    assert scene.other.hold is not None and scene.resumed == []
    scene.other.pending.append(stops.ExitStop())
    scene.inbox.queue(scene.other)
    assert scene.served() == [], "it is held"
    scene.look()
    assert scene.other.hold is None and scene.served() == [20] and scene.resumed == [10]
