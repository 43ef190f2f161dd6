"""What the rule says about a program's outcomes: every result, every byte that was read, one value a pair."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .facts import Created, Fact, Fixed, Reading, Refused, Sending, Step
from .operations import PLAIN, VECTORED, Kind, Method, Outcome, Payload
from .world import Description, Pair

_PAGE = 4096
#: Messages that surely fit into a queue of packets, and what one takes of a send buffer besides its bytes.
_QUEUE = 8
_OVERHEAD = 2048
#: What a socket says whose peer has gone, or which was shut down.
_BROKEN = frozenset(
    -code for code in (errno.EPIPE, errno.ECONNRESET, errno.ECONNREFUSED, errno.ENOTCONN, errno.EAGAIN)
)


@dataclass(slots=True)
class Queue:
    """What lies in one direction of a pair; ``slots`` and ``load``: how much of its room that may take."""

    runs: list[tuple[int, int]] = field(default_factory=list)
    slots: int = 0
    load: int = 0
    messages: int = 0

    @property
    def length(self) -> int:
        """Bytes in it."""
        return sum(count for _value, count in self.runs)

    def put(self, runs: Sequence[tuple[int, int]], size: int) -> None:
        """The first ``size`` bytes of these go in."""
        self.slots += -(-size // _PAGE) + 1
        self.load += 2 * size + _OVERHEAD
        self.messages += 1
        self.runs += _first(runs, size)

    def take(self, size: int) -> list[tuple[int, int]]:
        """The first bytes come out."""
        length = self.length
        taken = _first(self.runs, size)
        self.runs = _first(self.runs[::-1], length - size)[::-1]
        if not self.runs:
            self.slots = self.load = self.messages = 0
        return _joined(taken)


def _first(runs: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    kept = []
    for value, count in runs:
        if min(count, size) > 0:
            kept.append((value, min(count, size)))
        size -= min(count, size)
    return kept


def _joined(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs without neighbours of one value, as the guest tells them."""
    joined: list[tuple[int, int]] = []
    for value, count in runs:
        if joined and joined[-1][0] == value:
            joined[-1] = (value, joined[-1][1] + count)
        else:
            joined.append((value, count))
    return joined


