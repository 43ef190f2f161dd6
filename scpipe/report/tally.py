"""Counts while events pass, and from them the least a run would have needed. Pure."""

from __future__ import annotations

from scpipe.numbers import NumberSet
from scpipe.policy.model import PairKind, PairMode
from scpipe.record import Record, field
from scpipe.report.advice import variable
from scpipe.report.events import Event, Exec, Exit, PairCreated, Refusal, Repeated, Start, Unavailable

#: More pairs than this are counted in sum only.
MOST_PAIRS = 65536

#: How ``other_reading`` begins where the other reading would have let the message pass.
PASSES = "pass"


class KindTally(Record, frozen=False):
    """What happened to pairs of one kind. ``unjudged`` is True where allow let messages pass unseen.

    ``mixed_first``: first messages of different bytes that were refused.
    """

    pairs: int = 0
    denied: int = 0
    messages: int = 0
    mixed_first: int = 0
    other_accepts: int = 0
    other_exact: bool = True
    unjudged: bool = False
    concerned: NumberSet = field(factory=NumberSet)
    _last: int = 0

    @property
    def refusals(self) -> int:
        """Calls refused, or that would have been."""
        return self.denied + self.messages

    def need(self) -> PairMode:
        """The least permissive mode the observed run would have needed."""
        if self.messages or self.unjudged:
            return PairMode.ALLOW
        return PairMode.ALLOW_EVENTS if self.pairs or self.denied else PairMode.DENY

    def note(self, event: Refusal, times: int = 1) -> None:
        """Count refusals that are all like this one."""
        if _creation_denied(event):
            self.denied += times
        else:
            self.messages += times
            self.mixed_first += times * _is_mixed_first(event)
            self.other_accepts += times * event.other_reading.startswith(PASSES)
            self.other_exact = self.other_exact and event.other_exact
        if event.pair.id != self._last:  # most are refused on the pair of the one before
            self._last = event.pair.id
            _add(self.concerned, self._last)


class Tally(Record, frozen=False):
    """Counts of one run; feed it every event."""

    refused: int = 0
    would_refuse: int = 0
    unavailable: int = 0
    first_message: str = ""
    kinds: dict[PairKind, KindTally] = field(factory=lambda: {kind: KindTally() for kind in PairKind})
    _ended: int = 0
    _alive: set[int] = field(factory=set)

    @property
    def processes(self) -> int:
        """Processes seen: those that ended and those that are still there."""
        return self._ended + len(self._alive)

    @property
    def running(self) -> int:
        """Processes that have begun to run a program and have not ended."""
        return len(self._alive)

    @property
    def pairs(self) -> int:
        """Pairs made."""
        return sum(kind.pairs for kind in self.kinds.values())

    def note(self, event: Event) -> None:
        """Count one event."""
        if isinstance(event, Start):
            self._note_start(event)
        elif isinstance(event, PairCreated):
            self._note_pair(event)
        elif isinstance(event, Refusal):
            self._note_refusals(event, 1)
        elif isinstance(event, Repeated):
            self._note_refusals(event.last, event.count)
        elif isinstance(event, Unavailable):
            self.unavailable += 1
        elif isinstance(event, Exec):
            self._alive.add(event.pid)
        elif isinstance(event, Exit):
            self._alive.discard(event.pid)
            self._ended += 1

    def needs(self) -> dict[str, str]:
        """For each SCONE variable the least permissive mode the observed run would have needed."""
        return {variable(kind): counts.need().value for kind, counts in self.kinds.items()}

    def _note_refusals(self, event: Refusal, times: int) -> None:
        self.refused += times * event.enforced
        self.would_refuse += times * (not event.enforced)
        self.kinds[PairKind(event.pair.kind)].note(event, times)

    def _note_start(self, event: Start) -> None:
        self.first_message = str(_plain(event.policy.get("first-message", "")))
        for kind, counts in self.kinds.items():
            counts.unjudged = _plain(event.policy.get(kind.value)) == PairMode.ALLOW.value

    def _note_pair(self, event: PairCreated) -> None:
        counts = self.kinds[PairKind(event.pair.kind)]
        counts.pairs += 1
        if event.pair.mode == PairMode.ALLOW.value:
            counts.unjudged = True


def _creation_denied(event: Refusal) -> bool:
    """True where only the creation was judged: what the program writes is then not known."""
    if event.message is None:
        return event.fd < 0
    return event.pair.mode == PairMode.DENY.value and event.message.uniform


def _is_mixed_first(event: Refusal) -> bool:
    message = event.message
    return message is not None and message.first and not message.uniform and not message.ancillary


def _plain(value: object) -> object:
    return getattr(value, "value", value)


def _add(ids: NumberSet, number: int) -> None:
    if number and len(ids) < MOST_PAIRS:  # 0: a pair that was never made
        ids.add(number)
