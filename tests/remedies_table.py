"""Writes the table of known programs into docs again: python tests/remedies_table.py."""

from __future__ import annotations

import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "patterns.md"
BEGIN = "<!-- from the rules of advice, by tests/remedies_table.py -->\n"
END = "<!-- end of the rules of advice -->\n"


def table() -> str:
    """The table, a line for each rule."""
    from scpipe.report import remedies

    lines = [
        "| known as | kind | what the call is for, and what its refusal does | what helps |",
        "|---|---|---|---|",
    ]
    for known in sorted(remedies.table(), key=lambda known: known.name):
        kind = known.kind or "either"
        helps = known.remedy or f"a rule with {kind if known.kind else 'its kind'}: allow"
        if known.name in remedies.UNTRIED:
            helps = "not tried"
        cells = (known.name, kind, known.what, helps)
        lines.append("| " + " | ".join(map(_cell, cells)) + " |")
    return "\n".join([*lines, ""])


def documented(page: str) -> str:
    """The table that a page has. Raises ValueError where it has none."""
    return page[page.index(BEGIN) + len(BEGIN) : page.index(END)]


def _cell(text: str) -> str:
    for letter in "\\|<*":
        text = text.replace(letter, f"\\{letter}")
    return text


if __name__ == "__main__":
    sys.path.insert(0, str(PAGE.parents[2]))
    written = PAGE.read_text(encoding="utf-8")
    before, _, rest = written.partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
