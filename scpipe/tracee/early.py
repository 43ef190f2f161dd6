"""What children report before their parents have told of them."""

from __future__ import annotations

import time

from scpipe.linux.stops import ENDS, ExitStop, Stop


class EarlyStops:
    """Early reports by the child's number, in the order in which they came, and since when there are any."""

    def __init__(self) -> None:
        self.stops: dict[int, list[Stop]] = {}
        self._since: dict[int, float] = {}

    def put(self, tid: int, stop: Stop) -> bool:
        """Note a report. True if all that was noted of this number was of another child, which is dead."""
        renewed = self.is_dead(tid)
        if renewed:
            self.take(tid)
        self.stops.setdefault(tid, []).append(stop)
        self._since.setdefault(tid, time.monotonic())
        return renewed

    def take(self, tid: int) -> list[Stop]:
        """What was noted of a number, which is nothing from now on."""
        self._since.pop(tid, None)
        return self.stops.pop(tid, [])

    def is_dead(self, tid: int) -> bool:
        """True if a child with this number has reported its end."""
        return tid in self.stops and isinstance(self.stops[tid][-1], ENDS)

    def is_dying(self, tid: int) -> bool:
        """True if a child with this number has reported its end, or that it is going to end."""
        return tid in self.stops and isinstance(self.stops[tid][-1], (*ENDS, ExitStop))

    def ages(self, now: float) -> dict[int, float]:
        """How long each number has been here, in seconds; ``now`` is monotonic."""
        return {tid: now - since for tid, since in self._since.items()}
