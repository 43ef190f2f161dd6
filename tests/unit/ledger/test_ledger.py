"""The table of pairs: registration, inheritance, quarantine, claims, the shadow of the other reading."""

from __future__ import annotations

import itertools

import pytest

from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Accept, Creator, Pair, Reason, Refuse
from scpipe.policy.model import FirstMessage, PairKind, PairMode, Policy, Rule

from .test_judge import message

DENY, EVENTS, ALLOW = PairMode.DENY, PairMode.ALLOW_EVENTS, PairMode.ALLOW
#: From loose to strict.
STRICTNESS: list[PairMode | None] = [ALLOW, EVENTS, None, DENY]
WHO = Creator(7, "/bin/x")


def ledger(**settings: object) -> Ledger:
    """A ledger under a policy with these settings."""
    return Ledger(Policy(**settings))  # type: ignore[arg-type]


@pytest.mark.parametrize(("known", "later"), [*itertools.product([DENY, EVENTS, ALLOW], repeat=2)])
def test_registering_a_pipe_again_never_loosens(known: PairMode, later: PairMode) -> None:
    """The stricter of two registrations of one inode stays, whatever their order."""
    book = ledger()
    first = book.pipes.register(5, known, WHO)
    second = book.pipes.register(5, later, WHO)
    assert first is second
    assert STRICTNESS.index(second.mode) == max(STRICTNESS.index(known), STRICTNESS.index(later))


def test_registering_a_pipe_keeps_the_byte_of_an_early_writer() -> None:
    """A sibling that wrote before the exit stop of pipe() has set the byte for good."""
    book = ledger()
    early = book.pipes.admit(5)
    book.judge(early, message(b"a"))
    book.settle(early, entered=True)
    made = book.pipes.register(5, EVENTS, WHO)
    assert made is early
    assert made.creator == WHO
    assert book.judge(made, message(b"b")).verdict == Refuse(Reason.OTHER_BYTE, 0x62, 0)


def test_allow_does_not_free_a_pipe_already_restricted() -> None:
    """A pipe first seen unregistered stays restricted when its maker turns out to be allowed."""
    book = ledger(rules=(Rule("/bin/x", pipe=ALLOW),))
    book.pipes.admit(5)
    assert book.pipes.register(5, ALLOW, WHO).mode is EVENTS


@pytest.mark.parametrize(
    ("mode", "rule", "expected"),
    [
        (ALLOW, None, ALLOW),
        (EVENTS, None, EVENTS),
        (DENY, None, DENY),
        (ALLOW, EVENTS, EVENTS),
        (ALLOW, DENY, DENY),
        (DENY, EVENTS, EVENTS),
        (EVENTS, ALLOW, EVENTS),
    ],
)
def test_unregistered_pipe_is_restricted_unless_all_are_allowed(
    mode: PairMode, rule: PairMode | None, expected: PairMode
) -> None:
    """Who made an unknown pipe is not known: only where every pipe is allowed it is free."""
    rules = () if rule is None else (Rule("/bin/x", pipe=rule),)
    assert ledger(pipe=mode, rules=rules).pipes.admit(9).mode is expected


def test_pairs_are_counted_and_numbered_once() -> None:
    """Looking at a pair again makes no new one, and numbers are never given twice."""
    book = ledger()
    found = [
        book.pipes.admit(1),
        book.pipes.admit(1),
        book.pipes.admit(2),
        book.sockets.register((3, 4), EVENTS, WHO),
    ]
    assert [pair.id for pair in found] == [1, 1, 2, 3]
    assert book.pairs == 3
    assert found[0].kind is PairKind.PIPE and found[3].kind is PairKind.SOCKETPAIR


def test_both_ends_are_one_pair() -> None:
    """A byte set through one end binds the other."""
    book = ledger()
    book.sockets.register((3, 4), EVENTS, WHO)
    one, two = book.sockets.find(3), book.sockets.find(4)
    assert one is two and one is not None
    book.judge(one, message(b"a"))
    assert isinstance(book.judge(one, message(b"b")).verdict, Refuse)
    assert book.sockets.find(5) is None


