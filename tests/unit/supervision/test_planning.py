"""What is trapped under a policy: the plan of a mode, and its first filter."""

from __future__ import annotations

import os

import pytest

from scpipe.errors import SetupError
from scpipe.linux import files
from scpipe.linux.descriptors import LeaderSource, ProcSource, ThreadSource
from scpipe.policy.model import PairMode, Policy, Rule
from scpipe.seccomp.entries import Need
from scpipe.seccomp.layers import first_filter
from scpipe.seccomp.plan import plan
from scpipe.seccomp.shipped import filter_of
from scpipe.supervision import planning, trapping, trial
from scpipe.supervision.planning import look, plan_traps
from scpipe.supervisor.options import Trap

EVENTS, ALLOW, DENY = PairMode.ALLOW_EVENTS, PairMode.ALLOW, PairMode.DENY
THREADS = ThreadSource(files.pipe_device())


@pytest.fixture(autouse=True)
def able(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with all that armed needs, whose caller gives no pipe and no filter."""
    facts = trapping.Facts("x86_64", "6.12.0", copies=True)
    monkeypatch.setattr(planning, "inherits_read_end", lambda: False)
    monkeypatch.setattr(planning, "look", lambda source: facts)
    monkeypatch.setattr(trial, "why_refused", lambda rows: "")


@pytest.mark.parametrize(
    "policy",
    [Policy(), Policy(ALLOW, EVENTS), Policy(DENY, DENY, rules=(Rule("/bin/sh", pipe=EVENTS),))],
    ids=["default", "sockets", "a rule"],
)
def test_armed(policy: Policy) -> None:
    """The plan has the rows of single descriptors, and the filter is that of the first layer."""
    found = plan_traps(policy, Trap.ARMED, THREADS)
    assert found.plan == plan(policy, armed=True) and found.by_descriptor and found.judges
    assert found.filter == filter_of(first_filter(found.plan)) != filter_of(plan(policy))
    assert found.writes == trapping.Trapping(Trap.ARMED, "asked for")


@pytest.mark.parametrize("asked", [Trap.ALL, None])
def test_all(asked: Trap | None) -> None:
    """Every write is in the one filter."""
    found = plan_traps(Policy(), asked, THREADS)
    assert found.plan == plan(Policy()) and not found.by_descriptor and found.judges
    assert found.filter == filter_of(found.plan)
    assert found.writes.mode is Trap.ALL


def test_leaders_are_told_apart() -> None:
    """Where only leaders' tables can be read both modes have the rows for that."""
    for asked in Trap:
        found = plan_traps(Policy(), asked, LeaderSource(files.pipe_device()))
        assert any(entry.when is Need.LEADERS_ONLY for entry in found.plan.entries)


@pytest.mark.parametrize("policy", [Policy(DENY, DENY), Policy(ALLOW, DENY), Policy(DENY, ALLOW)])
@pytest.mark.parametrize("asked", [None, *Trap])
def test_nothing_is_judged(policy: Policy, asked: Trap | None) -> None:
    """Where nothing is allow-events nothing is armed, and only the creation of pairs is trapped."""
    found = plan_traps(policy, asked, ProcSource(files.pipe_device()))
    assert found.plan == plan(policy) and not found.judges and found.filter is not None
    assert found.writes == trapping.Trapping(Trap.ALL, "", useless=asked is not None)


def test_nothing_is_restricted() -> None:
    """Nothing is trapped at all."""
    found = plan_traps(Policy(ALLOW, ALLOW), Trap.ARMED, THREADS)
    assert found.filter is None and found.writes.useless


def test_a_pipe_that_is_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its writes are watched under deny, too, so they can be trapped by descriptor."""
    monkeypatch.setattr(planning, "inherits_read_end", lambda: True)
    found = plan_traps(Policy(DENY, DENY), Trap.ARMED, THREADS)
    assert found.by_descriptor and found.writes.mode is Trap.ARMED


def test_a_filter_from_outside_is_tried_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes a process: only where nothing else is in the way; what comes of it decides."""
    tried: list[int] = []

    def refuse(rows: tuple[object, ...]) -> str:
        tried.append(len(rows))
        return "seccomp: No"

    monkeypatch.setattr(trial, "why_refused", refuse)
    assert plan_traps(Policy(), None, THREADS).writes.mode is Trap.ALL
    assert plan_traps(Policy(), Trap.ALL, THREADS).writes.mode is Trap.ALL
    assert plan_traps(Policy(DENY, DENY), Trap.ARMED, THREADS).writes.mode is Trap.ALL
    assert tried == []
    with pytest.raises(SetupError, match="seccomp: No"):
        plan_traps(Policy(), Trap.ARMED, THREADS)
    assert len(tried) == 1 and tried[0] > 5
    monkeypatch.setattr(trapping, "PROVEN", frozenset({(6, 12)}))
    found = plan_traps(Policy(), None, THREADS)
    assert found.plan == plan(Policy()) and "seccomp: No" in found.writes.reason


def test_facts_of_this_machine() -> None:
    """What is looked at is the machine's own."""
    facts = look(THREADS)
    assert (facts.machine, facts.release) == (os.uname().machine, os.uname().release)
    assert facts.copies and not facts.refused
    assert not look(ProcSource(files.pipe_device())).copies
    assert look(LeaderSource(files.pipe_device())).copies
