"""--watch: a view at the bottom of a terminal, which changes nothing for the command or the supervisor."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import signal
import struct
import termios
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from harness.runner import Runner
from harness.waiting import await_line, lines_of, wait_for

from .jobs import Job, log_of, on_a_terminal, status_of
from .launching import lines_of_scpipe, readable_guest, run, scpipe

#: A job that the small shell of jobs.py waits for says so.
READY = 'echo "ready $$" >> "$LOG"; '
OPENED, CLOSED = b"\x1b[1;21r", b"\x1b[r"


class Screen:
    """A terminal whose output somebody reads."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._read = b""
        self._thread = threading.Thread(target=self._take, daemon=True)
        self._thread.start()

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self.job.master, 65536):
                self._read += data

    @property
    def written(self) -> bytes:
        """Everything that was written to it so far."""
        return self._read

    def shows(self, pattern: bytes, times: int = 1) -> None:
        """Wait until it was written."""
        wait_for(lambda: len(re.findall(pattern, self._read)) >= times, f"no {pattern!r} in {self._read!r}")

    def is_closed(self) -> bool:
        """True if the whole terminal scrolls."""
        return self._read.rfind(CLOSED) > self._read.rfind(OPENED)


@contextlib.contextmanager
def _watched(runner: Runner, words: Sequence[str]) -> Iterator[Screen]:
    """A foreground job of a terminal with 24 rows."""
    with on_a_terminal(runner, ["sh", "-c", 'stty rows 24 cols 80; exec "$@"', "sh", *words]) as job:
        yield Screen(job)


def _shell(runner: Runner, script: str, *options: str) -> list[str]:
    log = f"LOG={log_of(runner)}"
    return ["env", log, *scpipe(runner, "--watch", *options, "--", "/bin/bash", "-c", READY + script)]


def _signals(runner: Runner, *more: str) -> list[str]:
    guest = [runner.python, "-I", "-S", readable_guest(runner, "signals.py"), str(log_of(runner)), *more]
    return scpipe(runner, "--watch", "--", *guest)


def _ended(screen: Screen, status: int) -> None:
    assert await_line(screen.job.log, "job ended")[-1] == f"job ended {status}"
    wait_for(screen.is_closed, repr(screen.written))


def test_what_is_shown(runner: Runner) -> None:
    """Counts, programs, the last refusal; the command's own lines and its status are as without it."""
    script = (
        "echo before; while [ ! -e go ]; do sleep 0.1; done; echo data | cat; echo after; sleep 1; exit 7"
    )
    with _watched(runner, _shell(runner, script)) as screen:
        screen.shows(rb"bash\[\d+\]")
        screen.shows(rb"0 pairs  0 refused")
        (runner.home / "go").touch()
        screen.shows(rb"1 pairs  1 refused")
        screen.shows(rb"refused: write, pipe #1, by bash\[\d+\]: data")
        _ended(screen, 7)
        for line in (b"before\r\n", b"after\r\n", b"scpipe: 1 call refused on 1 pair (pipe 1)\r\n"):
            assert screen.written.count(line) == 1


def test_a_command_that_is_killed(runner: Runner) -> None:
    """scpipe-run dies as the command does."""
    with _watched(runner, _shell(runner, "kill -TERM $$")) as screen:
        _ended(screen, -signal.SIGTERM)


def test_a_dumb_terminal(runner: Runner) -> None:
    """One that knows no positions is told of in a line, and nothing runs."""
    log = log_of(runner)
    script = f'echo "ready $$" >> {log}; TERM=dumb "$@"; echo $? >> {log}'
    words = scpipe(runner, "--watch", "--", "/bin/echo", "ran")
    with on_a_terminal(runner, ["bash", "-c", script, "bash", *words]) as job:
        screen = Screen(job)
        await_line(job.log, "125")
        screen.shows(rb"scpipe: --watch cannot draw to a terminal that is dumb")
        assert b"ran" not in screen.written


