"""The pictures of the documents are made from their texts as they stand, and show the code as it is."""

from __future__ import annotations

import re
from pathlib import Path

import drawing
import pytest
from harness.source import imports, part, sources

ROOMS = drawing.DOCS / "explanation" / "architecture" / "rooms.dot"
_NODE = re.compile(r"^    (\w+) \[label=\"([^\"]+)\"\]$", re.MULTILINE)
_ARROW = re.compile(r"^    (\w+) -> (\w+|\{[^}]+\})(?: \[(.*)\])?$", re.MULTILINE)


def _nodes() -> dict[str, str]:
    """The node that each part of the package is in: the lines of a label that are names of parts."""
    parts = {part(path) for path in sources()}
    found = {}
    for node, label in _NODE.findall(ROOMS.read_text(encoding="utf-8")):
        words = re.split(r",\s*|\\n", label)
        found |= {word: node for word in words if word in parts}
    return found


def _arrows() -> set[tuple[str, str]]:
    """The grey arrows that are not dashed."""
    text = ROOMS.read_text(encoding="utf-8").partition("// The event")[0]
    found = set()
    for start, ends, style in _ARROW.findall(text):
        if "dashed" not in style and "invis" not in style:
            found |= {(start, end) for end in ends.strip("{}").split()}
    return found


def _imports() -> set[tuple[str, str]]:
    """Which node imports which, by the code."""
    nodes = _nodes()
    found = set()
    for path in sources():
        own = nodes.get(part(path))
        for name in imports(path):
            words = name.split(".")
            other = nodes.get(words[1]) if words[0] == "scpipe" and len(words) > 1 else None
            if own is not None and other is not None and own != other:
                found.add((own, other))
    return found


def _reaches(arrows: set[tuple[str, str]], start: str, end: str) -> bool:
    return (start, end) in arrows or any(
        _reaches(arrows, middle, end) for first, middle in arrows if first == start
    )


@pytest.mark.parametrize("text", drawing.texts(), ids=lambda text: text.name)
def test_picture_is_made_from_its_text(text: Path) -> None:
    """If not: python tests/drawing.py."""
    assert drawing.kept(text.with_suffix(".svg").read_text(encoding="utf-8")) == drawing.digest(text)


def test_a_changed_text_is_seen(tmp_path: Path) -> None:
    """A picture keeps the digest of one text only, and one without a digest is of no text."""
    text = tmp_path / "a.dot"
    text.write_text("digraph a {}\n")
    picture = f"<svg/>\n<!-- made from a text with the SHA-256 {drawing.digest(text)} -->\n"
    assert drawing.kept(picture) == drawing.digest(text)
    text.write_text("digraph b {}\n")
    assert drawing.kept(picture) != drawing.digest(text)
    assert drawing.kept("<svg/>\n") == ""


def test_every_room_is_drawn() -> None:
    """Each part of the package is in the picture, but for the package itself and the file that starts it."""
    parts = {part(path) for path in sources()}
    assert parts - set(_nodes()) == {"__init__", "__main__"}


def test_arrows_are_imports() -> None:
    """A grey arrow stands for an import; each import is drawn, or follows from those that are."""
    arrows, imports = _arrows(), _imports()
    assert len(arrows) > 10
    assert arrows - imports == set()
    assert [pair for pair in sorted(imports) if not _reaches(arrows, *pair)] == []
