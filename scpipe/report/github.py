"""Inside GitHub Actions: refusals become annotations, the step's summary gets a table.

A workflow command is a line ``::error title=...::message`` on stdout or stderr. Whatever comes from
a tracee is escaped first, so it can add neither a command nor a property of its own.
"""

from __future__ import annotations

import os

from scpipe.linux.named import open_named
from scpipe.report.alike import Group, group_of
from scpipe.report.escape import escape
from scpipe.report.events import End, Event, Refusal, Start
from scpipe.report.markdown import SummaryTable
from scpipe.report.rulehints import PolicyFile
from scpipe.report.stream import write_all
from scpipe.report.teller import in_one_line
from scpipe.report.wording import PREFIX

#: GitHub shows ten annotations of a kind for each step.
MOST_ANNOTATIONS = 10
_PATIENCE = 1.0


class GitHub:
    """A sink that never raises: a job must not fail because its decoration could not be written.

    ``summary`` is the path in GITHUB_STEP_SUMMARY, "" for no summary. ``stream_fd`` takes annotations.

    The summary is opened at once: later the command may have put a link in its place, to the end of a pair
    for example, or to what only the supervisor may write.
    """

    def __init__(self, stream_fd: int, summary: str) -> None:
        self._fd = stream_fd
        self._summary = summary
        self._file: int | OSError | None = _open(summary) if summary else None
        self._table = SummaryTable()
        self._policy = PolicyFile()
        self._annotated: set[Group] = set()

    def emit(self, event: Event) -> None:
        """Annotate the first of refusals that are alike; write the summary at the end."""
        self._table.note(event)
        if isinstance(event, Start):
            self._policy = PolicyFile(event)
        elif isinstance(event, Refusal):
            self._annotate(event)
        elif isinstance(event, End):
            self._summarize()

    def _annotate(self, event: Refusal) -> None:
        group = group_of(event)
        if group in self._annotated or len(self._annotated) >= MOST_ANNOTATIONS:
            return
        self._annotated.add(group)
        level = "error" if event.enforced else "warning"
        text = in_one_line(event, self._policy).removeprefix(PREFIX)
        self._command(level, text)

    def _summarize(self) -> None:
        file, self._file = self._file, None
        if isinstance(file, OSError):
            self._complain(file)
        elif file is not None:
            written = write_all(file, self._table.render().encode("utf-8", "backslashreplace"), _PATIENCE)
            os.close(file)
            if written.error:
                self._complain(OSError(written.error, os.strerror(written.error)))

    def _complain(self, error: OSError) -> None:
        """An annotation, as the summary itself is only seen on the job's page."""
        text = f"cannot write the step summary {escape(self._summary)}: {error.strerror}"
        self._command("warning", text)

    def _command(self, level: str, text: str) -> None:
        write_all(self._fd, command(level, text).encode("utf-8", "backslashreplace"), _PATIENCE)


def command(level: str, text: str) -> str:
    """A line that makes an annotation (``error`` or ``warning``) of a text, which has been escaped."""
    return f"::{level} title=scpipe::{text.replace('%', '%25')}\n"


def _open(summary: str) -> int | OSError:
    """A descriptor that appends to the summary, or why there is none."""
    try:
        return open_named(summary, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        return error
