"""YAML text to nodes with places, and back; the only file that imports PyYAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import yaml
from yaml.reader import ReaderError

from scpipe.errors import PolicyError
from scpipe.policy.complaints import (
    PLACEHOLDERS,
    Mark,
    complaint,
    lines_of,
    mark_after,
    placeholder_fault,
    shown,
)
from scpipe.policy.nodes import MAX_DEPTH, Document, Kind, ListNode, MapNode, Node, ScalarNode

_KINDS: dict[str, Kind] = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:bool": "boolean",
    "tag:yaml.org,2002:int": "integer",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:null": "null",
    "tag:yaml.org,2002:timestamp": "date",
}


def compose_yaml(text: str, source: str) -> Document:
    """The one document of a YAML text. Raises PolicyError with the place of the first fault."""
    try:
        loader = _Loader(text)
    except ReaderError as error:
        raise _unreadable(error, text, source) from None
    try:
        return _Composer(loader, source).document()
    except yaml.MarkedYAMLError as error:
        raise _malformed(error, text, source) from None
    except (ValueError, OverflowError):
        # PyYAML hands "\UFFFFFFFF" and endless %YAML versions to chr() and int() unchecked.
        raise complaint(source, _mark(loader.get_mark()), "not valid YAML: a number out of range") from None
    finally:
        loader.dispose()


def dump_yaml(data: Mapping[str, object]) -> str:
    """Plain values as block YAML in the order given; ASCII, other characters are escaped.

    With allow_unicode PyYAML writes U+0085 as it is and reads it back as a space.
    """
    text: str = yaml.safe_dump(dict(data), sort_keys=False, width=10_000)
    return text


class _Place(Protocol):
    """A mark of PyYAML, which has two classes of them; both count from 0."""

    line: int
    column: int


class _Loader(yaml.SafeLoader):
    """A loader for which ``@@NAME`` is a plain scalar, as SCONE sessions write it."""

    def check_plain(self) -> bool:
        """Whether a plain scalar can begin here; YAML itself reserves ``@``."""
        return self.prefix(2) == "@@" or bool(super().check_plain())

    # The stubs leave the three methods below untyped; these give them their types once.

    def take(self) -> yaml.Event:
        """The next event, consumed."""
        event: yaml.Event = self.get_event()  # type: ignore[no-untyped-call]
        return event

    def upcoming(self) -> yaml.Event:
        """The next event, left where it is."""
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        return event

    def implied_tag(self, event: yaml.ScalarEvent) -> str:
        """The tag YAML 1.1 gives an untagged scalar."""
        tag = self.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        return str(tag)


class _Composer:
    """Events to nodes. PyYAML's own composer has no depth limit and forgets where anchors stood."""

    def __init__(self, loader: _Loader, source: str) -> None:
        self._loader = loader
        self._source = source
        self._anchors: dict[str, Node] = {}
        self._anchor: Mark | None = None
        self._tag: Mark | None = None

    def document(self) -> Document:
        """The only document of the stream."""
        self._loader.take()  # stream start
        if self._loader.check_event(yaml.StreamEndEvent):
            return Document(None)
        self._loader.take()  # document start
        empty = self._is_empty(self._loader.upcoming())
        root = self._node(0)
        self._loader.take()  # document end
        if not self._loader.check_event(yaml.StreamEndEvent):
            mark = _mark(self._loader.upcoming().start_mark)
            raise complaint(
                self._source,
                mark,
                "a second document begins here",
                hint="a policy is one document: remove ---",
            )
        return Document(None if empty else root, self._anchor, self._tag)

    @staticmethod
    def _is_empty(event: yaml.Event) -> bool:
        return isinstance(event, yaml.ScalarEvent) and event.value == "" and event.style is None

    def _node(self, depth: int) -> Node:
        event = self._loader.take()
        mark = _mark(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(str(event.anchor), mark)
        # After an alias the grammar leaves only these.
        assert isinstance(event, (yaml.ScalarEvent, yaml.CollectionStartEvent))
        if depth > MAX_DEPTH:
            raise complaint(self._source, mark, f"nested more than {MAX_DEPTH} deep")
        if event.tag is not None:
            self._tag = self._tag or mark
        if event.anchor is not None:
            self._anchor = self._anchor or mark
        node = self._content(event, mark, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _content(self, event: yaml.Event, mark: Mark, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return ScalarNode(mark, event.value, self._kind(event))
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not self._loader.check_event(yaml.SequenceEndEvent):
                items.append(self._node(depth + 1))
            self._loader.take()
            return ListNode(mark, tuple(items))
        pairs: list[tuple[Node, Node]] = []
        while not self._loader.check_event(yaml.MappingEndEvent):
            key = self._node(depth + 1)
            pairs.append((key, self._node(depth + 1)))
        self._loader.take()
        return MapNode(mark, tuple(pairs))

    def _kind(self, event: yaml.ScalarEvent) -> Kind:
        if event.tag is not None:
            return "other"
        return _KINDS.get(self._loader.implied_tag(event), "other")

    def _alias(self, name: str, mark: Mark) -> Node:
        if name not in self._anchors:
            raise _alias_fault(self._source, mark, f"*{name}")
        return self._anchors[name]


def _mark(mark: _Place | None) -> Mark:
    return Mark(0, 0) if mark is None else Mark(mark.line + 1, mark.column + 1)


def _unreadable(error: ReaderError, text: str, source: str) -> PolicyError:
    return complaint(
        source,
        mark_after(text[: error.position]),
        f"the character {shown(text[error.position : error.position + 1])} is not allowed in YAML",
        hint="write it as an escape in double quotes, or remove it",
    )


def _malformed(error: yaml.MarkedYAMLError, text: str, source: str) -> PolicyError:
    """PyYAML's complaint in words that help; its own words where none of ours fit."""
    lines = lines_of(text)
    problem, context = str(error.problem or ""), str(error.context or "")
    mark, start = _mark(error.problem_mark), _mark(error.context_mark)
    held = _placeholder(lines, min(start.line or mark.line, mark.line - 1), mark.line)
    if held is not None:
        return placeholder_fault(source, held)
    if "'\\t'" in problem:
        return complaint(source, mark, "a tab where only spaces can stand", hint="indent with spaces")
    if context == "while scanning an alias":
        rest = lines[start.line - 1][start.column - 1 :]
        return _alias_fault(source, start, rest.split(" #")[0].strip())
    if context == "while scanning a simple key":
        word = shown(lines[start.line - 1][start.column - 1 :].strip())
        return complaint(
            source, start, f"expected 'key: value', found {word}", hint="a colon and a space follow each key"
        )
    hint = ""
    if problem.startswith("mapping values"):
        hint = "is there a space after every colon, and are keys of one level indented alike?"
    elif problem.startswith(("expected <block end>", "expected '<document start>'")):
        hint = "are keys of one level indented alike?"
    elif "cannot start any token" in problem:
        hint = "put the value in quotes"
    elif "unknown escape character '@'" in problem:
        hint = "write @@NAME, or \\@\\@NAME without quotes or in single ones"
    about = f" {context}" if context.startswith("while ") else ""
    return complaint(source, mark, f"not valid YAML: {problem}{about}", hint=hint)


def _placeholder(lines: list[str], first: int, last: int) -> Mark | None:
    for number in range(max(first, 1), min(last, len(lines)) + 1):
        line = lines[number - 1]
        if line.strip() in PLACEHOLDERS:
            return Mark(number, len(line) - len(line.lstrip()) + 1)
    return None


def _alias_fault(source: str, mark: Mark, text: str) -> PolicyError:
    hint = f'put it in quotes: "{shown(text, quotes=False)}"'
    if "/" in text:
        hint = "a program's path begins with /, also in a glob such as /usr/*/make"
    return complaint(
        source,
        mark,
        f"{shown(text)} is unquoted and begins with *, which makes it a YAML alias",
        hint=hint,
    )
