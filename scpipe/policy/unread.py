"""Protection that a SCONE session asks for where nobody reads it: it must not vanish without a word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator

from scpipe.errors import PolicyError
from scpipe.policy.complaints import complaint, place, shown
from scpipe.policy.nodes import ListNode, MapNode, Node, ScalarNode

ENVIRONMENT = "environment"
#: What begins like one of the two variables, whatever marks stand before it: quotes, $, @@, a backslash.
_VARIABLE = re.compile(r"[\W_]*scone[\W_]*(pipe|sock(et)?[\W_]*pair)", re.IGNORECASE)
#: Names that are near ``environment`` in meaning, not in spelling.
_ALSO = frozenset({"env", "envs", "envvars", "vars", "variables"})


def begins_like_a_variable(text: str) -> bool:
    """True for what somebody wrote who meant SCONE_PIPE or SCONE_SOCKETPAIR."""
    return _VARIABLE.match(text) is not None


def find_unread(root: MapNode, services: ListNode, chosen: MapNode, source: str) -> list[str]:
    """Warnings for what looks like the environment of the chosen service and is not read.

    Raises PolicyError for a name or value that begins with SCONE_PIPE or SCONE_SOCKETPAIR in such a place. A
    text of several lines is the content of a file, which may well mention them: a warning. Services that are
    not chosen, and what they refer to, need no word.
    """
    read = {id(node) for key, value in chosen.pairs if _is_environment(key) for node in _nodes([value])}
    others = {id(node) for service in services.items if service is not chosen for node in _nodes([service])}
    warnings: list[str] = []
    for key, value in root.pairs:
        if value is not services:
            warnings += _look(key, value, read | others, source, inside=False)
    for key, value in chosen.pairs:
        if not _is_environment(key):
            warnings += _look(key, value, read, source, inside=True)
    return warnings


def _is_environment(key: Node) -> bool:
    return isinstance(key, ScalarNode) and key.text == ENVIRONMENT


def _look(key: Node, value: Node, read: Collection[int], source: str, *, inside: bool) -> Iterator[str]:
    """Warnings for one entry. ``read``: by identity, because an alias is its anchor's node."""
    if id(value) in read:
        return
    near = isinstance(key, ScalarNode) and _is_near(key.text)
    if near:
        yield f"{place(source, key.mark)}: {_not_read(key, inside)}"
    for node in _nodes([key, value]):
        if id(node) in read or not isinstance(node, ScalarNode) or not begins_like_a_variable(node.text):
            continue
        if "\n" not in node.text:
            raise _unread(node, key if near else None, source, inside)
        yield f"{place(source, node.mark)}: {shown(node.text)} stands where no variables are read"


def _unread(node: ScalarNode, near: Node | None, source: str, inside: bool) -> PolicyError:
    hint = "SCONE's variables stand in the environment of a service"
    if near is not None:
        hint = _not_read(near, inside)
    return complaint(source, node.mark, f"{shown(node.text)} stands where no variables are read", hint=hint)


def _not_read(key: Node, inside: bool) -> str:
    name = shown(key.text) if isinstance(key, ScalarNode) else "this"
    if not inside:
        return f"the key {name} outside a service is not read; it belongs into a service, as environment"
    return f"the key {name} of a service is not read; did you mean environment?"


def _is_near(text: str) -> bool:
    word = re.sub(r"[\W_]+", "", text[:40].lower())
    return word in _ALSO or bool(difflib.get_close_matches(word, [ENVIRONMENT], cutoff=0.8))


def _nodes(start: Iterable[Node]) -> Iterator[Node]:
    """The nodes and all below, each once: aliases can make of a small file an endless or very deep one."""
    waiting: list[Node] = [*start][::-1]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, ListNode):
            waiting += reversed(node.items)
        elif isinstance(node, MapNode):
            waiting += [part for pair in reversed(node.pairs) for part in reversed(pair)]
