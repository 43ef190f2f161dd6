"""The inner ring of the tests: what costs much is left out of it, and of no other."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT = Path(__file__).parent
RING = 'python -m pytest -m "not slow" tests/unit'
#: So many examples take longer than the ring allows one test.
MANY_EXAMPLES = 200


def _decorated(text: str) -> Iterator[tuple[str, list[ast.expr]]]:
    """The test functions of a file with their decorators."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name, node.decorator_list


def _marked(text: str) -> set[str]:
    """The test functions of a file that are left out with all their cases."""
    if "slow" not in text:
        return set()
    return {
        name for name, decorators in _decorated(text) if "pytest.mark.slow" in map(ast.unparse, decorators)
    }


def _many_examples(text: str) -> set[str]:
    """The test functions that ask for many examples."""
    if "max_examples" not in text:
        return set()
    return {
        name
        for name, decorators in _decorated(text)
        for found in itertools.chain.from_iterable(map(ast.walk, decorators))
        if isinstance(found, ast.keyword) and found.arg == "max_examples"
        if isinstance(found.value, ast.Constant) and found.value.value > MANY_EXAMPLES
    }


def test_the_mark_is_registered(pytestconfig: pytest.Config) -> None:
    """The mark is one of the project's, and says what it means."""
    marks = dict(line.split(":", 1) for line in pytestconfig.getini("markers") if ":" in line)
    assert "CPU" in marks["slow"]


def test_the_mark_is_used() -> None:
    """Tests of several rooms are left out, and none outside of the ring that the mark is for."""
    users = {path for path in (ROOT / "tests").rglob("test_*.py") if _marked(path.read_text())}
    assert len({path.parent for path in users}) > 3
    assert all(path.is_relative_to(UNIT) for path in users)


def test_many_examples_are_slow() -> None:
    """Who asks for many examples leaves the ring."""
    texts = [path.read_text() for path in UNIT.rglob("test_*.py")]
    assert any(_many_examples(text) for text in texts)
    assert [name for text in texts for name in _many_examples(text) - _marked(text)] == []


def test_checks_can_fail() -> None:
    """A mark and a number are seen where they stand."""
    text = (
        "@settings(max_examples=1000)\n@given(x)\ndef test_a(): ...\n@pytest.mark.slow\ndef test_b(): ...\n"
    )
    assert (_many_examples(text), _marked(text)) == ({"test_a"}, {"test_b"})


def test_contributors_are_told() -> None:
    """The page for contributors names the ring by the command that runs it."""
    assert f"`{RING}`" in (ROOT / "CONTRIBUTING.md").read_text()


@pytest.mark.parametrize("name", [".ci/test", "tox.ini", ".github/workflows/test.yml"])
def test_the_outer_ring_is_everything(name: str) -> None:
    """Nothing is left out where all tests are run."""
    assert "slow" not in (ROOT / name).read_text()