@pytest.mark.parametrize("limit", [13, 15, 17, 40])
def test_few_descriptors(runner: Runner, limit: int) -> None:
    """With too few the line names the limit, and nothing runs; else everything does."""
    log = log_of(runner)
    script = f'echo "ready $$" >> {log}; ulimit -n {limit}; "$@"; echo "status $?" >> {log}'
    words = scpipe(runner, "--watch", "--", "/bin/echo", "ran")
    with on_a_terminal(runner, ["bash", "-c", script, "bash", *words]) as job:
        screen = Screen(job)
        await_line(job.log, "status")
        if "status 0" in lines_of(job.log):
            screen.shows(rb"ran\r\n")
        else:
            assert "status 125" in lines_of(job.log) and limit < 40
            screen.shows(rb"scpipe: .*the limit of open files is %d" % limit)
            assert b"ran\r\n" not in screen.written


@pytest.mark.parametrize("where", ["pipe", "file"])
def test_no_terminal(runner: Runner, where: str) -> None:
    """One line, 125, and nothing runs."""
    words = ["--watch"]
    if where == "pipe":
        done = run(runner, words, ["/bin/echo", "ran"])
        lines = lines_of_scpipe(done.stderr)
    else:
        inner = scpipe(runner, *words, "--", "/bin/echo", "ran")
        done = runner.bare_run(["sh", "-c", 'exec "$@" 2>err', "sh", *inner])
        lines = (runner.home / "err").read_text().splitlines()
    assert (done.returncode, done.stdout) == (125, "")
    assert lines == ["scpipe: --watch draws to the terminal that it is started from, and stderr is none"]


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--orphans", "detach"], "--watch and --orphans detach contradict each other"),
        (
            ["--no-supervisor", "--pipe", "deny", "--socketpair", "deny"],
            "--no-supervisor leaves nobody to watch",
        ),
    ],
)
def test_contradictions(runner: Runner, options: list[str], why: str) -> None:
    """Options that leave nobody to look, or nothing to look at."""
    done = run(runner, ["--watch", *options], ["/bin/echo", "ran"])
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (
        125,
        "",
        1,
    ) and why in done.stderr


HOSTILE = "[bold]\x1b]0;title\x07\x1b[2J::set-env\u202e"


def test_hostile_names(runner: Runner) -> None:
    """A program's name moves no cursor, sets no title, and is no markup."""
    program = runner.home / HOSTILE
    program.write_bytes(Path("/bin/sleep").read_bytes())
    program.chmod(0o755)
    script = '"$HOSTILE" 1; exit 0'
    with _watched(runner, ["env", f"HOSTILE={program}", *_shell(runner, script)]) as screen:
        screen.shows(re.escape(rb"[bold]\x1b]0;title\x07\x1b[2J:\x3aset-env\u202e["))
        _ended(screen, 0)
        for raw in (b"\x1b]0", b"\x1b[2J", b"::set", "\u202e".encode()):
            assert raw not in screen.written


@pytest.mark.parametrize(("key", "name"), [(b"\x03", "SIGINT"), (b"\x1c", "SIGQUIT")])
def test_a_key_reaches_the_command_once(runner: Runner, key: bytes, name: str) -> None:
    """^C and ^\\ reach the command once, and the view goes on."""
    with _watched(runner, _signals(runner)) as screen:
        screen.job.type(key)
        await_line(screen.job.log, name)
        time.sleep(0.4)
        assert lines_of(screen.job.log).count(name) == 1
        screen.shows(rb"calls/s", screen.written.count(b"calls/s") + 3)
        screen.job.type(b"end\n")
        _ended(screen, 5)


def test_stop_and_foreground(runner: Runner) -> None:
    """^Z stops the command and gives the terminal back whole; fg resumes both, twice in a row."""
    with _watched(runner, _signals(runner)) as screen:
        job = screen.job
        for turn in (1, 2):
            screen.shows(re.escape(OPENED), turn)
            job.type(b"\x1a")
            await_line(job.log, "job stopped", turn)
            assert status_of(job.pid, "State") in ("T", "t")
            wait_for(screen.is_closed, repr(screen.written))
            job.foreground()
            await_line(job.log, "SIGCONT", turn)
            job.type(b"hello\n")
            await_line(job.log, "line hello", turn)
        job.type(b"end\n")
        _ended(screen, 5)
        assert lines_of(job.log).count("SIGCONT") == 2


