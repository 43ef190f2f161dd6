"""Where a run's events go: the caller's stderr, a file, a descriptor."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
from collections.abc import Callable, Collection

from scpipe.command.invocation import OutputWords
from scpipe.errors import ReportError, UsageError
from scpipe.report.escape import escape
from scpipe.report.sinks import Reporter, Sink
from scpipe.report.tally import Tally
from scpipe.report.text import TextReporter, create_log, is_terminal, wants_colour
from scpipe.spawn.streams import fill_standard_descriptors
from scpipe.spawn.surroundings import explained
from scpipe.supervisor.debuglog import DebugLog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.report.teller import Verbosity

_NAMES = {0: "stdin", 1: "stdout", 2: "stderr"}
#: These names mean the descriptors also where /dev has no such links.
_STANDARD = {f"/dev/{name}": fd for fd, name in _NAMES.items()}
#: Digits of the largest number a descriptor may have in a name.
_LONGEST_NUMBER = 9
#: So many links the kernel follows, too (path_resolution(7)).
_MOST_LINKS = 40

#: Lower numbers mean something to a command, and to us.
_LEAST_NUMBER = 10


#: Makes what a live view is told by, with the counts of the run.
Live = Callable[[Tally], Sink]


class Outputs:
    """Everything a run writes to, opened. Raises ReportError, and SetupError where there is no descriptor.

    ``live``: makes what a live view is told by. ``is_kept``: there is a report. ``debug``: the log of every
    stop, if it was asked for.
    """

    def __init__(self, words: OutputWords, live: Live | None = None) -> None:
        with explained():
            missing = fill_standard_descriptors()
            # First what names a descriptor of the caller's: later the number could be one of ours.
            kept = kept_sinks(words.report, words.report_fd, missing)
            self.debug = None if words.debug is None else debug_log(words.debug, missing)
            log = None if words.log is None else log_descriptor(words.log, missing)
        tally = Tally()
        with explained():
            voice = own(2) if log is None else log
            self._text = text_reporter(words, voice, tally)
            self._seen = github_sinks()
        self.is_kept = bool(kept)
        shown = [] if live is None else [live(tally)]
        self.reporter = Reporter([self._text, *self._seen.values(), *kept, *shown], tally)
        if log is None:
            self._seen[voice] = self._text

    def summarize(self) -> None:
        """Say what has happened so far, unless the last words were said."""
        self._text.summarize()

    def part(self, status: str, code: int) -> None:
        """Say the last words on the caller's stderr and let go of it; the report goes on."""
        self.reporter.part_with(self._seen.values(), status, code)
        for fd in self._seen:
            os.close(fd)


def text_reporter(words: OutputWords, fd: int, tally: Tally) -> TextReporter:
    """What speaks to people through a descriptor of our own; ``tally``: the run's counts."""
    verbosity: Verbosity = "normal"
    if words.quiet or words.verbose:
        verbosity = "quiet" if words.quiet else "verbose"
    in_colour = words.log is None and wants_colour(words.color or "auto", is_terminal(fd), os.environ)
    return TextReporter(fd, verbosity, tally, colour=in_colour)


def github_sinks() -> dict[int, Sink]:
    """What speaks to GitHub through the caller's stderr, by descriptors of our own; empty elsewhere."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return {}
    from scpipe.report.github import GitHub

    fd = own(2)
    return {fd: GitHub(fd, os.environ.get("GITHUB_STEP_SUMMARY", ""))}


def kept_sinks(report: str | None, report_fd: int | None, missing: Collection[int]) -> list[Sink]:
    """The report that was asked for. Raises ReportError where it cannot be written."""
    fd = report_descriptor(report, report_fd)
    if report is None and fd is None:
        return []
    from scpipe.report.jsonl import JsonLines

    if fd is not None:
        name = f"{_NAMES[fd]} (descriptor {fd})" if fd in _NAMES else f"descriptor {fd}"
        return [JsonLines(_own_open(fd, missing, _report_option(report, report_fd)), name=name)]
    assert report is not None
    return [JsonLines.create(report)]


def debug_log(path: str, missing: Collection[int]) -> DebugLog:
    """The log of --debug. Raises ReportError where it cannot be written."""
    fd = named_descriptor(path)
    if fd is None:
        return DebugLog.create(path)
    return DebugLog(_own_open(fd, missing, f"--debug {escape(path)}"))


def log_descriptor(path: str, missing: Collection[int]) -> int:
    """What --log names, opened and emptied. Raises ReportError where it cannot be written."""
    fd = _named(path)
    if fd is not None:
        return _own_open(fd, missing, f"--log {escape(path)}")
    return create_log(path)


def check_detached(words: OutputWords) -> None:
    """Raise UsageError for what would go to a stream of the caller's that is given up before it ends."""
    report = words.report, words.report_fd
    asked = [(_report_option(*report), report_descriptor(*report), "report")]
    if words.debug is not None:
        asked.append((f"--debug {escape(words.debug)}", named_descriptor(words.debug), "log"))
    if words.log is not None:
        asked.append((f"--log {escape(words.log)}", _named(words.log), "log"))
    for option, fd, what in asked:
        if fd in _NAMES:
            name = _NAMES[fd]
            raise UsageError(f"{option}: with --orphans detach {name} is given up before the {what} ends")


def _report_option(report: str | None, report_fd: int | None) -> str:
    return f"--report-fd {report_fd}" if report is None else f"--report {escape(report)}"


def report_descriptor(report: str | None, report_fd: int | None) -> int | None:
    """The descriptor of the caller's that the report goes to; None if it is a file of its own."""
    return report_fd if report is None else _named(report)


def _named(path: str) -> int | None:
    """The same of a path; ``-`` is stdout."""
    return 1 if path == "-" else named_descriptor(path)


def named_descriptor(path: str) -> int | None:
    """The descriptor of ours that a path names (/dev/stdout, /dev/fd/N, a link to one); None: no such.

    Opened again, a file would be emptied under whoever writes to it already, and have a second position:
    its writers would overwrite each other.
    """
    own_folders = {os.path.realpath(folder) for folder in ("/proc/self/fd", "/proc/thread-self/fd")}
    for _link in range(_MOST_LINKS):
        folder, name = os.path.split(path)
        if _is_number(name) and os.path.realpath(folder or ".") in own_folders:
            return int(name)
        try:
            path = os.path.join(folder, os.readlink(path))
        except (OSError, ValueError):
            break
    return _STANDARD.get(path)


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) <= _LONGEST_NUMBER


def _own_open(fd: int, missing: Collection[int], option: str) -> int:
    if fd in missing:
        raise ReportError(f"{option}: {_NAMES[fd]} is closed")
    return own(fd)


def own_stderr() -> int:
    """A descriptor of our own for the caller's stderr; closed standard ones are filled. Raises SetupError."""
    with explained():
        fill_standard_descriptors()
        return own(2)


def own(fd: int) -> int:
    """A descriptor of our own for an inherited one; beyond stdout and stderr the command loses it.

    Raises ReportError, and OSError (EMFILE).
    """
    try:
        if fd > 2:
            os.set_inheritable(fd, False)
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _LEAST_NUMBER)
    except OSError as error:
        if error.errno == errno.EMFILE or resource.getrlimit(resource.RLIMIT_NOFILE)[0] <= _LEAST_NUMBER:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE)) from None
        raise ReportError(f"descriptor {fd} cannot be written to: {error.strerror}") from None
