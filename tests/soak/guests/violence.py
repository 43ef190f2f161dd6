"""Processes that are killed at any moment: while they wait, fork, make pairs, pass descriptors, exec."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable

from pairs import ROOM, expect, pipe

_PR_SET_CHILD_SUBREAPER = 36
_PATIENCE = 30.0


def _park() -> None:
    with pipe(ROOM) as (_reading, writing):
        os.write(writing, b"p" * 4 * ROOM)


def _make_pairs() -> None:
    while True:
        for end in [*os.pipe(), *(each.detach() for each in socket.socketpair())]:
            os.close(end)
        time.sleep(0.005)


def _fork() -> None:
    while True:
        if os.fork() == 0:
            os.write(os.pipe()[1], b"c")
            time.sleep(random.choice([0.0, 0.001, 60.0]))
            os._exit(0)
        time.sleep(0.002)


def _start_threads() -> None:
    while True:
        group = [threading.Thread(target=os.pipe, daemon=True) for _number in range(3)]
        for thread in group:
            thread.start()
        time.sleep(0.005)


def _park_in_threads() -> None:
    """No socket pairs: the pid of a program with threads that is killed in socketpair(2) stays suspected."""
    for _number in range(3):
        threading.Thread(target=_park, daemon=True).start()
    while True:
        for end in os.pipe():
            os.close(end)
        time.sleep(0.005)


def _exec() -> None:
    while True:
        subprocess.Popen(["/bin/sh", "-c", "echo a | cat >/dev/null"])
        time.sleep(0.005)


def _pass_on() -> None:
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    while True:
        with contextlib.suppress(OSError):
            socket.send_fds(one, [b"x"], [two.fileno()])
        two.send(b"x", socket.MSG_DONTWAIT)
        one.recv(1)


_VICTIMS: tuple[Callable[[], None], ...] = (
    _park,
    _make_pairs,
    _fork,
    _start_threads,
    _park_in_threads,
    _exec,
    _pass_on,
)


def killed() -> None:
    """A process of some kind, with its children, and SIGKILL after a moment; nothing is left of it."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    victim = random.choice(_VICTIMS)
    child = os.fork()
    if child == 0:
        os.setsid()
        with contextlib.suppress(BaseException):
            victim()
        os._exit(9)
    time.sleep(random.choice([0.002, 0.01, 0.03, 0.1]))
    if random.random() < 0.5:
        os.kill(child, signal.SIGKILL)
        time.sleep(0.002)
    _end_all(child)


def _end_all(group: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.002)
    expect(False, "something survives SIGKILL")
