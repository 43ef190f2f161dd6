"""Long operations give others a turn, and go on where they were."""

from __future__ import annotations

import os
import signal

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import DONE, Script, task

from scpipe.linux import stops
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.poller import Poller
from scpipe.tracee.actions import Turn, Wake
from scpipe.tracee.table import TaskTable

ANSWERED, PAUSED = ["call -1", "result 7", "cont"], ["call 34", "run_to_syscall_stop"]


@pytest.fixture(autouse=True)
def kernel(kernel: FakeKernel) -> FakeKernel:
    """A task at a trapped call; every look at the clock takes a time of its own."""
    kernel.add(1)
    kernel.stand(1, stops.SeccompStop())
    return kernel


def _run(kernel: FakeKernel, step: float, turns: int) -> tuple[Blocking, Script]:
    kernel.clock.step = step
    script = Script(*[Turn()] * turns)
    made = Blocking(TaskTable(), Poller(), lambda text: None)
    made.begin(task(), script())
    return made, script


def test_a_short_operation_keeps_its_turn(kernel: FakeKernel) -> None:
    """Turns offered within 20 ms are not taken: the call is answered where it was trapped."""
    _made, script = _run(kernel, 0.001, 15)
    assert script.closed
    assert kernel.done() == ANSWERED
    assert script.wakes == [Wake.READY] * 15


def test_a_long_operation_gives_way(kernel: FakeKernel) -> None:
    """After 20 ms it is paused; the next wait goes on with it at once, without sleeping."""
    made, script = _run(kernel, 0.005, 6)
    assert kernel.done() == PAUSED
    assert (script.closed, made.is_idle) == (False, False)
    assert made._waits._nearest(None) <= 0
    kernel.clock.step = 0.001
    made.wait(None)
    assert script.closed
    assert kernel.done() == [*PAUSED, "interrupt"]
    assert made.is_idle


def test_others_are_served_between_turns(kernel: FakeKernel) -> None:
    """A descriptor that is readable is reported while the operation has not ended."""
    made, script = _run(kernel, 0.05, 3)
    read_end, write_end = os.pipe()
    os.write(write_end, b"x")
    served: list[int] = []
    made._poller.watch(read_end, lambda: served.append(read_end))
    made.wait(None)
    assert served == [read_end]
    assert not script.closed
    os.close(read_end)
    os.close(write_end)


def test_a_signal_ends_a_turn(kernel: FakeKernel) -> None:
    """A signal to the paused task reaches the operation, which ends."""
    kernel.clock.step = 0.05
    script, subject = Script(Turn(), Turn(), ending=DONE), task()
    made = Blocking(TaskTable(), Poller(), lambda text: None)
    made.begin(subject, script())
    kernel.signals.send(1, signal.SIGTERM)
    kernel.tasks[1].signals.caught = kernel.tasks[1].signals.pending
    made.interrupted(subject)
    assert script.wakes == [Wake.SIGNAL]
    assert kernel.done() == [*PAUSED, "interrupt", "call -1", "result -512", "cont"]
    assert script.closed and made.is_idle
