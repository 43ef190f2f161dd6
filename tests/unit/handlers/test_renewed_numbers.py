"""A pipe with a forgotten one's number is new only if it is the only unknown one in a private table."""

from __future__ import annotations

import pytest

from scpipe.handlers import creation
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Creator
from scpipe.linux.tables import Held, UnreadableError
from scpipe.policy.model import PairMode, Policy

KNOWN, NEW, STRANGE = 1, 2, 3


class Asked:
    """The parts of a context and a task that are looked at."""

    def __init__(self, *, private: bool) -> None:
        self.ledger = Ledger(Policy())
        self.ledger.register_pipe(KNOWN, PairMode.ALLOW_EVENTS, Creator())
        self.tid = 5
        self.private = private
        self.table = self


@pytest.mark.parametrize(
    ("pipes", "private", "new"),
    [
        ([NEW, NEW], True, True),
        ([KNOWN, NEW], True, True),
        ([NEW], False, False),
        ([NEW, STRANGE], True, False),
        ([KNOWN], True, False),
        ([], True, False),
    ],
)
def test_only_one_unknown_pipe(
    monkeypatch: pytest.MonkeyPatch, pipes: list[int], private: bool, new: bool
) -> None:
    """Another unknown pipe, a missing one, or a table that others can change: nothing is proved."""

    def add(held: Held, _tid: int, _deadline: float) -> None:
        held.pipes.update(pipes)
        held.sockets.add(STRANGE)

    monkeypatch.setattr(Held, "add_table", add)
    asked = Asked(private=private)
    assert creation._is_only_unknown(asked, asked, NEW) is new  # type: ignore[arg-type]


def test_a_table_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not seen may be another unknown pipe."""

    def add(held: Held, _tid: int, _deadline: float) -> None:
        held.pipes.add(NEW)
        raise UnreadableError

    monkeypatch.setattr(Held, "add_table", add)
    asked = Asked(private=True)
    assert not creation._is_only_unknown(asked, asked, NEW)  # type: ignore[arg-type]
