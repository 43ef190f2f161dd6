"""``scpipe explain``: a policy with its filter, a report, or one event of it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.command.explain_policy import policy_lines
from scpipe.errors import PolicyError, ReportError, ScpipeError, UsageError
from scpipe.policy.native import KEYS
from scpipe.report.escape import escape
from scpipe.report.event_words import headline, in_words, pair_of, process_of
from scpipe.report.events import Event
from scpipe.report.reading import ReportFile, begins_report
from scpipe.report.story import Story
from scpipe.report.story_words import story_lines

#: Longer than every line that is printed.
_LONGEST = 10_000
#: So much of a file tells what it is.
_BEGINNING = 1 << 16
_MOST_RELATED = 40


def explain(path: str, *, service: str | None, trap: str | None, event: int | None) -> str:
    """A file in words, safe for a terminal and a CI log. Raises ScpipeError."""
    start = _beginning(path)
    if begins_report(start):
        if service is not None or trap is not None:
            raise UsageError(f"{escape(path)} is a report: --service and --trap are for policies")
        lines = _story(path) if event is None else _one_event(path, event)
    elif event is not None:
        raise UsageError(
            f"--event {event}: {escape(path)} is no report, whose first line begins with an event"
        )
    else:
        lines = _policy(path, start, service, trap)
    return "".join(f"{escape(line, _LONGEST)}\n" for line in lines)


def _beginning(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            if not file.seekable():
                raise UsageError(f"{escape(path)} can be read only once: explain needs a file")
            return file.read(_BEGINNING)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"cannot read {escape(path)}: {why}") from None


def _policy(path: str, start: bytes, service: str | None, trap: str | None) -> Iterator[str]:
    """Raises PolicyError; for a file that has nothing of a policy, an error that says what is allowed."""
    try:
        return iter(policy_lines(path, service, trap))
    except PolicyError as error:
        words = {*KEYS, "services", "apiVersion", "kind"}
        if any(word.encode() in start for word in words - {"version", "rules", "kind"}):
            raise
        allowed = 'a policy (YAML, JSON, a SCONE session), or a report, whose lines begin with {"event":'
        raise ScpipeError(f"neither a policy nor a report: {error}; allowed: {allowed}") from None


def _story(path: str) -> Iterator[str]:
    story, report = Story(), ReportFile(path)
    for number, event in report:
        with _explained(path, number):
            story.note(number, event)
    with _explained(path, 1):
        return iter([*story_lines(story, report.torn, report.complete)])


def _one_event(path: str, wanted: int) -> Iterator[str]:
    """Everything that is known of the event on one line, and which other lines belong to it."""
    report = ReportFile(path)
    last = 0
    found: Event | None = None
    for number, event in report:
        last = number
        if number == wanted:
            found = event
            break
    if found is None:
        more = f"; {report.torn}" if report.torn else ""
        raise UsageError(f"--event {wanted}: {escape(path)} has lines 1 to {last}{more}")
    with _explained(path, wanted):
        lines = [
            f"line {wanted}: {line}" if at == 0 else f"  {line}" for at, line in enumerate(in_words(found))
        ]
        related = [*_related(ReportFile(path), wanted, found)]
    if related:
        lines += ["", "what belongs to it", *(f"  {line}" for line in related[:_MOST_RELATED])]
        if len(related) > _MOST_RELATED:
            lines.append(f"  and more than {_MOST_RELATED} lines")
    return iter(lines)


def _related(report: ReportFile, wanted: int, found: Event) -> Iterator[str]:
    """The events of the same pair, and what the process ran and how it ended; one more than are shown."""
    pair, process = pair_of(found), process_of(found)
    said = 0
    for number, event in report:
        same_pair = pair > 0 and pair_of(event) == pair
        same_process = process > 0 and process_of(event) == process and not pair_of(event)
        if number != wanted and (same_pair or same_process):
            yield f"line {number}: {headline(event)}"
            said += 1
            if said > _MOST_RELATED:
                return


class _explained:  # noqa: N801 - used as a function
    """Turns what a value of the wrong type does to us into an error of the report."""

    def __init__(self, path: str, line: int) -> None:
        self._where = f"{escape(path)}:{line}"

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, (TypeError, ValueError, AttributeError, KeyError, OverflowError, OSError)):
            raise ReportError(f"{self._where}: a broken event: {escape(str(error))}") from None
