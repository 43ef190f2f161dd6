"""The supervisor's side: what it does about a reader that lies, hangs or dies."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from scpipe.backtrace import asking, wire
from scpipe.backtrace.asking import Backtraces, ReaderFailedError, converse
from scpipe.backtrace.budget import SIGNALS, Budget, TimeIsUpError
from scpipe.backtrace.nursery import Reader
from scpipe.backtrace.wire import Snapshot
from scpipe.linux import packets
from scpipe.linux.packets import Packets
from scpipe.report.events import Frame

SNAPSHOT = Snapshot((0,) * wire.REGISTERS, b"00400000-00401000 r-xp 00000000 08:01 0  [vdso]")
FRAME = Frame("native", "a", "b", "c", 1, 2)
Behaviour = Callable[[Packets], None]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Behaviour], Reader]]:
    """Makes readers that behave as a test says, in threads of this process."""
    monkeypatch.setattr(asking, "LONGEST", 300.0)  # no test waits for the clock
    threads: list[threading.Thread] = []
    ends: list[Packets] = []

    def make(behave: Behaviour) -> Reader:
        own, other = packets.connection()
        far = Packets(other)

        def run() -> None:
            with contextlib.suppress(OSError):  # the supervisor may have had enough
                far.receive_with_file()
                behave(far)
            far.close()

        thread = threading.Thread(target=run)
        thread.start()
        threads.append(thread)
        near = Packets(own)
        ends.append(near)
        return Reader(near, -1, os.getpid())

    yield make
    for end in ends:
        end.close()
    for thread in threads:
        thread.join(300)
        assert not thread.is_alive()


def _read(reader: Reader) -> tuple[Frame, ...]:
    return converse(reader, SNAPSHOT, os.getpid(), os.getpid())


def test_an_honest_reader(reader: Callable[[Behaviour], Reader]) -> None:
    """Questions for memory and files are answered, and the stack is what it says."""
    marker = b"some bytes of ours"
    place = id(marker)
    asked: list[bytes] = []

    def behave(far: Packets) -> None:
        far.send(wire.ask_for_memory([(place, 64), (0, 8), (place, 0)]))
        asked.extend(wire.decode_memory(far.receive_with_file()[0], 3))
        far.send(wire.ask_for_file(0))
        packet, fd = far.receive_with_file()
        asked.extend([packet, str(fd).encode()])
        far.send(wire.encode_stack([FRAME]))

    assert _read(reader(behave)) == (FRAME,)
    memory, nothing, empty, no_file, fd = asked
    assert marker in memory
    assert (nothing, empty, no_file, fd) == (b"", b"", wire.FILE, b"-1")


@pytest.mark.parametrize(
    "said",
    [
        b"?",
        b"A",
        wire.STACK + b"\xff" * 20,
        wire.ask_for_file(1),
        wire.ask_for_memory([(0, 1 << 20)]),
        wire.FILE,
    ],
)
def test_a_reader_that_says_what_none_says(reader: Callable[[Behaviour], Reader], said: bytes) -> None:
    """Anything but a question within bounds, or a stack, ends it."""
    with pytest.raises(ReaderFailedError, match="what none says"):
        _read(reader(lambda far: far.send(said)))


def test_a_reader_that_dies(reader: Callable[[Behaviour], Reader]) -> None:
    """Its end is noticed."""
    with pytest.raises(ReaderFailedError, match="died"):
        _read(reader(lambda far: None))


def test_a_reader_that_asks_for_ever(
    reader: Callable[[Behaviour], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions are counted, however quick they are."""
    monkeypatch.setattr(asking, "_MOST_QUESTIONS", 50)
    monkeypatch.setattr(packets, "processor_time", lambda pid: 0.0)

    def behave(far: Packets) -> None:
        for _each in range(50):
            far.send(wire.ask_for_memory([(0, 8)]))
            far.receive_with_file()

    with pytest.raises(ReaderFailedError, match="too much"):
        _read(reader(behave))


