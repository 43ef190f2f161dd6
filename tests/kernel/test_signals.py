"""Signals at once, in bursts and queued; what is inherited of them; SIGPIPE; a program's own filters."""

from __future__ import annotations

import mmap
import re
import shlex
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.processes import PATIENCE
from harness.runner import Runner
from harness.waiting import await_line, lines_of

from .launching import python, run, scpipe, start

Built = Callable[[str], str]

MODES = [["-q"], ["-q", "--orphans", "detach"]]
#: Forwarded; none of them stops.
NUMBERS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2]


@dataclass
class Counter:
    """The guest that notes each signal beside the number that the test wrote before."""

    process: subprocess.Popen[bytes]
    log: Path
    numbers: mmap.mmap

    def send(self, number: int, order: int) -> None:
        """One signal to scpipe-run."""
        self.numbers[:4] = struct.pack("=i", order)
        self.process.send_signal(number)

    def taken(self) -> list[tuple[int, int]]:
        """Signals as they came, each with the last number written before it was taken."""
        found = [
            re.fullmatch(r"signal (\d+) after (\d+) from parent", line) for line in lines_of(self.log)[1:]
        ]
        assert all(found), lines_of(self.log)
        return [(int(one[1]), int(one[2])) for one in found if one]


@pytest.fixture(params=MODES, ids=["wait", "detach"])
def counter(request: pytest.FixtureRequest, runner: Runner, built: Built) -> Iterator[Counter]:
    """Runs it under scpipe-run."""
    log, shared = runner.write("log", ""), runner.write("numbers", "\0" * 4096)
    words = scpipe(runner, *request.param, "--", built("signal_count"), str(log), str(shared))
    process = start(runner, words)
    with shared.open("r+b") as file, mmap.mmap(file.fileno(), 4096) as numbers:
        try:
            await_line(log, "ready")
            yield Counter(process, log, numbers)
            out, err = process.communicate(b"end\n", PATIENCE)
            assert (process.returncode, out, err) == (5, b"", b"")
        finally:
            process.kill()
            process.communicate(timeout=300)


def test_signals_at_once(counter: Counter) -> None:
    """Signals that wait together for a stopped scpipe-run reach the command, each once."""
    counter.process.send_signal(signal.SIGSTOP)
    for order, number in enumerate(NUMBERS):
        counter.send(number, order)
    counter.process.send_signal(signal.SIGCONT)
    for number in [*NUMBERS, signal.SIGCONT]:
        await_line(counter.log, f"signal {int(number)} ")
    time.sleep(0.2)
    assert sorted(number for number, _order in counter.taken()) == sorted([*NUMBERS, signal.SIGCONT])


def test_a_burst(counter: Counter) -> None:
    """Of 1000 equal signals in a row, which the kernel merges, the command gets one that was sent last."""
    for order in range(1, 1001):
        counter.send(signal.SIGUSR1, order)
    await_line(counter.log, f"signal {int(signal.SIGUSR1)} after 1000 ")
    counter.send(signal.SIGUSR2, 1001)
    await_line(counter.log, f"signal {int(signal.SIGUSR2)} after 1001 ")
    assert 1 <= len(counter.taken()) <= 1001
    assert counter.taken()[-1] == (signal.SIGUSR2, 1001)


def test_queued_signals_inside(runner: Runner, built: Built) -> None:
    """2000 queued signals between processes inside arrive, in order, with their values and their sender."""
    words = [built("signal_count"), "queue"]
    bare, done = runner.bare_run(words), run(runner, ["-q"], words)
    assert bare.stdout == "in order 2000\nchild 0x300\n"
    assert (done.stdout, done.returncode) == (bare.stdout, 0)


@pytest.mark.parametrize("options", MODES, ids=["wait", "detach"])
@pytest.mark.parametrize("number", [signal.SIGALRM, signal.SIGRTMIN + 3])
def test_a_signal_that_is_not_forwarded(runner: Runner, options: list[str], number: int) -> None:
    """A signal that is not forwarded and ends a process ends scpipe-run and its sandbox."""
    process = start(runner, scpipe(runner, *options, "--", "/bin/sh", "-c", "echo ready; exec sleep 60"))
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -number  # and the runner looks for what is left


#: Blocks and ignores what it is told to, and becomes its arguments.
PREPARED = """
import os, signal, sys
for name in sys.argv[1].split():
    how, number = name[0], getattr(signal, "SIG" + name[1:])
    if how == "-":
        signal.signal(number, signal.SIG_IGN)
    else:
        signal.pthread_sigmask(signal.SIG_BLOCK, {number})
if "-PIPE" not in sys.argv[1]:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
os.execvp(sys.argv[2], sys.argv[2:])
"""
SEEN = ["grep", "-E", "^Sig(Blk|Ign|Cgt|Pnd)|^ShdPnd", "/proc/self/status"]


