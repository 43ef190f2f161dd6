"""B7: what the supervisor holds while pairs come and go, and for each pair that lives."""

from __future__ import annotations

import json

from .place import Place
from .row import SCPIPE, Row, Sample
from .running import run

#: So many pairs live at once: fewer than most hard limits of descriptors.
_LIVE = 10_000

Look = tuple[int, int, int]


def _looks(place: Place, way: str, count: int) -> list[Look]:
    home = place.scratch()
    run(place.under(SCPIPE, [place.guest("pairs"), way, str(count), "result"]), home)
    told: list[Look] = json.loads((home / "result").read_text())
    return told


def growth(looks: list[Look]) -> float:
    """KiB of anonymous memory between a quarter of the way and the end."""
    return float(looks[-1][1] - looks[len(looks) // 4][1])


def for_each(looks: list[Look]) -> float:
    """Bytes of anonymous memory for each pair."""
    return (looks[-1][1] - looks[0][1]) * 1024 / (looks[-1][0] - looks[0][0])


def _churn(place: Place, _mode: str) -> Sample:
    looks = _looks(place, "churn", place.settings.pairs)
    return {
        "growth_kib": growth(looks),
        "anonymous_kib": float(looks[-1][1]),
        "peak_kib": float(looks[-1][2]),
    }


def _live(place: Place, _mode: str) -> Sample:
    looks = _looks(place, "live", min(_LIVE, place.settings.pairs))
    return {"bytes_a_pair": for_each(looks), "peak_kib": float(looks[-1][2])}


ROWS = (
    Row(
        "B7.churn", "pairs made, written and closed; growth after the first quarter", "", _churn, (SCPIPE,), 1
    ),
    Row("B7.live", "pairs that live, an event each", "", _live, (SCPIPE,), 1),
)
