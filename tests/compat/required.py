"""Which scenarios must have run: a skip that nobody reads would make the suite an empty promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from .reviewed import reason_of

REQUIRED = Path(__file__).parent.parent / "required.txt"
_RAN = frozenset({"passed", "failed", "deselected"})


def read_required(path: Path = REQUIRED) -> list[str]:
    """The entries of the list: one test id, or the beginning of one, a line; ``#`` begins a comment."""
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line]


def missing(results: Mapping[str, str], required: Iterable[str] | None = None) -> list[str]:
    """The required entries of which no test ran; ``results`` maps test ids to their outcome.

    Outcomes are passed, failed, skipped and deselected; a deselected test was left out on purpose.
    """
    entries = read_required() if required is None else required
    ran = [test for test, outcome in results.items() if outcome in _RAN]
    return [entry for entry in entries if not any(test.startswith(entry) for test in ran)]


def covered(entries: Iterable[str], asked: Sequence[str]) -> list[str]:
    """The entries that a run of the paths and ids ``asked`` contains (relative to the root, with ``/``)."""
    return [entry for entry in entries if any(_contains(word, entry) for word in asked)]


def _contains(word: str, entry: str) -> bool:
    if word in ("", "."):
        return True
    return entry == word or entry.startswith((f"{word}/", f"{word}::", f"{word}["))


class RequiredScenarios:
    """A pytest plugin: prints each skip's reason; if ``enforced``, fails a session that lacks scenarios."""

    def __init__(self, config: pytest.Config, *, enforced: bool) -> None:
        self._config = config
        self._enforced = enforced
        self._results: dict[str, str] = {}
        self._reasons: dict[str, str] = {}

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Notes what was left out on purpose."""
        self._results.update({item.nodeid: "deselected" for item in items})

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes the outcome of a test and the reason of a skip."""
        if report.when == "call" or report.outcome != "passed":
            self._results[report.nodeid] = report.outcome
        if report.skipped:
            self._reasons[report.nodeid] = reason_of(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Makes a session that skipped a required scenario fail."""
        if self._enforced and session.exitstatus == pytest.ExitCode.OK and self._missing():
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Prints each skip with its reason, and the required scenarios that did not run."""
        for test, reason in self._reasons.items():
            terminalreporter.write_line(f"skipped: {test}: {reason}")
        if self._enforced:
            for entry in self._missing():
                terminalreporter.write_line(f"required but not run: {entry}", red=True)

    def _missing(self) -> list[str]:
        if self._config.option.collectonly:
            return []
        ignored = [self._relative(path) for path in self._config.option.ignore or ()]
        asked = covered(read_required(), self._asked())
        return missing(self._results, [entry for entry in asked if not covered([entry], ignored)])

    def _asked(self) -> list[str]:
        words = []
        for argument in self._config.args:
            path, separator, rest = argument.partition("::")
            words.append(self._relative(path) + separator + rest)
        return words

    def _relative(self, path: str) -> str:
        root = self._config.rootpath
        absolute = (self._config.invocation_params.dir / path).resolve()
        return (absolute.relative_to(root) if absolute.is_relative_to(root) else Path()).as_posix()
