"""Outcomes of a suite's tests, with and without scpipe, and what may differ between the two."""

from __future__ import annotations

import fnmatch
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

#: What became of each test, by its name.
Outcomes = Mapping[str, str]
#: Runs the tests of these names, or all for None.
Run = Callable[[Iterable[str] | None], Outcomes]

#: The name under which a program's own status is an outcome.
STATUS = "exit status"
_ABSENT = "absent"
_TAP = re.compile(r"(?:#\s+)?(ok|not ok)\s+(\d+)\s*-?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Difference:
    """Tests (a pattern) that must not end as they do natively, where (policies, users), and why."""

    tests: str
    reason: str
    policies: frozenset[str]
    users: frozenset[str] = frozenset({"root", "user"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first run of both sides, and all outcomes of each test that differs."""

    native: Outcomes
    guarded: Outcomes
    differing: Mapping[str, tuple[frozenset[str], frozenset[str]]]

    def unexpected(self, known: Iterable[Difference]) -> list[str]:
        """A line for each test that differs although no entry of the table says so."""
        patterns = [entry.tests for entry in known]
        return [
            f"{test}: natively {_shown(native)}, under scpipe {_shown(guarded)}"
            for test, (native, guarded) in sorted(self.differing.items())
            if not any(fnmatch.fnmatchcase(test, pattern) for pattern in patterns)
        ]

    def counted(self) -> str:
        """How many tests ended how natively, and how many of them differ."""
        counts = Counter(self.native.values())
        ends = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
        return f"{ends}; {len(self.differing)} differ"

    def outdated(self, known: Iterable[Difference]) -> list[str]:
        """Entries of the table whose tests ran and passed on both sides: they are no longer true."""
        passed = {test for test, outcome in self.native.items() if outcome == "passed"} - set(self.differing)
        return [
            entry.tests
            for entry in known
            if fnmatch.filter(passed, entry.tests) and not fnmatch.filter(self.differing, entry.tests)
        ]


def compare(native: Run, guarded: Run, runs: int = 3) -> Comparison:
    """Runs both sides at the same time; what differs runs again, and differs only if no outcome is shared.

    Suites have tests that lose races on a busy machine. What scpipe changes, it changes in each run.
    """
    seen: list[dict[str, set[str]]] = [{}, {}]
    first: list[Outcomes] = []
    again: list[str] | None = None
    for _run in range(runs):
        with ThreadPoolExecutor(2) as pool:
            sides = list(pool.map(lambda run, tests=again: run(tests), (native, guarded)))
        first = first or sides
        names = set().union(*sides) if again is None else set(again)
        for outcomes, side in zip(seen, sides, strict=True):
            for test in names:
                outcomes.setdefault(test, set()).add(side.get(test, _ABSENT))
        again = sorted(test for test in names if not seen[0][test] & seen[1][test])
        if not again:
            break
    differing = {test: (frozenset(seen[0][test]), frozenset(seen[1][test])) for test in again or ()}
    return Comparison(first[0], first[1], differing)


def read_junit(text: str) -> dict[str, str]:
    """The outcomes in a JUnit file: passed, failure, error or skipped, by the test's id."""
    found = {}
    for case in ET.fromstring(text).iter("testcase"):
        kinds = [child.tag for child in case if child.tag in {"failure", "error", "skipped"}]
        found[case.get("name", "")] = kinds[0] if kinds else "passed"
    return found


def read_tap(text: str) -> dict[str, str]:
    """The outcomes in TAP lines: passed, failed or skipped, by number and description without process ids."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        match = _TAP.match(line)
        if match is None:
            continue
        description, skipped, _reason = match[3].partition("# SKIP")
        described = re.sub(r"\d{3,}", "N", description.strip())
        name = described if re.fullmatch(r"\w+(\.\w+)+", described) else f"{match[2]} {described}".strip()
        outcome = "failed" if match[1] == "not ok" else "skipped" if skipped else "passed"
        # A forked child may print the same number again: the worse one counts.
        found[name] = min(found.get(name, outcome), outcome, key=("failed", "skipped", "passed").index)
    return found


def _shown(outcomes: frozenset[str]) -> str:
    return " or ".join(sorted(outcomes))