@pytest.mark.parametrize(
    ("how", "options"),
    [
        ("", MODES[0]),
        ("-CHLD", MODES[0]),
        ("-CHLD", MODES[1]),
        ("+CHLD", MODES[0]),
        ("+CHLD", MODES[1]),
        ("-HUP -INT -QUIT -TERM", MODES[0]),
        ("+HUP +INT +QUIT +TERM +USR1 +USR2 +CONT +TSTP +WINCH +PIPE", MODES[0]),
        ("-USR1 -USR2 -WINCH -TSTP -TTIN -TTOU -CONT +CHLD -CHLD", MODES[1]),
        ("-ALRM +RTMIN +TTIN +TTOU +SEGV", MODES[0]),
    ],
)
def test_what_the_command_inherits(runner: Runner, how: str, options: list[str]) -> None:
    """The command blocks and ignores what its caller blocked and ignored; its status is told."""
    words = [*python(runner, PREPARED), how]
    seen = ["/bin/sh", "-c", f"{shlex.join(SEEN)}; exit 7"]
    bare = runner.bare_run([*words, *seen])
    done = runner.bare_run([*words, *scpipe(runner, *options, "--", *seen)])
    assert bare.stdout.count("\n") == 5
    assert (done.stdout, done.stderr, done.returncode) == (bare.stdout, "", 7)


def test_sigpipe_that_the_caller_ignores(runner: Runner) -> None:
    """SIGPIPE is at its default in the command, even if the caller ignored it."""
    words = [*python(runner, PREPARED), "-PIPE"]
    ignored = f"SigIgn:\t{1 << (signal.SIGPIPE - 1):016x}"
    assert ignored in runner.bare_run([*words, *SEEN]).stdout
    assert ignored not in runner.bare_run([*words, *scpipe(runner, "-q", "--", *SEEN)]).stdout


def test_sigpipe_in_a_handler(runner: Runner, built: Built) -> None:
    """A handler is told of a SIGPIPE what the kernel tells it natively: code, pid, uid, thread."""
    bare, done = runner.bare_run([built("signal_pipe")]), run(runner, ["-q"], [built("signal_pipe")])
    assert "EPIPE; signals 1 number 13 code 0 pid 1 uid 1 thread 1" in bare.stdout
    assert done.stdout.splitlines() == bare.stdout.splitlines()


def test_sigpipe_after_setuid(root_runner: Runner, built: Built) -> None:
    """The same for a process of root's that has become another user."""
    words = [built("signal_pipe"), "user"]
    bare, done = root_runner.bare_run(words), run(root_runner, ["-q"], words)
    assert done.stdout.splitlines() == bare.stdout.splitlines()


def test_sigpipe_that_is_waited_for(runner: Runner, built: Built) -> None:
    """A SIGPIPE that is blocked waits for sigwaitinfo; it may name another sender than natively."""
    words = [built("signal_pipe"), "blocked"]
    bare, done = runner.bare_run(words), run(runner, ["-q"], words)
    assert bare.stdout == "write -1 signal 13 code 0 own 1\n"
    assert done.stdout in (bare.stdout, bare.stdout.replace("own 1", "own 0"))


def test_programs_with_filters(runner: Runner, built: Built) -> None:
    """Own filters that forbid pause, seccomp or rt_sigreturn change nothing in an interrupted write."""
    bare = runner.bare_run([built("signal_filters")])
    done = run(runner, ["-q"], [built("signal_filters")])
    assert "wrote -1 EINTR, handled 1" in bare.stdout
    assert "wrote 5000 , handled 1" in bare.stdout
    assert done.stdout.splitlines() == bare.stdout.splitlines()


def test_stopped_children_are_seen(runner: Runner) -> None:
    """A parent inside sees its child stop and go on, and the child is really stopped meanwhile."""
    code = """
import os, signal, time
for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU):
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        while True:
            time.sleep(0.01)
    os.setpgid(pid, pid)
    os.killpg(pid, number)
    print(number, os.WSTOPSIG(os.waitpid(pid, os.WUNTRACED)[1]))
    state = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0]
    print(state in "Tt")
    os.killpg(pid, signal.SIGCONT)
    print(os.WIFCONTINUED(os.waitpid(pid, os.WCONTINUED)[1]))
    os.killpg(pid, signal.SIGUSR1)
    print(os.waitpid(pid, 0)[1])
"""
    bare, done = runner.bare_run(python(runner, code)), run(runner, ["-q"], python(runner, code))
    assert bare.stdout.count("True\nTrue\n10\n") == 4, (bare.stdout, bare.stderr)
    assert (done.stdout, done.stderr) == (bare.stdout, bare.stderr)
