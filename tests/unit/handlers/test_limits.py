"""Whose limits and scheduling may be set: our tracees', whatever names them."""

from __future__ import annotations

import errno

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.handlers.staging import ENTRIES, ME, Stage, call

from scpipe.handlers.limits import handle_limits, handle_scheduling
from scpipe.policy.model import Policy
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Family, Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Scope

EPERM, ESRCH = Answer(-errno.EPERM), Answer(-errno.ESRCH)
INSIDE, OUTSIDE, NOBODY = 111, 222, 333
#: The calls that schedule one process by its number.
ONE = [
    name
    for name, entry in ENTRIES.items()
    if entry.family is Family.SCHEDULING and entry.syscall.form is Form.OTHER
]


@pytest.fixture
def stage(kernel: FakeKernel) -> Stage:
    """One tracee besides the task, one process outside, which leads its group; a number is nobody's."""
    kernel.add(ME(), group=OUTSIDE)
    kernel.add(INSIDE)
    kernel.add(OUTSIDE, traced=False)
    made = Stage()
    made.task.process.threads.add(4444)
    return made


def do(stage: Stage, name: str, *args: int) -> Action:
    """Decide about a call."""
    handle = handle_limits if name == "prlimit64" else handle_scheduling
    return handle(stage.context, stage.task, call(*args), ENTRIES[name])


@pytest.mark.parametrize("name", [*ONE, "prlimit64"])
@pytest.mark.parametrize(
    ("who", "expected"),
    [(INSIDE, Continue()), (4444, Continue()), (OUTSIDE, EPERM), (NOBODY, ESRCH), (-1, Continue())],
)
def test_one(stage: Stage, name: str, who: int, expected: Action) -> None:
    """A thread of one's own and a tracee may be named, somebody outside not; the kernel knows the rest."""
    assert do(stage, name, who, 0, 0x1000) == expected
    assert len(stage.events) == (expected == EPERM)


def test_asking_for_limits_is_free(stage: Stage) -> None:
    """Nothing is set without new limits."""
    assert do(stage, "prlimit64", OUTSIDE, 0, 0) == Continue()


@pytest.mark.parametrize(("name", "first"), [("setpriority", 0), ("ioprio_set", 1)])
@pytest.mark.parametrize(
    ("which", "who", "expected"),
    [
        (0, INSIDE, Continue()),
        (0, OUTSIDE, EPERM),
        (1, 0, EPERM),
        (1, INSIDE, Continue()),
        (1, OUTSIDE, EPERM),
        (2, 0, EPERM),
        (2, 1000, EPERM),
        (3, OUTSIDE, Continue()),
        (0xFFFFFFF0, OUTSIDE, Continue()),
    ],
)
def test_priorities(stage: Stage, name: str, first: int, which: int, who: int, expected: Action) -> None:
    """One process, a group, a user: all of them inside or EPERM; what names nothing is the kernel's."""
    assert do(stage, name, which + first, who, 0) == expected


def test_own_group_made_inside(stage: Stage, kernel: FakeKernel) -> None:
    """A group that a tracee leads is free to set, as long as it is the caller's."""
    kernel.tasks[ME()].group = INSIDE
    action = do(stage, "setpriority", 1, 0, 5)
    assert isinstance(action, ContinueExclusive)
    assert action.check is not None
    assert (action.scope, action.refusal, action.check()) == (Scope.SANDBOX, errno.EPERM, None)
    kernel.tasks[ME()].group = OUTSIDE
    assert action.check() == EPERM


@pytest.mark.parametrize("relax", [frozenset(), frozenset({"capabilities"})])
def test_namespace_made_inside(stage: Stage, kernel: FakeKernel, relax: frozenset[str]) -> None:
    """Nobody outside has a number there, but its group may be from outside; with capabilities who knows."""
    kernel.tasks[ME()].inner = (2, 2)
    stage.context.policy = Policy(relax=relax)
    expected = EPERM if relax else Continue()
    assert do(stage, "sched_setaffinity", OUTSIDE, 8, 0x1000) == expected
    assert do(stage, "setpriority", 1, OUTSIDE, 5) == expected
    assert do(stage, "setpriority", 2, 0, 5) == expected
    assert do(stage, "setpriority", 1, 0, 5) == EPERM


def test_every_call_is_tried_here() -> None:
    """A call of the family has a test."""
    names = {entry.name for entry in CATALOGUE if entry.family in (Family.LIMITS, Family.SCHEDULING)}
    assert names == {*ONE, "prlimit64", "setpriority", "ioprio_set"}
