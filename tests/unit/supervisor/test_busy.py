"""Reports are served one after the other, in waitpid where they come all the time, and never unfairly."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel, Report
from unit.supervisor.staging import EXITED_STATUS, STOPPED, table

from scpipe.linux import stops
from scpipe.linux.timers import Interrupter
from scpipe.supervisor import busy, enforce
from scpipe.supervisor.busy import BusyLoop
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase
from scpipe.tracee.task import Task

SECCOMP = stops.SECCOMP_STATUS


class Timer(Interrupter):
    """One that only remembers whether it is on."""

    def __init__(self) -> None:
        super().__init__(0)

    def start(self) -> bool:
        """See Interrupter.start."""
        self.is_on = True
        return True

    def stop(self) -> None:
        """See Interrupter.stop."""
        self.is_on = False


class Stage:
    """Two processes; what waitpid says is given, what is served is noted."""

    def __init__(self, kernel: FakeKernel, reports: Iterator[Report]) -> None:
        self.kernel = kernel
        self.kernel.more_reports = reports
        self.table = table(kernel, 10, 20)
        self.inbox = Inbox(self.table)
        self.timer = Timer()
        self.served: list[int] = []
        self.goes_on: Callable[[Task], bool] = lambda task: True
        self.quiet = True
        self.rest: list[tuple[int, stops.Stop]] = []
        self.in_turn: list[tuple[int, stops.Stop]] = []
        serving: Any = SimpleNamespace(
            serve_at_once=self._serve, serve_rest=self._serve_rest, serve_in_turn=self._serve_in_turn
        )
        self.loop = BusyLoop(self.table, self.inbox, serving, self.timer)

    @property
    def slept(self) -> int:
        """How often a report was waited for in waitpid."""
        return len(self.kernel.asked("sleep_for_any"))

    def _serve(self, task: Task) -> bool:
        assert task.phase is phase.STOPPED
        self.served.append(task.tid)
        phase.run(task, phase.RUNNING)
        return self.goes_on(task)

    def _serve_in_turn(self, task: Task, stop: stops.Stop) -> bool:
        assert self.unserved() == [] and task.phase is phase.STOPPED
        self.in_turn.append((task.tid, stop))
        return self.quiet

    def _serve_rest(self) -> bool:
        self.rest += self.unserved()
        return self.quiet

    def unserved(self) -> list[tuple[int, stops.Stop]]:
        """What waits in the inbox."""
        found = []
        while (report := self.inbox.take()) is not None:
            found.append((report[0].tid, report[1]))
        return found


def reports(*given: Report) -> Iterator[Report]:
    """These, then none."""
    return iter(given)


def test_plain_reports_are_served_at_once(kernel: FakeKernel) -> None:
    """Until there is none; each counts as a stop of its task."""
    stage = Stage(kernel, reports((10, SECCOMP), (10, SECCOMP), None, (10, SECCOMP)))
    stage.loop.run()
    assert stage.served == [10, 10] and stage.unserved() == []
    task = stage.table.tasks[10]
    assert (task.before, task.reported) == (1, 2)


@pytest.mark.parametrize("status", [0x057F, 0x1057F, 0x80057F, EXITED_STATUS])
@pytest.mark.parametrize("quiet", [True, False])
def test_any_other_report_is_served_as_usual(kernel: FakeKernel, status: int, quiet: bool) -> None:
    """It ends the loop if something else is to be done after it."""
    stage = Stage(kernel, reports((10, SECCOMP), (20, status), (10, SECCOMP)))
    stage.quiet = quiet
    stage.loop.run()
    assert stage.served == ([10, 10] if quiet else [10]) and stage.rest == [(20, stops.classify(status))]


@pytest.mark.parametrize("quiet", [True, False])
def test_an_exit_event_needs_no_detour(kernel: FakeKernel, quiet: bool) -> None:
    """It is served when it is taken in, and ends the loop if something else is to be done after it."""
    stage = Stage(kernel, reports((10, SECCOMP), (20, 0x6057F), (10, SECCOMP)))
    stage.quiet = quiet
    stage.loop.run()
    assert stage.served == ([10, 10] if quiet else [10])
    assert (stage.in_turn, stage.rest) == ([(20, stops.classify(0x6057F))], [])


def test_an_exit_event_of_another_task_waits(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can be the first report of a child whose number a thread had until now."""
    stage = Stage(kernel, reports((20, 0x6057F)))
    monkeypatch.setattr(stage.inbox.births, "owner", lambda tid, stop: None)
    stage.loop.run()
    assert (stage.in_turn, stage.rest) == ([], []) and 20 in stage.table.early.stops


