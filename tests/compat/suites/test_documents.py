"""The page about compatibility lists what the comparison lets differ, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from .differences import HANGING, in_kernel, in_python
from .glib_differences import LUCK, UNUSABLE, in_glib
from .glib_suite import programs
from .kernel_suite import PROGRAMS

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "compatibility.md"


def _named(part: str) -> set[str]:
    """The patterns in the tables of one part of the page."""
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_the_page_lists_every_difference() -> None:
    """Each entry of the tables is in the page, its reason beside it; what is in the page is in the tables."""
    differing, left_out = PAGE.read_text().split("## What differs")[1].split("Not run, because")
    entries = [entry for user in ("root", "user") for entry in in_python("rules", user)]
    for program in PROGRAMS:
        for policy in ("relaxed", "allow"):
            entries += [entry for user in ("root", "user") for entry in in_kernel(program, policy, user)]
    for name in {"assert-msg-test.py", *programs()}:
        for policy in ("rules", "allow"):
            entries += [entry for user in ("root", "user") for entry in in_glib(name, policy, user)]
    assert _named(differing) == {entry.tests for entry in entries}
    for entry in entries:
        rows = [line for line in differing.splitlines() if f"`{entry.tests}`" in line]
        assert any(entry.reason in row for row in rows), entry
    assert _named(left_out) == {test for tests in HANGING.values() for test in tests}


def test_the_page_names_what_is_left_out_of_glib() -> None:
    """Each program that is not run, or whose outcome is luck, is named below the tables."""
    last = PAGE.read_text().split("Of GLib's programs")[1]
    assert set(re.findall(r"`([^`]+)`", last)) == {*UNUSABLE, *LUCK}
