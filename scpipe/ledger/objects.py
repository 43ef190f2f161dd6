"""The pairs that are known: pipes by their inode numbers, ends of socket pairs by their cookies."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from scpipe.ledger.forgotten import InodeSet
from scpipe.ledger.model import NOBODY, Creator, Inherited, Numbering, Pair
from scpipe.numbers import NumberSet
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record, field

#: How restrictive a mode is; quarantine (None) is stricter than an event byte.
_STRICTNESS = {PairMode.ALLOW: 0, PairMode.ALLOW_EVENTS: 1, None: 2, PairMode.DENY: 3}


class Pipes(Record, frozen=False):
    """Pipes by their inode numbers, which can come again."""

    policy: Policy
    numbering: Numbering
    inherited: Inherited
    _pairs: dict[int, Pair] = field(factory=dict)
    _returned: dict[int, Pair] = field(factory=dict)
    _forgotten: InodeSet = field(factory=InodeSet)

    def __len__(self) -> int:
        return len(self._pairs)

    def find(self, inode: int) -> Pair | None:
        """The pair with this number, if it is known."""
        return self._pairs.get(inode)

    def is_exempt(self, inode: int) -> bool:
        """True if the pipe's write end was handed over to the command."""
        return inode in self.inherited.writable_pipes

    def plain(self, inode: int) -> Pair | None:
        """The pair that a pipe is by its number alone, if only events may enter it; None: look closer."""
        pair = self._pairs.get(inode)
        if pair is None or pair.ambiguous or inode in self.inherited.writable_pipes:
            return None
        return pair if pair.mode is PairMode.ALLOW_EVENTS else None

    def knows(self, inode: int) -> bool:
        """True if the pipe is a known pair or was there before the command."""
        return inode in self._pairs or inode in self.inherited.pipes

    def was_forgotten(self, inode: int) -> bool:
        """True if a pipe with this number was forgotten and may still exist."""
        return inode in self._forgotten

    def admit(self, inode: int) -> Pair:
        """The pair with this number. One that nobody has registered is noted, as strictly as any may be."""
        pair = self._pairs.get(inode)
        if pair is None:
            mode: PairMode | None = _unregistered_mode(self.policy)
            if mode is not PairMode.ALLOW and inode in self._forgotten:
                mode = None
            pair = self._pairs[inode] = self.numbering.make(PairKind.PIPE, mode)
            pair.inodes = (inode,)
        return pair

    def admit_returned(self, inode: int) -> Pair:
        """Note a forgotten pipe that has come back, and whose number a new one has by now.

        It stays refused.
        """
        if inode not in self._returned:
            self._returned[inode] = self.numbering.make(PairKind.PIPE, None)
        return self._returned[inode]

    def restrict(self, pair: Pair) -> None:
        """Restrict a free pair that shares its number with one of which nothing is known."""
        forgotten = any(inode in self._forgotten for inode in pair.inodes)
        pair.mode = _stricter(pair.mode, None if forgotten else _unregistered_mode(self.policy))

    def register(self, inode: int, mode: PairMode, creator: Creator, *, new: bool = False) -> Pair:
        """Note a pipe at its making; what is known of that inode already is never loosened.

        ``new``: it is certain that the pipe is new, and it can be told from a forgotten one with its number,
        which may still exist. Otherwise it stays refused.
        """
        known = self._pairs.get(inode)
        if known is None:
            known = self._pairs[inode] = self.numbering.make(PairKind.PIPE, mode)
        known.mode = _stricter(known.mode, mode)
        if not new and inode in self._forgotten and _unregistered_mode(self.policy) is not PairMode.ALLOW:
            known.mode = _stricter(known.mode, None)
        known.ambiguous = known.ambiguous or new
        known.creator = creator
        known.inodes = (inode, inode)
        return known

    def forget(self, held: AbstractSet[int]) -> None:
        """Drop what is not held and has no message on its way; see Ledger.forget."""
        self._returned.clear()
        for inode, pair in [*self._pairs.items()]:
            if inode not in held and not pair.event.claims:
                del self._pairs[inode]
                if self.numbering.may_be_outside(pair) or pair.mode is None:
                    self._forgotten.add(inode)


