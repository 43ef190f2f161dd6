"""The shape of the code: small files, plain names, docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import scpipe

PACKAGE = Path(scpipe.__file__).parent
TESTS = Path(__file__).parents[1]

MOST_LINES = 300
#: Files that may be longer, with the reason.
LONGER = {"handlers/message.py": "until its functions take one value for what they share"}

#: Names that say nothing, or would shadow a builtin.
NO_NAMES = frozenset({"utils", "helpers", "common", "misc", "filter"})

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def _test_files() -> list[Path]:
    return sorted(TESTS.rglob("test_*.py"))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Documented]]:
    """Functions and classes of a module and of its classes; not those inside functions."""
    for node in body:
        if isinstance(node, Documented):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node.body, f"{prefix}{node.name}.")


def _is_public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split("."))


def _undocumented(path: Path) -> list[str]:
    """What is public in a file and has no docstring."""
    tree = _tree(path)
    missing = [] if ast.get_docstring(tree) else ["the module"]
    return missing + [
        name for name, node in _definitions(tree.body) if _is_public(name) and not ast.get_docstring(node)
    ]


def _silent_tests(path: Path) -> list[str]:
    """The test functions of a file that do not say what they claim."""
    return [
        name
        for name, node in _definitions(_tree(path).body)
        if name.rpartition(".")[2].startswith("test_") and not ast.get_docstring(node)
    ]


def test_files_are_found() -> None:
    """The checks below look at something."""
    assert len(_sources()) > 50
    assert Path(__file__) in _test_files()


def test_files_are_small() -> None:
    """No file of the package is longer than it may be, and no exception has become needless."""
    lengths = {_name(path, PACKAGE): len(path.read_text().splitlines()) for path in _sources()}
    long = {name for name, lines in lengths.items() if lines > MOST_LINES}
    assert long == set(LONGER)


def test_modules_have_names_that_say_something() -> None:
    """No module or package is a box for odds and ends, or has the public name of something else."""
    found = {path.stem for path in _sources()} | {path.parent.name for path in _sources()}
    assert found.isdisjoint(NO_NAMES)
    beside = {path.stem for path in PACKAGE.iterdir()}
    assert beside.isdisjoint(scpipe.__all__)


@pytest.mark.parametrize("path", _sources(), ids=lambda path: _name(path, PACKAGE))
def test_public_things_have_docstrings(path: Path) -> None:
    """Every module, public class, function and method says what it is."""
    assert _undocumented(path) == []


@pytest.mark.parametrize("path", _test_files(), ids=lambda path: _name(path, TESTS))
def test_tests_say_what_they_claim(path: Path) -> None:
    """Every test function has a docstring."""
    assert _silent_tests(path) == []


def test_checks_can_fail(tmp_path: Path) -> None:
    """The two docstring checks see a function, a method and a test without one."""
    path = tmp_path / "test_sample.py"
    path.write_text(
        '"""x"""\nclass A:\n    """x"""\n    def b(self): ...\n    def _c(self): ...\ndef test_d(): ...\n'
    )
    assert _undocumented(path) == ["A.b", "test_d"]
    assert _silent_tests(path) == ["test_d"]
