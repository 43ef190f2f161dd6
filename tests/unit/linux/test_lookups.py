"""The calls of which it is known that they take their file before they sleep."""

from __future__ import annotations

import os
import threading

import pytest

from scpipe.linux import lookups, procfs
from scpipe.seccomp.catalogue import CATALOGUE, LOOKS_UP_FIRST
from scpipe.seccomp.entries import Family

ALONE = (Family.MESSAGE, Family.TRANSFER, Family.NAMING, Family.RECEIVE)


def test_every_call_that_runs_alone_is_listed() -> None:
    """What a handler lets run while others are stopped looks its descriptor up first.

    sendfile does not; recvmmsg is never run so (handlers/naming_ends.py).
    """
    rows = {entry.numbers["x86_64"] for entry in CATALOGUE if entry.family in ALONE}
    others = {entry.numbers["x86_64"] for entry in CATALOGUE if entry.name in ("sendfile", "recvmmsg")}
    assert rows - LOOKS_UP_FIRST == others
    assert rows >= LOOKS_UP_FIRST


@pytest.mark.parametrize(
    ("state", "channel", "asleep"),
    [
        ("S", "", True),
        ("R", "pipe_write", False),
        ("t", "ptrace_stop", False),
        ("D", "fuse_wait", True),
        ("D", "ptrace_stop.isra.0", False),
        ("D", "0", False),
        ("", "", False),
    ],
)
def test_who_sleeps_in_a_call(
    monkeypatch: pytest.MonkeyPatch, state: str, channel: str, asleep: bool
) -> None:
    """S always; D unless it is our own stop, or the kernel does not tell where."""
    monkeypatch.setattr(lookups, "_LOCKS_SLEEP", False)
    monkeypatch.setattr(procfs, "wait_channel", lambda tid: channel)
    assert lookups.sleeps_in_call(1, state) is asleep


def test_locks_that_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where every lock sleeps D proves nothing, S still does."""
    monkeypatch.setattr(lookups, "_LOCKS_SLEEP", True)
    monkeypatch.setattr(procfs, "wait_channel", lambda tid: "fuse_wait")
    assert lookups.sleeps_in_call(1, "S") and not lookups.sleeps_in_call(1, "D")


def test_wait_channel() -> None:
    """The kernel names where a thread sleeps; a task that is not there has none."""
    read_end, write_end = os.pipe()
    tids: list[int] = []

    def sleep() -> None:
        tids.append(threading.get_native_id())
        os.read(read_end, 1)

    thread = threading.Thread(target=sleep)
    thread.start()
    try:
        for _look in range(100_000):
            if tids and procfs.state(os.getpid(), tids[0]) == "S":
                break
        assert "pipe" in procfs.wait_channel(tids[0]) or procfs.wait_channel(tids[0]) in ("", "0")
    finally:
        os.write(write_end, b"x")
        thread.join()
        os.close(read_end)
        os.close(write_end)
    assert procfs.wait_channel(0x7FFFFFF0) == ""
