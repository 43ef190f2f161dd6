"""Other tests of this repository in the virtual machine: what pytest finds there, as outcomes.

Root's tests and an ordinary user's are made at the same time, each by a pytest of its own: most of them wait
for something. What is tried without scpipe ("bare") is a part of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.harness import building

from .results import FAILED, SKIPPED, WORKS, Outcome

TESTS = Path(__file__).parents[1]
#: Cases of the differential table, and attacks, in one sandbox: a launch takes seconds there.
_ATTACKS = "SCPIPE_ATTACKS_AT_ONCE"
AT_ONCE = {"SCPIPE_CASES_AT_ONCE": "25", _ATTACKS: "10"}
#: What each part is for pytest.
SUITES = {
    "bare": "tests/attacks/test_attacks.py",
    "attacks": "tests/attacks/test_attacks.py",
    "differential": "tests/kernel/differential",
    "confinement": "tests/kernel/test_confinement.py",
}
BARE = "bare"
#: A test of one kind of user that the other kind's run skips: nothing is missing.
_OTHERS = (" is an attack of root only", " is an attack of user only")

#: Takes one line for `results.Results.take`: its kind, and more.
Tell = Callable[..., None]


def prebuild(built: Path) -> None:
    """Compile here what the suites would compile there; ``built`` keeps it. Raises OSError."""
    built.mkdir(parents=True, exist_ok=True)
    os.environ["SCPIPE_BUILT"] = str(built)
    guests = TESTS / "attacks/guests"
    attacks = [*sorted(guests.glob("*/*.c")), guests / "outside/victim/victim.c"]
    with building.builder("scpipe-prebuilt", building.HEEDLESS) as made:
        made.build_all({str(source.relative_to(guests).with_suffix("")): source for source in attacks})
    with building.builder("scpipe-prebuilt", ()) as made:
        made.build("guest", *sorted((TESTS / "kernel/differential/guest").glob("*.c")))


def run(part: str, users: Sequence[str], only: str, built: str, tell: Tell) -> None:
    """One suite for these users: each failure by itself, then the counts, then what this kernel lacks."""
    environment = {**os.environ, "SCPIPE_BUILT": built, **AT_ONCE}
    one_by_one = threading.Lock()

    def follow(user: str) -> None:
        words = [sys.executable, "-m", "tests.kernels.suites", "--only", only, part, user]
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                with one_by_one:
                    tell(**json.loads(line))
        if process.returncode:
            detail = f"its pytest ended with status {process.returncode}"
            tell("test", user=user, test=part, word=FAILED, detail=detail)

    if part == BARE:
        follow(BARE)
        return
    with ThreadPoolExecutor(len(users)) as pool:
        list(pool.map(follow, users))


def whose(test: str, parameters: dict[str, Any]) -> str:
    """Whose a test is: by its function's name and its parameters."""
    if test.endswith("_bare"):
        return BARE
    return "user" if "_of_a_user_" in test or parameters.get("user") == "nobody" else "root"


class _Counter:
    """A plugin of pytest's: keeps the tests of one user, counts them, tells each failure."""

    def __init__(self, part: str, user: str, say: Tell) -> None:
        self._part = part
        self._user = user
        self._say = say
        self.counts: Counter[str] = Counter()
        self._expected = 0
        #: The tests by the reasons why they could not be made.
        self.lacking: dict[str, list[str]] = {}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Only this user's tests."""
        others = [item for item in items if self._user != _owner(item)]
        items[:] = [item for item in items if self._user == _owner(item)]
        config.hook.pytest_deselected(items=others)
        self._expected = len(items)
        turns = {item: _turn(place, item) for place, item in enumerate(items)}
        items.sort(key=turns.__getitem__)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that was made or skipped, and each step that failed."""
        if report.when != "call" and report.passed:
            return
        name = _short(report.nodeid)
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
            reason = reason.removeprefix("Skipped: ")
            if not reason.endswith(_OTHERS):
                self.lacking.setdefault(_cause(reason), []).append(name)
                self._tell_lacking()
        elif report.failed:
            self.counts["failed"] += 1
            detail = f"{report.nodeid}: {str(report.longrepr)[-1500:]}"
            test = f"{self._part}: {name}"
            self._tell(test, Outcome(FAILED, detail))
        else:
            self.counts["known" if report.skipped else "passed"] += 1
            self._tell(self._part, self._outcome(f", of {self._expected} when its time was over"))

    def conclude(self) -> None:
        """Tell of all of them in a word and numbers."""
        self._tell(self._part, self._outcome(""))

    def _tell_lacking(self) -> None:
        if self._user != BARE:
            self._say("lacking", user=self._user, part=self._part, reasons=self.lacking)

    def _tell(self, test: str, outcome: Outcome) -> None:
        user = "root" if self._user == BARE else self._user
        self._say("test", user=user, test=test, word=outcome.word, detail=outcome.detail)

    def _outcome(self, unfinished: str) -> Outcome:
        """``unfinished``: what is to be read where this is the last that came of a run that was ended."""
        failed, made = self.counts["failed"], self.counts["failed"] + self.counts["passed"]
        if not made:
            return Outcome(SKIPPED)
        known = f", and {self.counts['known']} as known" if self.counts["known"] else ""
        counted = made - failed if self._user == BARE else failed
        return Outcome(FAILED if failed else WORKS, f"{counted} of {made}{known}{unfinished}")


def _owner(item: pytest.Item) -> str:
    parameters = (
        item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    )
    return whose(getattr(item, "originalname", item.name), parameters)


def _turn(place: int, item: pytest.Item) -> tuple[bool, str]:
    """What is made when: long attacks at the end, the others mixed, so that any time gives some of each.

    Those that are made together stay together, more or less.
    """
    callspec = getattr(item, "callspec", None)
    attack = callspec.params.get("attack") if callspec else None
    if attack is None:
        return (False, "")
    return (attack.long, hashlib.sha256(b"%d" % (place // int(AT_ONCE[_ATTACKS]))).hexdigest())


def _short(test: str) -> str:
    """What a test is about: its parameters without the user and the number of the run, or its name."""
    name, _bracket, parameters = test.rpartition("::")[2].partition("[")
    parameters = parameters.removesuffix("]").removesuffix("-1")
    for user in ("root-", "nobody-", "user-"):
        parameters = parameters.removeprefix(user)
    return parameters or name


def _cause(reason: str) -> str:
    """Why an attack could not be tried, without its name."""
    return reason.partition(": lacks: ")[2] or reason


def _main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kernels.suites", description=run.__doc__)
    parser.add_argument("--only", default="", help="tests whose name has this in it")
    parser.add_argument("part", choices=SUITES)
    parser.add_argument("user", choices=("root", "user", BARE))
    given = parser.parse_args(words)
    with os.fdopen(os.dup(1), "w") as output:
        os.dup2(2, 1)  # what pytest prints is for the console

        def say(kind: str, **fields: Any) -> None:
            output.write(json.dumps({"kind": kind, **fields}) + "\n")
            output.flush()

        counter = _Counter(given.part, given.user, say)
        only: Iterable[str] = ["-k", given.only] if given.only else []
        options = ["-q", "-p", "no:cacheprovider", *only, SUITES[given.part]]
        status = pytest.main(options, plugins=[counter])
        counter.conclude()
    made = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
    return 0 if status in made else int(status)


if __name__ == "__main__":
    sys.exit(_main())
