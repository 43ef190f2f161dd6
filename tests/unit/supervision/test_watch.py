"""What is told of a run costs nothing where nobody sees it."""

from __future__ import annotations

from scpipe.report.sinks import Reporter
from scpipe.supervision.watch import Watch
from scpipe.tracee.table import TaskTable


def test_holders_are_looked_for_only_if_somebody_sees_them() -> None:
    """A look into /proc for each refusal is not made for a run without a report and without lines."""
    reporter = Reporter([])
    assert Watch(reporter).reports(TaskTable()).holders is None
    assert Watch(reporter, holders=True).reports(TaskTable()).holders is not None
