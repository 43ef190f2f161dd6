"""Other tests of this repository in the virtual machine: what pytest finds there, each told when it is known.

Root's tests and an ordinary user's are made at the same time, each by a pytest of its own: most of them wait
for something. What is tried without scpipe ("bare") is a part of its own, and comes before the attacks: what
is stopped shows something only where it was not stopped by itself.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import os
import py_compile
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.harness import building

from . import records
from .records import ARMED, BARE, EXPECTED, FAILED, KNOWN, LACKS, MADE, PASSED, Made

TESTS = Path(__file__).parents[1]
#: Cases of the differential table, and attacks, in one sandbox: a launch takes seconds there.
_ATTACKS = "SCPIPE_ATTACKS_AT_ONCE"
AT_ONCE = {"SCPIPE_CASES_AT_ONCE": "25", _ATTACKS: "16"}
#: Which part of its rounds an attack makes, and which attacks make all (tests/attacks/scaling.py).
SCALE = {"SCPIPE_ATTACKS_SCALE": "0.1"}
WHOLE = "SCPIPE_ATTACKS_WHOLE"
#: Plugins of pytest's that are installed take seconds to import there, and none is needed.
NO_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
_ATTACKS_OF_ALL = "tests/attacks/test_attacks.py"
#: What each part is for pytest.
SUITES = {
    BARE: (_ATTACKS_OF_ALL,),
    "attacks": (_ATTACKS_OF_ALL,),
    ARMED: ("--trap", "armed", _ATTACKS_OF_ALL),
    "differential": ("tests/kernel/differential",),
    "confinement": ("tests/kernel/test_confinement.py",),
}
#: The Python programs that are compiled before: there it takes long, and each process would do it again.
_PROGRAMS = ("scpipe", "tests/harness", "tests/attacks", "tests/kernels", "tests/kernel")

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


def precompile(kept: Path) -> None:
    """Compile the Python programs of this repository into a tree that can be laid over it. Raises OSError."""
    tag, root = sys.implementation.cache_tag, TESTS.parent
    for source in (path for name in _PROGRAMS for path in sorted((root / name).rglob("*.py"))):
        compiled = kept / source.relative_to(root).parent / "__pycache__" / f"{source.stem}.{tag}.pyc"
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            py_compile.compile(str(source), str(compiled), dfile=str(source))


def run(part: str, users: Sequence[str], options: argparse.Namespace, tell: Tell) -> None:
    """One suite for these users: what came of each test, as soon as it is known.

    ``options``: ``tests`` (those with this in their names), ``built``, ``made`` (the working file of earlier
    runs, or None), and ``whole``, the attacks that need all of their rounds: to it is added what is found.
    """
    environment = {**os.environ, "SCPIPE_BUILT": options.built, **AT_ONCE, **SCALE, **NO_PLUGINS}
    environment[WHOLE] = ",".join(sorted(options.whole))
    one_by_one = threading.Lock()

    def follow(user: str) -> None:
        words = [sys.executable, "-m", "tests.kernels.suites", "--only", options.tests, part, user]
        words += ["--made", str(options.made)] if options.made else []
        with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                told = json.loads(line)
                if told.get("rounds") and told["word"] == PASSED:
                    options.whole.add(told["test"])
                with one_by_one:
                    tell(**told)
        if process.returncode:
            detail = f"its pytest ended with status {process.returncode}"
            tell("test", user="root" if user == BARE else user, test=part, word=FAILED, detail=detail)

    if part == BARE:
        follow(BARE)
        return
    with ThreadPoolExecutor(len(users)) as pool:
        list(pool.map(follow, users))


def needing_all(made: Path | None) -> set[str]:
    """The attacks that got through in earlier runs with all of their rounds only. Raises OSError."""
    before = records.done(made, os.uname().release) if made else {}
    return {
        each.test for each in before.values() if each.user == BARE and each.rounds and each.word == PASSED
    }


def whose(test: str, parameters: dict[str, Any]) -> str:
    """Whose a test is: by its function's name and its parameters."""
    if test.endswith("_bare"):
        return BARE
    return "user" if "_of_a_user_" in test or parameters.get("user") == "nobody" else "root"


