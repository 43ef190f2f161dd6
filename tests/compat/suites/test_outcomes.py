"""Reading and comparing outcomes: a comparison that finds nothing must be able to find something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from .differences import HANGING, in_kernel, in_python
from .kernel_suite import PROGRAMS
from .outcomes import Difference, Outcomes, Run, compare, read_junit, read_tap
from .selection import left_out


def _replay(*runs: Outcomes) -> Run:
    remaining: Iterator[Outcomes] = iter(runs)
    return lambda tests: _only(next(remaining), tests)


def _only(outcomes: Outcomes, tests: Iterable[str] | None) -> Outcomes:
    return outcomes if tests is None else {test: outcomes[test] for test in tests if test in outcomes}


def test_equal_runs_are_not_repeated() -> None:
    """Two sides that agree run once."""
    result = compare(_replay({"a": "passed"}), _replay({"a": "passed"}))
    assert (result.differing, result.unexpected([])) == ({}, [])


def test_a_lasting_difference_is_found() -> None:
    """A test that fails under scpipe in each run is a difference, unless the table knows it."""
    sides = _replay(*[{"a": "passed"}] * 3), _replay(*[{"a": "failure"}] * 3)
    result = compare(*sides)
    assert result.unexpected([]) == ["a: natively passed, under scpipe failure"]
    assert result.unexpected([Difference("a", "", frozenset())]) == []


def test_a_test_that_disappears_is_a_difference() -> None:
    """A test that does not run under scpipe counts, and so does one that runs only there."""
    result = compare(_replay(*[{"a": "passed"}] * 3), _replay(*[{"b": "passed"}] * 3))
    assert [line.partition(":")[0] for line in result.unexpected([])] == ["a", "b"]


def test_an_outcome_that_both_sides_show_is_none() -> None:
    """A test that loses a race once is run again, and agrees."""
    native = _replay({"a": "passed"}, {"a": "passed"})
    assert compare(native, _replay({"a": "failure"}, {"a": "passed"})).differing == {}


def test_an_entry_that_is_no_longer_true_is_found() -> None:
    """An entry whose tests pass on both sides is outdated; one that is skipped natively is not."""
    sides = {"a": "passed", "b": "skipped"}
    result = compare(_replay(sides), _replay(sides))
    known = [Difference("a", "", frozenset()), Difference("b", "", frozenset())]
    assert result.outdated(known) == ["a"]


def test_counts() -> None:
    """The summary tells how many tests there were, and how many of them differ."""
    sides = [_replay(*[{"a": "passed", "b": "skipped", "c": "passed"}] * 3)]
    sides.append(_replay(*[{"a": "passed", "b": "skipped", "c": "failed"}] * 3))
    assert compare(*sides).counted() == "2 passed, 1 skipped; 1 differ"


def test_junit() -> None:
    """A test case passed unless its element says otherwise."""
    cases = {"a": "", "b": "<skipped/>", "c": "<error/>"}
    lines = [f'<testcase name="{name}">{inner}</testcase>' for name, inner in cases.items()]
    assert read_junit(f"<suite>{''.join(lines)}</suite>") == {"a": "passed", "b": "skipped", "c": "error"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ok 3 global.flags_set", {"global.flags_set": "passed"}),
        ("not ok 3 global.flags_set", {"global.flags_set": "failed"}),
        ("ok 4 # SKIP no such call", {"4": "skipped"}),
        ("ok 1 [4711] Result (0) matches", {"1 [N] Result (0) matches": "passed"}),
        ("# ok 1 in a child", {"1 in a child": "passed"}),
        ("# OK  global.flags_set", {}),
        ("1..4", {}),
    ],
)
def test_tap(line: str, expected: Outcomes) -> None:
    """One line of TAP."""
    assert read_tap(line) == expected


def test_the_worse_of_two_outcomes_counts() -> None:
    """A number that is printed twice, by a forked child, failed if either did."""
    assert read_tap("ok 1 a b\nnot ok 1 a b\nok 1 a b") == {"1 a b": "failed"}


def test_the_tables_have_reasons() -> None:
    """Each entry says why, and each program in a table is one that is built."""
    for user in ("root", "user"):
        entries = [entry for policy in ("allow", "rules") for entry in in_python(policy, user)]
        for policy in ("allow", "relaxed"):
            entries += [entry for program in PROGRAMS for entry in in_kernel(program, policy, user)]
        assert all(re.search(r"\w+ \w+", entry.reason) for entry in entries)
    assert set(HANGING) <= set(PROGRAMS)


def test_the_full_variant_leaves_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """SCPIPE_SUITES=full runs what CI leaves out."""
    monkeypatch.delenv("SCPIPE_SUITES", raising=False)
    assert len(left_out("test_signal")) > 10
    monkeypatch.setenv("SCPIPE_SUITES", "full")
    assert left_out("test_signal") == []
