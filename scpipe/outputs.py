"""Where a run's events go: the caller's stderr, a file, a descriptor."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Collection

from scpipe.errors import ReportError
from scpipe.report.jsonl import JsonLines
from scpipe.report.sinks import Sink
from scpipe.report.tally import Tally
from scpipe.report.text import TextReporter, Verbosity


def visible_sinks(verbosity: Verbosity, tally: Tally) -> dict[int, Sink]:
    """What speaks to the caller's stderr, by descriptors of our own; ``tally``: the run's counts."""
    sinks: dict[int, Sink] = {(fd := own(2)): TextReporter(fd, verbosity, tally)}
    if os.environ.get("GITHUB_ACTIONS") == "true":
        from scpipe.report.github import GitHub

        sinks[(fd := own(2))] = GitHub(fd, os.environ.get("GITHUB_STEP_SUMMARY", ""))
    return sinks


def kept_sinks(report: str | None, report_fd: int | None, missing: Collection[int]) -> list[Sink]:
    """The report that was asked for. Raises ReportError where it cannot be written."""
    if report == "-" and 1 in missing:
        raise ReportError("--report -: stdout is closed")
    if report == "-":
        return [JsonLines(own(1), name="stdout")]
    if report is not None:
        return [JsonLines.create(report)]
    if report_fd is not None:
        return [JsonLines(own(report_fd), name=f"descriptor {report_fd}")]
    return []


def fill_standard_descriptors() -> frozenset[int]:
    """Open closed ones of 0, 1, 2 for us (the command finds them closed), lest ours get those numbers."""
    missing = set()
    while (fd := os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)) <= 2:
        missing.add(fd)
    os.close(fd)
    return frozenset(missing)


def own(fd: int) -> int:
    """A descriptor of our own for an inherited one; beyond stdout and stderr the command loses it."""
    try:
        if fd > 2:
            os.set_inheritable(fd, False)
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 10)
    except OSError as error:
        raise ReportError(f"descriptor {fd} cannot be written to: {error.strerror}") from None