class Sockets(Record, frozen=False):
    """Ends of socket pairs by their cookies (SO_COOKIE), which never come again.

    A process that may have made a pair nobody saw is a hidden creator: two ends of its need not belong
    together, so whatever it makes later is refused.
    """

    numbering: Numbering
    inherited: Inherited
    _pairs: dict[int, Pair] = field(factory=dict)
    _forgotten: NumberSet = field(factory=NumberSet)
    _hidden_creators: set[int] = field(factory=set)

    def __len__(self) -> int:
        return len(self._pairs)

    def find(self, cookie: int) -> Pair | None:
        """The pair of which this socket is an end, if it is one."""
        return self._pairs.get(cookie)

    def is_exempt(self, cookie: int) -> bool:
        """True if the socket was handed over to the command."""
        return cookie in self.inherited.sockets

    def plain(self, cookie: int) -> Pair | None:
        """The pair of which this socket is an end, if only events may enter it and nobody asks who sends."""
        pair = self._pairs.get(cookie)
        if pair is None or pair.names_senders or cookie in self.inherited.sockets:
            return None
        return pair if pair.mode is PairMode.ALLOW_EVENTS else None

    def may_be_new(self, cookie: int) -> bool:
        """True if the socket can be an end of a pair that is just being made: it was none of another pair.

        A write can meet it before its making has ended, and is refused then.
        """
        pair = self._pairs.get(cookie)
        anybodys = pair is not None and pair.creator is not NOBODY
        return not (anybodys or cookie in self._forgotten or cookie in self.inherited.sockets)

    def was_forgotten(self, cookie: int) -> bool:
        """True if an end of a socket pair was forgotten and may still exist; it may have a name by now."""
        return cookie in self._forgotten

    def quarantine(self, cookie: int, inode: int) -> Pair:
        """Note a socket pair nobody registered: it is refused unless this is done, and it may be new."""
        pair = self._pairs[cookie] = self.numbering.make(PairKind.SOCKETPAIR, None)
        pair.inodes = (inode,)
        return pair

    def note_hidden_creator(self, pid: int) -> None:
        """Note that a process may have made a socket pair that nobody saw."""
        self._hidden_creators.add(pid)

    def register(self, cookies: tuple[int, int], mode: PairMode, creator: Creator) -> Pair:
        """Note both ends of a socket pair at its making; ends of known pairs are merged, never reset.

        Ends that were only met are new: nothing has entered them. A hidden creator's pair is quarantined, and
        one with an end that was forgotten.
        """
        doubtful = creator.pid in self._hidden_creators or any(map(self.was_forgotten, cookies))
        made = None if doubtful else mode
        met = (self._pairs.get(cookie) for cookie in cookies if not self.may_be_new(cookie))
        known = [pair for pair in met if pair is not None]
        pair = known[0] if known else self.numbering.make(PairKind.SOCKETPAIR, made)
        for other in known:
            pair.mode = _stricter(pair.mode, other.mode)
        pair.mode = _stricter(pair.mode, made)
        pair.creator = creator
        for cookie in cookies:
            self._pairs[cookie] = pair
        return pair

    def forget(self, held: AbstractSet[int]) -> None:
        """Drop pairs of which no end is held and no message on its way; see Ledger.forget."""
        for cookie, pair in [*self._pairs.items()]:
            if not pair.event.claims and held.isdisjoint(pair.inodes):
                del self._pairs[cookie]
                if self.numbering.may_be_outside(pair):
                    self._forgotten.add(cookie)


def _unregistered_mode(policy: Policy) -> PairMode:
    """Every mode but allow for all is restricted: who made an unregistered pipe is unknown."""
    modes = policy.modes(PairKind.PIPE)
    if modes == {PairMode.ALLOW}:
        return PairMode.ALLOW
    return PairMode.DENY if PairMode.ALLOW_EVENTS not in modes else PairMode.ALLOW_EVENTS


def _stricter(one: PairMode | None, two: PairMode | None) -> PairMode | None:
    return one if _STRICTNESS[one] >= _STRICTNESS[two] else two
