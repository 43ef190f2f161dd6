"""The working file of the suites: what counts of it, what a later run makes, and what the table gets."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from . import __main__, records, suites
from .records import ARMED, BARE, EXPECTED, FAILED, KNOWN, LACKS, MADE, PASSED, Made
from .results import WORKS, Outcome, Results

RELEASE = "6.1.0-50-amd64"


def _kept(place: Path, *lines: dict[str, Any]) -> Path:
    path = place / "made" / "6.1.jsonl"
    for line in lines:
        records.add(path, RELEASE, line)
    return path


def _made(test: str, word: str, user: str = "root", part: str = "attacks", **more: str) -> dict[str, Any]:
    part = BARE if user == BARE else part
    return {"kind": MADE, "user": user, "part": part, "test": test, "word": word, **more}


def _expected(tests: int, user: str = "root", part: str = "attacks") -> dict[str, Any]:
    return {"kind": EXPECTED, "user": user, "part": BARE if user == BARE else part, "tests": tests}


def _concluded(path: Path) -> Results:
    found = Results(release=RELEASE)
    records.conclude(found, path, {"a/changed": "now"})
    return found


@pytest.mark.parametrize("part", ["attacks", ARMED])
def test_what_was_stopped_counts_only_if_it_gets_through_bare(tmp_path: Path, part: str) -> None:
    """An attack that was not made bare, or got nothing through there, is not counted as stopped."""
    path = _kept(
        tmp_path,
        _expected(3, BARE),
        _made("a/through", PASSED, BARE),
        _made("a/held", FAILED, BARE),
        _expected(5, part=part),
        _made("a/through", PASSED, part=part),
        _made("a/held", PASSED, part=part),
        _made("a/unknown", PASSED, part=part),
        _made("a/lacking", LACKS, part=part, detail="no rings"),
        _made("a/changed", FAILED, part=part, detail="broken", source="before"),
    )
    found = _concluded(path).users["root"]
    assert found.tests["bare"] == Outcome(WORKS, "1 of 2, 1 not tried yet")
    assert found.tests[part] == Outcome(WORKS, "0 of 1, 2 not tried yet")
    assert found.lacking == {
        "bare": {records.SHOWS_NOTHING: ["a/held"]},
        part: {"no rings": ["a/lacking"]},
    }


def test_what_failed_is_told_and_counted(tmp_path: Path) -> None:
    """A failure is one of the suite's and one by itself; known differences are told beside the count."""
    path = _kept(
        tmp_path,
        _expected(3, "user", "differential"),
        _made("one", PASSED, "user", "differential"),
        _made("two", KNOWN, "user", "differential"),
        _made("three", FAILED, "user", "differential", detail="EPIPE"),
    )
    tests = _concluded(path).users["user"].tests
    assert tests["differential"] == Outcome(FAILED, "1 of 2, and 1 as known")
    assert tests["differential: three"] == Outcome(FAILED, "EPIPE")


def test_the_last_outcome_counts_unless_something_got_through(tmp_path: Path) -> None:
    """A test that is made again replaces what came before; only a changed attack replaces THROUGH.

    Or one that has a name since then: that it gets through on this kernel is known.
    """
    path = _kept(
        tmp_path,
        _made("a/slow", FAILED, detail="hangs"),
        _made("a/slow", PASSED),
        _made("a/race", FAILED, detail="together with others: THROUGH", source="1"),
        _made("a/race", PASSED, source="1"),
        _made("a/known", FAILED, detail="THROUGH", source="1"),
        _made("a/known", KNOWN, source="1"),
    )
    words = {made.test: made.word for made in records.last(records.read(path, RELEASE)).values()}
    assert words == {"a/slow": PASSED, "a/race": FAILED, "a/known": KNOWN}
    _kept(tmp_path, _made("a/race", PASSED, source="2"))
    assert {made.word for made in records.last(records.read(path, RELEASE)).values()} == {PASSED, KNOWN}


def test_only_what_is_missing_is_made_again(tmp_path: Path) -> None:
    """What failed is made again, but not what got nothing through bare; half a line is nothing."""
    path = _kept(
        tmp_path,
        _made("a/one", PASSED),
        _made("a/two", FAILED, detail="hangs"),
        _made("a/held", FAILED, BARE),
    )
    with path.open("a") as file:
        file.write('{"release": "6.1')
    assert {key[2] for key in records.done(path, RELEASE)} == {"a/one", "a/held"}
    assert records.release(path) == RELEASE
    assert records.done(path, "6.1.0-51-amd64") == {}
    assert records.read(tmp_path / "none", RELEASE) == []
    assert records.release(tmp_path / "none") == ""


