"""Calls that are put in place of a task's own: registers, phases, and all that can come between them."""

from __future__ import annotations

import errno
import signal
from collections.abc import Generator
from types import SimpleNamespace
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import RIP, RSP
from unit.supervisor.staging import task

from scpipe.linux import ptrace, stops
from scpipe.linux.abi import native, x86_64
from scpipe.linux.ptrace import TraceeGoneError
from scpipe.policy.model import Policy
from scpipe.seccomp import bpf
from scpipe.seccomp.plan import plan
from scpipe.supervisor import arming, enforce
from scpipe.supervisor.arming import ArmingCalls
from scpipe.supervisor.inserted import give_signals_back, is_inserted
from scpipe.supervisor.serving import Handling
from scpipe.tracee import phase
from scpipe.tracee.actions import Answer, Arm, ArmLater
from scpipe.tracee.insertion import WAITING_SIGNALS, InsertedCall, InsertionError, UnsealedError
from scpipe.tracee.phase import Arming
from scpipe.tracee.task import Task

OWN_MASK = 1 << (signal.SIGUSR1 - 1)
#: What the kernel makes of them: it lets nobody block SIGKILL and SIGSTOP.
WAITING = WAITING_SIGNALS & ~(1 << (signal.SIGKILL - 1) | 1 << (signal.SIGSTOP - 1))
FOUR = frozenset((4,))
REFUSED = Answer(-errno.ENOMEM)
ONE, TWO = (
    InsertedCall(native.SYS_MMAP, (0, 4096, 1, 0x22, -1, 0)),
    InsertedCall(native.SYS_SECCOMP, (1, 4, 64)),
)
MOST_TRIES = 16
OWN = {"nr": native.SYS_DUP2, "rdi": 4, "rsi": 1, "rip": 0x401002, "rsp": 0x7FFF0000, "rax": -errno.ENOSYS}
_PLACES = {"nr": x86_64.ORIG_RAX, "rax": x86_64.RAX, "rdi": x86_64.RDI, "rsi": x86_64.ARGUMENTS[1],
           "rdx": x86_64.ARGUMENTS[2], "r10": x86_64.ARGUMENTS[3], "r8": x86_64.ARGUMENTS[4],
           "r9": x86_64.ARGUMENTS[5], "rip": RIP, "rsp": RSP}  # fmt: skip


_RESUMING = {"run_to_syscall_stop": "syscall", "cont": "cont", "listen": "listen"}


