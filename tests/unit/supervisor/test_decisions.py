"""Each action is carried out in one way; what a task is in the middle of ends at its exit stop or before."""

from __future__ import annotations

import errno
from types import SimpleNamespace
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import RIP, RSP
from unit.supervisor.staging import DONE, Script, task

from scpipe.linux import stops
from scpipe.linux.abi import native, x86_64
from scpipe.supervisor import enforce
from scpipe.supervisor.creation_lock import CreationLock
from scpipe.supervisor.decisions import Decisions
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
    Interrupted,
    Kill,
    MakeAgain,
    Perform,
    Returned,
    Scope,
    Store,
)
from scpipe.tracee.phase import Phase
from scpipe.tracee.task import FileTable, Process, Task


class Scene:
    """A task at its seccomp stop, and rooms that note what they are asked for."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.kernel = kernel
        kernel.add(1)
        kernel.stand(1, stops.SeccompStop())
        self.rooms: list[str] = []
        self.task = task()
        self.instead: Action | None = None
        self.hidden: list[bool] = []
        made: Any = object.__new__(Decisions)
        policy = SimpleNamespace(relax=frozenset())
        pairs = SimpleNamespace(note_hidden=lambda pid, pair: self.hidden.append(pair))
        context = SimpleNamespace(policy=policy, pairs=pairs)
        made._sandbox = SimpleNamespace(
            kill=self._note("kill"), note_passing=self._note("note passing"), context=context
        )
        made._inbox = SimpleNamespace(fill=self._note("fill"))
        made._blocking = SimpleNamespace(
            begin=self._note("begin"), interrupted=self._note("interrupted"), forget=self._note("forget")
        )
        made.creation_lock = CreationLock()
        made._arming = SimpleNamespace(begin=self._arm, begin_later=self._arm)
        self.runs_alone = False
        made.exclusive = SimpleNamespace(
            begin=self._begin, end=self._note("end exclusive"), runs_alone=lambda task: self.runs_alone
        )
        self.decisions: Decisions = made

    def _note(self, what: str) -> Any:
        return lambda *given: self.rooms.append(what)

    def _arm(self, task: Task, action: Arm | ArmLater, **how: bool) -> None:
        self.rooms.append(" ".join(("arm", *sorted(name for name, value in how.items() if value))))

    def _begin(self, *given: object) -> Action | None:
        self.rooms.append("exclusive")
        return self.instead

    @property
    def done(self) -> list[str]:
        """What rooms were asked for, and then what was done to the task."""
        return self.rooms + self.kernel.done()


@pytest.fixture
def scene(kernel: FakeKernel) -> Scene:
    """A task at its seccomp stop."""
    return Scene(kernel)


@pytest.mark.parametrize(
    ("action", "done", "after"),
    [
        (DONE, ["call -1", "result 7", "cont"], phase.Running),
        (Continue(), ["cont"], phase.Running),
        (ContinueAfterReports(), ["fill", "cont"], phase.Running),
        (ContinueToExit(lambda result: Continue()), ["run_to_syscall_stop"], phase.InCall),
        (
            ContinueChanged(lambda result: Continue(), 1, 9, 5),
            ["argument 1 9", "run_to_syscall_stop"],
            phase.InCall,
        ),
        (MakeAgain(), ["cont"], phase.Running),
        (ContinueExclusive(), ["exclusive"], phase.Stopped),
        (Perform(Script()()), ["begin"], phase.Stopped),
        (Kill("hidden"), ["kill"], phase.Stopped),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_action(scene: Scene, action: Action, done: list[str], after: type) -> None:
    """Nothing else is done to the task."""
    scene.decisions.act(scene.task, action)
    assert scene.done == done and type(scene.task.phase) is after


@pytest.mark.parametrize("dies", [False, True])
def test_what_is_to_be_done_instead_is_done(scene: Scene, dies: bool) -> None:
    """A call that must not run exclusively; that its task dies meanwhile is no error."""
    scene.instead = Answer(-13)
    if dies:
        scene.kernel.reap(1)
    scene.decisions.act(scene.task, ContinueExclusive())
    assert scene.done == ["exclusive", "call -1", *([] if dies else ["result -13", "cont"])]


_ARM = Arm(None, DONE)
_MOVE, _OPEN = ContinueExclusive(Scope.COMPANY), ContinueToExit(lambda result: Continue(), alone=True)


def _share(scene: Scene, what: str, *, sealable: bool, sleeps: bool) -> None:
    """Another task has this task's memory, or its memory and its table or filters."""
    task = scene.task
    process = task.process if what == "filters" else Process(2, task.process.identity)
    process.threads.add(2), task.process.threads.add(1)
    own = task.table if what == "table" else FileTable({2})
    other = Task(2, process, own, phase.IN_VFORK if sleeps else phase.RUNNING, memory=task.memory)
    task.memory.sealable = sealable
    task.memory.users.update((1, 2)), own.users.add(2)
    sandbox: Any = SimpleNamespace(table=SimpleNamespace(tasks={1: task, 2: other}))
    made: Any = scene.decisions._sandbox
    made.company_runs = lambda task: Sandbox.company_runs(sandbox, task)


