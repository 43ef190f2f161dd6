"""One sentence a line in documents, so that a change shows the sentences that it changes.

``python tests/prose.py`` puts every document into that form; tests/unit/test_documents.py holds it. Only
paragraphs are touched, those in lists too: code, tables and headings stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
#: Where documents are; what lies elsewhere is made by tools, or belongs to an environment.
PLACES = ("*.md", ".github/**/*.md", "bpf/*.md", "docs/**/*.md", "examples/*.md")

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_END = re.compile(r"(?<![.\s(])[.!?](?P<closers>[)\"'*_]*) +(?=\S)")
_ABBREVIATED = re.compile(r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx)$")


def pages() -> list[Path]:
    """The documents of the repository."""
    return sorted({path for place in PLACES for path in ROOT.glob(place)})


def sentences(text: str) -> list[str]:
    """The sentences of a text on one line; what stands in backticks ends none."""
    masked = _CODE.sub(lambda code: "x" * len(code.group()), text)
    found, start = [], 0
    for end in _END.finditer(masked):
        if not _ABBREVIATED.search(masked[: end.start()]):
            found.append(text[start : end.end("closers")])
            start = end.end()
    return [*found, text[start:]]


def one_a_line(document: str) -> str:
    """The document with one sentence a line, and nothing else changed."""
    lines = document.split("\n")
    for first, end in reversed(list(_paragraphs(document))):
        text = " ".join(line.strip() for line in lines[first:end])
        marker, text = _without_marker(lines[first], text)
        said = sentences(text)
        lines[first:end] = [marker + said[0], *(" " * len(marker) + sentence for sentence in said[1:])]
    return "\n".join(lines)


def _paragraphs(document: str) -> Iterator[tuple[int, int]]:
    """First line and the line after the last one of each paragraph."""
    for token in MarkdownIt("commonmark").enable("table").parse(document):
        if token.type == "paragraph_open" and token.map:
            yield token.map[0], token.map[1]


def _without_marker(line: str, text: str) -> tuple[str, str]:
    """An item's marker or the indentation before a paragraph, and the text without it."""
    marker = re.match(r" *(?:(?:[*+-]|\d+[.)]) +)*", line)
    before = marker.group() if marker else ""
    return before, text[len(before.strip()) :].lstrip()


def main() -> None:
    """Rewrites the documents that are not in that form."""
    for page in pages():
        before = page.read_text(encoding="utf-8")
        after = one_a_line(before)
        if after != before:
            page.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