class Guest:
    """A task of the fake kernel at a call: its registers, where it stands, how it was let go each time."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel
        self.fake = kernel.add(1)
        self.fake.signals.blocked = OWN_MASK
        self.set(**OWN)
        kernel.stand(1, stops.SeccompStop())

    @property
    def went(self) -> list[str]:
        """Each request by which it went on, with its signal."""
        requests = self._kernel.asked(*_RESUMING)
        return [
            " ".join((_RESUMING[name], *(str(int(one)) for one in more if one)))
            for name, _tid, *more in requests
        ]

    @property
    def mask(self) -> int:
        """The signals that it blocks."""
        return self.fake.signals.blocked

    def get(self, name: str) -> int:
        """A register, signed."""
        value = self.fake.registers[_PLACES[name]]
        return value - (1 << 64) if value >> 63 else value

    def set(self, **values: int) -> None:
        """Change registers."""
        for name, value in values.items():
            self.fake.registers[_PLACES[name]] = value & (1 << 64) - 1

    @property
    def registers(self) -> dict[int, int]:
        """All of them as they are now."""
        return {**self.fake.registers}

    def arguments(self, count: int = 6) -> tuple[int, ...]:
        """What the call it is at is given."""
        return tuple(self.fake.registers[place] for place in x86_64.ARGUMENTS[:count])

    def returns(self, value: int) -> None:
        """The call it is at has been made: it is at its exit."""
        self.set(rax=value)
        self._kernel.stand(1, stops.SyscallStop())

    def enters(self, **changes: int) -> None:
        """The instruction at its place makes a call; ``changes``: registers that somebody has changed."""
        self.fake.make_call()
        self.goes_to(**changes)

    def goes_to(self, **registers: int) -> None:
        """It has come to the entry of a call, with these registers."""
        self.set(**registers)
        self._kernel.stand(1, stops.SyscallStop(), enters=True)

    def stops_for(self, stop: stops.Stop) -> None:
        """It is at this stop."""
        self._kernel.stand(1, stop)


class Scene:
    """A task, and calls that are given to it. ``script``: what the calls are; an exception ends them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel) -> None:
        self.kernel, self.task = Guest(kernel), task()
        self.killed: list[str] = []
        self.script: list[InsertedCall | InsertionError] = [ONE, TWO]
        self.results: list[int] = []
        self.asked: list[object] = []
        self.seals: list[bool] = []
        self.closed = 0
        context: Any = SimpleNamespace(borrow=lambda task, number: None)
        self.told: list[str] = []
        sandbox: Any = SimpleNamespace(
            context=context,
            plan=plan(Policy(), armed=True),
            kill=lambda task, why: self.killed.append(why),
            warn=self.told.append,
        )
        self.arming = ArmingCalls(sandbox)
        monkeypatch.setattr(arming, "add_filters", self._add)

    def _add(
        self, _library: object, subject: Task, numbers: object, _borrow: object, *, seals: bool
    ) -> Generator[InsertedCall, int, None]:
        assert subject is self.task
        self.asked.append(numbers)
        self.seals.append(seals)
        try:
            for step in self.script:
                if isinstance(step, InsertionError):
                    raise step
                self.results.append((yield step))
        finally:
            self.closed += 1

    @property
    def at(self) -> Arming:
        """What the task is in the middle of."""
        assert isinstance(self.task.phase, Arming)
        return self.task.phase

    def stops(self) -> None:
        """The task reports the entry or the exit of a call."""
        phase.stand(self.task)
        self.arming.at_call(self.task, self.at)

    def begin(self) -> None:
        """At a seccomp stop: the call needs more filters."""
        self.arming.begin(self.task, Arm(FOUR, REFUSED))

    def owe(self, *numbers: int) -> None:
        """At the exit of a call that has given it ends; its next one is dup2(4, 1)."""
        self.kernel.returns(7)
        self.arming.begin_later(self.task, ArmLater(frozenset(numbers)))
        self.kernel.goes_to(**OWN)

    def through(self, *results: int) -> None:
        """Calls return these, one after the other, and the task comes back to its entry after each."""
        for place, result in enumerate(results):
            if place:
                self.kernel.enters()
                self.stops()
            self.kernel.returns(result)
            self.stops()

    def is_over(self, went: str = "cont") -> bool:
        """Whether the task runs on without us, with the signals that it blocks itself."""
        kernel = self.kernel
        return self.task.phase is phase.RUNNING and kernel.went[-1] == went and kernel.mask == OWN_MASK


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch, kernel: FakeKernel) -> Scene:
    """A task at the entry of dup2(4, 1), stopped by a filter."""
    return Scene(monkeypatch, kernel)


# -- one call after another --------------------------------------------------------------------------------


def test_the_first_call_is_put_in_place_of_its_own(scene: Scene) -> None:
    """Number and arguments are ours, all else stays; signals wait; the task goes to the exit of that call."""
    scene.begin()
    kernel = scene.kernel
    assert (kernel.get("nr"), kernel.arguments()) == (ONE.number, (0, 4096, 1, 0x22, (1 << 64) - 1, 0))
    assert (kernel.get("rip"), kernel.get("rsp")) == (OWN["rip"], OWN["rsp"])
    assert kernel.went == ["syscall"] and kernel.mask == WAITING
    assert scene.asked == [FOUR]
    assert not scene.at.stands and scene.at.insertion is not None and scene.at.insertion.following is None


