"""What was found on each kernel: outcomes of tests, and what scpipe itself said that the kernel offers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

#: It is as promised; less is promised here, and scpipe says so; the opposite of what is promised.
WORKS, NARROWED, REFUSED, SKIPPED, FAILED = "works", "narrowed", "refused", "skipped", "failed"
#: Suites whose outcome is a count, made of the working file (records.py).
USERS = ("root", "user")
COUNTED = ("bare", "attacks", "armed-attacks", "differential", "confinement")
KEPT = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Outcome:
    """One test: one of the words above, and details for people."""

    word: str
    detail: str = ""


@dataclass
class Found:
    """One kind of user on one kernel: outcomes by test, facts of the start event.

    ``lacking``: for a suite, the tests that could not be made, by the reason.
    """

    tests: dict[str, Outcome] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    lacking: dict[str, dict[str, list[str]]] = field(default_factory=dict)


@dataclass
class Results:
    """One kernel: its release, and what each kind of user found. ``ended``: nothing is missing."""

    release: str = ""
    users: dict[str, Found] = field(default_factory=dict)
    ended: bool = False

    def take(self, line: str) -> dict[str, Any]:
        """A line that the inside has written. Raises ValueError, KeyError, TypeError for what is none."""
        told: dict[str, Any] = json.loads(line)
        kind = told["kind"]
        if kind == "kernel":
            self.release = told["release"]
        elif kind == "end":
            self.ended = True
        else:
            found = self.users.setdefault(told["user"], Found()) if told["user"] in USERS else Found()
            if kind == "facts":
                found.facts = told["facts"]
            elif kind == "test":
                found.tests[told["test"]] = Outcome(told["word"], told["detail"])
        return told

    def broken(self) -> list[str]:
        """The tests that failed, in words."""
        return [
            f"{user}: {test}: {outcome.detail}"
            for user, found in self.users.items()
            for test, outcome in found.tests.items()
            if outcome.word == FAILED
        ]

    def counted(self) -> list[str]:
        """What suites have counted, in words."""
        return [
            f"{user}: {suite}: {found.tests[suite].detail}"
            for user, found in self.users.items()
            for suite in COUNTED
            if suite in found.tests
        ]

    def failed(self) -> list[str]:
        """What is not as it should be, in words."""
        return self.broken() + ([] if self.ended else ["it did not come to its end"])


def read(path: Path = KEPT) -> dict[str, Results]:
    """Results by the kernel's name; none where there is no file. Raises OSError, ValueError, TypeError."""
    if not path.exists():
        return {}
    kernels = json.loads(path.read_text(encoding="utf-8"))
    return {name: _results(**fields) for name, fields in kernels.items()}


def write(kernels: dict[str, Results], path: Path = KEPT) -> None:
    """Write results as JSON. Raises OSError."""
    text = json.dumps({name: asdict(kernels[name]) for name in kernels}, indent=1, ensure_ascii=True)
    path.write_text(text + "\n", encoding="utf-8")


def merged(kept: Results | None, new: Results) -> Results:
    """What was found before, and over it what was found now; before is forgotten if the kernel is another."""
    if kept is None or kept.release != new.release:
        return new
    users = {user: kept.users.get(user, Found()) for user in {**kept.users, **new.users}}
    both = {
        user: Found(
            {**_without(found.tests, now.tests), **now.tests},
            now.facts or found.facts,
            {**found.lacking, **now.lacking},
        )
        for user, found in users.items()
        for now in (new.users.get(user, Found()),)
    }
    return Results(new.release, both, kept.ended or new.ended)


def _without(tests: dict[str, Outcome], new: dict[str, Outcome]) -> dict[str, Outcome]:
    """Tests without the failures of suites that were counted anew."""
    counted = tuple(f"{suite}: " for suite in COUNTED if suite in new)
    return {name: outcome for name, outcome in tests.items() if not name.startswith(counted)}


def _results(release: str, users: dict[str, Any], ended: bool) -> Results:
    found = {
        user: Found(
            {name: Outcome(**one) for name, one in fields["tests"].items()},
            fields["facts"],
            fields.get("lacking", {}),
        )
        for user, fields in users.items()
    }
    return Results(release, found, ended)