def _unknown(stage: Stage) -> None:
    stage.table.tasks.pop(20)


def _frozen(stage: Stage) -> None:
    enforce.freeze(stage.table.tasks[20])


def _gone(stage: Stage) -> None:
    phase.lose(stage.table.tasks[20])


def _unborn(stage: Stage) -> None:
    phase.conceive(stage.table.tasks[10], stage.table.tasks[20], stands=False)
    phase.run(stage.table.tasks[10], phase.RUNNING)


def _early(stage: Stage) -> None:
    stage.table.early.put(20, STOPPED)


def _behind(stage: Stage) -> None:
    stage.table.tasks[20].pending.append(STOPPED)


@pytest.mark.parametrize("why", [_unknown, _frozen, _gone, _unborn, _early, _behind])
def test_a_task_in_doubt_is_not_served_here(kernel: FakeKernel, why: Callable[[Stage], None]) -> None:
    """One that must stand still, may be another, or has something to be served before."""
    stage = Stage(kernel, reports((20, SECCOMP), (10, SECCOMP)))
    why(stage)
    stage.loop.run()
    assert stage.served == [10]


def test_what_may_have_changed_everything_ends_it(kernel: FakeKernel) -> None:
    """A call that went the long way may have left something to be done before the next."""
    stage = Stage(kernel, reports((10, SECCOMP), (10, SECCOMP)))
    stage.goes_on = lambda task: False
    stage.loop.run()
    assert stage.served == [10]


def test_nobody_starves(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel names one task again and again; others have their turn all the same."""
    stage = Stage(kernel, itertools.repeat((10, SECCOMP)))  # the first of the kernel's list is always ready
    ready = {20: 1}

    def fill() -> bool:
        for tid, count in ready.items():
            for _ in range(count):
                stage.inbox.put(tid, stops.SeccompStop())
        return True

    monkeypatch.setattr(stage.inbox, "fill", fill)
    stage.loop.run()
    assert stage.rest.count((20, stops.SeccompStop())) >= busy._MOST // busy._FAIR


def test_it_has_an_end(kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signals, clocks and a control channel are looked at however much is reported."""
    stage = Stage(kernel, itertools.repeat((10, SECCOMP)))
    monkeypatch.setattr(stage.inbox, "fill", lambda: True)
    stage.loop.run()
    assert busy._MOST - busy._MOST // busy._FAIR <= len(stage.served) <= busy._MOST


def _endless() -> Iterator[Report]:
    while True:
        yield (10, SECCOMP)
        yield None


def test_it_sleeps_in_waitpid_where_reports_come_all_the_time(kernel: FakeKernel) -> None:
    """After many within a period; a period without any ends it, and so does another wait."""
    stage = Stage(kernel, _endless())
    for _ in range(busy._MANY - 1):
        stage.loop.run()
        assert not stage.loop.is_busy
    stage.loop.run()
    assert stage.loop.is_busy and stage.slept == 0
    stage.loop.run()
    assert stage.loop.is_busy and stage.slept == 2  # a report, then the timer's signal
    kernel.more_reports = reports(None, (10, SECCOMP))
    stage.loop.run()
    assert not stage.loop.is_busy
    stage.timer.start()
    assert stage.loop.rest() and not stage.loop.is_busy and not stage.loop.rest()


def test_it_sleeps_in_poll_where_reports_are_rare(kernel: FakeKernel) -> None:
    """As many in a longer time."""
    stage = Stage(kernel, _endless())
    for _ in range(10 * busy._MANY):
        kernel.clock.now += busy.PERIOD / 1e9 / busy._MANY * 1.1
        stage.loop.run()
        assert not stage.loop.is_busy
