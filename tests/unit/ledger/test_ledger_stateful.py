"""Random histories of one sandbox: whatever is done in whatever order, one pair carries one value."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Accept, Creator, Message, Pair, Reason
from scpipe.policy.model import PairMode, Policy

from .test_judge import message

EVENTS = PairMode.ALLOW_EVENTS
DATA = st.binary(max_size=3).map(lambda raw: bytes(byte % 2 for byte in raw))


@dataclass
class Pending:
    """An accepted message that has not been settled."""

    pair: Pair
    data: bytes


class Sandbox(RuleBasedStateMachine):
    """Pipes and socket pairs that are met, registered, written to; the oracle keeps what went in.

    ``entered`` is kept by object (inode or cookie), not by Pair: a ledger that
    swapped one Pair for another would be seen.
    """

    pending = Bundle("pending")

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger(Policy())
        self.entered: dict[tuple[str, int], set[int]] = {}
        self.ends: dict[int, tuple[int, int]] = {}
        self.quarantined: set[int] = set()

    @rule(inode=st.integers(1, 2))
    def make_pipe(self, inode: int) -> None:
        assert self.ledger.pipes.register(inode, EVENTS, Creator()) is self.ledger.pipes.admit(inode)

    @rule(number=st.just(1))
    def make_sockets(self, number: int) -> None:
        cookies = (2 * number, 2 * number + 1)
        pair = self.ledger.sockets.register(cookies, EVENTS, Creator())
        for cookie in cookies:
            self.ends[cookie] = cookies
            assert self.ledger.sockets.find(cookie) is pair
        self.quarantined -= set(cookies)

    @rule(cookie=st.integers(2, 3))
    def meet_socket(self, cookie: int) -> None:
        if self.ledger.sockets.find(cookie) is None:
            self.ledger.sockets.quarantine(cookie, cookie)
            self.quarantined.add(cookie)

    @rule(target=pending, inode=st.integers(1, 2), data=DATA)
    def write_pipe(self, inode: int, data: bytes) -> object:
        key = ("pipe", inode)
        self.entered.setdefault(key, set())
        return self._judge(key, self.ledger.pipes.admit(inode), data)

    @rule(target=pending, cookie=st.integers(2, 3), data=DATA)
    def write_socket(self, cookie: int, data: bytes) -> object:
        pair = self.ledger.sockets.find(cookie)
        if pair is None:
            return multiple()
        key = ("socket", min(self.ends.get(cookie, (cookie,))))
        found = self._judge(key, pair, data)
        if cookie in self.quarantined:
            assert not isinstance(found, tuple)
        return found

    @rule(work=consumes(pending), enters=st.sampled_from([True, True, False]))
    def end_message(self, work: tuple[tuple[str, int], Pending], enters: bool) -> None:
        key, sent = work
        enters = enters and bool(sent.data)
        self.ledger.settle(sent.pair, entered=enters)
        if enters:
            self.entered.setdefault(key, set()).update(sent.data)

    def _judge(self, key: tuple[str, int], pair: Pair, data: bytes) -> object:
        made: Message = message(data)
        judgement = self.ledger.judge(pair, made)
        before = self.entered.get(key, set())
        if isinstance(judgement.verdict, Accept):
            return key, Pending(pair, data)
        # Complete: what repeats the one value that has entered is never refused by its bytes.
        if judgement.verdict.reason is not Reason.QUARANTINED:
            assert not (data and before and set(data) <= before)
        return multiple()

    @invariant()
    def one_value_in_one_pair(self) -> None:
        assert all(len(values) <= 1 for values in self.entered.values())


TestSandbox = pytest.mark.slow(Sandbox.TestCase)
TestSandbox.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
