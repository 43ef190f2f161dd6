"""Which tests may be skipped: a skip that is not on a reviewed list is a test that nobody misses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SKIPS = Path(__file__).parent.parent / "skips.txt"
_USERS = ("any", "root", "user")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One line of the list: whose tests, which, and for which reason; ``*`` stands for any text."""

    who: str
    tests: str
    reason: str

    def allows(self, test: str, reason: str, who: str) -> bool:
        """Whether a skip of ``test`` for ``reason`` in a run by ``who`` (root or user) was reviewed."""
        return self.who in ("any", who) and _like(self.tests, test) and _like(self.reason, reason)


def read_reviewed(path: Path = SKIPS) -> list[Reviewed]:
    """The list: ``who | tests | reason`` a line. ``#`` begins a comment. Raises ValueError with the line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3 or parts[0] not in _USERS or not all(parts):
            raise ValueError(f"{path.name}:{number}: {line!r}: any, root or user | tests | reason")
        found.append(Reviewed(*parts))
    return found


def must_be_reviewed() -> bool:
    """Whether a skip that is not on the list makes this run fail."""
    return os.environ.get("CI") == "true" or os.environ.get("SCPIPE_REQUIRE") == "1"


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Why a test, or a whole file, was skipped."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return str(report.longrepr)


@dataclass(slots=True, eq=False)  # a plugin is hashed
class ReviewedSkips:
    """A pytest plugin: a run that skips what nobody has reviewed fails, and says what that was."""

    reviewed: Sequence[Reviewed]
    who: str
    _unknown: list[tuple[str, str]] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes a test that was skipped; one that failed as expected (xfail) is none."""
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report.nodeid, reason_of(report))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Notes a file that was skipped as a whole."""
        if report.skipped:
            self._note(report.nodeid, reason_of(report))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Makes the run fail."""
        if self._unknown and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says what is not on the list."""
        for test, reason in self._unknown:
            terminalreporter.write_line(f"skipped, and not in {SKIPS.name}: {test}: {reason}", red=True)

    def _note(self, test: str, reason: str) -> None:
        if not _allowed(self.reviewed, test, reason, self.who):
            self._unknown.append((test, reason))


def _allowed(reviewed: Iterable[Reviewed], test: str, reason: str, who: str) -> bool:
    return any(line.allows(test, reason, who) for line in reviewed)


def _like(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None
