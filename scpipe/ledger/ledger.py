"""The ledger: the only mutable state a verdict depends on. A question changes nothing; only verbs do."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from scpipe.ledger.forgotten import InodeSet
from scpipe.ledger.judge import judge, judge_shadow
from scpipe.ledger.model import NOBODY, Accept, Creator, Inherited, Message, Numbering, Pair, Verdict
from scpipe.numbers import NumberSet
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record, field

#: Below so many pairs nothing is forgotten: that is about a megabyte.
FEW_PAIRS = 2048
#: How restrictive a mode is; quarantine (None) is stricter than an event byte.
_STRICTNESS = {PairMode.ALLOW: 0, PairMode.ALLOW_EVENTS: 1, None: 2, PairMode.DENY: 3}


class Judgement(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """A verdict, and what the other reading would have said (exact until the two have diverged)."""

    verdict: Verdict
    other: Verdict
    other_exact: bool

    def __init__(self, verdict: Verdict, other: Verdict, other_exact: bool) -> None:
        self.verdict = verdict
        self.other = other
        self.other_exact = other_exact


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

    def quarantine(self, cookie: int) -> Pair:
        """Note a socket pair nobody registered: it is refused unless this is done, and it may be new."""
        pair = self._pairs[cookie] = self.numbering.make(PairKind.SOCKETPAIR, None)
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


class Ledger:
    """Every pair that is known, what is exempt, and the judging of messages.

    Dead pairs are forgotten (``forget``), so that memory does not grow with the number of pairs ever made.
    What may have been passed to somebody outside cannot be proved dead: the number of such a pipe or socket
    is kept, and if it ever comes back every write to it is refused.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.inherited = Inherited()
        self._numbering = Numbering()
        self.pipes = Pipes(policy, self._numbering, self.inherited)
        self.sockets = Sockets(self._numbering, self.inherited)
        self._crowd = FEW_PAIRS

    @property
    def pairs(self) -> int:
        """How many pairs have ever been noted."""
        return self._numbering.made

    def judge(self, pair: Pair, message: Message) -> Judgement:
        """Judge one message. An accepted message claims its byte at once: settle() it afterwards."""
        verdict = judge(pair, message, self.policy.first_message)
        judgement = self._note(pair, message, verdict)
        if isinstance(verdict, Accept):
            pair.event.claim(message)
        return judgement

    def refuse(self, pair: Pair, message: Message) -> Judgement | None:
        """Judge one message, if it may not enter; None, and nothing is noted, if it may."""
        verdict = judge(pair, message, self.policy.first_message)
        return None if isinstance(verdict, Accept) else self._note(pair, message, verdict)

    def _note(self, pair: Pair, message: Message, verdict: Verdict) -> Judgement:
        other = judge_shadow(pair, message, self.policy.first_message)
        judgement = Judgement(verdict, other, not pair.event.diverged)
        pair.event.note_shadow(message, verdict, other)
        return judgement

    def settled(self, pair: Pair) -> int:
        """The event byte, if a message that repeats it changes nothing in the pair any more; else -1.

        For a pair that only events may enter. Both readings of the first message agree on the byte, and it
        has gone in: it stays for ever.
        """
        event = pair.event
        byte = event.byte
        return -1 if byte is None or not event.entered or event.shadow != byte else byte

    def settle(self, pair: Pair, *, entered: bool) -> None:
        """End a claim: a message of which no byte went in sets nothing, if it was the only one."""
        pair.event.settle(entered)

    # -- forgetting ----------------------------------------------------------------------------

    @property
    def crowded(self) -> bool:
        """True if it is time to look which pairs are dead."""
        return self._known() >= self._crowd

    def note_passing(self) -> None:
        """Descriptors may be passed to somebody now: no pair that exists can be proved dead any more."""
        self._numbering.note_passing()

    def forget(self, pipes: AbstractSet[int], sockets: AbstractSet[int]) -> int:
        """Forget every pair of which nothing is left; returns how many.

        ``pipes`` and ``sockets``: the inode numbers that any descriptor of the sandbox names. The caller
        has proved that nobody in the sandbox can hold or receive another one.
        """
        before = len(self.pipes) + len(self.sockets)
        self.pipes.forget(pipes)
        self.sockets.forget(sockets)
        self._crowd = max(FEW_PAIRS, 2 * self._known())
        return before - len(self.pipes) - len(self.sockets)

    def postpone(self) -> None:
        """It cannot be told now which pairs are dead: look again when there are a quarter more."""
        self._crowd = self._known() * 5 // 4

    def _known(self) -> int:
        return len(self.pipes) + len(self.sockets) // 2


def _unregistered_mode(policy: Policy) -> PairMode:
    """Every mode but allow for all is restricted: who made an unregistered pipe is unknown."""
    modes = policy.modes(PairKind.PIPE)
    if modes == {PairMode.ALLOW}:
        return PairMode.ALLOW
    return PairMode.DENY if PairMode.ALLOW_EVENTS not in modes else PairMode.ALLOW_EVENTS


def _stricter(one: PairMode | None, two: PairMode | None) -> PairMode | None:
    return one if _STRICTNESS[one] >= _STRICTNESS[two] else two
