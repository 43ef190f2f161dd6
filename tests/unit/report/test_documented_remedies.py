"""The table of known programs in the documents is that of the rules of advice."""

from __future__ import annotations

import remedies_table


def test_the_table_is_that_of_the_rules() -> None:
    """Whoever changes a rule runs tests/remedies_table.py, so that the page says what scpipe says."""
    page = remedies_table.PAGE.read_text(encoding="utf-8")
    assert remedies_table.documented(page).strip() == remedies_table.table().strip()


def test_another_table_is_seen() -> None:
    """The comparison reads the lines between its marks."""
    page = f"before\n{remedies_table.BEGIN}| other |\n{remedies_table.END}after\n"
    assert remedies_table.documented(page) == "| other |\n"
    assert "| other |" not in remedies_table.table()
