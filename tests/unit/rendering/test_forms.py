"""What each form says of a plain collection: counts, words, places."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from unit.report.samples import (
    PIPE,
    created,
    denied_creation,
    end,
    one_of_each,
    refusal,
    repeated,
    start,
    unavailable,
)

from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.patterns import PATTERNS
from scpipe.rendering.picture import MOST_DRAWN
from scpipe.report.events import Exec, Note
from scpipe.report.jsonl import encode

from .making import collected, one_refusal, rendered


def test_every_pattern_of_the_report_has_a_sentence() -> None:
    """SARIF's rules are the patterns that the report's page lists."""
    page = (Path(__file__).parents[3] / "docs" / "reference" / "report.md").read_text(encoding="utf-8")
    listed = re.search(
        r"Its `pattern` is one of (.*?); the others are for people", page.replace(" under `deny`", "")
    )
    assert listed and set(re.findall(r"`([a-z-]+)`", listed[1])) == set(PATTERNS)


def test_text_tells_the_whole() -> None:
    """Counts, the first of each kind, how the run ended, and what SCONE would need."""
    text = rendered("text", collected([*one_of_each().values()]))
    assert text.startswith(
        "1 run: 81 calls refused, 1 call would have been refused (2 kinds); 1 pair, 1 process\n"
    )
    assert "\nrefused: write by bash to pipes made by bash (data), 81 calls\n" in text
    assert "\n  first: refused: `bash -c 'echo hello | cat'` (pid 13, child of " in text
    assert "\njob1.jsonl: bash -c true\n  OK; the command ended with status 0\n" in text
    assert "SCONE_PIPE=allow" in text
    assert "  unavailable: io_uring_setup for node, 1 program (--relax io-uring lifts this)\n" in text


def test_text_of_a_clean_run() -> None:
    """One line says that nothing is listed, and nothing warns."""
    text = rendered("text", collected([start(), end()]))
    assert text.startswith("1 run: no refusal is listed; 0 pairs, 0 processes\n") and "WARNING" not in text


def test_a_signal_and_a_denied_creation_are_told() -> None:
    """The command's own end in words; a creation has no pair to be written to."""
    text = rendered("text", collected([start(), denied_creation(), end(returncode=-11)]))
    assert "refused: pipe2 by bash (creation), 1 call" in text
    assert "the command died of signal 11" in text


def test_the_place_of_a_call_is_shown() -> None:
    """Where a report has a stack, every form for people names the innermost source line."""
    record = json.loads(encode(refusal()))
    frames = [
        {"language": language, "module": "", "function": "f", "file": file, "line": line, "address": None}
        for language, file, line in (("native", None, None), ("python", "/work/src/worker.py", 17))
    ]
    lines = [encode(start()), json.dumps({**record, "backtrace": frames}).encode() + b"\n", encode(end())]
    collection = Collection()
    collection.add("r", io.BytesIO(b"".join(lines)))
    for form in ("text", "html", "junit"):
        assert "/work/src/worker.py:17" in rendered(form, collection)
    (result,) = json.loads(rendered("sarif", collection, Setting("/work")))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "src/worker.py"},
        "region": {"startLine": 17},
    }
    (issue,) = json.loads(rendered("code-quality", collection, Setting("/work")))
    assert issue["location"] == {"path": "src/worker.py", "lines": {"begin": 17}}
    (issue,) = json.loads(rendered("code-quality", collection, Setting("/elsewhere")))
    assert issue["location"]["path"] == ".gitlab-ci.yml"


@pytest.mark.parametrize("line", [-5, 0, 1 << 31])
def test_a_line_that_no_file_has_is_not_shown(line: int) -> None:
    """SARIF and code quality take numbers from 1 only; the file is shown all the same."""
    names = {"language": "python", "module": "", "function": "f"}
    frame = {**names, "file": "/w/a.py", "line": line, "address": None}
    record = {**json.loads(encode(refusal())), "backtrace": [frame]}
    collection = Collection()
    collection.add("r", io.BytesIO(json.dumps(record).encode() + b"\n" + encode(end())))
    (result,) = json.loads(rendered("sarif", collection, Setting("/w")))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "a.py"}}
    (issue,) = json.loads(rendered("code-quality", collection, Setting("/w")))
    assert issue["location"] == {"path": "a.py", "lines": {"begin": 1}}


