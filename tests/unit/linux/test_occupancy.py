"""A CPU is kept busy for a moment by a thread of ours."""

from __future__ import annotations

import os
import threading
import time

import pytest
from harness.processes import PATIENCE

from scpipe.linux import occupancy


def test_a_thread_runs_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the CPUs that were named; the caller's own are as before."""
    seen: list[tuple[set[int], int]] = []
    done = threading.Event()

    def random(size: int) -> bytes:
        seen.append((os.sched_getaffinity(0), threading.get_native_id()))
        done.set()
        return bytes(size)

    monkeypatch.setattr(os, "urandom", random)
    before = os.sched_getaffinity(0)
    for cpu in before:
        done.clear()
        occupancy.occupy({cpu})
        assert done.wait(PATIENCE)
        mask, thread = seen.pop()
        assert mask == {cpu} and thread != threading.get_native_id()
    assert os.sched_getaffinity(0) == before


def test_threads_come_and_go() -> None:
    """A hundred times leaves none behind."""
    before = len(os.listdir("/proc/self/task"))
    for _ in range(100):
        occupancy.occupy(os.sched_getaffinity(0))
    deadline = time.monotonic() + PATIENCE
    while len(os.listdir("/proc/self/task")) > before:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_where_no_thread_can_be_made_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit of processes; nor does it matter that the CPUs are not there."""

    def refuse(*_words: object) -> int:
        raise RuntimeError("can't start new thread")

    occupancy.occupy({1023})
    monkeypatch.setattr(occupancy, "start_new_thread", refuse)
    occupancy.occupy({0})