def test_an_end_that_was_met_in_its_making_is_its_pairs() -> None:
    """What is written before the making was seen is refused, and what comes after it is an event."""
    book = ledger()
    met = book.sockets.quarantine(4, 40)
    assert book.judge(met, message(b"b")).verdict == Refuse(Reason.QUARANTINED)
    made = book.sockets.register((3, 4), EVENTS, WHO)
    assert book.sockets.find(3) is book.sockets.find(4) is made
    assert isinstance(book.judge(made, message(b"a")).verdict, Accept)
    assert isinstance(book.judge(made, message(b"b")).verdict, Refuse)
    assert not book.sockets.may_be_new(4)


@pytest.mark.parametrize("met", [False, True])
def test_an_end_that_was_forgotten_is_never_new(met: bool) -> None:
    """It has come back from somewhere: its pair is refused for good, whoever takes it for new."""
    book = ledger()
    book.sockets.register((3, 4), EVENTS, WHO)
    book.note_passing()
    book.forget(set(), set())
    if met:
        book.sockets.quarantine(4, 40)
    assert not book.sockets.may_be_new(4) and book.sockets.may_be_new(5)
    assert book.sockets.register((4, 5), EVENTS, WHO).mode is None


def test_registering_sockets_again_keeps_the_byte() -> None:
    """The same ends registered twice stay one pair with its byte, never looser."""
    book = ledger()
    made = book.sockets.register((3, 4), EVENTS, WHO)
    book.judge(made, message(b"a"))
    book.settle(made, entered=True)
    again = book.sockets.register((4, 3), ALLOW, WHO)
    assert again is made
    assert (again.mode, again.event.byte, again.event.entered) == (EVENTS, 0x61, True)


@pytest.mark.parametrize("writable", [False, True])
def test_pipes_are_inherited_by_direction(writable: bool) -> None:
    """A handed-over read end exempts nothing but is known; a write end exempts writing."""
    book = ledger()
    book.inherited.add_pipe(9, writable=writable)
    assert book.inherited.has_pipe(9)
    assert book.pipes.is_exempt(9) is writable
    assert not book.inherited.has_pipe(8)
    assert not book.pipes.is_exempt(8)


def test_both_directions_of_an_inherited_pipe_add_up() -> None:
    """Handed over for writing and then for reading, it is exempt: order does not matter."""
    book = ledger()
    book.inherited.add_pipe(9, writable=True)
    book.inherited.add_pipe(9, writable=False)
    assert book.pipes.is_exempt(9)


def test_inherited_sockets_are_exempt_end_by_end() -> None:
    """The handed-over end is exempt and not new; another cookie is neither."""
    book = ledger()
    book.inherited.add_socket(3)
    assert book.sockets.is_exempt(3) and not book.sockets.may_be_new(3)
    assert not book.sockets.is_exempt(4) and book.sockets.may_be_new(4)


def test_registered_sockets_are_neither_new_nor_exempt() -> None:
    """An end of a pair cannot pass for one of another."""
    book = ledger()
    book.sockets.register((3, 4), EVENTS, WHO)
    assert not any(book.sockets.may_be_new(cookie) or book.sockets.is_exempt(cookie) for cookie in (3, 4))


def test_two_first_messages_at_once_cannot_both_set() -> None:
    """The second of two concurrent first messages is judged by the first one's claim."""
    book = ledger()
    pair = book.pipes.admit(1)
    assert book.judge(pair, message(b"a")).verdict == Accept(Reason.SETS)
    assert book.judge(pair, message(b"b")).verdict == Refuse(Reason.OTHER_BYTE, 0x62, 0)
    assert pair.event.claims == 1


def test_failed_first_message_sets_nothing() -> None:
    """A first message of which no byte went in leaves the pair as it was."""
    book = ledger()
    pair = book.pipes.admit(1)
    book.judge(pair, message(b"a"))
    book.settle(pair, entered=False)
    assert (pair.event.byte, pair.event.claims, pair.event.entered) == (None, 0, False)
    assert book.judge(pair, message(b"b")).verdict == Accept(Reason.SETS)


