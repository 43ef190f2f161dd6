"""The ledger: the only mutable state a verdict depends on. A question changes nothing; only verbs do."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from scpipe.ledger.judge import judge, judge_shadow
from scpipe.ledger.model import Accept, Inherited, Message, Numbering, Pair, Verdict
from scpipe.ledger.objects import Pipes, Sockets
from scpipe.policy.model import Policy
from scpipe.record import Record

#: Below so many pairs nothing is forgotten: that is about a megabyte.
FEW_PAIRS = 2048


class Judgement(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """A verdict, and what the other reading would have said (exact until the two have diverged)."""

    verdict: Verdict
    other: Verdict
    other_exact: bool

    def __init__(self, verdict: Verdict, other: Verdict, other_exact: bool) -> None:
        self.verdict = verdict
        self.other = other
        self.other_exact = other_exact


class Ledger:
    """Every pair that is known, what is exempt, and the judging of messages.

    Dead pairs are forgotten (``forget``), so that memory does not grow with the number of pairs ever made.
    What may have been passed to somebody outside cannot be proved dead: the number of such a pipe or socket
    is kept, and if it ever comes back every write to it is refused.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.inherited = Inherited()
        self.numbering = Numbering()
        self.pipes = Pipes(policy, self.numbering, self.inherited)
        self.sockets = Sockets(self.numbering, self.inherited)
        self._crowd = FEW_PAIRS

    @property
    def pairs(self) -> int:
        """How many pairs have ever been noted."""
        return self.numbering.made

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
        self.numbering.note_passing()

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
