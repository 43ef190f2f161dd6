"""Several reports, parallel jobs of one pipeline for example, as one collection.

Numbers of processes and pairs mean something only in their own file: they are never compared between files.
"""

from __future__ import annotations

from typing import IO

from scpipe.errors import ReportError
from scpipe.record import Record
from scpipe.rendering.findings import Findings
from scpipe.rendering.reading import CUT, read
from scpipe.rendering.runs import Run
from scpipe.report.events import Event, Refusal, Repeated, Start

#: Runs that one file may hold, one after the other; the rest of it is not read.
MOST_RUNS = 1000


class Collection:
    """The runs, in the order of the files, and what was refused in them."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.findings = Findings()
        self.has_baseline = False

    @property
    def is_complete(self) -> bool:
        """Whether every run is known from its beginning to its end."""
        return all(run.is_complete for run in self.runs)

    @property
    def refused(self) -> int:
        """Calls that were refused, in all runs."""
        return sum(run.tally.refused for run in self.runs)

    @property
    def reported(self) -> int:
        """Calls that audits let pass and reported, in all runs."""
        return sum(run.tally.would_refuse for run in self.runs)

    @property
    def new(self) -> int:
        """Findings that count as new; what was left out is not known, so it is new."""
        return sum(finding.is_new for finding in self.findings) + bool(self.findings.left_out)

    def add(self, name: str, file: IO[bytes]) -> None:
        """Read a file: a run, or several, one after the other. Raises OSError; ReportError for no report."""
        begun = len(self.runs)
        first = run = self._begin(name)
        for line in read(file):
            if line.event is None:
                run.miss_line(line.damage)
                continue
            if isinstance(line.event, Start) and run.has_events:
                if len(self.runs) - begun >= MOST_RUNS:
                    run.miss_line(f"more than {MOST_RUNS} runs in one file")
                    break
                run = self._begin(f"{name}, run {len(self.runs) - begun + 1}")
            self._note(run, line.event)
        if first.damaged and not first.has_events and not first.damage.endswith(CUT):
            raise ReportError(f"{name}: not a report: {first.damage}")

    def _begin(self, name: str) -> Run:
        self.runs.append(Run(name))
        return self.runs[-1]

    def _note(self, run: Run, event: Event) -> None:
        is_first = False
        if isinstance(event, Refusal | Repeated):
            refusal, times = (event, 1) if isinstance(event, Refusal) else (event.last, event.count)
            is_first = self.findings.note(len(self.runs) - 1, refusal, times)
        run.note(event, is_first)


class Setting(Record):
    """What a form needs to know beside the collection.

    ``directory``: paths of source files below it are told relative to it. ``location``: the file that a
    violation is shown at where its own source is not known; empty: nowhere.
    """

    directory: str = ""
    location: str = ""