@pytest.mark.parametrize("what", ["memory", "table", "filters"])
@pytest.mark.parametrize("sealable", [True, False])
@pytest.mark.parametrize("sleeps", [True, False])
def test_who_has_only_the_memory_need_not_stand_still(
    scene: Scene, what: str, sealable: bool, sleeps: bool
) -> None:
    """Where that can be sealed; who sleeps in vfork stands still for nothing. What is read there waits."""
    _share(scene, what, sealable=sealable, sleeps=sleeps)
    only_memory = what == "memory"
    for action, done in (
        (_ARM, "arm seals" if only_memory and sealable and not sleeps else "exclusive"),
        (_MOVE, "cont" if only_memory else "exclusive"),
        (_OPEN, "exclusive"),
        (ArmLater(None), "arm seals"),
    ):
        scene.task.phase = phase.STOPPED
        scene.rooms.clear()
        seen = len(scene.kernel.done())
        scene.decisions.act(scene.task, action)
        assert scene.rooms + scene.kernel.done()[seen:] == [done], action
    scene.runs_alone = True
    scene.rooms.clear()
    scene.decisions.act(scene.task, ArmLater(None))
    assert scene.rooms == ["arm at_once"], "those who stand still can exchange nothing"


def test_who_is_alone_seals_nothing(scene: Scene) -> None:
    """Whether the kernel could or not."""
    scene.task.memory.sealable = True
    scene.decisions.act(scene.task, _ARM)
    scene.decisions.act(scene.task, ArmLater(None))
    assert scene.rooms == ["arm", "arm"]


def _then(result: int) -> Action:
    return Answer(-result)


