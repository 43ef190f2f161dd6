"""Attacks with several sandboxes, with somebody outside who keeps descriptors, or at a machine's limits."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from harness.commands import quiet_run, scpipe_run
from harness.identity import as_nobody
from harness.machine import needs_x86_64
from harness.processes import PATIENCE
from running import PROJECT, run

pytestmark = needs_x86_64

_FAILED = 125

#: What a program in the sandbox needs to give descriptors to the keeper, and to have dead pairs looked for.
_TOOLS = """
    import os, socket, sys
    def keeper(word, fds=()):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(sys.argv[1])
            socket.send_fds(line, [word], fds)
            return socket.recv_fds(line, 1, 8)[1]
    def sweep():
        for _ in range(2200):
            for end in os.pipe():
                os.close(end)
    def refused(action):
        try:
            action()
        except OSError:
            return True
        return False
    def end(won):
        os.write(2, b"done ")
        print("THROUGH" if won else "stopped", flush=True)
"""


def supervised(code: str, *words: str, options: Sequence[str] = ()) -> list[str]:
    """A Python program under scpipe-run."""
    program = textwrap.dedent(_TOOLS) + textwrap.dedent(code)
    return quiet_run(*options, "--", sys.executable, "-c", program, *words)


@pytest.fixture
def keeper() -> Iterator[str]:
    """Somebody outside who keeps descriptors: "k" gives them, "g" gets them back. The name of its socket."""
    place = tempfile.mkdtemp(prefix="scpipe-keeper-")
    os.chmod(place, 0o755)
    path = f"{place}/socket"
    kept: list[int] = []
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    os.chmod(path, 0o777)
    listener.listen(4)
    thread = threading.Thread(target=_keep, args=(listener, kept), daemon=True)
    thread.start()
    try:
        yield path
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(PATIENCE)
        listener.close()
        for fd in kept:
            os.close(fd)
        shutil.rmtree(place)


def _keep(listener: socket.socket, kept: list[int]) -> None:
    with contextlib.suppress(OSError):
        while True:
            line, _name = listener.accept()
            with line:
                word, fds, _flags, _address = socket.recv_fds(line, 1, 8)
                kept += fds
                socket.send_fds(line, [b"x"], kept if word == b"g" else [])


_PIPE_RETURNS = """
    ends = os.pipe()
    os.write(ends[1], b"A")
    keeper(b"k", ends)
    for end_ in ends: os.close(end_)
    sweep()
    ends = keeper(b"g")
    end(not refused(lambda: os.write(ends[1], b"B")))
"""

_SOCKETS_RETURN = """
    won = False
    kinds = (socket.SOCK_STREAM, socket.SOCK_SEQPACKET, socket.SOCK_DGRAM)
    for kind in kinds:
        one, two = socket.socketpair(socket.AF_UNIX, kind)
        one.send(b"A")
        refused(lambda: two.setsockopt(socket.SOL_SOCKET, 16, 1))  # SO_PASSCRED
        refused(lambda: two.connect(sys.argv[1]))  # fails, and names a stream's end
        keeper(b"k", [one.fileno(), two.fileno()])
        one.close(), two.close()
    sweep()
    ends = [socket.socket(fileno=fd) for fd in keeper(b"g")]
    for place in range(0, len(ends), 2):
        won |= not refused(lambda: ends[place].send(b"B"))
        won |= not refused(lambda: ends[place + 1].send(b"B"))
    end(won)
"""


@pytest.mark.parametrize("code", [_PIPE_RETURNS, _SOCKETS_RETURN], ids=["pipe", "sockets"])
@pytest.mark.parametrize("user", [False, True], ids=["root", "user"])
def test_pairs_that_somebody_outside_has_kept(keeper: str, code: str, user: bool) -> None:
    """A pair that was passed outside, and forgotten inside, is not new when it comes back, named or not."""
    command = supervised(code, keeper)
    ended = run(as_nobody(command) if user else command)
    assert ended.word == "stopped", (ended.line, ended.errors)
    assert "internal error" not in ended.errors


_KEEP = """
    ends = os.pipe()
    os.write(ends[1], b"A")
    keeper(b"k", ends)
    end(False)
"""

_FETCH_AND_WRITE = """
    ends = keeper(b"g")
    os.write(ends[1], b"B")
    end(not refused(lambda: os.write(ends[1], b"C")))
