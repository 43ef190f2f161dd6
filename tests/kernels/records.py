"""What came of each test of the suites on a kernel: a working file outside the repository, a line each.

It grows as soon as something is known, so that a run that was ended has lost nothing, and a later one
(``--continue``) makes only what is missing. The counts of all of it are what results.json gets. So that
another machine can go on with it, what counts is also packed into a file of the repository (``--keep``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .results import FAILED, SKIPPED, WORKS, Found, Outcome, Results

#: As promised; as is known and told; it could not be tried here; not as promised (FAILED).
#: Bare: it got its byte through, or (FAILED) it did not, so that it shows nothing.
PASSED, KNOWN, LACKS = "passed", "known", "lacks"
#: It passed, and would have without scpipe: neither counted nor missing.
NOTHING = "shows nothing"
BARE = "bare"
#: The attacks once more, where only what names a restricted pair is trapped.
ARMED = "armed-attacks"
GUESTS = Path(__file__).parents[1] / "attacks/guests"
#: Suites whose tests show something only where the same test passed bare.
SHOWN_BY_BARE = ("attacks", ARMED)
SHOWS_NOTHING = "shows nothing here: without scpipe it gets no byte through either"
#: Kinds of lines that are kept.
MADE, EXPECTED = "made", "expected"


class Made(NamedTuple):
    """One test that was made.

    ``source``: a digest of what it tries. ``rounds``: "all" where a part of them was too few.
    """

    user: str
    part: str
    test: str
    word: str
    detail: str = ""
    source: str = ""
    rounds: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is about."""
        return self.user, self.part, self.test


def made_of(told: dict[str, Any]) -> Made:
    """A test from a line that the inside has told. Raises KeyError."""
    more = {name: told[name] for name in ("detail", "source", "rounds") if name in told}
    return Made(told["user"], told["part"], told["test"], told["word"], **more)


def read(path: Path, release: str) -> list[dict[str, Any]]:
    """The lines of a working file about one release; none where there is no file. Raises OSError."""
    if not path.exists():
        return []
    return [
        told
        for told in map(_line, path.read_text(encoding="utf-8").splitlines())
        if told["release"] == release
    ]


def release(path: Path) -> str:
    """The release that the last line of a working file is about; "" where there is none. Raises OSError."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((told["release"] for told in map(_line, reversed(lines)) if told["release"]), "")


def pack(path: Path, target: Path) -> None:
    """Write what counts of a working file, the tests of one outcome together. Raises OSError."""
    lines = read(path, release(path))
    alike: dict[tuple[str, ...], dict[str, str]] = {}
    for made in last(lines).values():
        detail = made.detail if made.user != BARE else ""
        what = (made.user, made.part, made.word, detail, made.rounds)
        alike.setdefault(what, {})[made.test] = made.source
    expected = {(told["user"], told["part"]): told["tests"] for told in lines if told.get("kind") == EXPECTED}
    packed = [{"release": release(path)}]
    packed += [{"user": user, "part": part, "expected": tests} for (user, part), tests in expected.items()]
    names = ("user", "part", "word", "detail", "rounds")
    packed += [
        dict(zip(names, what, strict=True)) | {"tests": dict(sorted(tests.items()))}
        for what, tests in sorted(alike.items())
    ]
    target.parent.mkdir(exist_ok=True)
    target.write_text("".join(json.dumps(line) + "\n" for line in packed), encoding="utf-8")


def unpack(source: Path, path: Path) -> None:
    """Begin a working file with what was packed. Raises OSError, ValueError, KeyError."""
    head, *lines = (json.loads(line) for line in source.read_text(encoding="utf-8").splitlines())
    for told in lines:
        about = {"user": told["user"], "part": told["part"]}
        if "expected" in told:
            add(path, head["release"], {"kind": EXPECTED, **about, "tests": told["expected"]})
            continue
        about |= {name: told[name] for name in ("word", "detail", "rounds")}
        for test, digest in told["tests"].items():
            add(path, head["release"], {"kind": MADE, **about, "test": test, "source": digest})


def _line(text: str) -> dict[str, Any]:
    """A line; one that was cut off is about no release."""
    try:
        told: dict[str, Any] = json.loads(text)
    except ValueError:
        return {"release": ""}
    return told


def add(path: Path, release: str, told: dict[str, Any]) -> None:
    """One line more. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"release": release, **told}) + "\n")


