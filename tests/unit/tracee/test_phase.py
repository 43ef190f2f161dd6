"""A task is in one phase, which changes in one file, by transitions that leave nothing out."""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest
from harness.source import PACKAGE, nodes, sources, tree
from unit.supervisor.staging import DONE, Script, task

from scpipe.tracee import phase
from scpipe.tracee.actions import Continue, Returned
from scpipe.tracee.phase import Phase

PARENT = task(7)
#: Every phase, made anew, and what a report makes of it: the same if None.
PHASES: dict[str, tuple[Callable[[], Phase], Phase | None]] = {
    "running": (lambda: phase.RUNNING, phase.STOPPED),
    "stopped": (lambda: phase.STOPPED, None),
    "in line": (lambda: phase.IN_LINE, None),
    "forked": (lambda: phase.Forked(task(8)), None),
    "unborn": (lambda: phase.Unborn(PARENT, stands=False), None),
    "in vfork": (lambda: phase.IN_VFORK, phase.STOPPED),
    "in call": (lambda: phase.InCall(lambda result: Continue()), None),
    "replaced": (lambda: phase.Replaced(b"", Returned), None),
    "exclusive": (phase.Exclusive, None),
    "blocked": (lambda: phase.Blocked(Script()()), None),
    "finishing": (lambda: phase.Finishing(DONE), None),
    "arming": (lambda: phase.Arming(frozenset((4,))), None),
    "group-stopped": (lambda: phase.GROUP_STOPPED, phase.STOPPED),
    "at exit": (lambda: phase.AT_EXIT, None),
    "exiting": (lambda: phase.EXITING, phase.AT_EXIT),
}
ENGAGED = {"in call", "replaced", "exclusive", "blocked", "finishing", "arming"}


def test_the_table_has_every_phase() -> None:
    """A phase that is added is tested here, too."""
    assert {type(make()) for make, _after in PHASES.values()} == set(Phase.__args__) - {phase.Gone}  # type: ignore[attr-defined]


@pytest.mark.parametrize(("make", "after"), PHASES.values(), ids=PHASES)
def test_a_report_lets_a_task_stand(make: Callable[[], Phase], after: Phase | None) -> None:
    """Whatever it was in the middle of it stays in; who exits does not come back."""
    subject, before = task(), make()
    subject.phase = before
    phase.stand(subject)
    assert subject.phase.stands and subject.still and subject.confined
    assert subject.phase is (before if after is None else after)


@pytest.mark.parametrize("name", PHASES)
def test_what_was_lost_is_remembered(name: str) -> None:
    """Nothing may be done to it any more, and it comes back by nothing; what it did can still be ended."""
    subject, before = task(), PHASES[name][0]()
    subject.phase = before
    for _twice in range(2):
        phase.lose(subject)
        phase.stand(subject)
    assert subject.is_gone and phase.engagement(subject) is before and not subject.phase.stands


@pytest.mark.parametrize("is_lost", [False, True])
@pytest.mark.parametrize("name", PHASES)
def test_what_a_task_is_in_the_middle_of_ends_once(name: str, is_lost: bool) -> None:
    """It is told, once, and is over; other phases stay."""
    subject, before = task(), PHASES[name][0]()
    subject.phase = before
    if is_lost:
        phase.lose(subject)
    assert phase.disengage(subject) is before
    assert subject.is_gone is is_lost
    assert (phase.disengage(subject) is not before) is (name in ENGAGED)


@pytest.mark.parametrize(
    ("name", "still", "confined"),
    [
        ("running", False, False),
        ("in vfork", False, False),
        ("exiting", False, False),
        ("unborn", False, False),
        ("in call", False, True),
        ("replaced", False, True),
        ("exclusive", False, True),
        ("blocked", True, True),
        ("finishing", True, True),
        ("arming", False, False),
        ("group-stopped", True, True),
    ],
)
def test_who_counts_as_still(name: str, still: bool, confined: bool) -> None:
    """One that runs its own call does, where only descriptors count, and one in our pause() does."""
    subject = task()
    subject.phase = PHASES[name][0]()
    if isinstance(subject.phase, phase.Blocked | phase.Arming):
        phase.run_call(subject, subject.phase)
    assert (subject.still, subject.confined) == (still, confined)


def test_a_child_begins_when_its_parent_is_served() -> None:
    """Once, and only if it is still that parent's."""
    parent, child = task(1), task(2)
    phase.conceive(parent, child, stands=True)
    assert phase.deliver(parent) is child and child.phase is phase.RUNNING
    assert phase.deliver(parent) is None
    for spoil in (lambda: phase.lose(child), lambda: phase.conceive(PARENT, child, stands=True)):
        phase.conceive(parent, child, stands=True)
        spoil()
        before = child.phase
        assert phase.deliver(parent) is None and child.phase is before
        child.phase = phase.STOPPED


def test_who_is_kept_stands_and_does_not_come_back_from_its_exit() -> None:
    """A task that would go on, but is frozen."""
    subject = task()
    for before, after in ((phase.Finishing(DONE), phase.STOPPED), (phase.EXITING, phase.AT_EXIT)):
        subject.phase = before
        phase.keep(subject)
        assert subject.phase is after


def _setters() -> set[str]:
    """The files in which an attribute named ``phase`` is set."""
    found = set()
    for path in sources():
        for node in nodes(tree(path), ast.Attribute):
            if isinstance(node.ctx, ast.Store) and node.attr == "phase":
                found.add(path.relative_to(PACKAGE).as_posix())
    return found


def test_phases_change_in_one_file() -> None:
    """Nobody else sets one."""
    assert _setters() == {"tracee/phase.py"}
