"""Who made pairs, who was refused there, who held the other end. Pure."""

from __future__ import annotations

from scpipe.record import Record, field
from scpipe.rendering.programs import Programs, name_of
from scpipe.report.events import PairCreated, PairFacts, Refusal

#: Groups of pairs, and programs at each, at the most.
MOST_GROUPS = 200
OTHERS = "others"


class PairGroup(Record):
    """Pairs that a reader takes for alike: one program made them, in one way, under one mode."""

    maker: str
    kind: str
    mode: str


class Flow(Record, frozen=False):
    """What happened at the pairs of a group; counts by program."""

    made: int = 0
    refused: dict[str, int] = field(factory=dict)
    reported: dict[str, int] = field(factory=dict)  # would have been refused: an audit
    readers: dict[str, int] = field(factory=dict)  # who held a read end when a write was refused


class Flows:
    """Flows by group of pairs."""

    def __init__(self) -> None:
        self.groups: dict[PairGroup, Flow] = {}

    def make(self, event: PairCreated) -> None:
        """A pair was made."""
        self._at(event.pair).made += 1

    def refuse(self, event: Refusal, times: int, programs: Programs) -> None:
        """Calls were refused, or would have been."""
        flow = self._at(event.pair)
        _count(flow.refused if event.enforced else flow.reported, name_of(event.exe), times)
        for holder in event.holders:
            name = programs.name(holder.pid)
            if holder.pid != event.pid and holder.end != "write" and name:
                _count(flow.readers, name, 1)

    def _at(self, pair: PairFacts) -> Flow:
        group = PairGroup(name_of(pair.creator_exe), pair.kind, pair.mode)
        if group not in self.groups and len(self.groups) >= MOST_GROUPS:
            group = PairGroup(OTHERS, pair.kind, "")
        return self.groups.setdefault(group, Flow())


def _count(counts: dict[str, int], name: str, times: int) -> None:
    if name not in counts and len(counts) >= MOST_GROUPS:
        name = OTHERS
    counts[name] = counts.get(name, 0) + times
