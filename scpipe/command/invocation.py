"""One scpipe-run: from parsed options to the exit status, every failure one line on stderr."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Sequence

from scpipe.errors import (
    EXIT_FAILURE,
    EXIT_TIMEOUT,
    EXIT_VIOLATION,
    ScpipeError,
    UsageError,
    describe_defect,
)
from scpipe.linux import process
from scpipe.outcome import Ending, Status
from scpipe.policy.model import Effective, OnViolation, PairKind, PairMode
from scpipe.policy.resolve import Flags, resolve
from scpipe.record import Record, field, replace
from scpipe.report.escape import escape
from scpipe.spawn.surroundings import ensure_own_proc, ensure_untraced, explained
from scpipe.supervisor.options import Options, Orphans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from scpipe.report.sinks import Reporter

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_LARGEST_DESCRIPTOR = 0x7FFFFFFF
_DURATION = r"(\d+(?:\.\d+)?|\.\d+)([smhd]?)"
_KILL_AFTER = 10.0


class Invocation(Record):
    """The options of scpipe-run as typed."""

    command: Sequence[str]
    policy: str | None = None
    service: str | None = None
    flags: Flags = field(factory=Flags)
    report: str | None = None
    report_fd: int | None = None
    fail_on_violation: bool = False
    violation_status: int | None = None
    timeout: str | None = None
    kill_after: str | None = None
    orphans: str | None = None
    supervise: bool = False
    no_supervisor: bool = False
    quiet: bool = False
    verbose: bool = False
    show_data: int = 0
    debug: str | None = None

    @property
    def watches(self) -> bool:
        """True if something is asked for that needs a supervisor."""
        return bool(
            self.supervise
            or self.report is not None
            or self.report_fd is not None
            or self.timeout is not None
            or self.kill_after is not None
            or self.orphans is not None
            or self.debug is not None
            or self.fail_on_violation
            or self.violation_status is not None
        )


def complain(error: ScpipeError) -> int:
    """Say on stderr what is wrong, in one line; the exit status it means."""
    line = f"scpipe: {escape(str(error), 2000)}\n"
    with contextlib.suppress(OSError):  # without a stderr the status still tells
        os.write(2, line.encode("utf-8", "backslashreplace"))
    return error.status


def run(invocation: Invocation) -> int:
    """Carry out an invocation; the exit status, unless the process becomes or dies like the command."""
    try:
        return _run(invocation)
    except ScpipeError as error:
        return complain(error)
    except KeyboardInterrupt:
        process.die_of(signal.SIGINT)
        return 128 + signal.SIGINT
    except Exception as error:  # a defect of ours: the sandbox is dead by now, say where to look
        return complain(ScpipeError(f"internal error: {describe_defect(error)}"))


def effective_policy(policy: str | None, service: str | None, flags: Flags) -> Effective:
    """The policy in force for these options in this environment. Raises PolicyError, UsageError."""
    if service is not None and policy is None:
        raise UsageError("--service chooses from a SCONE session: give one with --policy")
    loaded = None
    if policy is not None:
        from scpipe.policy.parse import load

        loaded = load(policy, service=service, environ=os.environ)
    return resolve(flags, loaded, os.environ)


def _run(invocation: Invocation) -> int:
    _check(invocation)
    effective = effective_policy(invocation.policy, invocation.service, invocation.flags)
    if effective.policy.unrestricted and not invocation.watches:
        _become(invocation, effective)
    if invocation.no_supervisor:
        _become_filtered(invocation, effective)
    return _supervise(invocation, effective)


def _check(invocation: Invocation) -> None:
    """Raise UsageError for options that contradict each other."""
    if invocation.quiet and invocation.verbose:
        raise UsageError("-q and -v contradict each other")
    if invocation.report is not None and invocation.report_fd is not None:
        raise UsageError("--report and --report-fd contradict each other: one report is written")
    if invocation.no_supervisor and invocation.watches:
        raise UsageError(
            "--no-supervisor leaves nobody to watch: drop --report, --report-fd, --timeout, --kill-after, "
            "--orphans, --debug, --fail-on-violation, --violation-status and --supervise"
        )
    if invocation.report_fd is not None and not 0 <= invocation.report_fd <= _LARGEST_DESCRIPTOR:
        raise UsageError(f"--report-fd {invocation.report_fd}: allowed: 0 to {_LARGEST_DESCRIPTOR}")
    status = invocation.violation_status
    if status is not None and not 1 <= status <= 255:
        raise UsageError(f"--violation-status {status}: allowed: 1 to 255")
    if invocation.show_data < 0:
        raise UsageError(f"--show-data {invocation.show_data}: allowed: 0 and more")
    if invocation.kill_after is not None and invocation.timeout is None:
        raise UsageError("--kill-after counts from the end of --timeout: give that, too")


def _duration(option: str, text: str) -> float:
    import re

    found = re.fullmatch(_DURATION, text)
    if found is None:
        allowed = "a number, and s, m, h or d behind it unless it means seconds: 90, 90s, 5m"
        raise UsageError(f"{option} {text}: not a duration; allowed: {allowed}")
    return float(found[1]) * _UNITS[found[2]]


def _become_filtered(invocation: Invocation, effective: Effective) -> NoReturn:
    """deny without a watcher: the filter says it all."""
    from scpipe.linux.process import FilterProgram
    from scpipe.seccomp.plan import plan_standalone
    from scpipe.seccomp.shipped import filter_of
    from scpipe.spawn import confinement as confinement_
    from scpipe.spawn import inherited

    if effective.policy.on_violation is not OnViolation.REFUSE:
        raise UsageError("--no-supervisor can only refuse: on-violation kill and report need the supervisor")
    ensure_own_proc()
    program = FilterProgram(filter_of(plan_standalone(effective.policy)))
    if inherited.inherits_read_end() and PairMode.DENY in effective.policy.modes(PairKind.PIPE):
        raise UsageError(
            "--no-supervisor cannot watch the read end of a pipe that the command is given, which it could "
            "open again for writing: drop --no-supervisor, or give it a file or /dev/null"
        )
    confinement = inherited.confine(effective.policy)
    for text in () if invocation.quiet else (*effective.policy.waived_guarantees, *confinement.warnings):
        complain(ScpipeError(f"warning: {text}"))
    code = confinement_.make_switches_read_only(confinement)
    if code and not invocation.quiet:
        complain(ScpipeError(f"warning: /proc/sys and /sys stay writable for root: {os.strerror(code)}"))
    confinement_.shut_in(confinement, program)
    _become(invocation, effective)


def _become(invocation: Invocation, effective: Effective) -> NoReturn:
    """exec the command in our place."""
    from scpipe.spawn.child import Command, callers_environment, execute
    from scpipe.spawn.unexecutable import explain

    for text in () if invocation.quiet else effective.warnings:
        complain(ScpipeError(f"warning: {text}"))
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    command = Command(invocation.command, callers_environment())
    try:
        execute(command)
    except OSError as error:
        raise explain(command, error.errno or 0) from None


def _supervise(invocation: Invocation, effective: Effective) -> int:
    ensure_own_proc()
    ensure_untraced()  # before the imports, which take most of the start
    options = _options(invocation)
    if options.orphans is not Orphans.DETACH:
        return _supervise_here(invocation, effective, options, None, os.getpid())
    from scpipe.command import outputs
    from scpipe.command.detach import guard

    outputs.check_detached(invocation.report, invocation.report_fd, invocation.debug)
    launcher = os.getpid()
    return guard(lambda leave: _supervise_here(invocation, effective, options, leave, launcher))


def _supervise_here(
    invocation: Invocation,
    effective: Effective,
    options: Options,
    leave: Callable[[int], None] | None,
    launcher: int,
) -> int:
    from scpipe.command import outputs
    from scpipe.report.sinks import Reporter
    from scpipe.report.tally import Tally
    from scpipe.report.text import Verbosity
    from scpipe.spawn.child import Command, callers_environment
    from scpipe.spawn.streams import fill_standard_descriptors
    from scpipe.supervision.run import supervise
    from scpipe.supervision.watch import Watch

    with explained():
        missing = fill_standard_descriptors()
        # First what names a descriptor of the caller's: later the number could be one of ours.
        kept = outputs.kept_sinks(invocation.report, invocation.report_fd, missing)
        if invocation.debug is not None:
            options = replace(options, debug=outputs.debug_log(invocation.debug, missing))
    verbosity = Verbosity.NORMAL
    if invocation.quiet or invocation.verbose:
        verbosity = Verbosity.QUIET if invocation.quiet else Verbosity.VERBOSE
    tally = Tally()
    with explained():
        seen = outputs.visible_sinks(verbosity, tally)
    reporter = Reporter([*seen.values(), *kept], tally)

    def part(ending: Ending) -> None:
        code = _exit_code(invocation, ending, reporter)
        reporter.part_with(seen.values(), _status(ending, reporter).value, code)
        for fd in seen:
            os.close(fd)
        assert leave is not None
        leave(code)

    if leave is not None:
        options = replace(options, leave=part)
    watch = Watch(reporter, bool(kept), invocation.show_data, arguments=bool(kept))
    command = Command(invocation.command, callers_environment(), launcher=launcher)
    ending = supervise(command, effective, options, watch)
    return _conclude(invocation, ending, reporter)


def _options(invocation: Invocation) -> Options:
    timeout = _duration("--timeout", invocation.timeout) if invocation.timeout is not None else 0.0
    given = invocation.kill_after
    kill_after = _KILL_AFTER if given is None else _duration("--kill-after", given)
    orphans = invocation.orphans or Orphans.WAIT.value
    if orphans not in [choice.value for choice in Orphans]:
        raise UsageError(f"--orphans {orphans}: allowed: {', '.join(choice.value for choice in Orphans)}")
    return Options(timeout or None, kill_after, Orphans(orphans))


def _conclude(invocation: Invocation, ending: Ending, reporter: Reporter) -> int:
    """The exit status of a finished run; dies of the command's signal if that is how it ended."""
    reporter.close(_status(ending, reporter).value, EXIT_FAILURE if ending.code is None else ending.code)
    if ending.code is None:
        raise ScpipeError("internal error: the command's end was not seen")
    if ending.status is Status.INTERNAL_ERROR:
        raise ScpipeError(ending.detail)
    code = _exit_code(invocation, ending, reporter)
    if code < 0:
        process.die_of(-code)
        return 128 - code
    return code


def _violations(reporter: Reporter) -> int:
    return reporter.tally.refused + reporter.tally.would_refuse


def _status(ending: Ending, reporter: Reporter) -> Status:
    if ending.status is not Status.OK:
        return ending.status
    if _violations(reporter):
        return Status.VIOLATION
    return Status.SIGNALED if (ending.code or 0) < 0 else Status.OK


def _exit_code(invocation: Invocation, ending: Ending, reporter: Reporter) -> int:
    """An exit status, or minus the signal to die of."""
    if ending.status is Status.TIMEOUT:
        return EXIT_TIMEOUT
    told = _violations(reporter) and (invocation.fail_on_violation or invocation.violation_status is not None)
    if ending.status is Status.VIOLATION or told:
        return invocation.violation_status or EXIT_VIOLATION
    return EXIT_FAILURE if ending.code is None else ending.code
