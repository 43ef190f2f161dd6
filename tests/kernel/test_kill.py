"""Sudden ends of the supervisor: nothing of the sandbox may live on without it."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from harness.processes import PATIENCE, Leftover, Traces, leftovers
from harness.runner import Runner

from .launching import readable_guest, run, scpipe, start

ROUNDS = 10
KILLS_EACH = 10
AT_ONCE = 2
#: Seconds: how late a kill may come. The guests never end by themselves: what is not killed stays there.
LATEST = 0.5
START = PATIENCE
GRACE = PATIENCE
#: One kill in this many does not wait for the guest to run: it may hit any step of the start.
EARLY = 4

Built = Callable[[str], str]


def _await_busy(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START)
    assert ready, f"the guest did not start within {START} s"
    assert os.read(process.stdout.fileno(), 5) == b"busy\n"


def _alive_after_kill(runner: Runner, program: str, delay: float, *, early: bool) -> list[Leftover]:
    """One kill; whoever of that sandbox stays alive."""
    one = Runner(runner.user, runner.home)
    process = start(one, scpipe(one, "-q", "--", program), stderr=subprocess.DEVNULL)
    try:
        if not early:
            _await_busy(process)
        time.sleep(delay)
    finally:
        process.kill()  # SIGKILL; scpipe-run is the child itself: setpriv and sh become it
        process.wait(300)
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        stream.close()
    traces = Traces(one.marker, frozenset({process.pid}), Path("/nowhere"))
    deadline = time.monotonic() + GRACE
    alive = leftovers(traces)
    while alive and time.monotonic() < deadline:
        time.sleep(0.02)
        alive = leftovers(traces)
    return alive


@pytest.mark.parametrize("part", range(ROUNDS))
def test_nothing_outlives_a_killed_supervisor(runner: Runner, built: Built, part: int) -> None:
    """However early or late scpipe-run gets SIGKILL, no process of its sandbox stays alive."""
    seed = random.randrange(1_000_000)
    print(f"part {part} seed {seed}")
    source = random.Random(seed)
    program = built("busy")
    moments = [(source.random() * LATEST, number % EARLY == 0) for number in range(KILLS_EACH)]

    def kill(moment: tuple[float, bool]) -> list[Leftover]:
        return _alive_after_kill(runner, program, moment[0], early=moment[1])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        alive = list(pool.map(kill, moments))
    found = [(moment, left) for moment, left in zip(moments, alive, strict=True) if left]
    assert not found, f"seed {seed}: {found}"


def test_the_guest_is_busy(runner: Runner, built: Built) -> None:
    """Without a kill the guest goes on, with processes that come and go: the kills above hit something."""
    one = Runner(runner.user, runner.home)
    process = start(one, scpipe(one, "-q", "--", built("busy")), stderr=subprocess.DEVNULL)
    try:
        _await_busy(process)
        traces = Traces(one.marker, frozenset({process.pid}), Path("/nowhere"))
        seen: set[int] = set()
        deadline = time.monotonic() + 300
        while len(seen) < 20 and time.monotonic() < deadline:
            seen |= {found.pid for found in leftovers(traces)}
        assert len(seen) >= 20, f"only {len(seen)} processes"
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate(timeout=300)


@pytest.mark.parametrize(
    ("options", "more", "status"),
    [
        (["--on-violation", "kill"], ["violate"], 120),
        (["--orphans", "kill"], [], 3),
        (["--timeout", "0.05", "--kill-after", "0"], [], 124),
    ],
    ids=["violation", "orphans", "timeout"],
)
def test_everything_that_forks_is_killed(
    runner: Runner, built: Built, options: list[str], more: list[str], status: int
) -> None:
    """Where scpipe-run kills the sandbox, children that are being forked at that moment die, too."""
    source = random.Random(7)
    for turn in range(12):
        moment = "1000000" if status == 124 else str(source.randrange(2000, 40000))
        done = run(runner, ["-q", *options], [built("forkers"), moment, *more])
        assert (done.returncode, done.stderr) == (status, ""), turn
        assert leftovers(runner.traces) == [], turn


def test_a_kill_before_the_child_watches_its_parent(runner: Runner) -> None:
    """A child whose supervisor dies before the child has asked to be told of that ends all the same.

    In one mode: the other one has more children try calls under a filter, and the guest counts them.
    """
    late = [runner.python, readable_guest(runner, "late_prctl.py")]
    done = runner.bare_run([*late, *scpipe(runner, "-q", "--trap", "all", "--", "/bin/true")])
    assert done.returncode == 0, done.stderr
    pid = int(done.stdout)
    deadline = time.monotonic() + GRACE
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    left = [found for found in leftovers(runner.traces) if found.pid == pid]
    for found in left:
        os.kill(found.pid, signal.SIGKILL)
    assert not left, f"the child waits for ever: {left}"
