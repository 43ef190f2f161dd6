"""What scpipe-run was asked for, as typed, and whether it goes together."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence

from scpipe.errors import UsageError
from scpipe.policy.resolve import Flags, resolve
from scpipe.record import Record, field
from scpipe.supervisor.options import USELESS_TRAP, Options, Orphans, Trap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.policy.model import Effective

_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_LARGEST_DESCRIPTOR = 0x7FFFFFFF
_DURATION = r"(\d+(?:\.\d+)?|\.\d+)([smhd]?)"
_KILL_AFTER = 10.0
#: Signals that can ask for a summary: those that programs are free to give a meaning to.
SUMMARY_SIGNALS = {"HUP": signal.SIGHUP, "USR1": signal.SIGUSR1, "USR2": signal.SIGUSR2}
COLORS = ("auto", "always", "never")


class PolicyWords(Record):
    """Which policy: ``policy`` is a file, ``service`` one of its services, ``flags`` single settings."""

    policy: str | None = None
    service: str | None = None
    flags: Flags = field(factory=Flags)

    def effective(self) -> Effective:
        """The policy in force for these options in this environment. Raises PolicyError, UsageError."""
        if self.service is not None and self.policy is None:
            raise UsageError("--service chooses from a SCONE session: give one with --policy")
        loaded = None
        if self.policy is not None:
            from scpipe.policy.parse import load

            loaded = load(self.policy, service=self.service, environ=os.environ)
        return resolve(self.flags, loaded, os.environ)


class OutputWords(Record):
    """What is told of the run, and where."""

    report: str | None = None
    report_fd: int | None = None
    debug: str | None = None
    log: str | None = None
    color: str | None = None
    summary_signal: str | None = None
    show_data: int = 0
    backtrace: bool = False
    quiet: bool = False
    verbose: bool = False

    @property
    def asked(self) -> bool:
        """True if something is to be written that only a supervisor knows."""
        asked = (self.report, self.report_fd, self.debug, self.log, self.summary_signal)
        return self.backtrace or any(each is not None for each in asked)

    @property
    def summary_number(self) -> int | None:
        """The signal that asks for a summary. Raises UsageError."""
        if self.summary_signal is None:
            return None
        name = self.summary_signal.upper().removeprefix("SIG")
        if name not in SUMMARY_SIGNALS:
            allowed = ", ".join(SUMMARY_SIGNALS)
            raise UsageError(f"--summary-signal {self.summary_signal}: allowed: {allowed}")
        return SUMMARY_SIGNALS[name]

    def check(self) -> None:
        """Raise UsageError for what contradicts itself."""
        if self.quiet and self.verbose:
            raise UsageError("-q and -v contradict each other")
        if self.report is not None and self.report_fd is not None:
            raise UsageError("--report and --report-fd contradict each other: one report is written")
        if self.report_fd is not None and not 0 <= self.report_fd <= _LARGEST_DESCRIPTOR:
            raise UsageError(f"--report-fd {self.report_fd}: allowed: 0 to {_LARGEST_DESCRIPTOR}")
        if self.color is not None and self.color not in COLORS:
            raise UsageError(f"--color {self.color}: allowed: {', '.join(COLORS)}")
        self._check_files()
        number = self.summary_number
        if number is not None and self.quiet:
            raise UsageError("-q and --summary-signal contradict each other")
        if self.show_data < 0:
            raise UsageError(f"--show-data {self.show_data}: allowed: 0 and more")

    def _check_files(self) -> None:
        """Two that write to one file would overwrite each other; streams and devices can be shared."""
        given = (self.report, self.debug, self.log)
        names = [name for name in given if name not in (None, "-") and not name.startswith("/dev/")]
        files = {os.path.realpath(name) for name in names} if len(names) > 1 else names
        if len(files) < len(names):
            raise UsageError("--report, --debug and --log need a file each")


class LimitWords(Record):
    """How long the command, and what it leaves behind, may run."""

    timeout: str | None = None
    kill_after: str | None = None
    orphans: str | None = None

    @property
    def asked(self) -> bool:
        """True if somebody has to watch the time or the orphans."""
        return self.timeout is not None or self.kill_after is not None or self.orphans is not None

    def read(self) -> Options:
        """The limits in seconds; a timeout of 0 is none. Raises UsageError."""
        timeout = 0.0 if self.timeout is None else _duration("--timeout", self.timeout)
        given = self.kill_after
        kill_after = _KILL_AFTER if given is None else _duration("--kill-after", given)
        orphans = self.orphans or Orphans.WAIT.value
        if orphans not in [choice.value for choice in Orphans]:
            allowed = ", ".join(choice.value for choice in Orphans)
            raise UsageError(f"--orphans {orphans}: allowed: {allowed}")
        return Options(timeout or None, kill_after, Orphans(orphans))


class StatusWords(Record):
    """What the exit status tells of violations."""

    fail_on_violation: bool = False
    violation_status: int | None = None

    @property
    def asked(self) -> bool:
        """True if violations have a status of their own."""
        return self.fail_on_violation or self.violation_status is not None


class Invocation(Record):
    """One scpipe-run."""

    command: Sequence[str]
    policy: PolicyWords = PolicyWords()
    outputs: OutputWords = OutputWords()
    limits: LimitWords = LimitWords()
    status: StatusWords = StatusWords()
    supervise: bool = False
    no_supervisor: bool = False
    trap: str | None = None
    watch: bool = False

    @property
    def watches(self) -> bool:
        """True if something is asked for that needs a supervisor."""
        return self.supervise or self.watch or self.outputs.asked or self.limits.asked or self.status.asked

    @property
    def useless(self) -> tuple[str, ...]:
        """What to say of options that make no difference where nothing is restricted."""
        return () if self.trap is None else (USELESS_TRAP,)

    def check(self) -> None:
        """Raise UsageError for options that contradict each other."""
        self.outputs.check()
        if self.no_supervisor and (self.watches or self.trap is not None):
            raise UsageError(
                "--no-supervisor leaves nobody to watch: drop --report, --report-fd, --timeout, --kill-after"
                ", --orphans, --debug, --log, --backtrace, --watch, --summary-signal, --fail-on-violation"
                ", --violation-status, --trap and --supervise"
            )
        self.read_trap()
        if self.watch and self.limits.orphans == Orphans.DETACH.value:
            raise UsageError("--watch and --orphans detach contradict each other: one gives the terminal up")
        status = self.status.violation_status
        if status is not None and not 1 <= status <= 255:
            raise UsageError(f"--violation-status {status}: allowed: 1 to 255")
        if self.limits.kill_after is not None and self.limits.timeout is None:
            raise UsageError("--kill-after counts from the end of --timeout: give that, too")

    def read_trap(self) -> Trap | None:
        """Which writes are to be trapped, None if nothing was said. Raises UsageError."""
        allowed = [choice.value for choice in Trap]
        if self.trap is not None and self.trap not in allowed:
            raise UsageError(f"--trap {self.trap}: allowed: {', '.join(allowed)}")
        return None if self.trap is None else Trap(self.trap)


def _duration(option: str, text: str) -> float:
    import re

    found = re.fullmatch(_DURATION, text)
    if found is None:
        allowed = "a number, and s, m, h or d behind it unless it means seconds: 90, 90s, 5m"
        raise UsageError(f"{option} {text}: not a duration; allowed: {allowed}")
    return float(found[1]) * _UNITS[found[2]]