def last(lines: Iterable[dict[str, Any]]) -> dict[tuple[str, str, str], Made]:
    """What counts of each test: the last that came of it.

    That something got through is never taken back, unless it is known by then that it does on this kernel.
    """
    found: dict[tuple[str, str, str], Made] = {}
    for told in lines:
        if told.get("kind") == MADE:
            made = made_of(told)
            before = found.get(made.key)
            stands = before is not None and got_through(before) and before.source == made.source
            if not stands or made.word == KNOWN:
                found[made.key] = made
    return found


def got_through(made: Made) -> bool:
    """Whether something is told that no other outcome of the same test undoes."""
    return made.word == FAILED and made.user != BARE and "THROUGH" in made.detail


def done(path: Path, release: str) -> dict[tuple[str, str, str], Made]:
    """What a later run need not make again: everything but what failed."""
    return {
        key: made
        for key, made in last(read(path, release)).items()
        if made.word != FAILED or made.user == BARE
    }


def sources() -> dict[str, str]:
    """The digests of the attacks as they are now, by name."""
    return {f"{path.parent.name}/{path.stem}": digest(path) for path in GUESTS.glob("*/*.c")}


def digest(source: Path) -> str:
    """What says that an attack is another one. Raises OSError."""
    return hashlib.sha256(source.read_bytes()).hexdigest()[:12]


def conclude(results: Results, path: Path, now: Mapping[str, str]) -> None:
    """Count what is in the working file, and put it into a kernel's results.

    ``now``: digests of attacks; what came of one that was changed since does not count.
    """
    lines = read(path, results.release)
    outcomes = {
        key: made for key, made in last(lines).items() if now.get(made.test, made.source) == made.source
    }
    expected = {(told["user"], told["part"]): told["tests"] for told in lines if told.get("kind") == EXPECTED}
    for (user, part), tests in expected.items():
        own = [made for made in outcomes.values() if (made.user, made.part) == (user, part)]
        found = results.users.setdefault("root" if user == BARE else user, Found())
        shown = {made.test: made.word for made in outcomes.values() if made.user == BARE}
        _count(found, part, list(_judged(own, shown)), tests)


def _judged(own: list[Made], bare: dict[str, str]) -> Iterator[Made]:
    """What passed shows nothing where the attack was stopped bare, too; not made bare: nobody knows."""
    for made in own:
        if made.word != PASSED or made.part not in SHOWN_BY_BARE or bare.get(made.test) == PASSED:
            yield made
        elif made.test in bare:
            yield made._replace(word=NOTHING)


def _count(found: Found, part: str, own: list[Made], expected: int) -> None:
    failed = [made for made in own if made.word == FAILED]
    passed = sum(made.word == PASSED for made in own)
    known = sum(made.word == KNOWN for made in own)
    lacking: dict[str, list[str]] = {}
    for made in own:
        if made.word == LACKS:
            lacking.setdefault(made.detail, []).append(made.test)
    for test in [test for test in found.tests if test.startswith(f"{part}: ")]:
        del found.tests[test]
    if part == BARE:
        lacking = {SHOWS_NOTHING: sorted(made.test for made in failed)} if failed else {}
        word, counted = WORKS, passed
    else:
        word, counted = FAILED if failed else WORKS, len(failed)
        found.tests |= {f"{part}: {made.test}": Outcome(FAILED, made.detail) for made in failed}
    found.lacking[part] = {reason: sorted(tests) for reason, tests in sorted(lacking.items())}
    of = len(failed) + passed
    more = f", and {known} as known" if known else ""
    left = f", {expected - len(own)} not tried yet" if expected > len(own) else ""
    found.tests[part] = Outcome(word, f"{counted} of {of}{more}{left}") if of else Outcome(SKIPPED)