def test_between_two_calls_it_goes_back_to_its_entry(scene: Scene) -> None:
    """The result goes to who gave the call; the registers are those of the entry, one instruction earlier."""
    scene.begin()
    scene.through(0x7F0000)
    kernel = scene.kernel
    assert scene.results == [0x7F0000]
    assert (kernel.get("rip"), kernel.get("rax"), kernel.get("nr")) == (OWN["rip"] - 2, OWN["nr"], -1)
    assert kernel.arguments(2) == (4, 1) and kernel.went == ["syscall", "syscall"]
    assert scene.at.insertion is not None and scene.at.insertion.following == TWO
    kernel.enters()
    scene.stops()
    assert (kernel.get("nr"), kernel.arguments(3)) == (TWO.number, TWO.arguments)
    assert scene.at.insertion.following is None and kernel.went == ["syscall"] * 3


def test_after_the_last_call_it_makes_its_own(scene: Scene) -> None:
    """Whose stop is served afresh: it runs there without stops, and blocks no more than before."""
    scene.begin()
    scene.through(0x7F0000, 0)
    kernel = scene.kernel
    assert scene.results == [0x7F0000, 0] and scene.killed == []
    assert (kernel.get("rip"), kernel.get("rax"), kernel.get("nr")) == (OWN["rip"] - 2, OWN["nr"], -1)
    assert scene.is_over()
    kernel.enters()
    assert {name: kernel.get(name) for name in OWN} == OWN


def test_results_are_signed(scene: Scene) -> None:
    """What has failed is told as -errno."""
    scene.begin()
    scene.through(-errno.ENOMEM)
    assert scene.results == [-errno.ENOMEM]


# -- failures ----------------------------------------------------------------------------------------------


def test_a_failure_at_once_answers_the_call(scene: Scene) -> None:
    """Before any call was made: the task's own is skipped and has the result."""
    scene.script = [InsertionError()]
    scene.begin()
    assert (scene.kernel.get("nr"), scene.kernel.get("rax")) == (-1, -errno.ENOMEM)
    assert scene.is_over() and scene.killed == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_failure_later_answers_the_call(scene: Scene, count: int) -> None:
    """At the exit of a call of ours: the task's own returns the failure, with its own registers."""
    scene.script = [*[ONE] * count, InsertionError()]
    scene.begin()
    scene.through(*[-errno.ENOMEM] * count)
    kernel = scene.kernel
    assert (kernel.get("rax"), kernel.get("nr"), kernel.get("rip")) == (-errno.ENOMEM, -1, OWN["rip"])
    assert kernel.arguments(2) == (4, 1) and kernel.get("rsp") == OWN["rsp"]
    assert scene.is_over() and scene.killed == []


def test_a_call_is_made_again_where_nothing_can_be_sealed(scene: Scene) -> None:
    """Its stop is served afresh, and whoever has the memory stands still then."""
    scene.script = [ONE, UnsealedError()]
    scene.begin()
    scene.through(-errno.ENOSYS)
    kernel = scene.kernel
    assert (kernel.get("rip"), kernel.get("rax"), kernel.get("nr")) == (OWN["rip"] - 2, OWN["nr"], -1)
    assert scene.is_over() and scene.killed == [] and scene.closed == 1
    kernel.enters()
    assert {name: kernel.get(name) for name in OWN} == OWN


def test_ends_that_were_given_are_taken_away_where_nothing_can_be_sealed(scene: Scene) -> None:
    """The call that gave them is over: none is made without a filter."""
    scene.script = [ONE, UnsealedError()]
    scene.owe(4)
    scene.stops()
    scene.through(-errno.ENOSYS)
    scene.kernel.enters()
    scene.stops()
    assert (scene.kernel.get("nr"), scene.kernel.get("rdi")) == (native.SYS_CLOSE, 4)


