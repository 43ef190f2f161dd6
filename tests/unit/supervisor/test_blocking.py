"""Operations that wait: who is woken, when, and how the tracee learns of it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import Script, task

from scpipe.linux import stops
from scpipe.linux.abi import x86_64
from scpipe.supervisor.blocking import Blocking as Room
from scpipe.supervisor.poller import Poller
from scpipe.tracee import phase
from scpipe.tracee.actions import Block, Interrupted, Store, Wake
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

_WRITE = 1  # x86-64
#: What changes a task: its call is skipped and has a result; it is skipped, or sleeps, up to its exit stop;
#: it is made again there.
ANSWERED = ["call -1", "result 7", "cont"]
SKIPPED, PAUSED = ["call -1", "run_to_syscall_stop"], ["call 34", "run_to_syscall_stop"]
RESTARTED = ["interrupt", "call 1", "result -512", "cont"]


@pytest.fixture(autouse=True)
def kernel(kernel: FakeKernel) -> FakeKernel:
    """Tasks 1 to 9 at calls that are trapped. Descriptors and clocks are real."""
    kernel.clock.is_real = True
    for tid in range(1, 10):
        kernel.add(tid).in_the_call(_WRITE)
        kernel.stand(tid, stops.SeccompStop())
    return kernel


def signal_comes(kernel: FakeKernel, *, ignored: bool = False) -> None:
    """A signal for task 1, which it ignores or handles: for a tracee both wait, and end its pause()."""
    known = kernel.tasks[1].signals
    known.caught, known.ignored = 1 << (signal.SIGUSR1 - 1), 1 << (signal.SIGUSR2 - 1)
    kernel.signals.send(1, signal.SIGUSR2 if ignored else signal.SIGUSR1)


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """A pipe: the write end has room, the read end nothing to read."""
    read_end, write_end = os.pipe()
    os.set_blocking(write_end, False)
    yield read_end, write_end
    os.close(read_end)
    os.close(write_end)


def fill(fd: int) -> None:
    """Leave no room."""
    for size in (4096, 1):
        try:
            while True:
                os.write(fd, bytes(size))
        except BlockingIOError:
            pass


class Blocking(Room):
    """The room with descriptors of its own; ``made`` is what it watches them with."""

    def __init__(self, warn: Callable[[str], None] = lambda text: None) -> None:
        self.book = TaskTable()
        self.poller = Poller()
        super().__init__(self.book, self.poller, warn)

    @property
    def waiting(self) -> int:
        """How many operations wait."""
        return len(self._waits._by_fd) + len(self._waits._sleeping)


def begin(blocking: Blocking, script: Script, *, filtered: bool = False, tid: int = 1) -> Task:
    """A task whose operation has taken its first step."""
    made = task(tid, filtered=filtered)
    made.call_number = _WRITE
    blocking.book.tasks[tid] = made
    made.process.threads.add(tid)
    blocking.begin(made, script())
    return made


def stands(subject: Task) -> bool:
    """Whether a task waits in a stop of ours."""
    return isinstance(subject.phase, phase.Blocked) and subject.phase.place is not phase.Place.PAUSE


def test_operation_that_need_not_wait(kernel: FakeKernel) -> None:
    """It is answered at the entry stop, never paused."""
    blocking = Blocking()
    begin(blocking, Script())
    assert kernel.done() == ANSWERED and blocking.waiting == 0


def test_interruption_at_once_skips_to_the_exit(kernel: FakeKernel) -> None:
    """An operation that ends interrupted at the entry is restarted at the exit stop."""
    blocking = Blocking()
    made = begin(blocking, Script(ending=Interrupted()))
    assert kernel.done() == SKIPPED
    blocking.interrupted(made)
    assert kernel.done() == SKIPPED + RESTARTED


def test_ready_wakes_the_task(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """Room ends the wait; the result is set at the exit stop that the wake brings."""
    blocking = Blocking()
    script = Script(Block(ends[1]))
    made = begin(blocking, script)
    assert kernel.done() == PAUSED and blocking.waiting == 1
    blocking.wait(5)
    assert script.wakes == [Wake.READY] and blocking.waiting == 0
    assert kernel.done() == [*PAUSED, "interrupt"]
    blocking.interrupted(made)
    assert kernel.done() == [*PAUSED, "interrupt", *ANSWERED] and made.phase is phase.RUNNING


def test_full_pipe_keeps_waiting(ends: tuple[int, int]) -> None:
    """Without room nothing happens until the caller's timeout."""
    fill(ends[1])
    blocking = Blocking()
    script = Script(Block(ends[1]))
    begin(blocking, script)
    began = time.monotonic()
    blocking.wait(0.05)
    assert time.monotonic() - began >= 0.045 and script.wakes == []


