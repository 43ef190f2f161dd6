"""Signals and job control: what scpipe-run and a terminal send reaches the command once."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.identity import NOBODY, become
from harness.runner import Runner

from .launching import readable_guest, scpipe, start

#: Seconds: how long an answer may take, and how long a second signal is waited for that must not come.
DEADLINE = 300.0
QUIET = 0.4

FORWARDED = ["INT", "TERM", "HUP", "QUIT", "USR1", "USR2", "WINCH", "CONT"]


def _lines(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def _await(log: Path, wanted: str, times: int = 1) -> list[str]:
    """The log once it holds ``times`` lines that begin with ``wanted``."""
    deadline = time.monotonic() + DEADLINE
    while sum(line.startswith(wanted) for line in _lines(log)) < times:
        assert time.monotonic() < deadline, f"no {wanted!r} in {_lines(log)}"
        time.sleep(0.02)
    return _lines(log)


def _count_in_peace(log: Path, line: str) -> int:
    _await(log, line)
    time.sleep(QUIET)
    return _lines(log).count(line)


@pytest.fixture
def sent(runner: Runner) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A command that notes its signals, under scpipe-run without a terminal."""
    log = runner.home / "log"
    guest = [runner.python, "-I", "-S", readable_guest(runner, "signals.py"), str(log), "tstp"]
    process = start(runner, scpipe(runner, "-q", "--", *guest))
    try:
        _await(log, "ready")
        yield process, log
    finally:
        process.kill()
        process.communicate(timeout=300)


