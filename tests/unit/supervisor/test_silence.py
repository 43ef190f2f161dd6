"""A line for a sandbox that fell asleep after a refusal; none for one that works, or was refused nothing."""

from __future__ import annotations

from math import inf

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import table

from scpipe.supervisor.silence import PATIENCE, Silence


class Run:
    """Two processes, what was refused, what was said, and a clock of its own."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.kernel = kernel
        self.book = table(kernel, 10, 20)
        self.refused = 0
        self.notes: list[str] = []
        self.silence = Silence(self.book, lambda: self.refused, self.notes.append)
        self.now = 100.0
        self.sleep()

    def sleep(self) -> None:
        """Every task sleeps in the kernel."""
        for task in self.kernel.tasks.values():
            task.state = "S"

    def pass_time(self, seconds: float) -> list[str]:
        """Look whenever it is due for so long; what was said."""
        self.notes.clear()
        end = self.now + seconds
        while (due := max(self.now, self.silence.next_look)) <= end:
            self.now = due
            self.silence.look(due)
            if self.silence.next_look <= due:
                break
        self.now = end
        return [*self.notes]


@pytest.fixture
def run(kernel: FakeKernel) -> Run:
    """A run in which nothing was refused yet."""
    return Run(kernel)


def test_nobody_looks_where_nothing_was_refused(run: Run) -> None:
    """Who has no refusals is never woken for this."""
    assert run.silence.next_look == inf
    assert run.pass_time(1000) == []


def test_a_silence_is_told_once(run: Run) -> None:
    """After a while without a stop one line says who may wait for what; then nobody looks any more."""
    run.refused = 1
    assert run.pass_time(PATIENCE - 1) == []
    (note,) = run.pass_time(PATIENCE)
    assert note.startswith("nothing has happened for 10 s, and 1 call was refused before: ")
    assert "(pid 10)" in note and "(pid 20)" in note and "--timeout" in note
    assert run.silence.next_look == inf and run.pass_time(1000) == []


def test_the_next_refusal_can_be_followed_by_another_silence(run: Run) -> None:
    """Each silence has its line, up to some lines in a run."""
    told = 0
    for _ in range(20):
        run.refused += 1
        told += len(run.pass_time(3 * PATIENCE))
    assert 1 < told < 10 and run.silence.next_look == inf


def test_who_reports_is_not_silent(run: Run) -> None:
    """A stop between two looks begins the time anew."""
    run.refused = 2
    for _ in range(10):
        assert run.pass_time(PATIENCE / 2) == []
        run.book.tasks[10].reported += 1
    assert len(run.pass_time(2 * PATIENCE)) == 1


def test_who_computes_is_not_silent(run: Run) -> None:
    """A task that runs needs no stop to do something."""
    run.refused = 1
    run.kernel.tasks[20].state = "R"
    assert run.pass_time(10 * PATIENCE) == []
    run.sleep()
    assert len(run.pass_time(2 * PATIENCE)) == 1


def test_nobody_left_is_no_silence(run: Run) -> None:
    """Where no task is left there is nothing to tell."""
    run.refused = 1
    run.book.tasks.clear()
    assert run.pass_time(10 * PATIENCE) == []


def test_names_are_bounded_and_harmless(kernel: FakeKernel) -> None:
    """Some names for however many processes, each escaped."""
    run = Run(kernel)
    for pid in range(30, 90):
        kernel.add(pid, state="S")
        run.book.add_first(pid, filtered=False)
    run.refused = 1
    (note,) = run.pass_time(3 * PATIENCE)
    assert note.count("(pid ") == 5 and "57 more" in note