@pytest.mark.parametrize(
    "frames", [None, 4, [], [4], [{}], [{"file": 4}], [{"file": ""}], [{"file": "x", "line": "y"}]]
)
def test_strange_stacks_are_no_damage(frames: object) -> None:
    """A stack is an addition: one that cannot be read costs the event nothing."""
    record = {**json.loads(encode(refusal())), "backtrace": frames}
    collection = Collection()
    collection.add("r", io.BytesIO(json.dumps(record).encode() + b"\n" + encode(end())))
    assert collection.refused + collection.runs[0].damaged == 1


def test_junit_has_a_suite_for_each_file() -> None:
    """A refusal fails, an audit's is skipped, a clean run has one passing case, a cut one an error."""
    audit = [start(), refusal(enforced=False), end()]
    root = ElementTree.fromstring(
        rendered("junit", collected(one_refusal(), audit, [start(), end()], [start()]))
    )
    counts = [[suite.get(key) for key in ("tests", "failures", "skipped", "errors")] for suite in root]
    assert counts == [["1", "1", "0", "0"], ["1", "0", "1", "0"], ["1", "0", "0", "0"], ["1", "0", "0", "1"]]
    assert root[2][0].get("name") == "nothing was refused"
    (failure,) = root[0][0]
    assert failure.text and "bash -c echo hello | cat" in failure.text


def test_junit_counts_a_finding_in_its_own_files_only() -> None:
    """A refusal of one job does not fail the other's suite."""
    root = ElementTree.fromstring(
        rendered("junit", collected(one_refusal(), [start(), end()], one_refusal()))
    )
    assert [suite.get("failures") for suite in root] == ["1", "0", "1"]


def test_code_quality_has_what_gitlab_reads() -> None:
    """description, check_name, fingerprint, severity, and a path with a line."""
    (issue,) = json.loads(
        rendered("code-quality", collected(one_refusal()), Setting(location="ci/build.yml"))
    )
    assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
    assert issue["location"] == {"path": "ci/build.yml", "lines": {"begin": 1}}
    assert rendered("code-quality", collected([start(), end()])) == "[]\n"


def test_annotations_are_ten_of_a_kind() -> None:
    """GitHub shows no more: those that were refused, then those of an audit, then what is incomplete."""
    many = [refusal(exe=f"/x/p{number}", enforced=number % 2 == 0) for number in range(60)]
    lines = rendered("github", collected([start(), *many])).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 11
    assert rendered("github", collected([start(), end()])) == ""


def test_the_page_has_every_part() -> None:
    """Tiles, findings, picture, timeline, programs and policy of a run."""
    events = [start(), Exec(1.5, 13, "/usr/bin/bash", ("bash",), 0), created(), refusal(), repeated()]
    page = rendered("html", collected([*events, unavailable(), Note(7.0, "warning", "slow"), end()]))
    for part in ("What was refused", "Pairs and programs", "When", "Programs", "What was in force"):
        assert f"<h2>{part}</h2>" in page
    assert page.count("<svg ") == 2 and 'class="refused"' in page
    assert "81 violations" in page and "81 calls" in page
    assert "allow-events" in page and "warning: slow" in page
    assert "not available: io_uring_setup" in page


def test_the_page_of_nothing() -> None:
    """A clean run and an empty file make pages, too; only the empty one warns."""
    assert "No refusal is listed." in rendered("html", collected([start(), end()]))
    assert 'class="alarm"' not in rendered("html", collected([start(), end()]))
    assert 'class="alarm"' in rendered("html", collected([]))


def test_many_groups_of_pairs_are_drawn_up_to_a_number() -> None:
    """The picture stays readable; the table below has the rest."""
    pairs = [created(replace(PIPE, id=number, creator_exe=f"/x/maker{number}")) for number in range(1, 40)]
    page = rendered("html", collected([start(), *pairs, end()]))
    assert page.count('class="box maker"') == MOST_DRAWN
    assert "25 more groups of pairs in the table only" in page and "maker39" in page
