"""The bench's arithmetic: medians, ratios, budgets, JSON, the choice of rows. No time is measured here."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from . import budgets, table
from .budgets import MET, MISSED, UNKNOWN, Budget
from .catalogue import ROWS
from .measuring import measure
from .memory import for_each, growth
from .place import Place, Settings
from .results import Measured, Results, median_ratio, read, write
from .row import MissingError, Row, Sample, choose

DOCS = Path(__file__).parents[2] / "docs/explanation"
SCHEMA = Path(__file__).with_name("results.schema.json")
BUDGET = Budget("B3.pipe", "wall", "native", 2.0, "twice as long")


def _walls(*values: float) -> list[Sample]:
    return [{"wall": value} for value in values]


def _results(**rows: Measured) -> Results:
    machine = {
        "taken": "2020-01-01T00:00:00+00:00",
        "kernel": "Linux 6.18 x86_64",
        "cpus": 2,
        "user": "root",
        "python": "CPython 3.11.2",
        "python_optimised": False,
        "scpipe": "0.1.0",
        "commit": "",
        "load_before": [0.0, 0.0, 0.0],
        "load_after": [1.0, 0.5, 0.1],
    }
    settings = {"rounds": 3, "seconds": 0.05, "pairs": 10, "quick": True}
    return Results(machine, settings, {name.replace("_", "."): row for name, row in rows.items()})


def _measured(native: tuple[float, ...], scpipe: tuple[float, ...]) -> Measured:
    return Measured("an event", "us", {"native": _walls(*native), "scpipe": _walls(*scpipe)})


def test_medians_are_of_the_rounds() -> None:
    """A mode's number is the median of its rounds; a measure it does not have is None."""
    row = _measured((1.0, 9.0, 2.0), (4.0, 3.0))
    assert (row.median("native", "wall"), row.median("scpipe", "wall")) == (2.0, 3.5)
    assert row.median("native", "cpu") is row.median("strace", "wall") is None


def test_a_ratio_is_the_median_of_the_ratios_of_the_rounds() -> None:
    """A round in which the machine was slow for everybody changes nothing; medians of each would differ."""
    row = _measured((1.0, 100.0, 2.0), (4.0, 900.0, 6.0))
    assert row.ratio("wall", "native") == 4.0
    assert row.ratio("wall", "strace") is None


def test_nothing_is_divided_by_nothing() -> None:
    """Rounds whose divisor is 0 or missing do not count; without any other there is no ratio."""
    assert median_ratio(_walls(4.0, 4.0), _walls(0.0, 2.0), "wall") == 2.0
    assert median_ratio(_walls(4.0), _walls(0.0), "wall") is None
    assert median_ratio(_walls(4.0), [{"cpu": 1.0}], "wall") is None


@pytest.mark.parametrize(
    ("budget", "value", "verdict"),
    [
        (BUDGET, 2.0, MET),
        (Budget("B3.pipe", "wall", "native", 1.9, ""), 2.0, MISSED),
        (Budget("B3.pipe", "wall", "", 3.0, ""), 4.0, MISSED),
        (Budget("B3.pipe", "wall", "", 4.0, ""), 4.0, MET),
        (Budget("B3.pipe", "wall", "row B1.file", 0.5, ""), 0.5, MET),
        (Budget("B1.file", "wall", "row B3.pipe", 1.0, ""), 2.0, MISSED),
        (Budget("B3.pipe", "cpu", "", 1.0, ""), None, UNKNOWN),
        (Budget("B3.pipe", "wall", "row B9.none", 1.0, ""), None, UNKNOWN),
        (Budget("B9.none", "wall", "native", 1.0, ""), None, UNKNOWN),
    ],
)
def test_budgets(budget: Budget, value: float | None, verdict: str) -> None:
    """A budget is met up to its number, missed above it, and says when nothing was measured."""
    found = _results(B3_pipe=_measured((2.0, 2.0), (4.0, 4.0)), B1_file=_measured((1.0,), (8.0,)))
    finding = budgets.check([budget], found)[0]
    assert (finding.value, finding.verdict) == (value, verdict)
    assert budgets.text([finding]).startswith(verdict)


