"""Clocks of a run: timeout, the kill after it, orphans."""

from __future__ import annotations

import signal

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import STOPPED, table

from scpipe.outcome import Status
from scpipe.supervisor.lifetime import Lifetime
from scpipe.supervisor.options import Options, Orphans
from scpipe.supervisor.watchdog import PATIENCE
from scpipe.tracee.termination import Termination


class Run:
    """A lifetime over two processes, with a clock that stands still until it is moved."""

    def __init__(self, kernel: FakeKernel, options: Options) -> None:
        self.kernel = kernel
        kernel.clock.now = 1000.0
        self.notes: list[str] = []
        self.table = table(kernel, 10, 20)
        self.termination = Termination(self.table)
        self.ending = self.termination.ending
        self.lifetime = Lifetime(self.table, options, self.termination, self.notes.append)

    def after(self, seconds: float) -> list[tuple[int, int]]:
        """What is sent when so much time has passed."""
        self.kernel.clock.go_on(seconds)
        self.kernel.take_sent()
        self.lifetime.tick()
        return self.kernel.take_sent()


def test_no_limits(kernel: FakeKernel) -> None:
    """Without a timeout there is nothing to wake for but the look for forgotten tasks."""
    run = Run(kernel, Options())
    assert run.lifetime.next_event() == pytest.approx(PATIENCE)
    assert run.after(1e6) == []


def test_timeout_then_kill(kernel: FakeKernel) -> None:
    """SIGTERM and SIGCONT to every process, SIGKILL later, and each once."""
    run = Run(kernel, Options(timeout=5, kill_after=2))
    assert run.lifetime.next_event() == 5
    assert run.after(4.9) == [] and run.ending.status is Status.OK
    term, cont = [(pid, signal.SIGTERM) for pid in (10, 20)], [(pid, signal.SIGCONT) for pid in (10, 20)]
    assert run.after(0.2) == term + cont
    assert run.ending.status is Status.TIMEOUT and len(run.notes) == 1
    assert run.lifetime.next_event() == pytest.approx(2)
    assert run.after(1) == []
    assert run.after(1) == [(10, signal.SIGKILL), (20, signal.SIGKILL)]
    assert len(run.notes) == 2 and run.notes[1].startswith("still there 2 s after SIGTERM: SIGKILL to ")
    assert "[10]" in run.notes[1] and "[20]" in run.notes[1]
    assert run.termination.killing and run.lifetime.next_event() == pytest.approx(0.02)


def test_kill_at_once(kernel: FakeKernel) -> None:
    """kill-after 0 kills in the same moment."""
    run = Run(kernel, Options(timeout=5, kill_after=0))
    assert run.after(5)[-2:] == [(10, signal.SIGKILL), (20, signal.SIGKILL)]


def test_first_status_wins(kernel: FakeKernel) -> None:
    """A run that ended in a violation is not a timeout later."""
    run = Run(kernel, Options(timeout=5))
    run.ending.status = Status.VIOLATION
    run.after(6)
    assert run.ending.status is Status.VIOLATION


def test_kill_reaches_children_nobody_told_of(kernel: FakeKernel) -> None:
    """A child that nobody has told of is killed too."""
    run = Run(kernel, Options())
    run.table.early.put(30, STOPPED)
    run.termination.kill_all()
    assert run.kernel.take_sent() == [(pid, signal.SIGKILL) for pid in (10, 20, 30)]


def test_orphans_are_killed_on_demand(kernel: FakeKernel) -> None:
    """orphans kill: the command's end is everybody's."""
    run = Run(kernel, Options(orphans=Orphans.KILL))
    run.lifetime.command_ended()
    assert run.kernel.take_sent() == [(10, signal.SIGKILL), (20, signal.SIGKILL)]


def test_orphans_are_named_once(kernel: FakeKernel) -> None:
    """orphans wait: after a while one line names some of those that are waited for."""
    run = Run(kernel, Options())
    for pid in range(30, 36):
        kernel.add(pid)
        run.table.add_first(pid, filtered=False)
    run.lifetime.command_ended()
    assert run.lifetime.next_event() == pytest.approx(5)
    assert run.after(4) == [] and run.notes == []
    run.after(1)
    assert run.notes == [
        "waiting for processes that outlive the command: "
        "p10[10], p20[20], p30[30], p31[31], p32[32] and 3 more"
    ]
    run.after(100)
    assert len(run.notes) == 1


def test_overdue_events_are_due_now(kernel: FakeKernel) -> None:
    """Time that has passed already is 0, never negative."""
    run = Run(kernel, Options(timeout=5))
    run.kernel.clock.go_on(50)
    assert run.lifetime.next_event() == 0
