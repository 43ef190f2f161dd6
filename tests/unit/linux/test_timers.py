"""A timer that ends what its thread sleeps in."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest
from harness.processes import PATIENCE

from scpipe.linux import wait
from scpipe.linux.timers import Interrupter

from .children import child

PERIOD = 5_000_000


@pytest.fixture
def timer() -> Iterator[Interrupter]:
    """One that is ready, and off."""
    made = Interrupter(PERIOD)
    made.open()
    yield made
    made.stop()


def test_it_ends_a_wait_again_and_again(timer: Interrupter) -> None:
    """Each wait for a child that reports nothing ends, also one that began after a signal."""
    with child():
        assert timer.start() and timer.is_on
        assert [wait.sleep_for_any() for _ in range(5)] == [None] * 5


def test_it_stops(timer: Interrupter) -> None:
    """No signal comes after stop(), which may be said twice."""
    seen: list[int] = []
    timer.start()
    timer.stop()
    timer.stop()
    signal.signal(signal.SIGRTMIN, lambda number, frame: seen.append(number))
    time.sleep(PERIOD * 4 / 1e9)
    assert not timer.is_on and seen == []


def test_what_a_child_reports_is_told(timer: Interrupter) -> None:
    """The wait ends with it as it does without a timer; without children it says so."""
    timer.start()
    deadline = time.monotonic() + PATIENCE
    with child() as pid:
        os.kill(pid, signal.SIGKILL)
        while (report := wait.sleep_for_any()) is None:
            assert time.monotonic() < deadline
        assert report == (pid, signal.SIGKILL)
        with pytest.raises(ChildProcessError):
            wait.sleep_for_any()


def test_without_a_timer_it_is_never_on() -> None:
    """Only the main thread can get ready."""
    timer, errors = Interrupter(PERIOD), []

    def get_ready() -> None:
        try:
            timer.open()
        except ValueError as error:
            errors.append(error)

    thread = threading.Thread(target=get_ready)
    thread.start()
    thread.join(PATIENCE)
    assert len(errors) == 1 and not timer.start() and not timer.is_on


def test_one_that_cannot_be_set_is_never_on(timer: Interrupter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter around scpipe-run may forbid that: then reports are waited for as ever."""

    def refuse(*_words: int) -> int:
        raise PermissionError

    monkeypatch.setattr("scpipe.linux.timers.calls.syscall", refuse)
    assert not timer.start() and not timer.is_on
    timer.stop()
