"""The table of pairs: the only mutable state a verdict depends on."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from scpipe.ledger.forgotten import InodeSet, NumberSet
from scpipe.ledger.judge import judge, judge_shadow
from scpipe.ledger.model import Accept, Creator, Message, Pair, Verdict
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record, field


class Judgement(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """A verdict, and what the other reading would have said (exact until the two have diverged)."""

    verdict: Verdict
    other: Verdict
    other_exact: bool

    def __init__(self, verdict: Verdict, other: Verdict, other_exact: bool) -> None:
        self.verdict = verdict
        self.other = other
        self.other_exact = other_exact


#: Below so many pairs nothing is forgotten: that is about a megabyte.
FEW_PAIRS = 2048

#: How restrictive a mode is; quarantine (None) is stricter than an event byte.
_STRICTNESS = {PairMode.ALLOW: 0, PairMode.ALLOW_EVENTS: 1, None: 2, PairMode.DENY: 3}


class Ledger(Record, frozen=False):
    """Pairs by object: pipes by inode of pipefs, socket ends by SO_COOKIE.

    Inherited objects (those the command held when it started) are exempt: pipes in the
    direction they were handed over, sockets by their own end.

    ``pairs`` counts the pairs ever noted. Dead ones are forgotten (``forget``), so that memory does not grow
    with it. What may have been passed to somebody outside cannot be proved dead: the number of such a pipe
    or socket is kept, and if it ever comes back every write to it is refused.
    """

    policy: Policy
    pairs: int = 0
    _crowd: int = FEW_PAIRS
    _passed_up_to: int = 0
    _forgotten: InodeSet = field(factory=InodeSet)
    _forgotten_sockets: NumberSet = field(factory=NumberSet)
    _pipes: dict[int, Pair] = field(factory=dict)
    _sockets: dict[int, Pair] = field(factory=dict)
    _revenants: dict[int, Pair] = field(factory=dict)
    _writable_inherited: set[int] = field(factory=set)
    _inherited_pipes: set[int] = field(factory=set)
    _inherited_sockets: set[int] = field(factory=set)

    def inherit_pipe(self, inode: int, *, writable: bool) -> None:
        """Exempt a pipe the command was given, in the direction it was given in."""
        self._inherited_pipes.add(inode)
        if writable:
            self._writable_inherited.add(inode)

    def inherit_socket(self, cookie: int) -> None:
        """Exempt a socket the command was given."""
        self._inherited_sockets.add(cookie)

    def is_inherited_pipe(self, inode: int) -> bool:
        """True if a pipe with this inode number was there before the command, in any direction."""
        return inode in self._inherited_pipes

    def is_exempt_pipe(self, inode: int) -> bool:
        """True if the pipe's write end was handed over."""
        return inode in self._writable_inherited

    def knows_socket(self, cookie: int) -> bool:
        """True if the socket is an end of a known pair or was there before the command."""
        return cookie in self._sockets or cookie in self._inherited_sockets

    def is_exempt_socket(self, cookie: int) -> bool:
        """True if the socket was handed over."""
        return cookie in self._inherited_sockets

    def pipe(self, inode: int) -> Pair:
        """The pair behind a pipe inode; one never registered is restricted from now on."""
        pair = self._pipes.get(inode)
        if pair is None:
            mode: PairMode | None = self._unregistered_pipe_mode()
            if mode is not PairMode.ALLOW and inode in self._forgotten:
                mode = None
            pair = self._pipes[inode] = self._new(PairKind.PIPE, mode)
            pair.inodes = (inode,)
        return pair

    def settled_pipe(self, inode: int) -> int:
        """The settled byte of a pipe that can be told by its number alone; else -1. Changes nothing."""
        pair = self._pipes.get(inode)
        if pair is None or pair.ambiguous or inode in self._writable_inherited:
            return -1
        return pair.settled_byte

    def restrict(self, pair: Pair) -> None:
        """A pair that is free shares its number with one of which nothing is known: neither is free."""
        forgotten = any(inode in self._forgotten for inode in pair.inodes)
        pair.mode = _stricter(pair.mode, None if forgotten else self._unregistered_pipe_mode())

    def revenant(self, inode: int) -> Pair:
        """A forgotten pipe that has come back, and whose number a new one has by now: it stays refused."""
        if inode not in self._revenants:
            self._revenants[inode] = self._new(PairKind.PIPE, None)
        return self._revenants[inode]

    def knows_pipe(self, inode: int) -> bool:
        """True if the pipe is a known pair or was there before the command."""
        return inode in self._pipes or inode in self._inherited_pipes

    def was_forgotten(self, inode: int) -> bool:
        """True if a pipe with this number was forgotten and may still exist."""
        return inode in self._forgotten

    def was_forgotten_socket(self, cookie: int) -> bool:
        """True if an end of a socket pair was forgotten and may still exist; it may have a name by now."""
        return cookie in self._forgotten_sockets

    def socket(self, cookie: int) -> Pair | None:
        """The pair of which this socket is an end, if it is one."""
        return self._sockets.get(cookie)

    def settled_socket(self, cookie: int) -> Pair | None:
        """The pair of which this socket is an end, if its byte is settled and nobody asks who sends."""
        pair = self._sockets.get(cookie)
        if pair is None or pair.names_senders or cookie in self._inherited_sockets:
            return None
        return pair if pair.settled_byte >= 0 else None

    def quarantine(self, cookie: int) -> Pair:
        """Note a socket pair nobody registered: it stays refused."""
        pair = self._sockets[cookie] = self._new(PairKind.SOCKETPAIR, None)
        return pair

    def register_pipe(self, inode: int, mode: PairMode, creator: Creator, *, new: bool = False) -> Pair:
        """Note a pipe at its making; what is known of that inode already is never loosened.

        ``new``: it is certain that the pipe is new, and it can be told from a forgotten one with its number,
        which may still exist. Otherwise it stays refused.
        """
        known = self._pipes.get(inode)
        if known is None:
            known = self._pipes[inode] = self._new(PairKind.PIPE, mode)
        known.mode = _stricter(known.mode, mode)
        if not new and inode in self._forgotten and self._unregistered_pipe_mode() is not PairMode.ALLOW:
            known.mode = _stricter(known.mode, None)
        known.ambiguous = known.ambiguous or new
        known.creator = creator
        known.inodes = (inode, inode)
        return known

    def register_sockets(self, cookies: tuple[int, int], mode: PairMode | None, creator: Creator) -> Pair:
        """Note both ends of a socket pair at its making; known ends are merged, never reset.

        ``mode`` None: quarantined, because it is not certain that the two belong together.
        """
        known = [pair for pair in map(self._sockets.get, cookies) if pair is not None]
        pair = known[0] if known else self._new(PairKind.SOCKETPAIR, mode)
        for other in known:
            pair.mode = _stricter(pair.mode, other.mode)
        pair.mode = _stricter(pair.mode, mode)
        pair.creator = creator
        for cookie in cookies:
            self._sockets[cookie] = pair
        return pair

    def judge(self, pair: Pair, message: Message) -> Judgement:
        """Judge one message. An accepted message claims its byte at once: settle() it afterwards."""
        reading = self.policy.first_message
        verdict = judge(pair, message, reading)
        other = judge_shadow(pair, message, reading)
        judgement = Judgement(verdict, other, not pair.diverged)
        self._note_shadow(pair, message, verdict, other)
        if isinstance(verdict, Accept):
            self._claim(pair, message)
        return judgement

    def settle(self, pair: Pair, *, entered: bool) -> None:
        """End a claim: a message of which no byte went in sets nothing, if it was the only one."""
        pair.claims -= 1
        pair.entered = pair.entered or entered
        if not pair.entered and pair.claims == 0:
            pair.event_byte = None
            if not pair.diverged:
                pair.shadow_byte = None

    # -- forgetting ----------------------------------------------------------------------------

    @property
    def crowded(self) -> bool:
        """True if it is time to look which pairs are dead."""
        return len(self._pipes) + len(self._sockets) // 2 >= self._crowd

    def note_passing(self) -> None:
        """Descriptors may be passed to somebody now: no pair that exists can be proved dead any more."""
        self._passed_up_to = self.pairs

    def forget(self, pipes: AbstractSet[int], sockets: AbstractSet[int]) -> int:
        """Forget every pair of which nothing is left; returns how many.

        ``pipes`` and ``sockets``: the inode numbers that any descriptor of the sandbox names. The caller
        has proved that nobody in the sandbox can hold or receive another one.
        """
        before = len(self._pipes) + len(self._sockets)
        self._revenants.clear()
        for inode, pair in [*self._pipes.items()]:
            if inode not in pipes and not pair.claims:
                del self._pipes[inode]
                if pair.id <= self._passed_up_to or pair.mode is None:
                    self._forgotten.add(inode)
        for cookie, pair in [*self._sockets.items()]:
            if not pair.claims and sockets.isdisjoint(pair.inodes):
                del self._sockets[cookie]
                if pair.id <= self._passed_up_to:
                    self._forgotten_sockets.add(cookie)
        left = len(self._pipes) + len(self._sockets) // 2
        self._crowd = max(FEW_PAIRS, 2 * left)
        return before - len(self._pipes) - len(self._sockets)

    def postpone(self) -> None:
        """It cannot be told now which pairs are dead: look again when there are a quarter more."""
        self._crowd = (len(self._pipes) + len(self._sockets) // 2) * 5 // 4

    # -- parts ---------------------------------------------------------------------------------

    def _claim(self, pair: Pair, message: Message) -> None:
        pair.claims += 1
        if pair.event_byte is None and message.length:
            pair.event_byte = message.first_byte

    def _note_shadow(self, pair: Pair, message: Message, verdict: Verdict, other: Verdict) -> None:
        passes = isinstance(other, Accept)
        if passes and message.length and pair.shadow_byte is None:
            pair.shadow_byte = message.first_byte
        if passes is not isinstance(verdict, Accept):
            pair.diverged = True

    def _new(self, kind: PairKind, mode: PairMode | None) -> Pair:
        self.pairs += 1
        return Pair(self.pairs, kind, mode)

    def _unregistered_pipe_mode(self) -> PairMode:
        """Every mode but allow for all is restricted: who made an unregistered pipe is unknown."""
        modes = self.policy.modes(PairKind.PIPE)
        if modes == {PairMode.ALLOW}:
            return PairMode.ALLOW
        return PairMode.DENY if PairMode.ALLOW_EVENTS not in modes else PairMode.ALLOW_EVENTS


def _stricter(one: PairMode | None, two: PairMode | None) -> PairMode | None:
    return one if _STRICTNESS[one] >= _STRICTNESS[two] else two
