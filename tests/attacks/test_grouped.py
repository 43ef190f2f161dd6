"""Several attacks in one sandbox: what counts of what they print, and which attacks are made so."""

from __future__ import annotations

from pathlib import Path

from grouped import _fits, last_lines
from guests import Attack


def test_the_last_line_of_each_that_ended() -> None:
    """What comes before a program's end is its own; one that did not end has no line."""
    output = "noise\nstopped: a\n== ended: /x/one\nTHROUGH\n== ended: /x/two\nstopped: c\n"
    assert last_lines(output) == {"/x/one": "stopped: a", "/x/two": "THROUGH"}


def test_who_is_made_alone() -> None:
    """A policy of its own, a death, five seconds, another user."""
    plain = Attack(Path("a.c"), "a/a")
    assert _fits(plain, "root") and _fits(plain, "user")
    for alone in (
        Attack(Path("a.c"), "a/a", policy=("--audit",)),
        Attack(Path("a.c"), "a/a", dies=True),
        Attack(Path("a.c"), "a/a", long=True),
        Attack(Path("a.c"), "a/a", who="user"),
    ):
        assert not _fits(alone, "root")