def test_signals_are_forwarded(sent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """Each forwarded signal that scpipe-run gets reaches the command, once, in order."""
    process, log = sent
    for name in [*FORWARDED, "TSTP"]:
        process.send_signal(getattr(signal, f"SIG{name}"))
        _await(log, f"SIG{name}")
    time.sleep(QUIET)
    assert [line for line in _lines(log) if line.startswith("SIG")] == [
        f"SIG{name}" for name in [*FORWARDED, "TSTP"]
    ]
    out, err = process.communicate(b"end\n", DEADLINE)
    assert (process.returncode, out, err) == (5, b"", b"")


def test_a_signal_to_the_group_reaches_the_command(sent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """A signal that a process sends to the whole group reaches the command at least once."""
    process, log = sent
    os.killpg(process.pid, signal.SIGTERM)
    _await(log, "SIGTERM")
    process.communicate(b"end\n", DEADLINE)
    assert process.returncode == 5


@pytest.mark.parametrize("name", ["TERM", "INT", "HUP", "USR1"])
def test_a_forwarded_signal_that_kills(runner: Runner, name: str) -> None:
    """A command that dies of a forwarded signal makes scpipe-run die of it, too."""
    words = scpipe(runner, "-q", "--", "/bin/sh", "-c", "echo ready; exec sleep 30")
    process = start(runner, words)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(getattr(signal, f"SIG{name}"))
    process.communicate(timeout=DEADLINE)
    assert process.returncode == -getattr(signal, f"SIG{name}")


@dataclass
class Job:
    """A command that is the foreground job of a terminal."""

    shell: subprocess.Popen[bytes]
    master: int
    log: Path
    resume: Path

    def type(self, keys: bytes) -> None:
        """Keys at the terminal."""
        os.write(self.master, keys)

    def foreground(self) -> None:
        """What fg does."""
        self.resume.touch()

    @property
    def pid(self) -> int:
        """The pid of the command itself."""
        (line,) = [line for line in _lines(self.log) if line.startswith("ready")]
        return int(line.split()[1])


def _status(pid: int, field: str) -> str:
    text = Path(f"/proc/{pid}/status").read_text()
    return next(line.split(":")[1].split()[0] for line in text.splitlines() if line.startswith(field + ":"))


@contextlib.contextmanager
def _job(runner: Runner, *more: str, bare: bool = False) -> Iterator[Job]:
    master, slave = pty.openpty()
    try:
        if become(runner.user):
            os.fchown(slave, NOBODY, NOBODY)
        log, resume = runner.home / "log", runner.home / "fg"
        guest = [runner.python, "-I", "-S", readable_guest(runner, "signals.py"), str(log), *more]
        words = guest if bare else scpipe(runner, "--", *guest)
        shell = [
            runner.python,
            readable_guest(runner, "job.py"),
            os.ttyname(slave),
            str(log),
            str(resume),
            *words,
        ]
        process = start(runner, shell)
        try:
            _await(log, "ready")
            yield Job(process, master, log, resume)
        finally:
            process.kill()
            process.communicate(timeout=300)
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.parametrize(("key", "name"), [(b"\x03", "SIGINT"), (b"\x1c", "SIGQUIT")])
def test_a_key_reaches_the_command_once(runner: Runner, key: bytes, name: str) -> None:
    """^C and ^\\ at a terminal reach the command once, and it goes on if it handles them."""
    with _job(runner) as job:
        job.type(key)
        assert _count_in_peace(job.log, name) == 1
        job.type(key)
        _await(job.log, name, 2)
        job.type(b"end\n")
        assert _await(job.log, "job ended")[-1] == "job ended 5"


def test_a_new_size_reaches_the_command_once(runner: Runner) -> None:
    """A terminal that changes its size tells the command once."""
    with _job(runner) as job:
        fcntl.ioctl(job.master, termios.TIOCSWINSZ, struct.pack("4H", 40, 99, 0, 0))
        assert _count_in_peace(job.log, "SIGWINCH") == 1
        job.type(b"end\n")
        assert _await(job.log, "job ended")[-1] == "job ended 5"


def test_the_command_is_in_the_foreground(runner: Runner) -> None:
    """The command is in the terminal's foreground group: scpipe-run gives it no other and takes none."""
    with _job(runner) as job:
        assert "foreground True" in _lines(job.log)
        job.type(b"end\n")
        _await(job.log, "job ended 5")


def _stops_and_goes_on(job: Job, *, handled: bool) -> None:
    for turn in (1, 2):
        job.type(b"\x1a")
        if handled:
            assert _count_in_peace(job.log, "SIGTSTP") == turn
            continue
        _await(job.log, "job stopped", turn)
        parent = int(_status(job.pid, "PPid"))
        assert _status(job.pid, "State") in ("T", "t")
        if parent != job.shell.pid:
            assert _status(parent, "State") == "T"
        job.foreground()
        _await(job.log, "SIGCONT", turn)
        job.type(b"hello\n")
        _await(job.log, "line hello", turn)
    job.type(b"end\n")
    assert _await(job.log, "job ended")[-1] == "job ended 5"
    assert _lines(job.log).count("SIGCONT") == (0 if handled else 2)


def test_stop_and_foreground(runner: Runner) -> None:
    """^Z stops the command and scpipe-run; fg resumes both, twice in a row, and the command reads on."""
    with _job(runner) as job:
        _stops_and_goes_on(job, handled=False)


def test_stop_and_foreground_bare(runner: Runner) -> None:
    """The same without scpipe: the small shell of these tests does what a shell does."""
    with _job(runner, bare=True) as job:
        _stops_and_goes_on(job, handled=False)


def test_a_handled_stop(runner: Runner) -> None:
    """A command that handles SIGTSTP gets ^Z once each time, and nothing stops."""
    with _job(runner, "tstp") as job:
        _stops_and_goes_on(job, handled=True)


def test_a_stopped_job_dies_of_a_kill(runner: Runner) -> None:
    """A job that is stopped and killed leaves nothing behind."""
    with _job(runner) as job:
        job.type(b"\x1a")
        _await(job.log, "job stopped")
        parent = int(_status(job.pid, "PPid"))
        os.kill(parent, signal.SIGKILL)
        job.foreground()
        assert _await(job.log, "job ended")[-1] == "job ended -9"


def test_a_stop_of_scpipe_run_alone(runner: Runner) -> None:
    """SIGTSTP to scpipe-run alone stops the command and it; SIGCONT to scpipe-run alone resumes both."""
    with _job(runner) as job:
        parent = int(_status(job.pid, "PPid"))
        os.kill(parent, signal.SIGTSTP)
        _await(job.log, "job stopped")
        assert _status(job.pid, "State") in ("T", "t")
        job.foreground()
        _await(job.log, "SIGCONT")
        job.type(b"end\n")
        assert _await(job.log, "job ended")[-1] == "job ended 5"


def test_a_stop_of_the_command_alone(sent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """SIGSTOP to the command alone leaves scpipe-run running; SIGCONT to scpipe-run resumes the command."""
    process, log = sent
    pid = int(_await(log, "ready")[0].split()[1])
    os.kill(pid, signal.SIGSTOP)
    deadline = time.monotonic() + DEADLINE
    while _status(pid, "State") not in ("T", "t"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert _status(process.pid, "State") in ("S", "R")
    process.send_signal(signal.SIGCONT)
    _await(log, "SIGCONT")
    process.communicate(b"end\n", DEADLINE)
    assert process.returncode == 5