@pytest.mark.parametrize("seals", [True, False])
def test_who_adds_filters_is_told_whether_others_run(scene: Scene, seals: bool) -> None:
    """At once, at a later call, and when all begins anew."""
    scene.arming.begin(scene.task, Arm(FOUR, REFUSED), seals=seals)
    phase.disengage(scene.task)
    scene.kernel.returns(7)
    scene.arming.begin_later(scene.task, ArmLater(FOUR), seals=seals)
    scene.kernel.goes_to(**OWN)
    scene.stops()
    scene.through(0)
    scene.kernel.enters(rsi=2)
    scene.stops()
    assert scene.seals == [seals] * 3


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_failure_after_the_fact_takes_the_ends_away(scene: Scene, count: int) -> None:
    """It has them already: they are closed, one by one, before it makes its next call, and that is told."""
    scene.script = [*[ONE] * count, InsertionError()]
    scene.owe(9, 4)
    scene.stops()
    if count:
        scene.through(*[0] * count)
        assert scene.at.insertion is not None and scene.at.insertion.following is not None
        scene.kernel.enters()
        scene.stops()
    kernel = scene.kernel
    for place, number in enumerate((4, 9)):
        assert (kernel.get("nr"), kernel.get("rdi"), kernel.went[-1]) == (native.SYS_CLOSE, number, "syscall")
        assert kernel.mask == WAITING
        kernel.returns(-errno.EIO)  # whatever it says, the number is free (fs/open.c close)
        scene.stops()
        kernel.enters()
        if place == 0:
            scene.stops()
    assert {name: kernel.get(name) for name in OWN} == OWN
    assert scene.is_over() and scene.killed == [] and scene.closed == 1
    (told,) = scene.told
    assert "descriptor 4, 9" in told and "could not be trapped" in told and "/bin/x" in told


def test_who_is_sent_elsewhere_while_ends_are_taken_away_begins_anew(scene: Scene) -> None:
    """What is left is trapped after all, or taken away there; nothing is forgotten."""
    scene.script = [InsertionError()]
    scene.owe(9, 4)
    scene.stops()
    scene.through(0)
    assert scene.at.insertion is not None and scene.at.insertion.following is not None
    scene.kernel.enters(rsi=2)
    scene.script = [ONE]
    scene.stops()
    assert scene.asked == [{4, 9}] * 2 and scene.at.tries == 2
    assert scene.kernel.get("nr") == ONE.number
    scene.through(0)
    assert scene.is_over() and scene.killed == []


def test_a_stop_that_nobody_asked_for_kills(scene: Scene) -> None:
    """In the middle of a call of ours only its exit can come."""
    scene.begin()
    scene.kernel.goes_to(**OWN)
    scene.stops()
    assert scene.killed == ["a system call stop nobody asked for"]


def test_who_is_gone_is_not_touched(scene: Scene) -> None:
    """Its number can be another's by now."""
    entry = ptrace.get_registers(1)
    scene.begin()
    scene.kernel.stops_for(stops.InterruptStop())
    phase.lose(scene.task)
    before, registers = [*scene.kernel.went], scene.kernel.registers
    for attempt in (
        lambda: scene.arming._make(scene.task, Arming(FOUR, _insertion(scene)), ONE),
        lambda: enforce.return_to_entry(scene.task, entry),
        lambda: enforce.return_from_entry(scene.task, entry, REFUSED),
        lambda: enforce.block_signals(scene.task, 0),
        lambda: scene.arming.begin(scene.task, Arm(FOUR, REFUSED)),
    ):
        with pytest.raises(TraceeGoneError):
            attempt()
    assert (scene.kernel.went, scene.kernel.registers) == (before, registers)


def _insertion(scene: Scene) -> Any:
    was = phase.engagement(scene.task)
    assert isinstance(was, Arming)
    return was.insertion


# -- filters that are due at the next call -----------------------------------------------------------------


