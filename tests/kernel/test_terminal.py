"""Signals and job control: what scpipe-run and a terminal send reaches the command once."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.processes import PATIENCE
from harness.runner import Runner
from harness.waiting import await_line, lines_of

from .jobs import Job, log_of, on_a_terminal, status_of
from .launching import readable_guest, scpipe, start

#: Seconds that a second signal is waited for that must not come.
QUIET = 0.4

FORWARDED = ["INT", "TERM", "HUP", "QUIT", "USR1", "USR2", "WINCH", "CONT"]


def _count_in_peace(log: Path, line: str) -> int:
    await_line(log, line)
    time.sleep(QUIET)
    return lines_of(log).count(line)


@pytest.fixture
def sent(runner: Runner) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A command that notes its signals, under scpipe-run without a terminal."""
    log = runner.home / "log"
    guest = [runner.python, "-I", "-S", readable_guest(runner, "signals.py"), str(log), "tstp"]
    process = start(runner, scpipe(runner, "-q", "--", *guest))
    try:
        await_line(log, "ready")
        yield process, log
    finally:
        process.kill()
        process.communicate(timeout=300)


def test_signals_are_forwarded(sent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """Each forwarded signal that scpipe-run gets reaches the command, once, in order."""
    process, log = sent
    for name in [*FORWARDED, "TSTP"]:
        process.send_signal(getattr(signal, f"SIG{name}"))
        await_line(log, f"SIG{name}")
    time.sleep(QUIET)
    assert [line for line in lines_of(log) if line.startswith("SIG")] == [
        f"SIG{name}" for name in [*FORWARDED, "TSTP"]
    ]
    out, err = process.communicate(b"end\n", PATIENCE)
    assert (process.returncode, out, err) == (5, b"", b"")


def test_a_signal_to_the_group_reaches_the_command(sent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """A signal that a process sends to the whole group reaches the command at least once."""
    process, log = sent
    os.killpg(process.pid, signal.SIGTERM)
    await_line(log, "SIGTERM")
    process.communicate(b"end\n", PATIENCE)
    assert process.returncode == 5


@pytest.mark.parametrize("name", ["TERM", "INT", "HUP", "USR1"])
def test_a_forwarded_signal_that_kills(runner: Runner, name: str) -> None:
    """A command that dies of a forwarded signal makes scpipe-run die of it, too."""
    words = scpipe(runner, "-q", "--", "/bin/sh", "-c", "echo ready; exec sleep 30")
    process = start(runner, words)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(getattr(signal, f"SIG{name}"))
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -getattr(signal, f"SIG{name}")


@contextlib.contextmanager
def _job(runner: Runner, *more: str, bare: bool = False) -> Iterator[Job]:
    guest = [runner.python, "-I", "-S", readable_guest(runner, "signals.py"), str(log_of(runner)), *more]
    with on_a_terminal(runner, guest if bare else scpipe(runner, "--", *guest)) as job:
        yield job


@pytest.mark.parametrize(("key", "name"), [(b"\x03", "SIGINT"), (b"\x1c", "SIGQUIT")])
def test_a_key_reaches_the_command_once(runner: Runner, key: bytes, name: str) -> None:
    """^C and ^\\ at a terminal reach the command once, and it goes on if it handles them."""
    with _job(runner) as job:
        job.type(key)
        assert _count_in_peace(job.log, name) == 1
        job.type(key)
        await_line(job.log, name, 2)
        job.type(b"end\n")
        assert await_line(job.log, "job ended")[-1] == "job ended 5"


def test_a_new_size_reaches_the_command_once(runner: Runner) -> None:
    """A terminal that changes its size tells the command once."""
    with _job(runner) as job:
        fcntl.ioctl(job.master, termios.TIOCSWINSZ, struct.pack("4H", 40, 99, 0, 0))
        assert _count_in_peace(job.log, "SIGWINCH") == 1
        job.type(b"end\n")
        assert await_line(job.log, "job ended")[-1] == "job ended 5"


def test_the_command_is_in_the_foreground(runner: Runner) -> None:
    """The command is in the terminal's foreground group: scpipe-run gives it no other and takes none."""
    with _job(runner) as job:
        assert "foreground True" in lines_of(job.log)
        job.type(b"end\n")
        await_line(job.log, "job ended 5")


def _stops_and_goes_on(job: Job, *, handled: bool) -> None:
    for turn in (1, 2):
        job.type(b"\x1a")
        if handled:
            assert _count_in_peace(job.log, "SIGTSTP") == turn
            continue
        await_line(job.log, "job stopped", turn)
        parent = int(status_of(job.pid, "PPid"))
        assert status_of(job.pid, "State") in ("T", "t")
        if parent != job.shell.pid:
            assert status_of(parent, "State") == "T"
        job.foreground()
        await_line(job.log, "SIGCONT", turn)
        job.type(b"hello\n")
        await_line(job.log, "line hello", turn)
    job.type(b"end\n")
    assert await_line(job.log, "job ended")[-1] == "job ended 5"
    assert lines_of(job.log).count("SIGCONT") == (0 if handled else 2)


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
        await_line(job.log, "job stopped")
        parent = int(status_of(job.pid, "PPid"))
        os.kill(parent, signal.SIGKILL)
        job.foreground()
        assert await_line(job.log, "job ended")[-1] == "job ended -9"


def test_a_stop_of_scpipe_run_alone(runner: Runner) -> None:
    """SIGTSTP to scpipe-run alone stops the command and it; SIGCONT to scpipe-run alone resumes both."""
    with _job(runner) as job:
        parent = int(status_of(job.pid, "PPid"))
        os.kill(parent, signal.SIGTSTP)
        await_line(job.log, "job stopped")
        assert status_of(job.pid, "State") in ("T", "t")
        job.foreground()
        await_line(job.log, "SIGCONT")
        job.type(b"end\n")
        assert await_line(job.log, "job ended")[-1] == "job ended 5"


def test_a_stop_of_the_command_alone(sent: tuple[subprocess.Popen[bytes], Path]) -> None:
    """SIGSTOP to the command alone leaves scpipe-run running; SIGCONT to scpipe-run resumes the command."""
    process, log = sent
    pid = int(await_line(log, "ready")[0].split()[1])
    os.kill(pid, signal.SIGSTOP)
    deadline = time.monotonic() + PATIENCE
    while status_of(pid, "State") not in ("T", "t"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert status_of(process.pid, "State") in ("S", "R")
    process.send_signal(signal.SIGCONT)
    await_line(log, "SIGCONT")
    process.communicate(b"end\n", PATIENCE)
    assert process.returncode == 5