def test_the_budget_file_names_rows_and_what_they_measure() -> None:
    """Every budget is about a row that exists, over a mode it has or another row; none stands there twice."""
    rows = {row.name: row for row in ROWS}
    assert len(rows) == len(ROWS)
    loaded = budgets.load()
    assert len({(one.row, one.measure, one.over) for one in loaded}) == len(loaded)
    for budget in loaded:
        row, over = rows[budget.row], budget.over
        assert "scpipe" in row.modes
        assert not over or over in row.modes or over.removeprefix("row ") in rows
        assert budget.goal and budget.most >= 0


def test_every_group_of_the_design_has_rows() -> None:
    """B1 to B8, and the goals of programs with threads and of processes."""
    groups = {row.name.partition(".")[0] for row in ROWS}
    assert groups == {*(f"B{number}" for number in range(1, 9)), "threads", "fork"}


def test_json_is_as_its_schema_says_and_comes_back(tmp_path: Path) -> None:
    """What is written fits the schema, is read back as it was, and what is not ours is refused."""
    path = tmp_path / "results.json"
    kept = _results(
        B3_pipe=_measured((1.5, 2.0), (4.0, 4.5)), B6_node=Measured("x", "us", {}, skipped="none")
    )
    write(kept, path)
    jsonschema.validate(json.loads(path.read_text()), json.loads(SCHEMA.read_text()))
    assert read(path) == kept
    path.write_text('{"version": 0}')
    with pytest.raises(ValueError, match="no results"):
        read(path)


def test_the_page_shows_the_results_beside_it() -> None:
    """The published results fit the schema, and the table of the page is made from them."""
    page = (DOCS / "performance.md").read_text()
    published = sorted((DOCS / "performance").glob("*.json"))
    assert DOCS / "performance" / "first-version.json" in published
    for path in published:
        jsonschema.validate(json.loads(path.read_text()), json.loads(SCHEMA.read_text()))
        assert f"\n\n{table.text(read(path), markdown=True)}\n" in page, path.name


def test_rows_are_chosen_by_name_group_and_glob() -> None:
    """A name, what stands before its dot, a glob; a pattern that fits nothing is an error."""
    rows = [
        Row(name, "", "us", lambda place, mode: {}) for name in ("B1.file", "B1.tcp", "B10.x", "fork.true")
    ]
    names = [row.name for row in choose(rows, ["B1", "f*"])]
    assert names == ["B1.file", "B1.tcp", "fork.true"]
    assert choose(rows, []) == rows
    with pytest.raises(LookupError, match="B2"):
        choose(rows, ["B1", "B2"])


def test_memory_grows_from_a_quarter_of_the_way() -> None:
    """What is allocated at first does not count; the cost of a pair is over all of them."""
    looks = [(0, 100, 200), (10, 150, 250), (20, 150, 250), (30, 151, 251), (40, 152, 252)]
    assert growth(looks) == 2.0
    assert for_each(looks) == 52 * 1024 / 40


def test_the_table_shows_medians_ratios_and_what_is_missing() -> None:
    """A row of the table has its numbers; one that was skipped says why, in both forms."""
    row = _measured((1.0, 2.0, 3.0), (4.0, 8.0, 12.0))
    shown = _results(B3_pipe=row, B6_node=Measured("node", "us", {}, skipped="node is not installed"))
    plain, markdown = table.text(shown), table.text(shown, shown, markdown=True)
    assert plain.splitlines()[1].split()[:5] == ["B3.pipe", "us", "2", "8", "4"]
    assert "skipped: node is not installed" in plain
    assert markdown.count("| 8 |") == 2  # now and before
    assert len({line.count("|") for line in markdown.splitlines()}) == 1


def test_a_missing_program_is_a_reason_and_no_failure() -> None:
    """A row whose program is missing is skipped with the reason; one that breaks has failed."""

    def missing(_place: Place, _mode: str) -> Sample:
        raise MissingError("a program is not installed")

    def broken(_place: Place, _mode: str) -> Sample:
        raise RuntimeError("no server")

    place = Place(Settings(rounds=1, seconds=0.01, pairs=1, quick=True))
    try:
        skipped, failed = (measure(Row("x.y", "", "us", sample), place) for sample in (missing, broken))
    finally:
        place.close()
    assert (skipped.skipped, skipped.failed, skipped.rounds) == ("a program is not installed", "", {})
    assert (failed.skipped, failed.failed, failed.rounds) == ("", "native: no server", {})