@pytest.fixture
def due(scene: Scene) -> Scene:
    """A task that has been given an end: it has left that call, and is at its next one."""
    scene.kernel.returns(7)
    scene.arming.begin_later(scene.task, ArmLater(FOUR))
    assert scene.kernel.went == ["syscall"] and scene.at.insertion is None
    assert scene.kernel.get("rax") == 7, "the result of the call that gave it the end"
    scene.kernel.goes_to(**{**OWN, "nr": native.SYS_WRITE})
    return scene


def test_the_next_call_waits_for_them(due: Scene) -> None:
    """Whichever that is; it is made after all filters are added."""
    due.stops()
    assert (due.kernel.get("nr"), due.asked, due.kernel.mask) == (ONE.number, [FOUR], WAITING)
    due.through(0, 0)
    assert due.is_over() and due.kernel.get("rax") == native.SYS_WRITE


@pytest.mark.parametrize("number", [native.SYS_EXIT, native.SYS_EXIT_GROUP])
def test_a_task_that_ends_needs_none(due: Scene, number: int) -> None:
    """It makes no further call: exit passes."""
    due.kernel.set(nr=number)
    due.stops()
    assert due.asked == [] and due.is_over() and due.kernel.get("nr") == number


def test_a_call_of_another_abi_passes_and_the_next_one_waits(due: Scene) -> None:
    """There our numbers are other calls; it is followed to its exit, and so to the call after it."""
    due.kernel.fake.arch = bpf.AUDIT_ARCH_I386
    due.stops()
    assert due.asked == [] and due.kernel.went[-1] == "syscall" and due.at.insertion is None
    due.kernel.returns(0)
    due.stops()
    assert due.asked == [] and due.kernel.went[-1] == "syscall" and due.at.insertion is None
    due.kernel.fake.arch = x86_64.AUDIT_ARCH
    due.kernel.goes_to(nr=native.SYS_WRITE)
    due.stops()
    assert due.asked == [FOUR] and due.kernel.get("nr") == ONE.number


# -- somebody changes the code of the task -----------------------------------------------------------------

ELSEWHERE = [
    {"rip": 0x401004},
    {"rsp": 0x7FFF0008},
    {"nr": native.SYS_WRITEV},
    {"rdi": 5},
    {"rsi": 2},
    {"rdx": 1},
    {"r10": 1},
    {"r8": 1},
    {"r9": 1},
]


@pytest.mark.parametrize("change", ELSEWHERE, ids=lambda change: next(iter(change)))
def test_another_entry_than_its_own_ends_what_it_asked_for(scene: Scene, change: dict[str, int]) -> None:
    """The call it makes now is served afresh, at a stop of its own; nothing is put in its place."""
    scene.begin()
    scene.through(0)
    scene.kernel.enters(**change)
    registers = scene.kernel.registers
    scene.stops()
    assert scene.kernel.registers == registers
    assert scene.is_over() and scene.closed == 1 and scene.killed == []


@pytest.mark.parametrize("change", ELSEWHERE, ids=lambda change: next(iter(change)))
def test_what_is_due_is_added_at_another_entry(due: Scene, change: dict[str, int]) -> None:
    """It begins anew there, with all calls, and that call is the one that follows."""
    due.stops()
    due.through(0)
    due.kernel.enters(**change)
    there = {name: due.kernel.get(name) for name in OWN}
    due.stops()
    assert due.asked == [FOUR, FOUR] and due.closed == 1 and due.at.tries == 2
    assert due.kernel.get("nr") == ONE.number and due.kernel.mask == WAITING
    due.through(0, 0)
    due.kernel.enters()
    assert {name: due.kernel.get(name) for name in OWN} == there
    assert due.is_over()


def test_int_0x80_with_the_same_registers_is_another_entry(due: Scene) -> None:
    """Both instructions have two bytes; 317 is move_pages() there, and returns 0 for no pages."""
    due.stops()
    due.through(0)
    due.kernel.enters()
    due.kernel.fake.arch = bpf.AUDIT_ARCH_I386
    before = due.kernel.registers
    due.stops()
    assert due.kernel.registers == before and due.asked == [FOUR]
    assert due.at.insertion is None and due.kernel.went[-1] == "syscall"


