"""A host program loses nothing by using the library, and takes its sandboxes with it when it dies."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterator

import pytest
from harness.processes import PATIENCE, lives
from harness.runner import Runner
from harness.waiting import wait_for

from .launching import readable_guest

HOSTS = "library_hosts.py"


@contextlib.contextmanager
def _started(runner: Runner, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    words = (runner.python, readable_guest(runner, HOSTS), *words)
    process = runner._start(words, {}, None, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    with process.stdout:
        try:
            yield process
        finally:
            process.kill()
            process.wait(PATIENCE)


def _run(runner: Runner, *words: str, timeout: float = PATIENCE) -> str:
    done = runner.bare_run([runner.python, readable_guest(runner, HOSTS), *words], timeout=timeout)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _line(process: subprocess.Popen[bytes]) -> list[int]:
    assert process.stdout is not None
    found = [int(word) for word in process.stdout.readline().split()]
    assert found
    return found


def test_as_this_user(runner: Runner) -> None:
    """Root and an ordinary user can run, are told refusals, and get Popen's errors."""
    assert _run(runner, "basics") == "[Errno 2] No such file or directory: '/no/such'\n"


@pytest.mark.parametrize("host", ["launch_and_wait", "launch_and_fork", "busy"])
def test_a_killed_host_takes_its_sandboxes_along(runner: Runner, host: str) -> None:
    """After SIGKILL to the host nothing of the sandbox lives, whatever session it is in or however busy."""
    with _started(runner, host) as process:
        pids = _line(process)
        assert all(map(lives, pids))
        others = [pids.pop()] if host == "launch_and_fork" else []
        process.kill()
        wait_for(lambda: not any(map(lives, pids)), "something of the sandbox lives on")
        for pid in others:
            assert lives(pid)
            os.kill(pid, signal.SIGKILL)


def test_a_host_that_ends_takes_its_sandboxes_along(runner: Runner) -> None:
    """A host that just leaves leaves nothing behind."""
    with _started(runner, "launch_and_leave") as process:
        pids = _line(process)
        assert process.wait(PATIENCE) == 0
        wait_for(lambda: not any(map(lives, pids)), "something of the sandbox lives on")


def test_a_stopped_host_does_not_stop_its_sandbox(root_runner: Runner) -> None:
    """While nobody reads its events, a sandbox runs on."""
    report = root_runner.home / "done"
    with _started(root_runner, "stopped", str(report)) as process:
        _line(process)
        process.send_signal(signal.SIGSTOP)
        wait_for(report.exists, "there is no report")


@pytest.mark.parametrize("user", ["nobody"], ids=["user"])
def test_two_hundred_launches_leave_nothing(runner: Runner) -> None:
    """Descriptors, threads and children are as before, and the host's own child still has its status."""
    _run(runner, "stress", "200", "4")


def test_five_hundred_launches_beside_five_hundred_subprocesses(
    root_runner: Runner, cost: Callable[[str], None]
) -> None:
    """Eight threads that launch and eight that run subprocesses lose no status and no byte."""
    took = _run(root_runner, "stress", "500", "8")
    cost(f"500 launches and 500 subprocesses from 16 threads: {took.strip()} s")
