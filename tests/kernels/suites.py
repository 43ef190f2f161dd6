"""Other tests of this repository in the virtual machine: what pytest finds there, as outcomes."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .results import FAILED, SKIPPED, WORKS, Outcome

TESTS = Path(__file__).parents[1]
COMPILER = Path(__file__).parent / "compiler"
#: What each part is for pytest.
SUITES = {
    "attacks": "tests/attacks/test_attacks.py",
    "differential": "tests/kernel/differential",
    "confinement": "tests/kernel/test_confinement.py",
}
#: A word of a test's id, and whose outcome it is.
_WHOSE = (("_bare", "bare"), ("_of_a_user_", "user"), ("nobody", "user"), ("user", "user"))

Tell = Callable[[str, str, Outcome], None]


def prebuild(built: Path) -> None:
    """Compile here what the suites would compile there; ``built`` keeps it. Raises OSError."""
    built.mkdir(parents=True, exist_ok=True)
    guests = TESTS / "attacks/guests"
    attacks = [*sorted(guests.glob("*/*.c")), guests / "outside/victim/victim.c"]
    words = [["-O2", "-pthread", "-Wno-unused-result", "-o", "TARGET", str(source)] for source in attacks]
    guest = map(str, sorted((TESTS / "kernel/differential/guest").glob("*.c")))
    words.append(["-O2", "-pthread", "-o", "TARGET", *guest])
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(os.cpu_count()) as pool:

        def build(number: int, given: list[str]) -> None:
            target = f"{name}/{number}"
            command = [str(COMPILER / "gcc"), *(target if word == "TARGET" else word for word in given)]
            subprocess.run(command, env={**os.environ, "SCPIPE_BUILT": str(built)}, check=True)

        list(pool.map(build, range(len(words)), words))


class _Counter:
    """A plugin of pytest's: outcomes by user."""

    def __init__(self, tell: Callable[[str, Outcome], None]) -> None:
        self._tell = tell
        self.counts: dict[str, Counter[str]] = {}
        self.lacking: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that was made or skipped, and each step that failed."""
        if report.when != "call" and report.passed:
            return
        user = next((user for word, user in _WHOSE if word in report.nodeid), "root")
        self.counts.setdefault(user, Counter())[report.outcome] += 1
        if report.failed:
            self._tell(user, Outcome(FAILED, f"{report.nodeid}: {str(report.longrepr)[-1500:]}"))


def run(part: str, only: str, built: str, tell: Tell) -> None:
    """One suite: each failure by itself, and the counts for each user."""
    os.environ["PATH"] = f"{COMPILER}:{os.environ['PATH']}"
    os.environ["SCPIPE_BUILT"] = built
    counter = _Counter(lambda user, outcome: tell(f"{part}, one", user, outcome))
    words = ["-q", "-p", "no:cacheprovider", *(["-k", only] if only else []), SUITES[part]]
    status = pytest.main(words, plugins=[counter])
    for user, counts in counter.counts.items():
        tell(part, user, _summary(counts))
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        tell(part, "root", Outcome(FAILED, f"pytest ended with {status}"))


def _summary(counts: Counter[str]) -> Outcome:
    """The counts of one user in words."""
    told = ", ".join(f"{counts[word]} {word}" for word in ("passed", "failed", "skipped") if counts[word])
    word = FAILED if counts["failed"] else WORKS if counts["passed"] else SKIPPED
    return Outcome(word, told)