def test_int_0x80_gets_no_call_of_ours_where_a_call_has_asked(scene: Scene) -> None:
    """The same for a call that waits for its filters: the foreign one is left to the first filter."""
    scene.begin()
    scene.through(0)
    scene.kernel.enters()
    scene.kernel.fake.arch = bpf.AUDIT_ARCH_I386
    before = scene.kernel.registers
    scene.stops()
    assert scene.kernel.registers == before and scene.is_over()


def test_a_task_that_never_comes_back_is_killed(due: Scene) -> None:
    """So often it may be sent elsewhere, and no more."""
    due.stops()
    for tries in range(1, MOST_TRIES + 1):
        assert due.killed == [] and due.at.tries == tries
        due.through(0)
        due.kernel.enters()
        due.kernel.set(rdi=100 + tries)
        due.stops()
    assert len(due.killed) == 1 and len(due.asked) == MOST_TRIES and due.closed == MOST_TRIES


# -- others stop it, signals, group-stops ------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2])
def test_a_task_that_has_to_stand_still_stands_still(scene: Scene, count: int) -> None:
    """Between two calls of ours and after the last one; then it goes on as it would have."""
    scene.begin()
    enforce.freeze(scene.task)
    scene.through(*[0] * (count - 1))
    went = len(scene.kernel.went)
    if count == 2:
        enforce.thaw(scene.task)
        scene.kernel.enters()
        scene.stops()
        enforce.freeze(scene.task)
        went = len(scene.kernel.went)
    scene.kernel.returns(0)
    scene.stops()
    assert len(scene.kernel.went) == went and scene.task.still
    enforce.thaw(scene.task)
    assert scene.kernel.went[went:] == ["syscall" if count == 1 else "cont"]
    assert isinstance(scene.task.phase, Arming) is (count == 1)


def test_what_is_due_is_not_forgotten_by_who_stands_still(due: Scene) -> None:
    """It is held back on its way to its next call, and goes there when it is let go."""
    due.kernel.stops_for(stops.InterruptStop())
    enforce.freeze(due.task)
    enforce.resume(due.task)
    went = len(due.kernel.went)
    enforce.thaw(due.task)
    assert due.kernel.went[went:] == ["syscall"]
    due.kernel.goes_to(**OWN)
    due.stops()
    assert due.asked == [FOUR]


@pytest.mark.parametrize("is_inside", [False, True])
def test_a_signal_between_two_calls_changes_no_phase(due: Scene, is_inside: bool) -> None:
    """It is delivered, to a program that blocks what it blocks itself; the next call is still waited for."""
    if is_inside:
        due.stops()
        due.through(0)
    at = due.at
    due.kernel.stops_for(stops.SignalStop(signal.SIGSEGV))
    phase.stand(due.task)
    give_signals_back(due.task)
    enforce.resume(due.task, signal.SIGSEGV)
    assert due.at is at and due.kernel.went[-1] == f"syscall {int(signal.SIGSEGV)}"
    assert due.kernel.mask == OWN_MASK
    due.kernel.goes_to(nr=native.SYS_RT_SIGACTION)  # its handler makes a call
    due.stops()
    assert due.asked == [FOUR] * (2 if is_inside else 1)
    assert due.kernel.mask == WAITING and due.at.insertion is not None
    due.through(0, 0)
    assert due.is_over()


def test_signals_are_given_back_once(scene: Scene) -> None:
    """What a handler has blocked since stays so: the mask of before is not set a second time."""
    scene.begin()
    scene.through(0)
    scene.kernel.stops_for(stops.SignalStop(signal.SIGSEGV))
    give_signals_back(scene.task)
    scene.kernel.fake.signals.blocked = 77
    scene.kernel.enters()
    scene.stops()
    scene.kernel.returns(0)
    scene.stops()
    assert scene.kernel.mask == 77 and scene.kernel.went[-1] == "cont"