@pytest.mark.parametrize(
    ("at", "done"),
    [
        (phase.Blocked(Script()()), ["interrupted"]),
        (phase.Finishing(Interrupted()), ["interrupted"]),
        (phase.InCall(_then), ["end exclusive", "call -1", "result -3", "cont"]),
        (
            phase.InCall(_then, (2, 7)),
            ["end exclusive", "argument 2 7", "call -1", "result -3", "cont"],
        ),
        (phase.Exclusive(), ["end exclusive", "note passing", "cont"]),
        (phase.RUNNING, ["kill"]),
        (phase.STOPPED, ["kill"]),
        (phase.AT_EXIT, ["kill"]),
        (phase.IN_LINE, ["kill"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_exit_stop(scene: Scene, at: Phase, done: list[str]) -> None:
    """It ends what the task was in the middle of; one that nobody asked for ends the process."""
    scene.task.phase = at
    scene.kernel.stand(1, stops.SyscallStop()).registers[x86_64.RAX] = 3
    scene.decisions.finish(scene.task)
    assert scene.done == done


@pytest.mark.parametrize("is_lost", [False, True])
@pytest.mark.parametrize("number", [native.SYS_SOCKETPAIR, 22])
@pytest.mark.parametrize("shared", [True, False])
def test_a_pair_may_be_left_by_one_that_dies(scene: Scene, is_lost: bool, number: int, shared: bool) -> None:
    """Told once, at its exit event or its end, and only where somebody else can have it."""
    scene.task.call_number, scene.task.table.shared = number, shared
    enforce.run_call(scene.task, phase.InCall(_then))
    if is_lost:
        phase.lose(scene.task)
    for _twice in range(2):
        scene.decisions.let_go(scene.task)
    assert scene.hidden == ([number == native.SYS_SOCKETPAIR] if shared else [])
    assert "note passing" not in scene.done


_OWN = {x86_64.ORIG_RAX: 47, x86_64.RDI: 5, x86_64.RSI: 0x1000, x86_64.RDX: 0, x86_64.R8: 8}


def _other(store: Store | None = None) -> ContinueAs:
    return ContinueAs(45, (5, 0x2000, 100, 0x20, 0, 0), lambda result: Returned(min(result, 50), store))


@pytest.mark.parametrize("result", [30, 70, -4, -512])
def test_another_call_is_made_in_place_of_its_own(scene: Scene, result: int) -> None:
    """Its own registers are back before it goes on, its number too: the kernel may make the call again."""
    registers = scene.kernel.tasks[1].registers
    registers.update(_OWN)
    scene.decisions.act(scene.task, _other())
    assert isinstance(scene.task.phase, phase.Replaced) and scene.done[-1] == "run_to_syscall_stop"
    made = scene.kernel.tasks[1].registers
    assert [made[place] for place in (x86_64.ORIG_RAX, *x86_64.ARGUMENTS)] == [45, 5, 0x2000, 100, 0x20, 0, 0]
    scene.kernel.stand(1, stops.SyscallStop()).registers[x86_64.RAX] = result & (1 << 64) - 1
    scene.decisions.finish(scene.task)
    after = scene.kernel.tasks[1].registers
    assert after == {**registers, x86_64.RAX: min(result, 50) & (1 << 64) - 1}
    assert scene.task.phase is phase.RUNNING and scene.done[-1] == "cont"


@pytest.mark.parametrize("is_writable", [True, False])
def test_what_its_own_call_leaves_in_memory(scene: Scene, is_writable: bool) -> None:
    """It is written before the task goes on; where it cannot be, the call has failed."""
    program = scene.kernel.tasks[1]
    if is_writable:
        program.memory.put(0x1028, b"....")
    scene.decisions.act(scene.task, _other(Store(0x1028, b"left")))
    scene.kernel.stand(1, stops.SyscallStop()).registers[x86_64.RAX] = 7
    scene.decisions.finish(scene.task)
    assert program.registers[x86_64.RAX] == (7 if is_writable else -errno.EFAULT & (1 << 64) - 1)
    assert not is_writable or program.memory.read(0x1028, 4) == b"left"


def test_one_that_dies_in_another_call_leaves_nothing(scene: Scene) -> None:
    """It has made no pair, and passed no descriptors."""
    scene.decisions.act(scene.task, _other())
    scene.decisions.let_go(scene.task)
    assert scene.hidden == [] and "note passing" not in scene.done
    assert not isinstance(scene.task.phase, phase.Replaced)


def test_a_call_that_was_changed_leaves_no_pair(scene: Scene) -> None:
    """It was opening a file."""
    scene.task.table.shared = True
    enforce.run_changed(scene.task, _then, 1, 9, 5)
    scene.decisions.let_go(scene.task)
    assert scene.hidden == [] and scene.task.phase is phase.RUNNING


_AT_OPEN = {"nr": native.SYS_OPEN, "rip": 0x401002, "rsi": 1, "rsp": 0x7FFF0000, "r9": 6}


@pytest.mark.parametrize(("result", "again"), [(-errno.ELOOP, True), (-512, False), (5, False)])
def test_a_changed_argument_is_the_programs_own_again(scene: Scene, result: int, again: bool) -> None:
    """Before anything else of the program runs, or a handler's frame is made; also where it is made again."""
    places = {"nr": x86_64.ORIG_RAX, "rip": RIP, "rsi": x86_64.ARGUMENTS[1], "rsp": RSP, "r9": x86_64.R9}
    registers = scene.kernel.tasks[1].registers
    registers.update({places[name]: value for name, value in _AT_OPEN.items()})
    then: list[int] = []

    def opened(found: int) -> Action:
        assert registers[x86_64.ARGUMENTS[1]] == 1
        then.append(found)
        return MakeAgain() if again else Continue()

    scene.decisions.act(scene.task, ContinueChanged(opened, 1, 0o400001, 1))
    assert registers[x86_64.ARGUMENTS[1]] == 0o400001
    scene.kernel.stand(1, stops.SyscallStop())
    registers[x86_64.RAX] = result & (1 << 64) - 1
    phase.stand(scene.task)
    scene.decisions.finish(scene.task)
    assert then == [result] and scene.task.phase is phase.RUNNING
    registers = scene.kernel.tasks[1].registers
    after = {name: registers[place] for name, place in places.items()}
    none = (1 << 64) - 1
    assert after == ({**_AT_OPEN, "nr": none, "rip": _AT_OPEN["rip"] - 2} if again else _AT_OPEN)
    assert registers[x86_64.RAX] == (native.SYS_OPEN if again else result & none)


def test_an_exclusive_call_may_have_passed_descriptors(scene: Scene) -> None:
    """Also where its task is killed in it."""
    enforce.run_call(scene.task, phase.Exclusive())
    for _twice in range(2):
        scene.decisions.let_go(scene.task)
    assert scene.done.count("note passing") == 1 and scene.hidden == []
