"""node without child processes: its event loop, a worker thread and an HTTP server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness.identity import require_program
from harness.runner import Runner

from .clients import fetch


def test_node_is_its_own_client(runner: Runner, guests: Path) -> None:
    """An HTTP server with a worker thread and its client in one process work and end."""
    result = runner.scpipe_run([require_program("node"), str(guests / "node_server.js"), "self"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "double 42\n" * 3 + "closed\n", "")


def test_node_server(runner: Runner, guests: Path) -> None:
    """An HTTP server with a worker thread answers clients outside scpipe."""
    with runner.serving([require_program("node"), str(guests / "node_server.js")]) as service:
        service.wait_for(lambda: re.search(r"port \d+\n", service.output()))
        port = int(service.output().split()[1])
        assert [fetch(port) for _ in range(5)] == ["double 42\n"] * 5
        # Nobody handles SIGTERM in this program: it dies of it, and so does scpipe-run.
        assert service.stop() == -15


#: The child ends when node is idle: an assertion that fails in a signal handler calls malloc, and if the
#: handler interrupted malloc, node waits for its own lock for ever (seen once in 250 runs of `true`).
SPAWN = "require('child_process').spawn('sleep', ['0.5'])"


@pytest.mark.refused
def test_node_spawn_aborts(runner: Runner) -> None:
    """child_process.spawn: libuv writes a struct on SIGCHLD, and its assertion aborts node."""
    script = SPAWN + ".on('exit', () => console.log('exited'))"
    result = runner.scpipe_run([require_program("node"), "-e", script])
    assert result.returncode == -6
    assert result.stdout == ""
    assert "sizeof msg" in result.stderr


def test_node_spawn_with_pipe_allowed(runner: Runner) -> None:
    """Allowing pipes is the remedy for child_process.spawn."""
    script = "require('child_process').spawn('true').on('exit', () => console.log('exited'))"
    command = [require_program("node"), "-e", script]
    result = runner.scpipe_run(command, policy_flags=["--pipe", "allow"])
    assert (result.returncode, result.stdout) == (0, "exited\n")


@pytest.mark.refused
def test_node_spawn_seen_by_a_shell(runner: Runner) -> None:
    """A shell sees status 134 for the node that child_process.spawn aborts."""
    script = SPAWN
    command = [require_program("dash"), "-c", '"$0" -e "$1"; echo rc=$?', require_program("node"), script]
    result = runner.scpipe_run(command)
    assert result.stdout == "rc=134\n"