"""


def test_second_sandbox_adds_no_more_than_one_byte_value(keeper: str) -> None:
    """A pipe that reaches another sandbox is new there (docs/limits.md), and carries one value of it only."""
    first = run(supervised(_KEEP, keeper))
    assert first.word == "stopped", first.errors
    second = run(supervised(_FETCH_AND_WRITE, keeper))
    assert second.word == "stopped", second.errors


_REOPENED_INPUT = """
    again = os.open("/proc/self/fd/0", os.O_WRONLY | os.O_NONBLOCK)
    first = refused(lambda: os.write(again, b"X"))
    end((not first and "deny" in sys.argv) or not refused(lambda: os.write(again, b"Y")))
"""


@pytest.mark.parametrize("mode", ["allow-events", "deny"])
def test_pipeline_of_two_sandboxes(mode: str) -> None:
    """The pipe between two scpipe-runs is free where it was handed over, and restricted the other way."""
    options = ("--pipe", mode, "--socketpair", mode)
    first = supervised('os.write(1, b"AB"); import time; time.sleep(1)', options=options)
    second = supervised(_REOPENED_INPUT, mode, options=options)
    with subprocess.Popen(first, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as writer:
        done = subprocess.run(
            second, cwd=PROJECT, stdin=writer.stdout, capture_output=True, text=True, timeout=PATIENCE
        )
        writer.communicate(timeout=PATIENCE)
    assert done.stdout == "stopped\n", done.stderr


def test_sandbox_in_a_sandbox_does_not_start() -> None:
    """A task has one tracer: an scpipe-run inside fails with its own status, and its command never runs."""
    inner = scpipe_run("--pipe", "allow", "--", "echo", "ran")
    shell = ["sh", "-c", '"$@"; echo ended $?', "sh", *inner]
    ended = run(quiet_run("--", *shell))
    assert ended.line == f"ended {_FAILED}", ended.errors


def test_few_descriptors(programs: Path) -> None:
    """With a hard limit of 64 descriptors programs may be killed, but no byte gets through."""
    for name in ("tables/rare_kinds", "transfers/target_flip", "sweeping/held_elsewhere"):
        command = quiet_run("--", str(programs / name))
        ended = run(["bash", "-c", 'ulimit -n 64; exec "$@"', "bash", *command])
        assert ended.word in ("stopped", "status -9"), (name, ended.line, ended.errors)
        assert "internal error" not in ended.errors, ended.errors


_NO_MORE_THREADS = """
    import struct, threading, time
    listener = socket.create_server(("127.0.0.1", 0))
    line = socket.create_connection(listener.getsockname())
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 1))
    threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
    children = []
    try:
        while len(children) < 500:
            children.append(os.fork())
            if not children[-1]:
                time.sleep(30)
                os._exit(0)
    except OSError:
        pass
    for _ in range(3):
        line.send(b"x")
    for child in children:
        os.kill(child, 9)
    print("stopped" if len(children) < 500 else "lacks", flush=True)
    os._exit(0)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="not root: a user with no other processes is needed")
def test_no_more_threads() -> None:
    """A sandbox that uses up its user's processes does not end the supervisor, which wants a thread."""
    user = "65530"
    command = supervised(_NO_MORE_THREADS)
    limited = ["bash", "-c", 'ulimit -u 80; exec "$@"', "bash", *command]
    ended = run(["setpriv", "--reuid", user, "--regid", user, "--clear-groups", *limited])
    assert ended.word == "stopped", (ended.line, ended.errors)
    assert "internal error" not in ended.errors, ended.errors


_MANY_DESCRIPTORS = """
    import resource, signal
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for _ in range(min(most, 20000) - 100):
        os.dup(0)
    for _ in range(100):
        if not os.fork():
            signal.pause()
    while True:
        sweep()
"""


def test_timeout_while_dead_pairs_are_looked_for() -> None:
    """Looking through two million descriptors does not keep the clock waiting."""
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 10000:
        pytest.skip("the hard limit on descriptors is below 10000")
    began = time.monotonic()
    ended = run(supervised(_MANY_DESCRIPTORS, options=("--timeout", "3")))
    assert ended.line == "status 124", ended.errors
    assert time.monotonic() - began < 60.0
