"""From typed options to an exit status: durations, contradictions, who wins at the end."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from scpipe.command import cli, complaint, ending, invocation, outputs
from scpipe.command.arguments import make
from scpipe.command.invocation import Invocation, PolicyWords
from scpipe.errors import CommandNotFoundError, ReportError, ScpipeError, UsageError
from scpipe.linux import process
from scpipe.outcome import Ending, Status
from scpipe.report.sinks import Reporter
from scpipe.supervisor.options import Options, Orphans, Trap

COMMAND = ("true",)


def options(**fields: Any) -> Invocation:
    """An invocation of true with these options."""
    return make(COMMAND, fields)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("90", 90),
        ("90s", 90),
        ("5m", 300),
        ("1.5h", 5400),
        ("2d", 172800),
        (".5", 0.5),
        (".25m", 15),
        ("007", 7),
    ],
)
def test_durations(text: str, seconds: float) -> None:
    """A number with or without a unit, in seconds."""
    assert invocation._duration("--timeout", text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "s", "-1", "+1", "1e3", "5 m", " 5", "5\n", "5M", "5ms", "1:30", "inf", "nan", "0x10", "1.", "5mm"],
)
def test_no_durations(text: str) -> None:
    """Anything else is refused in one line that names the option."""
    with pytest.raises(UsageError, match="--timeout"):
        invocation._duration("--timeout", text)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quiet": True, "verbose": True}, "-q and -v"),
        ({"report": "r", "report_fd": 3}, "--report-fd"),
        ({"report": "r", "log": "./r"}, "--report, --debug and --log need a file each"),
        ({"debug": "r", "log": "r"}, "need a file each"),
        ({"color": "sometimes"}, "--color sometimes: allowed: auto, always, never"),
        ({"summary_signal": "INT"}, "--summary-signal INT: allowed: HUP, USR1, USR2"),
        ({"summary_signal": "10"}, "--summary-signal 10"),
        ({"summary_signal": "USR1", "quiet": True}, "-q and --summary-signal"),
        ({"no_supervisor": True, "log": "l"}, "--no-supervisor"),
        ({"no_supervisor": True, "summary_signal": "USR1"}, "--no-supervisor"),
        ({"no_supervisor": True, "report": "r"}, "--no-supervisor"),
        ({"no_supervisor": True, "report_fd": 0}, "--no-supervisor"),
        ({"no_supervisor": True, "timeout": "5"}, "--no-supervisor"),
        ({"no_supervisor": True, "orphans": "kill"}, "--no-supervisor"),
        ({"no_supervisor": True, "supervise": True}, "--no-supervisor"),
        ({"no_supervisor": True, "fail_on_violation": True}, "--no-supervisor"),
        ({"no_supervisor": True, "violation_status": 3}, "--no-supervisor"),
        ({"violation_status": 0}, "--violation-status 0"),
        ({"violation_status": 256}, "--violation-status 256"),
        ({"violation_status": -1}, "--violation-status -1"),
        ({"show_data": -1}, "--show-data -1"),
        ({"kill_after": "5"}, "--timeout: give that, too"),
        ({"trap": "some"}, "--trap some: allowed: all, armed"),
        ({"trap": ""}, "--trap : allowed: all, armed"),
        ({"trap": "Armed"}, "--trap Armed: allowed"),
        ({"no_supervisor": True, "watch": True}, "--watch"),
        ({"watch": True, "orphans": "detach"}, "--watch and --orphans detach"),
        ({"no_supervisor": True, "trap": "armed"}, "--trap and --supervise"),
        ({"no_supervisor": True, "trap": "all"}, "--no-supervisor"),
    ],
)
def test_contradictions(fields: dict[str, Any], words: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Options that contradict each other end in status 125 and one line, before anything runs."""
    assert cli.run(options(**fields)) == 125
    told = capfd.readouterr().err
    assert told.startswith("scpipe: ") and told.count("\n") == 1 and words in told


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"violation_status": 1},
        {"violation_status": 255},
        {"timeout": "5", "kill_after": "1"},
        {"no_supervisor": True},
        {"trap": "all"},
        {"trap": "armed", "timeout": "5"},
        {"report": "r", "log": "l", "debug": "d"},
        {"report": "-", "log": "-", "debug": "-"},
        {"log": "/dev/stderr", "debug": "/dev/stderr"},
    ],
)
def test_no_contradiction(fields: dict[str, Any]) -> None:
    """What goes together is accepted."""
    options(**fields).check()


@pytest.mark.parametrize(
    ("fields", "watches"),
    [
        ({}, False),
        ({"quiet": True}, False),
        ({"verbose": True}, False),
        ({"supervise": True}, True),
        ({"report": ""}, True),
        ({"report_fd": 0}, True),
        ({"timeout": "0"}, True),
        ({"trap": "armed"}, False),
        ({"orphans": "wait"}, True),
        ({"violation_status": 1}, True),
        ({"fail_on_violation": True}, True),
    ],
)
def test_what_needs_a_watcher(fields: dict[str, Any], watches: bool) -> None:
    """Falsy values count: descriptor 0, an empty name."""
    assert options(**fields).watches is watches


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Options()),
        ({"timeout": "2m"}, Options(timeout=120)),
        ({"timeout": "0"}, Options()),
        ({"timeout": "1", "kill_after": "0"}, Options(timeout=1, kill_after=0)),
        ({"orphans": "kill"}, Options(orphans=Orphans.KILL)),
    ],
)
def test_options(fields: dict[str, Any], expected: Options) -> None:
    """Text becomes limits; a timeout of 0 is none."""
    assert options(**fields).limits.read() == expected


