"""All tests run in parts, some of them beside each other: what one part leaves out another one has."""

from __future__ import annotations

import itertools
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = (ROOT / ".ci" / "test").read_text(encoding="utf-8")
_PART = re.compile(r'^ *begin "[^"]+" run_tests (\w+)(?: -- (.*))?$', re.MULTILINE)


def _parts(script: str) -> list[tuple[str, list[str]]]:
    """The environment of each part, and its words for pytest."""
    return [(name, shlex.split(words)) for name, words in _PART.findall(re.sub(r"\\\n *", "", script))]


def _left_out(script: str) -> set[str]:
    """Paths that one part ignores and no other has, and selections of attacks without the opposite one."""
    ignored, had, selected = set(), set(), set()
    for environment, words in _parts(script):
        if environment == "attacks" and "--trap" not in words:
            had.add("tests/attacks")
            selected |= {after for word, after in itertools.pairwise(words) if word == "-k"}
        elif environment == "tests":
            ignored |= {word.removeprefix("--ignore=") for word in words if word.startswith("--ignore=")}
            had |= {path for word in words if not word.startswith("-") for path in _paths(word)}
    opposite = {word.removeprefix("not ") if word.startswith("not ") else f"not {word}" for word in selected}
    return set().union(*(_missing(path, had) for path in ignored)) | (opposite - selected)


def _paths(word: str) -> list[str]:
    """A path, or those that the shell makes of a pattern."""
    return [str(path.relative_to(ROOT)) for path in ROOT.glob(word)] if "[" in word else [word]


def _missing(path: str, had: set[str]) -> set[str]:
    """What of a path no part has: the path itself, or what lies below it where parts have some of that."""
    if path in had:
        return set()
    if not any(one.startswith(f"{path}/") for one in had):
        return {path}
    below = [one for one in (ROOT / path).iterdir() if one.match("test_*.py") or any(one.rglob("test_*.py"))]
    return set().union(*(_missing(f"{path}/{one.name}", had) for one in below))


def test_nothing_is_left_out() -> None:
    """Every test is in some part."""
    assert len(_parts(SCRIPT)) > 5
    assert "tests" in [words[-1] for name, words in _parts(SCRIPT) if name == "tests"]
    assert _left_out(SCRIPT) == set()


@pytest.mark.parametrize(
    ("before", "after", "left_out"),
    [
        ("tests/kernel/model\n", "\n", "tests/kernel/model"),
        ("test_[l-z]*.py", "test_[n-z]*.py", "tests/kernel/test_learn.py"),
        ("-k test_attack_of_a_user", "-k test_attack_of_an_user", "test_attack_of_a_user"),
        ("--ignore=tests/attacks ", "--ignore=tests/attacks --ignore=tests/unit ", "tests/unit"),
    ],
)
def test_checks_can_fail(before: str, after: str, left_out: str) -> None:
    """A part that is lost, or that is not what another one leaves out, is found."""
    assert before in SCRIPT
    assert left_out in _left_out(SCRIPT.replace(before, after))
