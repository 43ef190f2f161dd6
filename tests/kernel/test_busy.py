"""While reports come all the time signals, clocks and others have their turn; CPUs are the caller's."""

from __future__ import annotations

import json
import os
import signal
import time

import pytest
from harness.processes import PATIENCE
from harness.runner import Runner

from .launching import python, run, scpipe, start

#: Writes of a kind that is trapped, without end: to a file, and events on a pipe and a socket pair.
_LOOPS = {
    "file": "t = os.open('/dev/null', os.O_WRONLY)\ndef turn(): os.write(t, b'data')",
    "pipe": "r, t = os.pipe()\ndef turn(): os.write(t, b'x'); os.read(r, 1)",
    "socket": "a, b = socket.socketpair()\ndef turn(): a.send(b'x'); b.recv(1)",
}
_HEAD = "import os, signal, socket, sys, time\n"
_CPUS = len(os.sched_getaffinity(0))


def _loop(kind: str, then: str) -> str:
    return f"{_HEAD}{_LOOPS[kind]}\nprint('ready', flush=True)\n{then}"


@pytest.mark.parametrize("kind", _LOOPS)
def test_a_signal_reaches_a_busy_command(runner: Runner, kind: str) -> None:
    """It is forwarded though the supervisor sleeps where no signal wakes it."""
    handler = "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\nwhile True: turn()\n"
    process = start(runner, scpipe(runner, "-q", "--", *python(runner, _loop(kind, handler))))
    assert process.stdout is not None and process.stdout.readline() == b"ready\n"
    for _ in range(5):  # until it is busy for certain, and at any time of a period
        time.sleep(0.11)
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 7


@pytest.mark.parametrize("kind", _LOOPS)
def test_a_timeout_ends_a_busy_command(runner: Runner, kind: str) -> None:
    """Clocks are looked at however many stops there are."""
    command = python(runner, _loop(kind, "while True: turn()\n"))
    done = run(runner, ["--timeout", "1", "--kill-after", "1"], command)
    assert done.returncode == 124 and "timeout after 1 s" in done.stderr


def test_the_others_of_a_busy_program_go_on(runner: Runner) -> None:
    """A program that writes without end does not keep another one from its own writes."""
    then = (
        "child = os.fork()\n"
        "if not child:\n"
        "    while True: turn()\n"
        "for _ in range(300): turn()\n"
        "os.kill(child, signal.SIGKILL)\n"
        "os.waitpid(child, 0)\n"
        "print('through', flush=True)\n"
    )
    for kind in _LOOPS:
        done = run(runner, ["-q"], python(runner, _loop(kind, then)))
        assert (done.returncode, done.stdout) == (0, "ready\nthrough\n"), done.stderr


_WATCH = (
    "tracer = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('TracerPid'))\n"
    "mine, seen = os.sched_getaffinity(0), set()\n"
    "for _ in range(200):\n"
    "    for _ in range(50): turn()\n"
    "    seen.add(frozenset(os.sched_getaffinity(int(tracer))))\n"
    "    assert os.sched_getaffinity(0) == mine\n"
    "time.sleep(0.5)\n"
    "os.pipe()\n"  # stops in each mode
    "after = os.sched_getaffinity(int(tracer))\n"
    "print([sorted(mine), sorted(map(sorted, seen)), sorted(after)], flush=True)\n"
)


@pytest.mark.skipif(_CPUS < 2, reason="needs two CPUs")
def test_the_supervisor_follows_within_its_cpus(runner: Runner) -> None:
    """One CPU at a time while it is busy, all of them afterwards; the command's own are never touched."""
    mine, seen, after = _lists(run(runner, ["-q"], python(runner, _loop("pipe", _WATCH))).stdout)
    assert mine == after == sorted(os.sched_getaffinity(0))
    assert seen and all(set(cpus) <= set(mine) and len(cpus) in (1, len(mine)) for cpus in seen)
    assert any(len(cpus) == 1 for cpus in seen)


@pytest.mark.skipif(_CPUS < 2, reason="needs two CPUs")
def test_it_stays_where_it_was_put(runner: Runner) -> None:
    """A mask that the caller has given is not left."""
    cpu = max(os.sched_getaffinity(0))
    words = ["taskset", "-c", str(cpu), *scpipe(runner, "-q", "--", *python(runner, _loop("pipe", _WATCH)))]
    mine, seen, after = _lists(runner.bare_run(words, timeout=PATIENCE).stdout)
    assert (mine, seen, after) == ([cpu], [[cpu]], [cpu])


def _lists(output: str) -> tuple[list[int], list[list[int]], list[int]]:
    mine, seen, after = json.loads(output.splitlines()[-1])
    return mine, seen, after