def test_a_reader_that_uses_up_its_time(
    reader: Callable[[Behaviour], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has used of the CPU ends it, and not the clock alone: a busy machine is not its fault."""
    used = iter([1.0, 1.01, 1.02, 1.0 + asking.BUDGET])
    monkeypatch.setattr(packets, "processor_time", lambda pid: next(used))
    silent = threading.Event()
    with pytest.raises(ReaderFailedError, match="took more than 50 ms"):
        _read(reader(lambda far: cast("Any", silent.wait(300))))
    silent.set()
    assert next(used, None) is None


def test_a_reader_that_sleeps(reader: Callable[[Behaviour], Reader], monkeypatch: pytest.MonkeyPatch) -> None:
    """By the clock there is an end, too."""
    monkeypatch.setattr(asking, "LONGEST", 0.1)
    monkeypatch.setattr(packets, "processor_time", lambda pid: 0.0)
    silent = threading.Event()
    with pytest.raises(ReaderFailedError, match="no answer in 100 ms"):
        _read(reader(lambda far: cast("Any", silent.wait(300))))
    silent.set()


class _Readers:
    """A nursery of readers that are there already."""

    def __init__(self, *readers: Reader) -> None:
        self._readers = list(readers)

    def readers(self) -> list[Reader]:
        """See Nursery."""
        return self._readers


class _Task:
    tid = os.getpid()

    class process:  # noqa: N801 - as a task has it
        """Its process."""

        pid = os.getpid()


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process counts as a task that stands still."""
    monkeypatch.setattr(asking.native, "is_32_bit", lambda tid: False)
    monkeypatch.setattr(asking.native, "unwinding_registers", lambda tid: SNAPSHOT.registers)


def _backtraces(monkeypatch: pytest.MonkeyPatch, *readers: Reader) -> Backtraces:
    monkeypatch.setattr(asking, "Nursery", lambda: _Readers(*readers))
    made = Backtraces()
    made.begin()
    return made


def _answers(number: int) -> Behaviour:
    def behave(far: Packets) -> None:
        for _each in range(number):
            far.send(wire.encode_stack([FRAME]))
            far.receive_with_file()

    return behave


@pytest.mark.usefixtures("standing")
def test_the_next_reader_takes_over(
    reader: Callable[[Behaviour], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that fails is ended and told of; the next stack is the next one's, until there is none."""
    made = _backtraces(monkeypatch, reader(lambda far: far.send(b"?")), reader(_answers(1)))
    task = cast("Any", _Task())
    assert made.of_refusal(task, ("a",)) == ()
    (note,) = made.take_notes()
    assert "1 more left" in note
    assert made.of_refusal(task, ("b",)) == (FRAME,)
    assert made.of_refusal(task, ("c",)) == ()
    (note,) = made.take_notes()
    assert "no more backtraces" in note
    assert made.of_refusal(task, ("d",)) == () and made.take_notes() == []


@pytest.mark.usefixtures("standing")
def test_each_refusal_is_looked_at_once(
    reader: Callable[[Behaviour], Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What repeats a refusal has no stack of its own; a pair's maker is remembered."""
    made = _backtraces(monkeypatch, reader(_answers(3)))
    task = cast("Any", _Task())
    assert made.of_refusal(task, (1, "write")) == (FRAME,)
    assert made.of_refusal(task, (1, "write")) == ()
    assert made.made(7) == ()
    assert made.of_maker(task, 7) == (FRAME,)
    assert made.made(7) == (FRAME,)


@pytest.mark.usefixtures("standing")
def test_stacks_are_bounded(reader: Callable[[Behaviour], Reader], monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many stacks there is a note, once, and no stack any more."""
    monkeypatch.setattr(asking, "MOST_STACKS", 2)
    made = _backtraces(monkeypatch, reader(_answers(3)))
    task = cast("Any", _Task())
    found = [made.of_maker(task, number) for number in range(4)]
    assert found == [(FRAME,), (FRAME,), (), ()]
    assert made.take_notes() == ["no more backtraces: there have been 2"]


def test_makers_that_are_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pair that is longest ago is let go."""
    monkeypatch.setattr(asking, "_MOST_REMEMBERED", 2)
    monkeypatch.setattr(Backtraces, "_may_ask", lambda self: True)
    monkeypatch.setattr(Backtraces, "_read", lambda self, task: (FRAME,))
    made = _backtraces(monkeypatch)
    for number in (1, 2, 3):
        made.of_maker(cast("Any", _Task()), number)
    assert [bool(made.made(number)) for number in (1, 2, 3)] == [False, True, True]


def test_without_any_reader_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none could be started a note says so, and nothing is asked."""
    made = _backtraces(monkeypatch)
    assert made.of_maker(cast("Any", None), 1) == ()
    (note,) = made.take_notes()
    assert "can be started" in note


def test_leisure_ends_where_somebody_wants_something() -> None:
    """What is read when nobody waits is given up as soon as somebody does, or after a while."""
    kept = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        budget = Budget(300.0, 300.0)
        looks: list[bool] = []
        with pytest.raises(TimeIsUpError), budget.leisure(lambda: len(looks) == 3):
            while True:
                os.kill(os.getpid(), signal.SIGPROF)
                looks.append(True)
        assert len(looks) == 3
        with pytest.raises(TimeIsUpError), budget.leisure(lambda: False):
            while True:
                os.kill(os.getpid(), signal.SIGPROF)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def test_time_that_is_up() -> None:
    """The end of the time tears apart what computes, and waits for what asks."""
    kept = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        budget = Budget(300.0, 300.0)
        with pytest.raises(TimeIsUpError), budget.spent():
            os.kill(os.getpid(), signal.SIGPROF)
        steps = []
        with pytest.raises(TimeIsUpError), budget.spent():
            with budget.put_off():
                os.kill(os.getpid(), signal.SIGALRM)
                steps.append("asked")
            steps.append("went on")
        assert steps == ["asked"]
        os.kill(os.getpid(), signal.SIGPROF)  # late: the stack is done
        with budget.spent():
            pass
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
