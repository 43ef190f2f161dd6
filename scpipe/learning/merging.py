"""New rules put into the text of a policy that is there, which keeps everything else as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scpipe.policy.nodes import ListNode, MapNode, ScalarNode
from scpipe.policy.yaml_nodes import compose_yaml

_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|\Z)")
_EMPTY = re.compile(r"\[[ \t]*\]")


def insert_rules(text: str, source: str, rules: Sequence[str]) -> str | None:
    """The text with rules before its own; None where the place cannot be found.

    ``rules``: lines of list items without indentation. Nothing of the text is removed but an empty ``[]``.
    The result is to be read again: a place that was taken wrongly shows then. Raises PolicyError for a text
    that is no YAML.
    """
    root = compose_yaml(text, source).root
    lines = [match for match in _LINE.findall(text) if match]
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    if root is None:
        return _appended(text, rules, ending)
    if not isinstance(root, MapNode):
        return None
    for key, value in root.pairs:
        if isinstance(key, ScalarNode) and key.text == "rules":
            if not isinstance(value, ListNode):
                return None
            return _inserted(lines, key.mark.line, value, rules, ending)
    return _appended(text, rules, ending)


def _appended(text: str, rules: Sequence[str], ending: str) -> str:
    gap = "" if not text or text.endswith(("\n", "\r")) else ending
    return text + gap + "".join(f"{line}{ending}" for line in ("", "rules:", *_indented(rules, "  ")))


def _inserted(
    lines: list[str], key_line: int, value: ListNode, rules: Sequence[str], ending: str
) -> str | None:
    """Directly below the key, so that comments above the first rule stay with it."""
    at, column = value.mark.line - 1, value.mark.column - 1
    before, rest = lines[at][:column], lines[at][column:]
    if rest.startswith("-") and not before.strip() and at >= key_line:
        place, indent = key_line, before
    elif _EMPTY.match(rest) and at == key_line - 1:
        lines[at] = before.rstrip() + _EMPTY.sub("", rest, count=1)
        place, indent = key_line, "  "
    else:
        return None
    new = [f"{line}{ending}" for line in _indented(rules, indent)]
    if place and not lines[place - 1].endswith(("\n", "\r")):
        lines[place - 1] += ending
    return "".join([*lines[:place], *new, *lines[place:]])


def _indented(lines: Sequence[str], indent: str) -> list[str]:
    return [f"{indent}{line}" for line in lines]
