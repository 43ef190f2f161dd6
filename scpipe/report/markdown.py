"""A run as Markdown: the table of a job's summary. Nothing from a tracee can leave its cell."""

from __future__ import annotations

import re

from scpipe.record import Record
from scpipe.report.alike import group_of
from scpipe.report.closing import sentences
from scpipe.report.escape import escape
from scpipe.report.events import End, Event, Refusal, Repeated, Start, TrapFacts
from scpipe.report.tally import Tally
from scpipe.report.teller import trap_line
from scpipe.report.wording import about, plain, why

#: Rows a table has at the most; a hostile program invents names without end.
MOST_ROWS = 50
_CELL_LIMIT = 300
#: What Markdown gives a meaning; and where GitHub would make a link or a mention of an address.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+!|~&$@]|:(?=//)|(?<=www)\.", re.IGNORECASE)


class Row(Record):
    """What is alike in the refusals one row stands for."""

    what: str
    why: str
    fix: str


class SummaryTable:
    """Collects refusals and renders them. Feed it every event; ask for the text at the end."""

    def __init__(self) -> None:
        self._rows: dict[Row, int] = {}
        self._left_out = 0
        self._tally = Tally()
        self._end: End | None = None
        self._trap: TrapFacts | None = None

    def note(self, event: Event) -> None:
        """Take one event."""
        self._tally.note(event)
        if isinstance(event, End):
            self._end = event
        elif isinstance(event, Start):
            self._trap = event.trap
        elif isinstance(event, Refusal):
            self._count(_row(event), 1)
        elif isinstance(event, Repeated):
            self._count(_row(event.last), event.count)

    def render(self) -> str:
        """The section for the summary; it ends with an empty line."""
        lines = ["### scpipe", "", self._headline(), ""]
        if self._rows:
            lines += ["| calls | what | why | what to do |", "|--:|---|---|---|"]
            lines += [_cells(row, calls) for row, calls in self._rows.items()]
            lines.append("")
        if self._left_out:
            lines += [f"{self._left_out} more calls of other kinds were left out.", ""]
        lines += [f"- {cell(sentence)}" for sentence in sentences(self._tally)]
        if self._trap is not None and self._trap.reason:
            lines.append(f"- {cell(trap_line(self._trap))}")
        return "\n".join([*lines, ""])

    def _headline(self) -> str:
        if self._end is None:
            return "The report is incomplete: the run did not end."
        if not (self._tally.refused or self._tally.would_refuse):
            return f"Nothing was refused ({self._end.pairs} pairs, {self._end.processes} processes)."
        calls, code = self._tally.refused + self._tally.would_refuse, self._end.returncode
        verb = "would have been" if not self._tally.refused else "was" if calls == 1 else "were"
        ended = f"ended with status {code}" if code >= 0 else f"died of signal {-code}"
        told = f"{calls} {'call' if calls == 1 else 'calls'} {verb} refused ({self._end.status})"
        return f"{told}; the command itself {ended}."

    def _count(self, row: Row, times: int) -> None:
        if row not in self._rows and len(self._rows) >= MOST_ROWS:
            self._left_out += times
        else:
            self._rows[row] = self._rows.get(row, 0) + times


def cell(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], escape(text, _CELL_LIMIT))


def _row(event: Refusal) -> Row:
    verb = "" if event.enforced else "would be refused: "
    return Row(plain(about(group_of(event))), f"{verb}{why(event)}", event.advice.to_do)


def _cells(row: Row, calls: int) -> str:
    return " | ".join([f"| {calls}", *map(cell, (row.what, row.why, row.fix))]) + " |"
