"""What each row may cost (budgets.json), and whether it did."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from .results import Results, median_ratio
from .row import SCPIPE
from .table import number

BUDGETS = Path(__file__).with_name("budgets.json")
MET, MISSED, UNKNOWN = "met", "missed", "not measured"


@dataclass(frozen=True, slots=True)
class Budget:
    """A goal: ``measure`` of a row under scpipe is at most ``most``, or ``most`` times what ``over`` names.

    ``over``: a mode of the same row, or "row NAME": the same measure of another row under scpipe; "" for a
    number in the row's unit. ``goal``: the goal in words.
    """

    row: str
    measure: str
    over: str
    most: float
    goal: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a budget and the results say together; ``value`` is None for what was not measured."""

    budget: Budget
    value: float | None

    @property
    def verdict(self) -> str:
        """MET, MISSED or UNKNOWN."""
        if self.value is None:
            return UNKNOWN
        return MET if self.value <= self.budget.most else MISSED


def load(path: Path = BUDGETS) -> list[Budget]:
    """The budgets of a file. Raises TypeError for a key that is unknown or missing."""
    return [Budget(**told) for told in json.loads(path.read_text(encoding="utf-8"))]


def check(budgets: list[Budget], results: Results) -> list[Finding]:
    """Every budget held against the results, in the file's order."""
    return [Finding(budget, _value(budget, results)) for budget in budgets]


def _value(budget: Budget, results: Results) -> float | None:
    row = results.rows.get(budget.row)
    if row is None:
        return None
    if not budget.over:
        return row.median(SCPIPE, budget.measure)
    if budget.over.startswith("row "):
        other = results.rows.get(budget.over.removeprefix("row "))
        samples = [] if other is None else other.rounds.get(SCPIPE, [])
        return median_ratio(row.rounds.get(SCPIPE, []), samples, budget.measure)
    return row.ratio(budget.measure, budget.over)


def text(findings: list[Finding]) -> str:
    """A line for each budget."""
    lines = []
    for finding in findings:
        budget = finding.budget
        value = number(finding.value) or "-"
        over = f" / {budget.over}" if budget.over else ""
        lines.append(
            f"{finding.verdict:12}  {budget.row:20} {budget.measure}{over}: {value}, goal <= {budget.most:g}"
        )
    return "\n".join(lines)