class Oracle:
    """Follows a program; ``wrong``: outcomes that cannot be, ``seen``: the values read from each pair."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.seen: dict[Pair, set[int]] = defaultdict(set)
        self.accepted = 0
        self.refused = 0
        self._bytes: dict[Pair, int] = {}
        self._room: dict[Pair, int] = {}
        self._queues: dict[tuple[Pair, int], Queue] = defaultdict(Queue)

    def check(self, steps: Sequence[Step], outcomes: Sequence[Outcome]) -> list[str]:
        """Everything that is wrong with a run, worst first."""
        for place, (step, outcome) in enumerate(zip(steps, outcomes, strict=True)):
            expected = sorted(set(self._follow(step.fact, outcome)))
            if not outcome.done:
                expected = ["that it is carried out"]
            if expected:
                told = f"{outcome.value}, {outcome.extra}, {list(outcome.runs)}"
                self.wrong.append(f"{place}. {step.operation}: {told}; expected {'; '.join(expected)}")
        return [*self.violations(), *self.wrong]

    def violations(self) -> list[str]:
        """The pairs through which more than one value came."""
        mixed = sorted(
            (pair.number, str(pair), values) for pair, values in self.seen.items() if len(values) > 1
        )
        return [f"{name} carried {sorted(values)}" for _number, name, values in mixed]

    def _follow(self, fact: Fact, outcome: Outcome) -> Iterator[str]:
        if isinstance(fact, Fixed | Created):
            if isinstance(fact, Created):
                self._room[fact.pair] = outcome.extra
            if outcome.value != fact.value:
                yield str(fact.value)
        elif isinstance(fact, Refused):
            if -outcome.value not in fact.errors:
                yield f"one of the errors {fact.errors}"
        elif isinstance(fact, Sending):
            yield from self._send(fact, outcome)
        else:
            yield from self._read(fact, outcome)

    # -- sending -------------------------------------------------------------------------------

    def _send(self, fact: Sending, outcome: Outcome) -> Iterator[str]:
        pair = fact.description.pair
        assert pair is not None
        verdict = self._verdict(pair, fact)
        if verdict:
            self.refused += verdict == -errno.EACCES
            if outcome.value != verdict:
                yield str(verdict)
        elif fact.method is Method.ADDRESSED and pair.kind is Kind.STREAM:
            if outcome.value not in (-errno.EISCONN, -errno.EPIPE):
                yield "EISCONN"
        elif fact.payload.length == 0 and fact.method in VECTORED:
            if outcome.value:
                yield "0"
        else:
            yield from self._enter(pair, fact, outcome)

    def _verdict(self, pair: Pair, fact: Sending) -> int:
        """The error that the call must get before the object is asked, or 0."""
        payload, pipe = fact.payload, pair.kind is Kind.PIPE
        if pipe and fact.method not in PLAIN:
            return -errno.ENOTSOCK
        if not fact.description.writable:
            return -errno.EBADF
        if fact.payload.length == 0 and fact.method in VECTORED:
            return 0
        addressed = fact.method is Method.ADDRESSED and pair.kind is Kind.DGRAM
        if addressed or fact.method is Method.RIGHTS:
            return -errno.EACCES
        byte = self._bytes.get(pair, payload.byte if payload.place else payload.other)
        passes = all(value == byte for value, count in payload.runs if count)
        return 0 if payload.length == 0 or passes else -errno.EACCES

    def _enter(self, pair: Pair, fact: Sending, outcome: Outcome) -> Iterator[str]:
        """The rule accepts it: how much of it the object took."""
        payload, twice = fact.payload, fact.method is Method.SENDMMSG
        entered = outcome.extra if twice else outcome.value
        if outcome.value >= 0:
            wanted = payload.length * 2 if twice else payload.length
            if not 0 <= entered <= wanted:
                yield f"at most {wanted} bytes"
            elif entered != wanted and not pair.shut and self._goes_in_whole(pair, fact):
                yield f"{wanted} bytes"
            elif payload.length and not fact.reachable:
                yield "an error: nobody can read it"
            self._note(pair, fact, entered, 2 if twice else 1)
        elif fact.reachable and not pair.shut:
            if outcome.value != -errno.EAGAIN or self._fits(pair, fact) or pair.blocking:
                yield str(payload.length)
        elif outcome.value not in _BROKEN or (pair.kind is Kind.PIPE and outcome.value != -errno.EPIPE):
            yield "EPIPE, or what else says that nobody can read it"
        elif outcome.value == -errno.ECONNREFUSED:
            self._queues.pop((pair, fact.description.end), None)  # the kernel empties its own queue, too

    def _goes_in_whole(self, pair: Pair, fact: Sending) -> bool:
        """What surely fits does; packets and what a pipe takes at once do so or not at all."""
        if self._fits(pair, fact):
            return True
        return fact.method is not Method.SENDMMSG and _is_whole(pair, fact.payload)

    def _fits(self, pair: Pair, fact: Sending) -> bool:
        """True if there is room without doubt."""
        queue = self._queues[_target(fact.description)]
        times = 2 if fact.method is Method.SENDMMSG else 1
        length = times * fact.payload.length
        if pair.kind is Kind.PIPE:
            return queue.slots + -(-length // _PAGE) <= self._room[pair] // _PAGE
        fits = queue.load + 2 * length + times * _OVERHEAD <= self._room[pair] // 2
        return fits and (pair.kind is Kind.STREAM or queue.messages + times <= _QUEUE)

    def _note(self, pair: Pair, fact: Sending, entered: int, times: int) -> None:
        queue = self._queues[_target(fact.description)]
        runs = [*fact.payload.runs] * times
        queue.put(runs, entered)
        queue.messages += times - 1
        queue.load += _OVERHEAD * (times - 1)
        if entered > 0:
            self.accepted += 1
            self._bytes.setdefault(pair, runs[0][0] if runs[0][1] else runs[1][0])

    # -- reading -------------------------------------------------------------------------------

    def _read(self, fact: Reading, outcome: Outcome) -> Iterator[str]:
        pair = fact.description.pair
        assert pair is not None
        self.seen[pair].update(value for value, _count in outcome.runs)
        queue = self._queues[pair, fact.description.end]
        there = queue.length
        wanted = min(fact.size, there) if fact.size else there
        expected = queue.take(wanted)
        if pair.kind is not Kind.PIPE and outcome.value == -errno.ECONNRESET and not fact.fed:
            queue.runs = expected + queue.runs
            return
        if list(outcome.runs) != expected:
            yield f"{wanted} bytes {expected}"
        if outcome.value != wanted and not (there == 0 and outcome.value in (0, -errno.EAGAIN)):
            yield f"{wanted} as result"
        ended = outcome.value if fact.size else outcome.extra
        if pair.kind is Kind.PIPE and there == 0 and ended != (-errno.EAGAIN if fact.fed else 0):
            yield "EAGAIN" if fact.fed else "the end of the file"


def _target(description: Description) -> tuple[Pair, int]:
    """The queue that what is written here goes into."""
    pair = description.pair
    assert pair is not None
    return pair, 0 if pair.kind is Kind.PIPE else 1 - description.end


def _is_whole(pair: Pair, payload: Payload) -> bool:
    return pair.kind in (Kind.DGRAM, Kind.SEQPACKET) or (pair.kind is Kind.PIPE and payload.length <= _PAGE)