class Teller:
    """A plugin of pytest's: keeps one user's tests that are not made yet, and tells what comes of each."""

    def __init__(self, part: str, user: str, done: dict[tuple[str, str, str], Made], say: Tell) -> None:
        self._part = part
        self._user = user
        self._done = done
        self._say = say

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Only this user's tests, and of those only what is missing."""
        own = [item for item in items if self._user == _owner(item) and self._can_be_made(item)]
        self._say(
            EXPECTED, user=self._user, part=self._part, tests=len({_short(item.nodeid) for item in own})
        )
        missing = [item for item in own if not self._is_done(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in missing])
        turns = [(_turn(place, item), place) for place, item in enumerate(missing)]
        items[:] = [missing[place] for _turn_of_it, place in sorted(turns)]

    def pytest_runtest_makereport(self, item: pytest.Item) -> None:
        """A report says what its test has tried."""
        item.user_properties.append(("source", _source(item)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell of a test that was made or skipped, and of each step that failed."""
        if report.when != "call" and report.passed:
            return
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
            self._tell(report, LACKS, _cause(reason.removeprefix("Skipped: ")))
        elif report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            self._tell(report, FAILED, crash.message[:1500] if crash else str(report.longrepr)[-1500:])
        else:
            self._tell(report, KNOWN if report.skipped else PASSED)

    def _tell(self, report: pytest.TestReport, word: str, detail: str = "") -> None:
        properties = dict(report.user_properties)
        more = {name: str(properties[name]) for name in ("source", "rounds") if properties.get(name)}
        seconds, test = round(report.duration, 1), _short(report.nodeid)
        self._say(
            MADE,
            user=self._user,
            part=self._part,
            test=test,
            word=word,
            detail=detail,
            seconds=seconds,
            **more,
        )

    def _can_be_made(self, item: pytest.Item) -> bool:
        attack = _attack(item)
        return attack is None or self._user == BARE or attack.who in ("", self._user)

    def _is_done(self, item: pytest.Item) -> bool:
        made = self._done.get((self._user, self._part, _short(item.nodeid)))
        return made is not None and made.source == _source(item)


def _attack(item: pytest.Item) -> Any:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("attack") if callspec else None


def _source(item: pytest.Item) -> str:
    """A digest of an attack's file; "" for every other test."""
    attack = _attack(item)
    return "" if attack is None else _digest(attack.source)


@functools.cache
def _digest(source: Path) -> str:
    return records.digest(source)


def _owner(item: pytest.Item) -> str:
    parameters = (
        item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    )
    return whose(getattr(item, "originalname", item.name), parameters)


def _turn(place: int, item: pytest.Item) -> tuple[bool, str]:
    """What is made when: long attacks at the end, the others mixed, so that any time gives some of each.

    Those that are made together stay together, more or less.
    """
    attack = _attack(item)
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
    parser.add_argument("--made", type=Path, help="the working file of earlier runs")
    parser.add_argument("part", choices=SUITES)
    parser.add_argument("user", choices=("root", "user", BARE))
    given = parser.parse_args(words)
    with os.fdopen(os.dup(1), "w") as output:
        os.dup2(2, 1)  # what pytest prints is for the console

        def say(kind: str, **fields: Any) -> None:
            output.write(json.dumps({"kind": kind, **fields}) + "\n")
            output.flush()

        done = records.done(given.made, os.uname().release) if given.made else {}
        teller = Teller(given.part, given.user, done, say)
        only: Iterable[str] = ["-k", given.only] if given.only else []
        options = ["-q", "-p", "no:cacheprovider", *only, *SUITES[given.part]]
        status = pytest.main(options, plugins=[teller])
    made = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
    return 0 if status in made else int(status)


if __name__ == "__main__":
    sys.exit(_main())