def _collected(place: Path) -> list[Any]:
    """What pytest has collected: an attack that is as it was, one that was changed, and one of root."""
    found = []
    for name, who in {"a/old": "", "a/new": "", "a/roots": "root"}.items():
        source = place / f"{name[2:]}.c"
        source.write_text(name)
        attack = SimpleNamespace(name=name, who=who, long=False, source=source)
        node = f"test_attacks.py::test_attack_of_a_user_is_stopped[{name}]"
        callspec = SimpleNamespace(params={"attack": attack})
        found.append(SimpleNamespace(nodeid=node, name=node, callspec=callspec))
    return found


def test_a_run_makes_its_users_missing_tests(tmp_path: Path) -> None:
    """Tests of the other user are left out, and those that were made of the same source."""
    items = _collected(tmp_path)
    digests = {item.callspec.params["attack"].name: suites._source(item) for item in items}
    done = {
        ("user", "attacks", "a/old"): Made("user", "attacks", "a/old", PASSED, source=digests["a/old"]),
        ("user", "attacks", "a/new"): Made("user", "attacks", "a/new", PASSED, source="another"),
    }
    told: list[dict[str, Any]] = []
    teller = suites.Teller(
        "attacks", "user", done, lambda kind, **fields: told.append({"kind": kind, **fields})
    )
    hook = SimpleNamespace(pytest_deselected=lambda items: None)
    teller.pytest_collection_modifyitems(SimpleNamespace(hook=hook), items)  # type: ignore[arg-type]
    assert [item.callspec.params["attack"].name for item in items] == ["a/new"]
    assert told == [{"kind": EXPECTED, "user": "user", "part": "attacks", "tests": 2}]


def test_who_needs_all_rounds_is_known_from_bare_runs(tmp_path: Path) -> None:
    """An attack that got through with all of its rounds only makes all of them under scpipe, too."""
    path = tmp_path / "made.jsonl"
    for test, word, more in (
        ("a/fast", PASSED, {}),
        ("a/slow", PASSED, {"rounds": "all"}),
        ("a/held", FAILED, {"rounds": "all"}),
    ):
        records.add(path, os.uname().release, _made(test, word, BARE, **more))
    assert suites.needing_all(path) == {"a/slow"}
    assert suites.needing_all(None) == set()


def test_programs_are_compiled_into_a_tree_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is compiled lies where Python looks for it once the tree is laid over the checkout."""
    package = tmp_path / "checkout" / "scpipe"
    package.mkdir(parents=True)
    (package / "a.py").write_text("A = 1")
    monkeypatch.setattr(suites, "TESTS", tmp_path / "checkout" / "tests")
    suites.precompile(tmp_path / "kept")
    found = [path.relative_to(tmp_path / "kept") for path in (tmp_path / "kept").rglob("*.pyc")]
    assert [str(path.parent) for path in found] == ["scpipe/__pycache__"]


def test_what_counts_survives_packing(tmp_path: Path) -> None:
    """Another machine goes on with what was packed: the same outcomes, and the same counts."""
    path = _kept(
        tmp_path,
        _expected(4, "user"),
        _expected(4, BARE),
        _made("a/one", PASSED, BARE, rounds="all"),
        _made("a/two", PASSED, BARE),
        _made("a/one", FAILED, "user", detail="hangs", source="1"),
        _made("a/one", PASSED, "user", source="2"),
        _made("a/two", FAILED, "user", detail="status 1"),
        _made("a/lacking", LACKS, "user", detail="no rings"),
    )
    records.pack(path, tmp_path / "packed" / "6.1.jsonl")
    again = tmp_path / "again" / "6.1.jsonl"
    records.unpack(tmp_path / "packed" / "6.1.jsonl", again)
    assert records.last(records.read(again, RELEASE)) == records.last(records.read(path, RELEASE))
    assert _concluded(again) == _concluded(path)


def test_what_is_told_is_counted_without_a_virtual_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--count reads the working files, starts nothing, and says which kernel has none."""
    monkeypatch.setattr(__main__, "MADE", tmp_path / "made")
    monkeypatch.setattr(__main__, "PACKED", tmp_path / "packed")
    monkeypatch.setattr(__main__.signal, "signal", lambda *_words: None)
    _kept(tmp_path, _expected(2, "user", "differential"), _made("one", PASSED, "user", "differential"))
    assert __main__.main(["--count", "--kernel", "6.1", "--kernel", "5.10"]) == 0
    said = capsys.readouterr().out
    assert "6.1: user: differential: 0 of 1, 1 not tried yet" in said
    assert "SKIPPED: Linux 5.10: nothing is told of it" in said
