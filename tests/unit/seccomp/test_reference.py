"""The reference page is what the catalogue says."""

from __future__ import annotations

from pathlib import Path

from scpipe.policy.model import RELAXATIONS
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.reference import render

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "syscalls.md"


def test_page_is_up_to_date() -> None:
    """docs/reference/syscalls.md equals what render() gives."""
    assert PAGE.read_text(encoding="utf-8") == render()


def test_page_tells_every_row_and_relaxation() -> None:
    """Every row's reason and every relaxation is on the page, and its tables are rectangular."""
    page = render()
    assert all(entry.reason in page for entry in CATALOGUE)
    assert all(f"| `{name}` |" in page for name in RELAXATIONS)
    for block in page.split("\n\n"):
        widths = {line.count("|") for line in block.splitlines() if line.startswith("|")}
        assert len(widths) <= 1, block
