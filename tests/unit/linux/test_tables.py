"""What whole descriptor tables hold: nothing is passed over in silence."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from unit.fakekernel.kernel import FakeKernel

from scpipe.linux import procroot, tables
from scpipe.linux.tables import Held, UnreadableError

from .children import child


def _held(pid: int) -> Held:
    held = Held()
    held.add_table(pid, time.monotonic() + 5)
    return held


def test_pipes_and_sockets_are_held() -> None:
    """Both ends of a pipe and of a socket pair are found by their inode numbers."""
    one, two = socket.socketpair()
    ends = os.pipe()
    with one, two, child() as pid:
        held = _held(pid)
        assert os.fstat(ends[0]).st_ino in held.pipes
        assert {os.fstat(one.fileno()).st_ino, os.fstat(two.fileno()).st_ino} <= held.sockets
        assert held.in_flight == 0
    for end in ends:
        os.close(end)


def test_other_files_are_not_held(tmp_path: Path) -> None:
    """A FIFO or a file whose name looks like a pipe is none."""
    strange = tmp_path / "pipe:[123]"
    strange.write_text("")
    with strange.open(), child() as pid:
        assert 123 not in _held(pid).pipes


def test_descriptors_in_flight_are_counted() -> None:
    """A descriptor sent and not received counts, and no more once it is received."""
    if not tables.shows_descriptors_in_flight():
        pytest.skip("this kernel does not show descriptors in flight")
    one, two = socket.socketpair()
    with one, two:
        socket.send_fds(one, [b"x"], [0, 1])
        with child() as pid:
            assert _held(pid).in_flight == 2
        for fd in socket.recv_fds(two, 1, 2)[1]:
            os.close(fd)
        with child() as pid:
            assert _held(pid).in_flight == 0


def test_a_thread_that_is_not_there_is_unreadable() -> None:
    """It may be hidden: only waitpid tells that one is gone."""
    with pytest.raises(UnreadableError):
        _held(0x3FFFFF)


def test_a_dead_process_holds_nothing() -> None:
    """A zombie has no table, though an ordinary user may not look for one."""
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    try:
        assert _held(pid) == Held()
    finally:
        os.waitpid(pid, 0)


@pytest.mark.parametrize("error", [PermissionError(13, "no"), FileNotFoundError(2, "gone")])
def test_what_cannot_be_read_is_an_error(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    """Neither a forbidden table nor one that changes under us is taken for an empty one."""

    def fail(_path: str) -> list[str]:
        raise error

    with child() as pid:
        monkeypatch.setattr(os, "listdir", fail)
        with pytest.raises(UnreadableError):
            _held(pid)


def test_everybody_we_trace_or_nobody(kernel: FakeKernel) -> None:
    """A process of which nothing is told may be ours; one that ends meanwhile is not, and has no threads."""
    kernel.add(10)
    kernel.add(12, of=10)
    other = kernel.add(11, traced=False)
    assert (tables.traced_by(kernel.tracer), tables.threads(10)) == ([10], [10, 12])
    other.hidden = {"status", "task"}
    for ask in (lambda: tables.traced_by(kernel.tracer), lambda: tables.threads(11)):
        with pytest.raises(UnreadableError):
            ask()
    kernel.reap(11)
    assert (tables.traced_by(kernel.tracer), tables.threads(11)) == ([10], [])


def test_a_process_that_ends_while_it_is_asked_is_not_ours(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is in the list, and has no status any more; one whose status names no tracer is not passed over."""
    kernel.add(10)
    monkeypatch.setattr(procroot, "names", lambda path, most=None: ["10", "11", "uptime"])
    assert tables.traced_by(kernel.tracer) == [10]
    monkeypatch.setattr(procroot, "read", lambda path, most=None: b"Name:\ta\n")
    with pytest.raises(UnreadableError, match="no tracer"):
        tables.traced_by(kernel.tracer)


def test_sharing_is_told_by_the_kernel() -> None:
    """A thread shares with itself, not with a forked child; what cannot be known is not shared."""
    with child() as pid:
        assert tables.share_table(os.getpid(), os.getpid())
        assert not tables.share_table(os.getpid(), pid)
    assert not tables.share_table(os.getpid(), 0x3FFFFF)
