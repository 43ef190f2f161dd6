"""One row of the bench as a whole, short, with every mode that can run here. No number is judged."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest

from . import budgets
from .__main__ import main
from .results import read

SCHEMA = Path(__file__).with_name("results.schema.json")


@pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not installed")
@pytest.mark.skipif(
    not (Path(sys.executable).parent / "scpipe-run").exists(),
    reason="scpipe-run is not beside this interpreter",
)
def test_a_quick_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An event on a pipe is measured for everybody who can be here; the JSON is as it should be."""
    path = tmp_path / "results.json"
    assert main(["B3.pipe", "--quick", "--json", str(path)]) == 0
    jsonschema.validate(json.loads(path.read_text()), json.loads(SCHEMA.read_text()))
    found = read(path)
    assert list(found.rows) == ["B3.pipe"]
    row = found.rows["B3.pipe"]
    strace = ["strace"] if shutil.which("strace") else []
    assert [*row.rounds] == ["native", "tracer", *strace, "scpipe", "armed"]
    for mode in row.rounds:
        (sample,) = row.rounds[mode]
        assert sample["wall"] > 0
        assert sample["total"] >= sample["cpu"]
        assert (sample["cpu"] > 0) is (mode != "native"), mode
    findings = budgets.check(budgets.load(), found)
    mine = [finding for finding in findings if finding.budget.row == "B3.pipe"]
    assert all(finding.value is not None for finding in mine if strace or finding.budget.over != "strace")
    assert "B3.pipe" in capsys.readouterr().out


def test_an_unknown_row_and_a_foreign_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that fits no row and a file that is no result are one line on stderr, and status 2."""
    foreign = tmp_path / "foreign.json"
    foreign.write_text("[]")
    for words, said in ((["B77"], "B77: no such row"), (["--read", str(foreign)], "no results of the bench")):
        assert main(words) == 2
        told = capsys.readouterr().err
        assert said in told
        assert told.count("\n") == 1