@pytest.mark.parametrize("is_inside", [False, True])
def test_a_group_stop_between_two_calls_changes_no_phase(due: Scene, is_inside: bool) -> None:
    """It is left in it; after SIGCONT it goes on to the same call of ours, or to its next one."""
    if is_inside:
        due.stops()
        due.through(0)
    at = due.at
    due.kernel.stops_for(stops.GroupStop(signal.SIGSTOP))
    phase.stand(due.task)
    enforce.listen(due.task)
    assert due.at is at and due.kernel.went[-1] == "listen" and not at.stands
    due.kernel.stops_for(stops.InterruptStop())
    phase.stand(due.task)
    enforce.resume(due.task)
    assert due.at is at and due.kernel.went[-1] == "syscall"
    due.kernel.enters() if is_inside else due.kernel.goes_to(**OWN)
    due.stops()
    assert due.kernel.get("nr") == (TWO.number if is_inside else ONE.number)


def test_which_signals_wait() -> None:
    """All but those of its own instructions, which would end it; SIGKILL and SIGSTOP nobody can block."""
    raised = {signal.SIGILL, signal.SIGTRAP, signal.SIGBUS, signal.SIGFPE, signal.SIGSEGV, signal.SIGSYS}
    waiting = {number for number in range(1, 65) if WAITING_SIGNALS >> number - 1 & 1}
    assert waiting == set(range(1, 65)) - {int(number) for number in raised}


# -- our own filters stop a call of ours -------------------------------------------------------------------


