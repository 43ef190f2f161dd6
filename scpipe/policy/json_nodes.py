"""JSON text to nodes with places; strict RFC 8259, because json.loads forgets where a value stood."""

from __future__ import annotations

import bisect
import json
import re

from scpipe.errors import PolicyError
from scpipe.policy.complaints import Mark, complaint, shown
from scpipe.policy.nodes import MAX_DEPTH, Document, Kind, ListNode, MapNode, Node, ScalarNode

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<rest>(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)")
_WORD = re.compile(r"\w+")
_WORDS: dict[str, Kind] = {"true": "boolean", "false": "boolean", "null": "null"}


def compose_json(text: str, source: str) -> Document:
    """The one value of a JSON text. Raises PolicyError with the place of the first fault."""
    reader = _Reader(text, source)
    if reader.peek() == "":
        return Document(None)
    root = reader.value(0)
    if reader.peek():
        raise reader.fault("more text after the end of the value", "a policy is one value")
    return Document(root)


class _Reader:
    """A position in a text; every method leaves it behind what it has read."""

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._at = 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._decoder = json.JSONDecoder()

    def peek(self) -> str:
        """Skip white space; the next character, or an empty string at the end."""
        match = _SPACE.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
        return self._text[self._at : self._at + 1]

    def value(self, depth: int) -> Node:
        """The value that begins here."""
        char = self.peek()
        if depth > MAX_DEPTH:
            raise self.fault(f"nested more than {MAX_DEPTH} deep")
        if char == "{":
            return self._mapping(depth)
        if char == "[":
            return self._sequence(depth)
        if char == '"':
            return self._string()
        return self._bare(char)

    def fault(self, problem: str, hint: str = "", at: int = -1) -> PolicyError:
        """The error for this place, or for the offset ``at``."""
        mark = self._mark(self._at if at < 0 else at)
        return complaint(self._source, mark, f"not valid JSON: {problem}", hint=hint)

    def _mark(self, at: int) -> Mark:
        line = bisect.bisect_right(self._starts, at)
        return Mark(line, at - self._starts[line - 1] + 1)

    def _mapping(self, depth: int) -> MapNode:
        mark = self._mark(self._at)
        pairs: list[tuple[Node, Node]] = []
        self._at += 1
        while self._more(pairs, "}"):
            if self.peek() != '"':
                raise self.fault(f"expected a key in double quotes, found {self._here()}")
            key = self._string()
            self._expect(":")
            pairs.append((key, self.value(depth + 1)))
        return MapNode(mark, tuple(pairs))

    def _sequence(self, depth: int) -> ListNode:
        mark = self._mark(self._at)
        items: list[Node] = []
        self._at += 1
        while self._more(items, "]"):
            items.append(self.value(depth + 1))
        return ListNode(mark, tuple(items))

    def _more(self, read: list[tuple[Node, Node]] | list[Node], close: str) -> bool:
        """True if another entry follows; otherwise the closing bracket has been read."""
        if self.peek() == close:
            self._at += 1
            return False
        if read:
            comma = self._at
            self._expect(",", f"or {close}")
            if self.peek() == close:
                raise self.fault("a comma before the end", "remove the comma", comma)
        return True

    def _expect(self, char: str, otherwise: str = "") -> None:
        if self.peek() != char:
            wanted = f"{char} {otherwise}".strip()
            raise self.fault(f"expected {wanted}, found {self._here()}")
        self._at += 1

    def _here(self) -> str:
        char = self._text[self._at : self._at + 1]
        return shown(char) if char else "the end of the file"

    def _string(self) -> ScalarNode:
        start = self._at
        try:
            value, self._at = self._decoder.raw_decode(self._text, start)
        except json.JSONDecodeError as error:
            problem = error.msg.removesuffix(" at").removesuffix(" starting")
            hint = "a backslash is written twice" if "escape" in problem else ""
            raise self.fault(problem[:1].lower() + problem[1:], hint, error.pos) from None
        return ScalarNode(self._mark(start), str(value), "text")

    def _bare(self, char: str) -> ScalarNode:
        mark = self._mark(self._at)
        number = _NUMBER.match(self._text, self._at)
        word = _WORD.match(self._text, self._at)
        if number is not None and (word is None or word.end() <= number.end()):
            self._at = number.end()
            return ScalarNode(mark, number.group(), "number" if number.group("rest") else "integer")
        if word is not None and word.group() in _WORDS:
            self._at = word.end()
            return ScalarNode(mark, word.group(), _WORDS[word.group()])
        if char in ("#", "/"):
            raise self.fault("JSON has no comments", "give the file a name that ends in .yaml")
        if word is None:
            raise self.fault(f"expected a value, found {self._here()}")
        hint = "" if word.group()[0].isdigit() else "JSON text stands in double quotes"
        raise self.fault(f"expected a value, found {shown(word.group())}", hint)
