"""How a finished run is told: the report's last event, and the exit status."""

from __future__ import annotations

from scpipe.command.invocation import StatusWords
from scpipe.errors import EXIT_FAILURE, EXIT_TIMEOUT, EXIT_VIOLATION, ScpipeError
from scpipe.linux import process
from scpipe.outcome import Ending, Status
from scpipe.report.sinks import Reporter


def conclude(asked: StatusWords, ending: Ending, reporter: Reporter) -> int:
    """The exit status of a finished run; dies of the command's signal if that is how it ended.

    Raises ScpipeError where the supervisor failed.
    """
    reporter.close(status_of(ending, reporter).value, EXIT_FAILURE if ending.code is None else ending.code)
    if ending.code is None:
        raise ScpipeError("internal error: the command's end was not seen")
    if ending.status is Status.INTERNAL_ERROR:
        raise ScpipeError(ending.detail)
    code = exit_code(asked, ending, reporter)
    if code < 0:
        process.die_of(-code)
        return 128 - code
    return code


def status_of(ending: Ending, reporter: Reporter) -> Status:
    """What decided the end, violations included."""
    if ending.status is not Status.OK:
        return ending.status
    if _violations(reporter):
        return Status.VIOLATION
    return Status.SIGNALED if (ending.code or 0) < 0 else Status.OK


def exit_code(asked: StatusWords, ending: Ending, reporter: Reporter) -> int:
    """An exit status, or minus the signal to die of."""
    if ending.status is Status.TIMEOUT:
        return EXIT_TIMEOUT
    if ending.status is Status.VIOLATION or (asked.asked and _violations(reporter)):
        return asked.violation_status or EXIT_VIOLATION
    return EXIT_FAILURE if ending.code is None else ending.code


def _violations(reporter: Reporter) -> int:
    return reporter.tally.refused + reporter.tally.would_refuse
