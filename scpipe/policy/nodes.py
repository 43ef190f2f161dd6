"""A policy document as typed values that remember their place; YAML and JSON both become this."""

from __future__ import annotations

from typing import Literal

from scpipe.policy.complaints import Mark, complaint, shown
from scpipe.record import Record

#: What the notation itself says a scalar is, before any meaning is given to it.
Kind = Literal["text", "boolean", "integer", "number", "null", "date", "other"]

#: Nesting beyond this is refused: no policy needs it, and the readers recurse.
MAX_DEPTH = 64


class ScalarNode(Record):
    """One value as it was written; ``text`` is unquoted and unescaped."""

    mark: Mark
    text: str
    kind: Kind


class ListNode(Record):
    """A sequence."""

    mark: Mark
    items: tuple[Node, ...]


class MapNode(Record):
    """A mapping in the order of the file; duplicate keys are still there."""

    mark: Mark
    pairs: tuple[tuple[Node, Node], ...]


Node = ScalarNode | ListNode | MapNode


class Document(Record):
    """One document. ``root`` is None where it says nothing; the marks are the first of their sort."""

    root: Node | None
    anchor: Mark | None = None
    tag: Mark | None = None


_SCALARS = {"boolean": "the boolean", "integer": "the number", "number": "the number", "date": "the date"}


def found(node: Node) -> str:
    """What stands at a place, as an error message names it."""
    if isinstance(node, ListNode):
        return "a list"
    if isinstance(node, MapNode):
        return "a mapping"
    if node.kind == "null":
        return "nothing" if node.text == "" else f"{shown(node.text)}, which means nothing"
    if node.kind in _SCALARS:
        return f"{_SCALARS[node.kind]} {shown(node.text, quotes=False)}"
    return shown(node.text)


def fields(node: MapNode, source: str) -> dict[str, tuple[Mark, Node]]:
    """The mapping by key, with each key's mark. Raises PolicyError for duplicate and compound keys."""
    result: dict[str, tuple[Mark, Node]] = {}
    for key, value in node.pairs:
        if not isinstance(key, ScalarNode):
            raise complaint(source, key.mark, f"a key must be a word, found {found(key)}")
        if key.text == "<<":
            raise complaint(source, key.mark, "merge keys (<<) are not supported", hint="write the keys out")
        if key.text in result:
            first = result[key.text][0].line
            where = f", first on line {first}" if first else ""
            raise complaint(
                source, key.mark, f"the key {shown(key.text)} stands twice{where}", hint="remove one of them"
            )
        result[key.text] = (key.mark, value)
    return result
