"""A pipe with a forgotten one's number is new only if it is the only unknown one in a private table."""

from __future__ import annotations

import pytest

from scpipe.handlers import creation
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Creator
from scpipe.linux import procfs
from scpipe.linux.procfs import Link
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
    links = [Link(fd, inode, True, False, 0) for fd, inode in enumerate(pipes)]
    monkeypatch.setattr(procfs, "links", lambda _tid: [*links, Link(9, STRANGE, False, True, 0)])
    asked = Asked(private=private)
    assert creation._is_only_unknown(asked, asked, NEW) is new  # type: ignore[arg-type]
