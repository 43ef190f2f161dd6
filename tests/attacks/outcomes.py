"""What came of each attack, as a table: attack, then bare, as root and as an ordinary user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

COLUMNS = ("bare", "root", "user")
THROUGH = "THROUGH"


@dataclass(slots=True)
class Outcomes:
    """Outcomes by attack and column, in the order in which they came."""

    _found: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, attack: str, column: str, outcome: str) -> None:
        """Note one outcome: THROUGH, stopped, lacks, hangs, or a status."""
        self._found.setdefault(attack, {}).setdefault(column, []).append(outcome)

    def table(self) -> Iterator[str]:
        """The lines of the table. Bare runs may be repeated until one wins: the last counts."""
        yield f"{'attack':40}" + "".join(f"{column:>16}" for column in COLUMNS)
        for name, by_column in sorted(self._found.items()):
            yield f"{name:40}" + "".join(f"{_cell(by_column.get(column, [])):>16}" for column in COLUMNS)
        yield f"{len(self._found)} attacks, " + ", ".join(self._count(column) for column in COLUMNS)

    def _count(self, column: str) -> str:
        tried = [by_column[column] for by_column in self._found.values() if column in by_column]
        last = column == "bare"
        won = sum(
            (outcomes[-1] if last else THROUGH) in outcomes for outcomes in tried if THROUGH in outcomes
        )
        runs = len(tried) if last else sum(map(len, tried))
        return f"{column}: {won} of {len(tried)} through" + ("" if last else f" in {runs} runs")


def _cell(outcomes: list[str]) -> str:
    if not outcomes:
        return "-"
    counted = Counter(outcomes)
    if len(counted) == 1:
        return outcomes[0] + (f" x{len(outcomes)}" if len(outcomes) > 1 else "")
    return THROUGH if THROUGH in counted else "mixed"
