"""What the live view shows: a summary, the programs that run, the last refusal. rich draws it.

Names of programs come as they were escaped; they are never read as markup.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from scpipe.report.live import CALLS, DROPPED, ENDED, PAIRS, REFUSED, RUNNING

#: How many lines it has.
HEIGHT = 3
#: So many programs are remembered, and so many named.
_MOST, _NAMED = 4096, 40


class View:
    """What is known of a run, by records and counts. ``began``: when it did (seconds, monotonic)."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._programs: dict[int, str] = {}
        self._refusal = ""
        self._calls, self._at, self._rate = 0, began, 0.0

    def warm_up(self) -> None:
        """Draw what needs all of rich: it loads tables of characters when it meets one of them."""
        _drawn(Text("\u00e9\u6f22\u0301\U0001f600 " * 40, style="reverse"), 20, colour=True, fill=True)

    def note(self, record: Mapping[str, object]) -> None:
        """Take one record in."""
        if "refusal" in record:
            self._refusal = str(record["refusal"])
            return
        pid, name = record.get("pid"), str(record.get("begins", ""))
        if isinstance(pid, int):
            self._programs.pop(pid, None)
            if name and len(self._programs) < _MOST:
                self._programs[pid] = name

    def lines(self, counts: Sequence[int], now: float, width: int, *, colour: bool) -> list[str]:
        """The lines for a terminal of this width, with the colours of a terminal if they are wanted."""
        if now > self._at:
            self._rate = max(counts[CALLS] - self._calls, 0) / (now - self._at)
            self._calls, self._at = counts[CALLS], now
        named = [f"{name}[{pid}]" for pid, name in list(self._programs.items())[-_NAMED:]]
        return [
            _drawn(Text(self._summary(counts, now), style="reverse"), width, colour=colour, fill=True),
            _drawn(Text(" ".join(named)), width, colour=colour),
            _drawn(Text(self._refusal, style="red"), width, colour=colour),
        ]

    def _summary(self, counts: Sequence[int], now: float) -> str:
        minutes, seconds = divmod(int(now - self._began), 60)
        told = (
            f" scpipe  {minutes}:{seconds:02}  {self._rate:.0f} calls/s  {counts[RUNNING]} running, "
            f"{counts[ENDED]} ended  {counts[PAIRS]} pairs  {counts[REFUSED]} refused"
        )
        return told + (f"  ({counts[DROPPED]} updates not shown)" if counts[DROPPED] else "")


def _drawn(text: Text, width: int, *, colour: bool, fill: bool = False) -> str:
    text.truncate(width, overflow="ellipsis", pad=fill)
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        console.print(text, end="", no_wrap=True, overflow="crop")
    return captured.get()