@pytest.fixture
def served(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What is decided about as a call of the task's own; and a way to serve its seccomp stops."""
    decided: list[int] = []
    made = object.__new__(Handling)
    facts = {
        "follower": SimpleNamespace(served=lambda task: None),
        "decisions": SimpleNamespace(decide=lambda task, call: decided.append(call.nr)),
        "_fast": None,
    }
    for name, value in facts.items():
        monkeypatch.setattr(made, name, value, raising=False)
    monkeypatch.setattr(scene, "serve", lambda: made.serve_trapped(scene.task), raising=False)
    return decided


def test_a_filter_of_ours_passes_our_own_filter(scene: Scene, served: list[int]) -> None:
    """seccomp() is trapped for programs; where we have put it there it is made."""
    scene.script = [TWO]
    scene.begin()
    scene.kernel.stops_for(stops.SeccompStop())
    phase.stand(scene.task)
    assert is_inserted(scene.task, ptrace.syscall_entry(1))
    scene.serve()  # type: ignore[attr-defined]
    assert served == [] and scene.kernel.went == ["syscall", "syscall"] and not scene.at.stands


@pytest.mark.parametrize(
    ("arch", "number"),
    [
        (bpf.AUDIT_ARCH_I386, native.SYS_SECCOMP),
        (x86_64.AUDIT_ARCH, native.SYS_WRITE),
        (x86_64.AUDIT_ARCH, native.SYS_MMAP),
        (x86_64.AUDIT_ARCH, native.SYS_SECCOMP | bpf.X32_BIT),
    ],
)
def test_no_other_call_passes_it(scene: Scene, served: list[int], arch: int, number: int) -> None:
    """Not by another ABI, and no other call: none of those that we make is trapped."""
    scene.begin()
    scene.kernel.stops_for(stops.SeccompStop())
    scene.kernel.fake.arch = arch
    scene.kernel.set(nr=number)
    assert not is_inserted(scene.task, ptrace.syscall_entry(1))
    scene.serve()  # type: ignore[attr-defined]
    assert served == [number] and scene.kernel.went == ["syscall"]


def test_a_filter_of_the_programs_own_passes_never(scene: Scene, served: list[int]) -> None:
    """In no other phase, not while filters are due, and not on the way back to its own call."""
    scene.kernel.set(nr=native.SYS_SECCOMP)
    for at in (phase.RUNNING, phase.STOPPED, Arming(FOUR)):
        scene.task.phase = at
        assert not is_inserted(scene.task, ptrace.syscall_entry(1))
        scene.serve()  # type: ignore[attr-defined]
    assert served == [native.SYS_SECCOMP] * 3
    scene.task.phase = phase.STOPPED
    scene.begin()
    scene.through(0)
    scene.kernel.enters(nr=native.SYS_SECCOMP)
    assert not is_inserted(scene.task, ptrace.syscall_entry(1))


# -- at once, where others stand still ---------------------------------------------------------------------


@pytest.fixture
def returned(scene: Scene) -> Scene:
    """A task that has opened an end as 7, and goes back to the entry of that call."""
    scene.kernel.returns(7)
    scene.arming.begin_later(scene.task, ArmLater(FOUR), at_once=True)
    return scene


def test_an_end_is_trapped_before_the_call_that_gave_it_returns(returned: Scene) -> None:
    """It is sent back to its entry, with signals blocked; after the filters the call has its result."""
    kernel = returned.kernel
    assert kernel.went == ["syscall"] and kernel.mask == WAITING and returned.asked == [FOUR]
    assert (kernel.get("rip"), kernel.get("rax"), kernel.get("nr")) == (OWN["rip"] - 2, OWN["nr"], -1)
    kernel.enters()
    returned.stops()
    assert kernel.get("nr") == ONE.number
    returned.through(0, 0)
    assert (kernel.get("rax"), kernel.get("nr"), kernel.get("rip")) == (7, -1, OWN["rip"])
    assert returned.is_over() and returned.killed == []


@pytest.mark.parametrize("count", [0, 1])
def test_an_end_that_cannot_be_trapped_was_never_given(scene: Scene, count: int) -> None:
    """It is closed before anything else runs, and the call fails."""
    scene.script = [*[ONE] * count, InsertionError()]
    scene.kernel.returns(7)
    scene.arming.begin_later(scene.task, ArmLater(FOUR), at_once=True)
    kernel = scene.kernel
    kernel.enters()
    scene.stops()
    if count:
        scene.through(-errno.ENOMEM)
        kernel.enters()
        scene.stops()
    assert (kernel.get("nr"), kernel.get("rdi")) == (native.SYS_CLOSE, 4)
    kernel.returns(0)
    scene.stops()
    assert (kernel.get("rax"), kernel.get("nr")) == (-errno.ENOMEM, -1)
    assert scene.is_over() and scene.killed == []


@pytest.mark.parametrize("fails", [None, 0, 1])
def test_a_call_that_was_woken_is_made_again(scene: Scene, fails: int | None) -> None:
    """After every write is trapped; where that cannot be done it fails."""
    scene.script = [ONE] if fails is None else [*[ONE] * fails, InsertionError()]
    scene.kernel.returns(-512)
    scene.task.interrupt_pending = True
    scene.arming.begin_later(scene.task, ArmLater(None), at_once=True)
    kernel = scene.kernel
    assert not scene.task.interrupt_pending
    if fails != 0:
        kernel.enters()
        scene.stops()
        assert kernel.get("nr") == ONE.number
        scene.through(0)
    assert scene.asked == [None] and scene.is_over()
    if fails is None:
        kernel.enters()
        assert {name: kernel.get(name) for name in OWN} == OWN
    else:
        assert (kernel.get("rax"), kernel.get("nr")) == (-errno.ENOMEM, -1)


def test_a_thread_does_not_end_before_its_ends_are_trapped(returned: Scene) -> None:
    """Its table stays: somebody has changed its code, and it enters exit."""
    returned.task.table.users.add(2)
    returned.kernel.enters(nr=native.SYS_EXIT)
    returned.stops()
    assert returned.asked == [FOUR, FOUR] and returned.kernel.get("nr") == ONE.number
    returned.through(0, 0)
    assert returned.is_over() and returned.kernel.get("rax") == native.SYS_EXIT
