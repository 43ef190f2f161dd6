"""The voice on stderr, or in the file of --log: messages in one write each, in colour at a terminal."""

from __future__ import annotations

import errno
import os

from scpipe.errors import ReportError
from scpipe.linux.named import open_named
from scpipe.report.escape import escape
from scpipe.report.events import End, Event
from scpipe.report.stream import write_all
from scpipe.report.teller import Teller
from scpipe.report.wording import PREFIX, line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scpipe.report.tally import Tally
    from scpipe.report.teller import Verbosity

#: Seconds a full stderr is waited for; after a line was lost it is not waited for until one gets through.
PATIENCE = 1.0
#: A message of up to so many bytes is one write(2): a pipe takes it as a whole (pipe(7), PIPE_BUF).
_AT_ONCE = 4096

_BOLD, _RED, _YELLOW, _CYAN, _OFF = "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[36m", "\x1b[m"
#: How a line begins behind its prefix, and in which colour.
_COLOURS = {
    "refused:": _RED,
    "error:": _RED,
    "would refuse:": _YELLOW,
    "warning:": _YELLOW,
    "unavailable:": _YELLOW,
    "  why:": _CYAN,
    "  fix:": _CYAN,
    "under SCONE 7.0 this run needs:": _BOLD,
}


def wants_colour(choice: str, is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """Whether lines are to be coloured. ``choice``: auto, always, never. An empty NO_COLOR is none."""
    if choice != "auto":
        return choice == "always"
    return is_terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def coloured(text: str) -> str:
    """A line of ours with its first words in colour; what comes of programs is escaped, and holds none."""
    rest = text.removeprefix(PREFIX)
    for start, colour in _COLOURS.items():
        if rest.startswith(start):
            return f"{PREFIX}{colour}{start}{_OFF}{rest[len(start) :]}"
    return text


class TextReporter:
    """A sink for stderr. It never raises: what cannot be written is dropped and counted.

    ``tally``: the counts of somebody who notes every event before it comes here; None: it counts itself.
    """

    def __init__(
        self,
        stream_fd: int,
        verbosity: Verbosity = "normal",
        tally: Tally | None = None,
        *,
        colour: bool = False,
    ) -> None:
        self.dropped = 0
        self._fd = stream_fd
        self._is_quiet = verbosity == "quiet"
        self._teller = Teller(verbosity, tally)
        self._colour = colour
        self._patience = PATIENCE
        self._torn = False  # a line was cut short: begin the next one on a line of its own
        self._ended = False

    def emit(self, event: Event) -> None:
        """Say what the verbosity asks for."""
        self._say(self._teller.lines(event))
        if isinstance(event, End):
            if self.dropped and not self._is_quiet:
                self._say([line(f"{self.dropped} lines were lost: stderr could not take them")])
            self._ended = True

    def summarize(self) -> None:
        """Say what has happened so far; nothing after the end."""
        if not self._ended:
            self._say(self._teller.interim())

    def _say(self, told: Sequence[str]) -> None:
        """Write a message: at once if a pipe takes it so, else line by line."""
        if self._colour:
            told = [coloured(text) for text in told]
        size = sum(len(text.encode("utf-8", "backslashreplace")) + 1 for text in told)
        if size < _AT_ONCE:
            self._write(told)
            return
        for text in told:
            self._write([text])

    def _write(self, told: Sequence[str]) -> None:
        if not told:
            return
        text = "".join(f"{each}\n" for each in told)
        data = (("\n" if self._torn else "") + text).encode("utf-8", "backslashreplace")
        written = write_all(self._fd, data, self._patience)
        if written.error:
            self.dropped += len(told)
            self._torn = self._torn or written.count > 0
            self._patience = 0.0 if written.error == errno.ETIMEDOUT else self._patience
        else:
            self._torn = False
            self._patience = PATIENCE


def create_log(path: str) -> int:
    """Open a file for lines and empty it. Raises ReportError. The descriptor is close-on-exec."""
    try:
        return open_named(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        raise ReportError(f"cannot write the log {escape(path)}: {error.strerror}") from None


def is_terminal(fd: int) -> bool:
    """True if a descriptor is open on a terminal."""
    try:
        return os.isatty(fd)
    except OSError:
        return False