def test_failed_first_message_keeps_the_byte_while_another_is_on_its_way() -> None:
    """The byte goes only with the last claim: the other message may still enter."""
    book = ledger()
    pair = book.pipes.admit(1)
    book.judge(pair, message(b"a"))
    book.judge(pair, message(b"aa"))
    book.settle(pair, entered=False)
    assert isinstance(book.judge(pair, message(b"b")).verdict, Refuse)
    book.settle(pair, entered=True)
    assert (pair.event.byte, pair.event.claims) == (0x61, 0)


def test_failed_later_message_keeps_the_byte() -> None:
    """Once a byte has gone in nothing unsets it."""
    book = ledger()
    pair = book.pipes.admit(1)
    for entered in (True, False):
        book.judge(pair, message(b"a"))
        book.settle(pair, entered=entered)
    assert pair.event.byte == 0x61


def test_empty_message_neither_sets_nor_unsets() -> None:
    """An empty message between a claim and its end changes nothing."""
    book = ledger()
    pair = book.pipes.admit(1)
    book.judge(pair, message(b""))
    assert pair.event.byte is None
    book.judge(pair, message(b"a"))
    book.settle(pair, entered=False)
    assert pair.event.byte == 0x61
    book.settle(pair, entered=False)
    assert pair.event.byte is None


def test_refused_message_claims_nothing() -> None:
    """After a refused first message the pair is still free."""
    book = ledger()
    pair = book.pipes.admit(1)
    book.judge(pair, message(b"ab"))
    assert (pair.event.byte, pair.event.claims) == (None, 0)


def test_mixed_first_message_under_any_sets_its_first_byte() -> None:
    """first-message any: the first byte of a mixed message is what may be repeated."""
    book = ledger(first_message=FirstMessage.ANY)
    pair = book.pipes.admit(1)
    assert book.judge(pair, message(b"ab")).verdict == Accept(Reason.SETS)
    assert book.judge(pair, message(b"b")).verdict == Refuse(Reason.OTHER_BYTE, 0x62, 0)
    assert book.judge(pair, message(b"aa")).verdict == Accept(Reason.REPEATS)


def _sequence(book: Ledger, pair: Pair, *messages: bytes) -> list[tuple[bool, bool, bool]]:
    """For each message: does it pass, would it under the other reading, is that exact."""
    found = []
    for data in messages:
        judgement = book.judge(pair, message(data))
        passes = isinstance(judgement.verdict, Accept)
        if passes:
            book.settle(pair, entered=bool(data))
        found.append((passes, isinstance(judgement.other, Accept), judgement.other_exact))
    return found


def test_shadow_is_exact_until_the_readings_part() -> None:
    """The message that parts the readings is still told exactly, those after it are not."""
    book = ledger()
    found = _sequence(book, book.pipes.admit(1), b"ab", b"b", b"a")
    assert found == [(False, True, True), (True, False, False), (False, True, False)]


def test_shadow_agrees_on_uniform_traffic() -> None:
    """Uniform messages are judged alike by both readings, and exactly."""
    book = ledger()
    found = _sequence(book, book.pipes.admit(1), b"", b"aa", b"a", b"b", b"ab", b"a")
    assert [entry[:2] for entry in found] == [(True, True)] * 3 + [(False, False)] * 2 + [(True, True)]
    assert all(exact for _passes, _other, exact in found)


def test_failed_first_message_sets_nothing_under_the_other_reading_either() -> None:
    """Bytes that never went in bind neither reading: the next first message passes under both."""
    book = ledger()
    pair = book.pipes.admit(1)
    book.judge(pair, message(b"a"))
    book.settle(pair, entered=False)
    judgement = book.judge(pair, message(b"b"))
    assert judgement.verdict == Accept(Reason.SETS)
    assert judgement.other == Accept(Reason.SETS) and judgement.other_exact
