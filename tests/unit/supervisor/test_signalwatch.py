"""Signals for the supervisor: each is taken once, whichever way it is waited for."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from scpipe.linux import signals
from scpipe.linux.signals import Received
from scpipe.supervisor.blocking import Blocking
from scpipe.supervisor.poller import Poller
from scpipe.supervisor.signalwatch import SignalWatch
from scpipe.tracee.table import TaskTable

_NUMBERS = frozenset({signal.SIGUSR1, signal.SIGCHLD, signal.SIGWINCH})
_LONG = 60.0


class Scene:
    """A watch, and what it has taken. Signals are sent to this thread alone."""

    def __init__(self) -> None:
        self.taken: list[Received] = []
        self.watch = SignalWatch(signals.open_signalfd(_NUMBERS), _NUMBERS, self.taken.append)

    @property
    def numbers(self) -> list[int]:
        """The signals that were taken."""
        return [received.number for received in self.taken]


@pytest.fixture
def scene() -> Iterator[Scene]:
    """With its signals blocked; none is left over."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _NUMBERS)
    made = Scene()
    try:
        yield made
    finally:
        signals.read_signals(made.watch.fd)
        os.close(made.watch.fd)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _send(number: int) -> None:
    signal.pthread_kill(threading.get_ident(), number)


def test_a_wait_takes_one_signal_with_its_sender(scene: Scene) -> None:
    """It ends at once; the signal does not show again."""
    _send(signal.SIGUSR1)
    scene.watch.wait(_LONG)
    assert [(one.number, one.sender) for one in scene.taken] == [(signal.SIGUSR1, os.getpid())]
    scene.watch.read()
    scene.watch.wait(0.0)
    assert len(scene.taken) == 1


def test_a_wait_without_a_signal_ends_in_time(scene: Scene) -> None:
    """Nothing is taken, and the time has passed."""
    began = time.monotonic()
    scene.watch.wait(0.05)
    assert scene.taken == []
    assert time.monotonic() - began >= 0.05


def test_a_childs_signal_only_wakes(scene: Scene) -> None:
    """SIGCHLD ends a wait and is not handed on, nor when it is read."""
    _send(signal.SIGCHLD)
    scene.watch.wait(_LONG)
    _send(signal.SIGCHLD)
    scene.watch.read()
    assert scene.taken == []


def test_a_read_takes_all(scene: Scene) -> None:
    """Whatever has arrived."""
    _send(signal.SIGUSR1)
    _send(signal.SIGWINCH)
    scene.watch.read()
    assert sorted(scene.numbers) == sorted([signal.SIGUSR1, signal.SIGWINCH])


def test_children_do_not_keep_other_signals_away(scene: Scene) -> None:
    """The kernel gives SIGCHLD before SIGWINCH, as often as it is there."""
    scene.watch.read()
    _send(signal.SIGWINCH)
    end = time.monotonic() + _LONG
    while signal.SIGWINCH not in scene.numbers:
        assert time.monotonic() < end, "SIGWINCH is never read"
        _send(signal.SIGCHLD)
        scene.watch.wait(_LONG)


@pytest.mark.parametrize("also", [False, True])
def test_sleeping_takes_signals(scene: Scene, also: bool) -> None:
    """Alone, and where a descriptor is watched, too, which is served as well."""
    poller = Poller()
    blocking = Blocking(TaskTable(), poller, lambda text: None)
    served: list[bytes] = []
    poller.watch_signals(scene.watch)
    read_end, write_end = os.pipe()
    if also:
        poller.watch(read_end, lambda: served.append(os.read(read_end, 1)))
        os.write(write_end, b"x")
    _send(signal.SIGUSR1)
    blocking.wait(_LONG)
    assert scene.numbers == [signal.SIGUSR1]
    assert served == ([b"x"] if also else [])
    os.close(read_end)
    os.close(write_end)


@pytest.mark.parametrize("seconds", [-1.0, 1e15, None])
def test_sleeping_for_any_time(scene: Scene, seconds: float | None) -> None:
    """For ever, longer than the kernel counts, or not at all."""
    poller = Poller()
    blocking = Blocking(TaskTable(), poller, lambda text: None)
    poller.watch_signals(scene.watch)
    _send(signal.SIGUSR1)
    blocking.wait(seconds)
    assert scene.numbers == [signal.SIGUSR1]
