"""What a run would have needed follows from its events."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scpipe.numbers import NumberSet
from scpipe.policy.model import PairKind
from scpipe.report import tally as tally_module
from scpipe.report.events import Event, Exec, Exit
from scpipe.report.tally import Tally

from .samples import PIPE, SOCKETS, created, denied_creation, message, refusal, single, start, unavailable

DENIED_PIPE = replace(PIPE, mode="deny")


def tallied(*events: Event) -> Tally:
    """The tally after these events."""
    tally = Tally()
    for event in events:
        tally.note(event)
    return tally


def _ids(found: NumberSet) -> set[int]:
    """What a small set holds."""
    inside = {number for number in range(100) if number in found}
    assert len(inside) == len(found)
    return inside


@pytest.mark.parametrize(
    ("events", "pipe", "socketpair"),
    [
        ([], "deny", "deny"),
        ([start(), created()], "allow-events", "deny"),
        ([start(), created(SOCKETS)], "deny", "allow-events"),
        ([start(), created(), refusal()], "allow", "deny"),
        ([start(), created(), refusal(enforced=False)], "allow", "deny"),
        ([start(), refusal(syscall="splice", message=None)], "allow", "deny"),
        ([start(), denied_creation()], "allow-events", "deny"),
        ([start(), refusal(pair=DENIED_PIPE, message=single(1))], "allow-events", "deny"),
        ([start(), refusal(pair=DENIED_PIPE, message=message())], "allow", "deny"),
        ([start(), refusal(pair=replace(SOCKETS, mode="quarantined"))], "deny", "allow"),
        ([start(), created(replace(PIPE, mode="allow"))], "allow", "deny"),
        ([start(policy={"pipe": "allow", "socketpair": "deny"})], "allow", "deny"),
        ([start(), unavailable()], "deny", "deny"),
    ],
)
def test_needs(events: list[Event], pipe: str, socketpair: str) -> None:
    """The least permissive mode: allow for refused or unjudged messages, deny where no pair was made."""
    assert tallied(*events).needs() == {"SCONE_PIPE": pipe, "SCONE_SOCKETPAIR": socketpair}


def test_counts() -> None:
    """Refusals, audits, safety refusals and pairs are counted apart."""
    second = refusal(pair=replace(PIPE, id=8), exe="/bin/cat")
    tally = tallied(created(), refusal(), second, second, refusal(enforced=False), unavailable())
    assert (tally.refused, tally.would_refuse, tally.unavailable, tally.pairs) == (3, 1, 1, 1)
    pipes = tally.kinds[PairKind.PIPE]
    assert (pipes.refusals, _ids(pipes.concerned)) == (4, {3, 8})


def test_processes_are_counted_once() -> None:
    """A process that execs twice and ends is one; one that only ended is another."""
    again = Exec(1.0, 5, "/bin/sh", ("sh",))
    tally = tallied(again, again, Exit(2.0, 5, 0, -1), Exit(2.0, 6, 0, -1), Exec(3.0, 7, "/bin/sh", ()))
    assert tally.processes == 3


def test_mixed_first_messages_are_counted() -> None:
    """What SCONE's page leaves open: a first message of different bytes; nothing else counts as one."""
    others = [refusal(message=message(ancillary=True)), refusal(message=None, syscall="splice")]
    later = refusal(message=message(first=False))
    counts = tallied(refusal(), refusal(), later, refusal(message=single(1)), *others).kinds[PairKind.PIPE]
    assert (counts.messages, counts.mixed_first) == (6, 2)


def test_pairs_are_remembered_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals on ever new pairs take no memory without end; a pair that was never made is none."""
    monkeypatch.setattr(tally_module, "MOST_PAIRS", 2)
    events = [refusal(pair=replace(PIPE, id=number)) for number in (0, 1, 1, 50, 7)]
    assert _ids(tallied(*events).kinds[PairKind.PIPE].concerned) == {1, 50}
