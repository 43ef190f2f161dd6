"""From samples to medians and ratios, and to JSON and back."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .row import SCPIPE, Sample

#: Changes when the JSON means something else.
VERSION = 1


@dataclass(slots=True)
class Measured:
    """A row's samples: ``rounds`` by mode, in the order in which they were taken.

    ``skipped``, ``failed``: why there are none. Sample N of each mode was taken in round N.
    """

    about: str
    unit: str
    rounds: dict[str, list[Sample]] = field(default_factory=dict)
    skipped: str = ""
    failed: str = ""

    def median(self, mode: str, measure: str) -> float | None:
        """The median of a measure over the rounds; None if a mode has none."""
        values = [sample[measure] for sample in self.rounds.get(mode, ()) if measure in sample]
        return statistics.median(values) if values else None

    def ratio(self, measure: str, over: str, mode: str = SCPIPE) -> float | None:
        """How many times as much a mode takes as another: the median of the ratios of each round.

        Both halves of such a ratio were measured within seconds, so what else runs here hits both.
        """
        return median_ratio(self.rounds.get(mode, ()), self.rounds.get(over, ()), measure)


@dataclass(slots=True)
class Results:
    """All that one run of the bench found, and where."""

    machine: dict[str, Any]
    settings: dict[str, Any]
    rows: dict[str, Measured] = field(default_factory=dict)


def median_ratio(samples: Sequence[Sample], over: Sequence[Sample], measure: str) -> float | None:
    """The median of ``samples[n] / over[n]``; None if no round has both, or nothing to divide by."""
    found = [
        one[measure] / other[measure]
        for one, other in zip(samples, over, strict=False)
        if measure in one and other.get(measure)
    ]
    return statistics.median(found) if found else None


def write(results: Results, path: Path) -> None:
    """Write results as JSON, numbers cut to what is known of them, a line for each row and mode."""
    told = asdict(results)
    rows = told.pop("rows")
    head = json.dumps({"version": VERSION, **told}, indent=1)
    lines = ",\n".join(f"  {json.dumps(name)}: {_row_text(row)}" for name, row in rows.items())
    path.write_text(f'{head[:-2]},\n "rows": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


def _row_text(row: Mapping[str, Any]) -> str:
    short = {
        mode: [{name: float(f"{value:.5g}") for name, value in sample.items()} for sample in samples]
        for mode, samples in row["rounds"].items()
    }
    kept = {name: value for name, value in row.items() if value and name != "rounds"}
    return json.dumps({**kept, "rounds": short})


def read(path: Path) -> Results:
    """Results that write() has written. Raises ValueError for anything else."""
    told = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or told.get("version") != VERSION:
        raise ValueError(f"{path}: no results of the bench, or of another version than {VERSION}")
    rows = {
        name: Measured(
            row["about"], row.get("unit", ""), row["rounds"], row.get("skipped", ""), row.get("failed", "")
        )
        for name, row in told["rows"].items()
    }
    return Results(told["machine"], told["settings"], rows)
