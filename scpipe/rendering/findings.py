"""Refusals that are alike, counted over all runs. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.numbers import NumberSet
from scpipe.record import Record, field, replace
from scpipe.report.alike import CallGroup, call_group_of
from scpipe.report.events import Frame, Refusal

#: A hostile program invents names without end: more groups are only counted.
MOST_FINDINGS = 1000
#: What readers of SARIF take for a line.
_LAST_LINE = (1 << 31) - 1
#: More pairs of a finding are not told apart.
MOST_PAIRS = 4096


class Key(Record):
    """What a baseline knows a violation by: programs by name, without their directory."""

    maker: str
    writer: str
    call: str
    kind: str


class Finding(Record, frozen=False):
    """One group of refusals. ``known``: a baseline has it; None: there is no baseline."""

    group: CallGroup
    first: Refusal
    first_run: int
    place: Frame | None = None
    calls: dict[int, int] = field(factory=dict)  # by run
    pairs: dict[int, NumberSet] = field(factory=dict)  # by run
    known: bool | None = None

    @property
    def total(self) -> int:
        """Calls in all runs."""
        return sum(self.calls.values())

    @property
    def pair_count(self) -> int:
        """Pairs concerned, in all runs; at the most MOST_PAIRS for each."""
        return sum(map(len, self.pairs.values()))

    @property
    def key(self) -> Key:
        """What a baseline knows it by."""
        group = self.group
        return Key(group.maker, group.writer, group.syscall, group.kind)

    @property
    def is_new(self) -> bool:
        """Whether it counts as a new violation: there is no baseline, or it is not in it."""
        return not self.known


class Findings:
    """All findings, in the order they were first seen. ``left_out``: calls of groups beyond the limit."""

    def __init__(self) -> None:
        self._by_group: dict[CallGroup, Finding] = {}
        self.left_out = 0

    def __iter__(self) -> Iterator[Finding]:
        """Those that no baseline knows first, and of these those with the most calls."""
        return iter(
            sorted(self._by_group.values(), key=lambda finding: (bool(finding.known), -finding.total))
        )

    def __len__(self) -> int:
        return len(self._by_group)

    def note(self, run: int, refusal: Refusal, times: int) -> bool:
        """Count refusals that are all like this one; True if the run had none of the group before."""
        group = call_group_of(refusal)
        finding = self._by_group.get(group)
        if finding is None:
            if len(self._by_group) >= MOST_FINDINGS:
                self.left_out += times
                return False
            finding = self._by_group[group] = Finding(group, refusal, run)
        finding.place = finding.place or _place_of(refusal)
        is_first = run not in finding.calls
        finding.calls[run] = finding.calls.get(run, 0) + times
        pairs = finding.pairs.setdefault(run, NumberSet())
        if refusal.pair.id > 0 and len(pairs) < MOST_PAIRS:
            pairs.add(refusal.pair.id)
        return is_first

    def compare(self, known: frozenset[Key]) -> None:
        """Mark what a baseline has."""
        for finding in self._by_group.values():
            finding.known = finding.key in known


def _place_of(refusal: Refusal) -> Frame | None:
    """The innermost function of its stack whose source file is known; a line that no file has is none."""
    found = next((frame for frame in refusal.backtrace if frame.file), None)
    return found if found is None or 0 <= found.line <= _LAST_LINE else replace(found, line=0)
