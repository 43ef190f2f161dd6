"""What happened when, in a bounded number of steps of equal length. Pure."""

from __future__ import annotations

from scpipe.record import Record

#: Steps at the most; when there are more, two become one.
STEPS = 120
_FIRST_WIDTH = 0.01  # seconds


class Step(Record, frozen=False):
    """Counts of one step of time."""

    programs: int = 0
    pairs: int = 0
    refused: int = 0

    def add(self, programs: int, pairs: int, refused: int) -> None:
        """Count more."""
        self.programs += programs
        self.pairs += pairs
        self.refused += refused


class Timeline:
    """Counts over time. ``begin``: seconds since the epoch; ``width``: seconds of a step."""

    def __init__(self) -> None:
        self.begin = 0.0
        self.latest = 0.0
        self.width = _FIRST_WIDTH
        self.steps: list[Step] = []

    @property
    def duration(self) -> float:
        """Seconds from the first event to the last."""
        return self.latest - self.begin

    def note(self, time: float, programs: int = 0, pairs: int = 0, refused: int = 0) -> None:
        """Count what happened at a time. One before that of the first event counts as that."""
        if not self.steps:
            self.begin = self.latest = time
        self.latest = max(self.latest, time)
        place = max(0, int((time - self.begin) / self.width))
        while place >= STEPS:
            self._halve()
            place = int((time - self.begin) / self.width)
        while place >= len(self.steps):
            self.steps.append(Step())
        self.steps[place].add(programs, pairs, refused)

    def _halve(self) -> None:
        self.width *= 2
        merged = self.steps[::2]
        for step, second in zip(merged, self.steps[1::2], strict=False):
            step.add(second.programs, second.pairs, second.refused)
        self.steps = merged
