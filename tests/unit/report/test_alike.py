"""Refusals without end: the first are told, the others counted, and no count is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.report.alike import Counts, group_of
from scpipe.report.events import Advice, Event, Refusal, Repeated
from scpipe.report.sinks import MOST_COUNTED, TOLD_ONE_BY_ONE, Folding, Reporter
from scpipe.report.tally import Tally

from .samples import HOLDERS, PIPE, denied_creation, message, refusal, start


def told(*refusals: Refusal) -> list[Refusal | Repeated]:
    """What is told of these refusals, with the rest."""
    folding = Folding()
    return [event for one in refusals for event in folding.take(one)] + folding.rest()


def test_the_first_are_told_one_by_one() -> None:
    """So many repetitions stay as they are, and nothing is said of them at the end."""
    few = [refusal(time=float(number)) for number in range(TOLD_ONE_BY_ONE)]
    assert told(*few) == few


@pytest.mark.slow
def test_the_others_are_counted() -> None:
    """After the first ones there is an event at 100, 1000 and so on, and one for the rest."""
    many = [refusal(time=float(number)) for number in range(12345)]
    events = told(*many)
    assert events[:TOLD_ONE_BY_ONE] == many[:TOLD_ONE_BY_ONE]
    counted = [event for event in events[TOLD_ONE_BY_ONE:] if isinstance(event, Repeated)]
    numbers = [(event.count, event.total) for event in counted]
    assert numbers == [(80, 100), (900, 1000), (9000, 10000), (2345, 12345)]
    assert counted[-1].time == 12344.0
    assert counted[-1].last == replace(many[-1], holders=())
    assert many[-1].holders == HOLDERS


def test_what_differs_is_no_repetition() -> None:
    """Another thread, pair, call, pattern or outcome is a refusal of its own."""
    others = [
        refusal(tid=1),
        refusal(pair=replace(PIPE, id=9)),
        refusal(syscall="writev"),
        refusal(advice=Advice("fixed-struct", "")),
        refusal(enforced=False),
        refusal(other_reading="refuse: the message is mixed"),
        refusal(other_exact=False),
        denied_creation(),
    ]
    repeats = [one for other in (refusal(), *others) for one in [other] * TOLD_ONE_BY_ONE]
    assert told(*repeats) == repeats


def test_what_was_said_does_not_matter() -> None:
    """The bytes and the length of a message may differ: a program that sends data sends other data."""
    many = [refusal(message=message(length=number + 2)) for number in range(TOLD_ONE_BY_ONE + 1)]
    assert isinstance(told(*many)[-1], Repeated)


def test_kinds_without_end_are_bounded() -> None:
    """The kind that is longest ago is let go, with what was counted of it."""
    folding = Folding()
    for _number in range(TOLD_ONE_BY_ONE + 7):
        folding.take(refusal(tid=1))
    found = [event for tid in range(2, MOST_COUNTED + 2) for event in folding.take(refusal(tid=tid))]
    counted = [event for event in found if isinstance(event, Repeated)]
    assert [(event.count, event.last.tid) for event in counted] == [(7, 1)]
    assert len(folding._counts) == MOST_COUNTED
    assert [type(event) for event in folding.take(refusal(tid=1))] == [Refusal]


class Counting:
    """A sink that counts what it is given, as a reader of a report does."""

    def __init__(self) -> None:
        self.tally = Tally()

    def emit(self, event: Event) -> None:
        """Count one event."""
        self.tally.note(event)


KINDS = [
    refusal(),
    refusal(tid=2),
    refusal(enforced=False),
    refusal(other_reading="refuse: the message is mixed"),
    denied_creation(),
]


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 300)), max_size=20))
def test_a_reader_counts_what_the_writer_counts(runs: list[tuple[Refusal, int]]) -> None:
    """From the events of a report the same counts come as from every single refusal."""
    sink = Counting()
    reporter = Reporter([sink])
    reporter.emit(start())
    for one, times in runs:
        for _number in range(times):
            reporter.emit(one)
    reporter.close("VIOLATION", 0)
    ours, theirs = reporter.tally, sink.tally
    assert (ours.refused, ours.would_refuse) == (theirs.refused, theirs.would_refuse)
    assert sum(times for _one, times in runs) == ours.refused + ours.would_refuse
    assert _counts(ours) == _counts(theirs)


def _counts(tally: Tally) -> list[object]:
    return [
        (kind, counts.denied, counts.messages, counts.other_accepts, counts.need(), len(counts.concerned))
        for kind, counts in tally.kinds.items()
    ]


def test_groups() -> None:
    """A group is what the same program does to pairs of the same program, wherever they lie."""
    other = replace(PIPE, id=9, creator_exe="/x/bash", creator_pid=99)
    alike = refusal(exe="/opt/bash", pid=77, pair=other, syscall="writev")
    assert group_of(alike) == group_of(refusal())
    assert group_of(refusal(exe="/bin/dash", argv=("dash",))) != group_of(refusal())


def test_scripts_are_programs_of_their_own() -> None:
    """Two scripts of one interpreter are two faults."""
    one, two = (refusal(exe="/usr/bin/python3.11", argv=("python3", name)) for name in ("a.py", "b.py"))
    assert (group_of(one).writer, group_of(two).writer) == ("a.py", "b.py")


def test_counts_of_groups_are_bounded() -> None:
    """Of so many groups the further ones are counted, of the others only how many there were."""
    counts = Counts(2)
    told = [counts.note(refusal(argv=(name,)), 3) for name in ("a", "a", "b", "c", "c")]
    assert told == [True, False, True, False, False]
    assert [*counts.more.values()] == [5, 2] and counts.left_out == 6