@pytest.mark.parametrize(("word", "expected"), [(None, None), ("all", Trap.ALL), ("armed", Trap.ARMED)])
def test_which_writes(word: str | None, expected: Trap | None) -> None:
    """The word becomes a mode, and where nothing is said there is none."""
    assert options(trap=word).read_trap() is expected
    assert bool(options(trap=word).useless) is (word is not None)


def test_which_writes_is_looked_at_where_nobody_watches() -> None:
    """A word that means nothing is an error also where it would have no effect."""
    with pytest.raises(UsageError, match="--trap some: allowed: all, armed"):
        options(trap="some", pipe="allow", socketpair="allow").check()


def test_orphans_that_are_neither() -> None:
    """Only the two words are known."""
    with pytest.raises(UsageError, match="wait, kill"):
        options(orphans="adopt").limits.read()


def test_service_needs_a_policy() -> None:
    """A service is chosen from a session."""
    with pytest.raises(UsageError, match="--service"):
        PolicyWords(None, "db").effective()


def conclude(fields: dict[str, Any], ended: Ending, refused: int, would: int) -> tuple[object, str]:
    """The exit status (or the error), and the status the report's end names."""
    events: list[Any] = []

    class Sink:
        def emit(self, event: Any) -> None:
            events.append(event)

    reporter = Reporter([Sink()])
    reporter.tally.refused, reporter.tally.would_refuse = refused, would
    try:
        found: object = ending.conclude(options(**fields).status, ended, reporter)
    except ScpipeError as error:
        found = error.status
    return found, events[-1].status


FAIL, THREE = {"fail_on_violation": True}, {"violation_status": 3}


@pytest.mark.parametrize(
    ("fields", "ended", "refused", "would", "code", "status"),
    [
        ({}, Ending(0), 0, 0, 0, "OK"),
        ({}, Ending(7), 0, 0, 7, "OK"),
        ({}, Ending(7), 1, 0, 7, "VIOLATION"),
        ({}, Ending(0), 0, 1, 0, "VIOLATION"),
        (FAIL, Ending(0), 0, 0, 0, "OK"),
        (FAIL, Ending(0), 1, 0, 120, "VIOLATION"),
        (FAIL, Ending(7), 0, 1, 120, "VIOLATION"),
        (THREE, Ending(0), 1, 0, 3, "VIOLATION"),
        (THREE, Ending(7), 0, 0, 7, "OK"),
        ({}, Ending(-9, Status.TIMEOUT), 1, 0, 124, "TIMEOUT"),
        (FAIL, Ending(0, Status.TIMEOUT), 1, 0, 124, "TIMEOUT"),
        ({}, Ending(-9, Status.VIOLATION), 1, 0, 120, "VIOLATION"),
        (THREE, Ending(-9, Status.VIOLATION), 1, 0, 3, "VIOLATION"),
        (FAIL, Ending(-11), 1, 0, 120, "VIOLATION"),
        ({}, Ending(None, Status.INTERNAL_ERROR), 0, 0, 125, "INTERNAL_ERROR"),
        (FAIL, Ending(None, Status.INTERNAL_ERROR), 1, 0, 125, "INTERNAL_ERROR"),
    ],
)
def test_precedence(
    fields: dict[str, Any], ended: Ending, refused: int, would: int, code: int, status: str
) -> None:
    """An end not seen, then the timeout, then a violation that was asked for, then the command's own."""
    assert conclude(fields, ended, refused, would) == (code, status)


def test_command_that_died_of_a_signal(monkeypatch: pytest.MonkeyPatch) -> None:
    """We die the same way; where that cannot be, the status is the shell's."""
    died: list[int] = []
    monkeypatch.setattr(process, "die_of", died.append)
    assert conclude({}, Ending(-11), 0, 0) == (139, "SIGNALED")
    assert died == [11]


@pytest.mark.parametrize(
    ("error", "status"),
    [(UsageError("x"), 125), (CommandNotFoundError("x"), 127), (ReportError("a\nb\x1b[31m"), 125)],
)
def test_complaint_is_one_harmless_line(
    error: ScpipeError, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """Control characters of file names do not reach the terminal."""
    assert complaint.complain(error) == status
    told = capfd.readouterr().err
    assert told.count("\n") == 1 and "\x1b" not in told


def test_complaint_without_stderr() -> None:
    """Where there is nobody to tell, the status still does."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(2)
            code = complaint.complain(UsageError("x"))
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 125


def test_defect_of_ours_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An exception nobody expected becomes status 125 and says where."""

    def break_down(_invocation: Invocation) -> int:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(cli, "_run", break_down)
    assert cli.run(options()) == 125
    told = capfd.readouterr().err
    assert told.startswith("scpipe: internal error: ZeroDivisionError: oh (") and told.count("\n") == 1


def test_own_copy_of_a_descriptor() -> None:
    """A report's descriptor becomes ours: a copy from 10 on, and the command loses the original."""
    fd = os.open(os.devnull, os.O_WRONLY)
    os.set_inheritable(fd, True)
    own = outputs.own(fd)
    assert own >= 10 and not os.get_inheritable(own) and not os.get_inheritable(fd)
    os.close(own)
    os.close(fd)
    with pytest.raises(ReportError, match="Bad file descriptor"):
        outputs.own(fd)


@pytest.mark.parametrize("name", ["USR1", "usr1", "SIGUSR1", "sigusr1"])
def test_signals_are_named_as_kill_names_them(name: str) -> None:
    """With or without SIG, in any case; without the option none is taken."""
    assert invocation.OutputWords(summary_signal=name).summary_number == signal.SIGUSR1
    assert invocation.OutputWords().summary_number is None
