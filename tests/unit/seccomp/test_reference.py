"""The reference page is what the catalogue says, and the threat model knows every relaxation."""

from __future__ import annotations

import re
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


MODEL = Path(__file__).parents[3] / "docs" / "explanation" / "threat-model.md"


def test_threat_model_says_what_still_holds_after_each_relaxation() -> None:
    """One row for each relaxation, in the catalogue's order, and no row for anything else."""
    text = MODEL.read_text(encoding="utf-8").split("## What each relaxation gives up")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z0-9-]+)` \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE) == list(RELAXATIONS)


def test_threat_model_points_to_what_exists() -> None:
    """Every file and folder it links to is there."""
    links = re.findall(r"\]\(([^)#]+)", MODEL.read_text(encoding="utf-8"))
    assert len(links) > 10
    assert [link for link in links if not (MODEL.parent / link).exists()] == []