def test_a_handled_stop(runner: Runner) -> None:
    """A command that handles ^Z gets it once, and the view goes on."""
    with _watched(runner, _signals(runner, "tstp")) as screen:
        screen.job.type(b"\x1a")
        await_line(screen.job.log, "SIGTSTP")
        screen.shows(rb"calls/s", screen.written.count(b"calls/s") + 3)
        screen.job.type(b"end\n")
        _ended(screen, 5)


def test_a_new_size(runner: Runner) -> None:
    """The view moves to the new bottom, and the command is told once; on a tiny terminal nothing is drawn."""
    with _watched(runner, _signals(runner)) as screen:
        screen.shows(re.escape(OPENED))
        fcntl.ioctl(screen.job.master, termios.TIOCSWINSZ, struct.pack("4H", 40, 99, 0, 0))
        screen.shows(rb"\x1b\[1;37r")
        await_line(screen.job.log, "SIGWINCH")
        fcntl.ioctl(screen.job.master, termios.TIOCSWINSZ, struct.pack("4H", 4, 99, 0, 0))
        await_line(screen.job.log, "SIGWINCH", 2)
        wait_for(lambda: screen.written.rfind(CLOSED) > screen.written.rfind(b"\x1b[1;37r"), "not closed")
        assert lines_of(screen.job.log).count("SIGWINCH") == 2
        screen.job.type(b"end\n")
        assert await_line(screen.job.log, "job ended")[-1] == "job ended 5"


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _viewer(job: Job) -> int:
    """The child of the guard's that is not the command's supervisor."""
    supervisor = int(status_of(job.pid, "PPid"))
    (viewer,) = set(_children(int(status_of(supervisor, "PPid")))) - {supervisor}
    return viewer


def test_output_that_is_read_to_its_end(runner: Runner) -> None:
    """A reader of the command's output sees the end of it when the command has closed it."""
    script = 'stty rows 24 cols 80; LOG=$0; "$@" | { cat; echo eof >> "$LOG"; }'
    inner = "echo said; exec >&-; while [ ! -e go ]; do sleep 0.1; done"
    words = _shell(runner, inner)
    with on_a_terminal(runner, ["bash", "-c", script, str(log_of(runner)), *words]) as job:
        screen = Screen(job)
        await_line(job.log, "eof")
        screen.shows(rb"said")
        (runner.home / "go").touch()
        _ended(screen, 0)


def test_a_view_that_is_killed(runner: Runner) -> None:
    """The run goes on, and at its end the terminal is whole again."""
    with _watched(runner, _signals(runner)) as screen:
        screen.shows(re.escape(OPENED))
        os.kill(_viewer(screen.job), signal.SIGKILL)
        screen.job.type(b"hello\n")
        await_line(screen.job.log, "line hello")
        screen.job.type(b"end\n")
        _ended(screen, 5)


def test_a_view_that_hangs(runner: Runner) -> None:
    """The supervisor waits for nobody: more events than there is room for come, and the run ends."""
    script = "while [ ! -e go ]; do sleep 0.1; done; for n in $(seq 600); do /bin/true; done; exit 3"
    with _watched(runner, _shell(runner, script, "--pipe", "allow")) as screen:
        screen.shows(re.escape(OPENED))
        os.kill(_viewer(screen.job), signal.SIGSTOP)
        (runner.home / "go").touch()
        _ended(screen, 3)


def test_scpipe_run_is_killed(runner: Runner) -> None:
    """Everything in the sandbox dies with it, and the view leaves a whole terminal."""
    with _watched(runner, _signals(runner)) as screen:
        screen.shows(re.escape(OPENED))
        supervisor = int(status_of(screen.job.pid, "PPid"))
        os.kill(int(status_of(supervisor, "PPid")), signal.SIGKILL)
        _ended(screen, -signal.SIGKILL)


PLAIN = """
import sys
from scpipe.command import cli
sys.argv[1:] = ["-q", "--", "true"]
try:
    cli.main_run()
except SystemExit as end:
    sys.exit(f"{end.code} {'rich' in sys.modules}")
"""


def test_nothing_is_loaded_without_it(runner: Runner) -> None:
    """rich is no part of a plain run."""
    done = runner.bare_run([runner.python, "-c", PLAIN])
    assert done.stderr == "0 False\n", done.stderr