def test_signal_ends_the_wait(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """pause() ended by a signal: the operation ends, the call is restarted or EINTR."""
    fill(ends[1])
    blocking = Blocking()
    script = Script(Block(ends[1]))
    made = begin(blocking, script)
    signal_comes(kernel)
    blocking.interrupted(made)
    assert script.wakes == [Wake.SIGNAL] and script.closed
    assert kernel.done() == PAUSED + RESTARTED and blocking.waiting == 0


def test_ready_without_progress_backs_off(ends: tuple[int, int]) -> None:
    """A descriptor that polls writable and takes nothing is asked ever more rarely."""
    blocking = Blocking()
    script = Script(*[Block(ends[1])] * 200)
    begin(blocking, script)
    until = time.monotonic() + 0.3
    while time.monotonic() < until or len(script.wakes) <= 5:
        blocking.wait(0.05)
    assert len(script.wakes) < 40
    assert set(script.wakes) == {Wake.READY}


def test_progress_ends_the_backing_off(ends: tuple[int, int]) -> None:
    """While bytes go in the descriptor is asked at once."""
    took = []
    for _ in range(20):  # a busy machine may be slow, but not every time
        blocking = Blocking()
        script = Script(*[Block(ends[1], progress=count) for count in range(50)])
        begin(blocking, script)
        began = time.monotonic()
        while not script.closed:
            blocking.wait(1)
        took.append(time.monotonic() - began)
        if took[-1] < 1:
            break
    assert min(took) < 1


def test_the_last_descriptors_are_not_spent_on_waiting(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """What would wait where too few descriptors are left ends at once; it is said once."""
    fill(ends[1])
    said: list[str] = []
    blocking = Blocking(warn=said.append)
    kernel.facts.limit = ends[1] * 2
    first = Script(Block(ends[1]))
    begin(blocking, first)
    assert (first.wakes, blocking.waiting) == ([], 1)
    kernel.facts.limit = ends[1] + 1
    later = [Script(Block(ends[1], progress=number)) for number in range(3)]
    for tid, script in enumerate(later, start=2):
        begin(blocking, script, tid=tid)
    assert [script.wakes for script in later] == [[Wake.CROWDED]] * 3
    assert (len(said), blocking.waiting) == (1, 1)
    os.read(ends[0], 1 << 20)
    blocking.wait(1)
    assert first.wakes == [Wake.READY]


def test_deadline(ends: tuple[int, int]) -> None:
    """A deadline that passes is TIMEOUT, and poll sleeps no longer than that."""
    fill(ends[1])
    blocking = Blocking()
    began = time.monotonic()
    script = Script(Block(ends[1], deadline=began + 0.05))
    begin(blocking, script)
    while not script.closed:
        blocking.wait(5)
    assert script.wakes == [Wake.TIMEOUT]
    assert time.monotonic() - began > 0.045


def test_look_asks_again_in_any_case(ends: tuple[int, int]) -> None:
    """Where poll does not tell of everything the operation is asked again by the clock."""
    fill(ends[1])
    blocking = Blocking()
    script = Script(Block(ends[1], look=0.02))
    begin(blocking, script)
    began = time.monotonic()
    while not script.closed:
        blocking.wait(5)
        assert time.monotonic() < began + 5
    assert script.wakes == [Wake.READY]


def test_filtered_task_is_held_in_its_stop(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """A task whose own filter may forbid pause() is answered where it stands."""
    blocking = Blocking()
    made = begin(blocking, Script(Block(ends[1])), filtered=True)
    assert stands(made) and kernel.done() == []
    blocking.wait(5)
    assert kernel.done() == ANSWERED and not stands(made)


def test_our_interrupt_is_no_signal(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """A task that was asked to stop when it made its call waits in its stop; the next one is parked again."""
    blocking = Blocking()
    made = task(1)
    made.interrupt_pending = True
    blocking.begin(made, Script(Block(ends[1]))())
    assert stands(made) and kernel.done() == [] and not made.interrupt_pending
    blocking.wait(5)
    assert kernel.done() == ANSWERED and not stands(made)
    kernel.stand(1, stops.SeccompStop())
    blocking.begin(made, Script(Block(ends[1]))())
    assert kernel.done() == ANSWERED + PAUSED


def test_held_task_is_watched_for_signals(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """A signal that waits for it ends the operation; until then it is only looked at."""
    fill(ends[1])
    blocking = Blocking()
    script = Script(Block(ends[1]))
    made = begin(blocking, script, filtered=True)
    blocking.wait(5)
    assert script.wakes == []
    signal_comes(kernel)
    blocking.wait(5)
    assert script.wakes == [Wake.SIGNAL] and kernel.done() == SKIPPED and not stands(made)
    blocking.interrupted(made)
    assert kernel.done() == SKIPPED + RESTARTED


@pytest.mark.parametrize(("deliverable", "held"), [(True, False), (None, False), (False, True)])
def test_a_signal_that_does_nothing_ends_nothing(
    kernel: FakeKernel,
    ends: tuple[int, int],
    deliverable: bool | None,
    held: bool,
) -> None:
    """The task waits on in its exit stop, and gets its result there; what /proc does not tell is a signal."""
    fill(ends[1])
    blocking, script = Blocking(), Script(Block(ends[1], progress=1))
    made = begin(blocking, script)
    signal_comes(kernel, ignored=deliverable is False)
    kernel.tasks[1].hidden = {"status"} if deliverable is None else set()
    blocking.interrupted(made)
    assert stands(made) is held
    if held:
        os.read(ends[0], 1 << 20)
        blocking.wait(5)
    assert script.wakes == [Wake.READY if held else Wake.SIGNAL] and not stands(made)
    assert kernel.done() == PAUSED + (ANSWERED if held else RESTARTED)


def test_a_signal_ends_a_wait_in_the_exit_stop(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """One that does something comes after one that does not: the call is restarted, or says EINTR."""
    fill(ends[1])
    blocking, script = Blocking(), Script(Block(ends[1], progress=1))
    made = begin(blocking, script)
    signal_comes(kernel, ignored=True)
    blocking.interrupted(made)
    blocking.wait(5)
    assert script.wakes == [] and kernel.done() == PAUSED
    signal_comes(kernel)
    blocking.wait(5)
    assert script.wakes == [Wake.SIGNAL] and kernel.done() == PAUSED + RESTARTED


@pytest.mark.parametrize("first", [True, False], ids=["the stop comes first", "the wait comes first"])
@pytest.mark.parametrize("filtered", [True, False], ids=["at the entry", "at the exit"])
def test_a_task_in_our_stop_takes_part_in_a_group_stop(
    kernel: FakeKernel,
    ends: tuple[int, int],
    first: bool,
    filtered: bool,
) -> None:
    """^Z for a process of which one thread waits in a stop of ours: its call ends as for a signal."""
    fill(ends[1])
    blocking, script = Blocking(), Script(Block(ends[1], progress=1))
    other = task(9)
    if first:
        phase.run(other, phase.GROUP_STOPPED)
    made = task(1, filtered=filtered)
    made.call_number = _WRITE
    made.process.threads.add(9)
    other.process = made.process
    blocking.book.tasks[9] = other
    blocking.begin(made, script())
    if not filtered:
        signal_comes(kernel, ignored=True)
        blocking.interrupted(made)
    if not first:
        assert stands(made)
        blocking.let_stop(task(7).process)
        assert stands(made)
        blocking.let_stop(made.process)
    assert script.wakes == [Wake.SIGNAL] and not stands(made)
    assert kernel.done() == (SKIPPED if filtered else PAUSED + RESTARTED)


@pytest.mark.parametrize(
    ("block", "call", "held"),
    [
        (Block(0), _WRITE, False),
        (Block(0, progress=1), _WRITE, True),
        (Block(0, deadline=1e12), _WRITE, True),
        (Block(0), x86_64.SYS_SENDMMSG, True),
    ],
)
def test_a_call_that_has_done_nothing_is_made_again(
    kernel: FakeKernel, ends: tuple[int, int], block: Block, call: int, held: bool
) -> None:
    """It waits in pause() again, where nobody has to look for signals; others go on where they are."""
    fill(ends[1])
    made, blocking = task(1), Blocking()
    made.call_number = call
    blocking.begin(made, Script(replace(block, fd=ends[1]))())
    signal_comes(kernel, ignored=True)
    blocking.interrupted(made)
    assert stands(made) is held


def test_held_tasks_are_looked_at_now_and_then(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """However often others are served, /proc is read for them at fixed times only."""
    fill(ends[1])
    blocking = Blocking()
    begin(blocking, Script(Block(ends[1])), filtered=True)
    until = time.monotonic() + 0.1
    turns = 0
    while time.monotonic() < until:
        blocking.wait(0)
        turns += 1
    assert 1 <= kernel.looks[1, "status"] <= 7 and turns > 20


def test_no_operation_goes_on_while_a_call_needs_memory_still(ends: tuple[int, int]) -> None:
    """What is watched is served; an operation could write to the memory that the call reads."""
    blocking, script, served = Blocking(), Script(Block(ends[1])), list[int]()
    own_read, own_write = os.pipe()
    blocking.poller.watch(own_read, lambda: served.append(os.read(own_read, 1)[0]))
    begin(blocking, script)
    os.write(own_write, b"x")
    blocking.wait(5, only_own=True)
    assert script.wakes == [] and served == [ord("x")]
    blocking.wait(5)
    assert script.wakes == [Wake.READY]
    os.close(own_read)
    os.close(own_write)


def test_a_task_that_is_gone_is_held_no_more(ends: tuple[int, int]) -> None:
    """It may go on under another number after an exec, and wait again."""
    fill(ends[1])
    blocking = Blocking()
    made = begin(blocking, Script(Block(ends[1])), filtered=True)
    blocking.forget(made)
    assert made.phase is phase.STOPPED and blocking.is_idle


def test_stores_are_done_on_the_way(kernel: FakeKernel) -> None:
    """A store is answered at once, a bad place with FAULT."""
    blocking = Blocking()
    place = kernel.tasks[1].memory.put(8, b"-")
    script = Script(Store(place, b"x"), Store(0, b"x"))
    begin(blocking, script)
    assert script.wakes == [Wake.STORED, Wake.FAULT] and kernel.tasks[1].memory.read(place, 2) == b"x"
    assert kernel.done() == ["write", "write", *ANSWERED]


def test_forgotten_task(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """A task that is gone takes its operation with it and is never woken."""
    blocking = Blocking()
    script = Script(Block(ends[1]))
    for filtered in (False, True):
        blocking.forget(begin(blocking, script, filtered=filtered))
        assert script.closed and blocking.waiting == 0
    kernel.calls.clear()
    blocking.wait(0.05)
    assert kernel.done() == [] and script.wakes == []


def test_task_that_dies_when_woken(kernel: FakeKernel, ends: tuple[int, int]) -> None:
    """waitpid tells of its end; the wake is no error."""
    blocking = Blocking()
    script = Script(Block(ends[1]))
    begin(blocking, script)
    kernel.reap(1)
    blocking.wait(5)
    assert script.wakes == [Wake.READY] and blocking.waiting == 0


def test_own_descriptors_are_reported(ends: tuple[int, int]) -> None:
    """The supervisor's signalfd becomes readable beside waiting operations."""
    blocking = Blocking()
    served: list[bytes] = []
    blocking.poller.watch(ends[0], lambda: served.append(os.read(ends[0], 1)))
    blocking.wait(0)
    assert served == []
    os.write(ends[1], b"x")
    blocking.wait(5)
    assert served == [b"x"]


@pytest.mark.parametrize("seconds", [30 * 86400, 1e15, float("inf")])
@pytest.mark.parametrize("where", ["timeout", "deadline"])
def test_times_beyond_what_poll_takes(ends: tuple[int, int], seconds: float, where: str) -> None:
    """poll's timeout is an int of milliseconds, 24.8 days: later times are waited for in pieces."""
    read_end, write_end = os.pipe()
    fill(ends[1])
    blocking = Blocking()
    served: list[bytes] = []
    blocking.poller.watch(read_end, lambda: served.append(os.read(read_end, 1)))
    os.write(write_end, b"x")
    try:
        if where == "deadline":
            begin(blocking, Script(Block(ends[1], deadline=time.monotonic() + seconds)))
        blocking.wait(seconds if where == "timeout" else None)
        assert served == [b"x"]
    finally:
        os.close(read_end)
        os.close(write_end)
