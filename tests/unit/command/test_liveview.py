"""What is shown: counts, programs, the last refusal, each on one line of the terminal's width."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from scpipe.command.liveview import HEIGHT, View
from scpipe.report.escape import escape
from scpipe.report.live import CALLS, DROPPED, PAIRS, PLACES, REFUSED, RUNNING

_STYLE = re.compile(r"\x1b\[[\d;]*m")


def _counts(**given: int) -> list[int]:
    counts = [0] * PLACES
    places = {"calls": CALLS, "dropped": DROPPED, "pairs": PAIRS, "refused": REFUSED, "running": RUNNING}
    for name, number in given.items():
        counts[places[name]] = number
    return counts


def _plain(view: View, counts: list[int], now: float, width: int = 200) -> list[str]:
    lines = view.lines(counts, now, width, colour=False)
    assert len(lines) == HEIGHT
    return [line.rstrip() for line in lines]


def test_counts() -> None:
    """Time, calls a second since the last drawing, and what there was in all."""
    view = View(10.0)
    first = _plain(view, _counts(calls=100, running=2), 12.0)
    assert first == [" scpipe  0:02  50 calls/s  2 running, 0 ended  0 pairs  0 refused", "", ""]
    second = _plain(view, _counts(calls=130, pairs=3, refused=1, dropped=7), 75.0)
    told = "1:05  0 calls/s  0 running, 0 ended  3 pairs  1 refused  (7 updates not shown)"
    assert second[0] == f" scpipe  {told}"


def test_programs_and_refusals() -> None:
    """A program is there until it ends, a new one takes its pid, the last refusal stays."""
    view = View(0.0)
    for pid, name in ((1, "sh"), (2, "make"), (1, "cc")):
        view.note({"pid": pid, "begins": name})
    view.note({"refusal": "refused: write"})
    assert _plain(view, _counts(), 1.0)[1:] == ["make[2] cc[1]", "refused: write"]
    view.note({"pid": 2, "begins": ""})
    view.note({"pid": 9, "begins": ""})
    view.note({"strange": 1})
    assert _plain(view, _counts(), 2.0)[1:] == ["cc[1]", "refused: write"]


def test_programs_are_bounded() -> None:
    """Who starts programs without end takes no memory without end."""
    view = View(0.0)
    for pid in range(10_000):
        view.note({"pid": pid, "begins": "x"})
    assert len(view._programs) == 4096
    assert _plain(view, _counts(), 1.0, 10_000)[1].count("x[") == 40


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize(
    "name", ["[bold]x[/bold]", ":smile:", "\x1b]0;t\x07", "\u6f22" * 60, "a" * 500, "\u202ex", "http://x.y"]
)
def test_hostile_names(name: str, colour: bool) -> None:
    """They are shown as they were escaped, cut to the width, and style nothing."""
    view = View(0.0)
    view.warm_up()
    view.note({"pid": 1, "begins": escape(name, 60)})
    view.note({"refusal": escape(name, 300)})
    lines = view.lines(_counts(), 1.0, 40, colour=colour)
    for line in lines:
        plain = _STYLE.sub("", line)
        assert cell_len(plain) <= 40 and plain.isprintable()
        assert (plain != line) is (colour and bool(plain) and line is not lines[1])
    shown = _STYLE.sub("", lines[2])
    shown = shown.rstrip("\u2026 ")
    assert shown == escape(name, 300)[: len(shown)] != ""
