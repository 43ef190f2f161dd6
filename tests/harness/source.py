"""Python source: what a file holds and imports, for all tests that look at it. A text is parsed once."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import scpipe

PACKAGE = Path(scpipe.__file__).parent

Node = TypeVar("Node", bound=ast.AST)


@functools.cache
def sources() -> Sequence[Path]:
    """Every Python file of the package, in order."""
    return sorted(PACKAGE.rglob("*.py"))


def part(path: Path) -> str:
    """The part of the package that a file is in: a directory's name, or a module's."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    """A file, parsed. Whoever changes the tree changes it for all."""
    return _parsed(path.read_text(encoding="utf-8"))


def nodes(whole: ast.Module, kind: type[Node]) -> Iterator[Node]:
    """Everything of a kind in a file, wherever it stands. A file is walked through once."""
    return (node for node in _walked(whole) if isinstance(node, kind))


def imports(path: Path) -> frozenset[str]:
    """The full names of everything a file imports, at the top, in functions and for types alike."""
    return _imported(path.read_text(encoding="utf-8"))


_parsed = functools.cache(ast.parse)


@functools.cache
def _walked(whole: ast.Module) -> Sequence[ast.AST]:
    return tuple(ast.walk(whole))


@functools.cache
def _imported(text: str) -> frozenset[str]:
    found = set[str]()
    for node in _walked(_parsed(text)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import of {[alias.name for alias in node.names]}"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)
