"""Draws the pictures of docs again from their text: python tests/drawing.py (Debian: graphviz).

The picture keeps a digest of the text that it was made from, by which a test knows one that is out of date.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
_DIGEST = re.compile(r"<!-- made from a text with the SHA-256 ([0-9a-f]{64}) -->\n\Z")


def texts() -> list[Path]:
    """The texts that pictures are made from; each picture lies beside its text."""
    return sorted(DOCS.rglob("*.dot"))


def digest(text: Path) -> str:
    """What a picture of this text keeps."""
    return hashlib.sha256(text.read_bytes()).hexdigest()


def kept(picture: str) -> str:
    """The digest that a picture keeps, "" if it keeps none."""
    found = _DIGEST.search(picture)
    return found[1] if found else ""


def draw(text: Path) -> None:
    """Make the picture of a text. Raises CalledProcessError, and FileNotFoundError without graphviz."""
    command = ["dot", "-Tsvg", str(text)]
    drawn = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
    picture = drawn + f"<!-- made from a text with the SHA-256 {digest(text)} -->\n"
    text.with_suffix(".svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    for source in texts():
        draw(source)
        sys.stdout.write(f"{source.with_suffix('.svg').relative_to(DOCS.parent)}\n")
