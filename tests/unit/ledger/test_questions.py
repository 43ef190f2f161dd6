"""Asking the ledger changes nothing, and what it is asked about is decided by nothing outside it."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Creator, Message
from scpipe.policy.model import PairKind, PairMode, Policy

EVENTS = PairMode.ALLOW_EVENTS
WHO = Creator(7, "/bin/x")
#: 1 is a known number, 2 a forgotten one, 3 was inherited, 4 is unknown.
NUMBERS = range(1, 5)


def _ledger() -> Ledger:
    made = Ledger(Policy())
    made.pipes.register(2, EVENTS, WHO)
    made.sockets.register((2, 20), EVENTS, WHO)
    made.note_passing()
    made.forget(set(), set())
    pair = made.pipes.register(1, EVENTS, WHO)
    made.judge(pair, Message(1, 97))
    made.settle(pair, entered=True)
    made.sockets.register((1, 10), EVENTS, WHO)
    made.inherited.add_pipe(3, writable=True)
    made.inherited.add_socket(3)
    return made


QUESTIONS: dict[str, Callable[[Ledger, int], object]] = {
    "pipes.find": lambda ledger, number: ledger.pipes.find(number),
    "pipes.plain": lambda ledger, number: ledger.pipes.plain(number),
    "pipes.knows": lambda ledger, number: ledger.pipes.knows(number),
    "pipes.was_forgotten": lambda ledger, number: ledger.pipes.was_forgotten(number),
    "pipes.len": lambda ledger, _number: len(ledger.pipes),
    "sockets.find": lambda ledger, number: ledger.sockets.find(number),
    "sockets.plain": lambda ledger, number: ledger.sockets.plain(number),
    "sockets.may_be_new": lambda ledger, number: ledger.sockets.may_be_new(number),
    "sockets.was_forgotten": lambda ledger, number: ledger.sockets.was_forgotten(number),
    "sockets.len": lambda ledger, _number: len(ledger.sockets),
    "inherited.has_pipe": lambda ledger, number: ledger.inherited.has_pipe(number),
    "pipes.is_exempt": lambda ledger, number: ledger.pipes.is_exempt(number),
    "sockets.is_exempt": lambda ledger, number: ledger.sockets.is_exempt(number),
    "pairs": lambda ledger, _number: ledger.pairs,
    "settled": lambda ledger, _number: ledger.settled(ledger.pipes._pairs[1]),
    "crowded": lambda ledger, _number: ledger.crowded,
}
#: What is no question. A new public method must go to one of the two lists.
VERBS = {
    "pipes": {"admit", "admit_returned", "restrict", "register", "forget"},
    "sockets": {"quarantine", "note_hidden_creator", "register", "forget"},
    "inherited": {"add_pipe", "add_socket"},
    "": {"judge", "refuse", "settle", "note_passing", "forget", "postpone"},
}
PARTS = {"policy", "numbering", "inherited", "pipes", "sockets", "writable_pipes"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_changes_nothing(name: str) -> None:
    """Asked about a known, a forgotten, an inherited and an unknown number, the ledger is as it was."""
    ledger = _ledger()
    before = pickle.dumps(ledger)
    for number in NUMBERS:
        QUESTIONS[name](ledger, number)
    assert pickle.dumps(ledger) == before


def test_a_change_would_be_seen() -> None:
    """The comparison above sees that a pipe nobody has registered was noted."""
    ledger = _ledger()
    before = pickle.dumps(ledger)
    ledger.pipes.admit(4)
    assert pickle.dumps(ledger) != before


def test_everything_is_a_question_or_a_verb() -> None:
    """No public method of the ledger and its tables is in neither list."""
    ledger = Ledger(Policy())
    for part, verbs in VERBS.items():
        owner = getattr(ledger, part) if part else ledger
        asked = {name.split(".")[-1] for name in QUESTIONS if name.rpartition(".")[0] == part}
        public = {name for name in dir(owner) if not name.startswith("_")} - PARTS
        assert public == (asked - {"len"}) | verbs


@pytest.mark.parametrize("pid", [7, 8])
def test_a_hidden_creator_is_known_to_the_ledger(pid: int) -> None:
    """Who may have made a socket pair that nobody saw makes none that is accepted any more; others do."""
    ledger = _ledger()
    ledger.sockets.note_hidden_creator(7)
    made = ledger.sockets.register((30, 31), EVENTS, Creator(pid))
    assert made.mode is (None if pid == 7 else EVENTS)
    assert made.kind is PairKind.SOCKETPAIR
