"""Writes that are given up where they sleep."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest
from harness.processes import PATIENCE

from scpipe.linux.brief import BriefWriter

ONE = (1).to_bytes(8, "little")
MOST = (2**64 - 2).to_bytes(8, "little")


@pytest.fixture
def writer() -> Iterator[BriefWriter]:
    """One that may give up twice; what it does to signals is undone."""
    before = signal.getsignal(signal.SIGURG)
    made = BriefWriter(2)
    made.open()
    yield made
    made.close()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGURG})
    signal.signal(signal.SIGURG, before)


def _await_the_timer() -> None:
    """Until its signal waits, which no other call meets."""
    until = time.monotonic() + 60
    while signal.SIGURG not in signal.sigpending() and time.monotonic() < until:
        time.sleep(0.001)
    assert signal.SIGURG in signal.sigpending()


def test_an_ordinary_write_is_made(writer: BriefWriter) -> None:
    """Where there is room the timer plays no part."""
    fd = os.eventfd(0)
    assert [writer.write(fd, ONE) for _ in range(100)] == [8] * 100
    assert os.eventfd_read(fd) == 100
    os.close(fd)


def test_a_write_that_sleeps_is_given_up(writer: BriefWriter) -> None:
    """It returns by itself, has written nothing, and costs one of the chances."""
    fd = os.eventfd(0)
    writer.write(fd, MOST)
    for left in (True, False):
        with pytest.raises(InterruptedError):
            writer.write(fd, ONE)
        assert writer.is_ready is left
    assert os.eventfd_read(fd) == 2**64 - 2
    os.close(fd)


def test_errors_are_the_kernels(writer: BriefWriter) -> None:
    """EAGAIN where the descriptor is non-blocking, EBADF where there is none: no chance is lost."""
    fd = os.eventfd(0, os.EFD_NONBLOCK)
    writer.write(fd, MOST)
    with pytest.raises(BlockingIOError):
        writer.write(fd, ONE)
    os.close(fd)
    with pytest.raises(OSError, match="Bad file descriptor"):
        writer.write(fd, ONE)
    assert writer.is_ready


def test_without_a_timer_nothing_is_tried() -> None:
    """Only the main thread can get ready; one that is not says so."""
    writer = BriefWriter(2)
    errors: list[Exception] = []

    def open_elsewhere() -> None:
        try:
            writer.open()
        except ValueError as error:
            errors.append(error)

    thread = threading.Thread(target=open_elsewhere)
    thread.start()
    thread.join()
    assert errors and not writer.is_ready


def test_the_timers_signal_meets_no_other_call(writer: BriefWriter) -> None:
    """It is blocked outside of a write, also when it waits since long, and when a write was given up."""
    fd = os.eventfd(0)
    writer.write(fd, MOST)
    with pytest.raises(InterruptedError):
        writer.write(fd, ONE)
    assert signal.SIGURG in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    _await_the_timer()
    os.eventfd_read(fd)
    assert writer.write(fd, ONE) == 8
    os.close(fd)


def test_a_signal_that_waits_is_taken_before_the_write(writer: BriefWriter) -> None:
    """Another's SIGURG beside the timer's: the timer runs while the write sleeps all the same."""
    fd = os.eventfd(0)
    writer.write(fd, MOST)
    _await_the_timer()
    os.kill(os.getpid(), signal.SIGURG)
    with pytest.raises(InterruptedError):
        writer.write(fd, ONE)
    assert os.eventfd_read(fd) == 2**64 - 2
    os.close(fd)


def test_closed(writer: BriefWriter) -> None:
    """Without its timer nothing is tried."""
    writer.close()
    assert not writer.is_ready
    writer.close()


def _lingering(seconds: int) -> tuple[int, socket.socket]:
    """The last descriptor of a TCP socket that lingers, as its peer, which is returned too, reads nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        one = socket.create_connection(server.getsockname())
        peer, _address = server.accept()
    one.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while True:
            one.send(bytes(1 << 16))
    one.setblocking(True)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("=ii", 1, seconds))
    return one.detach(), peer


@pytest.mark.parametrize("passed", [False, True], ids=["itself", "in a queue"])
def test_a_lingering_socket_is_given_up(writer: BriefWriter, passed: bool) -> None:
    """Its close does not wait; nor does that of a unix socket in whose queue it lies."""
    fd, peer = _lingering(10 * int(PATIENCE))
    if passed:
        sender, receiver = socket.socketpair()
        socket.send_fds(sender, [b"x"], [fd])
        sender.close()
        os.close(fd)
        fd = receiver.detach()
    began = time.monotonic()
    with peer:
        writer.give_up(fd)
        assert time.monotonic() - began < PATIENCE
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(fd)


def test_giving_up_says_nothing(writer: BriefWriter) -> None:
    """A number that is none is not told of, and costs no chance."""
    writer.give_up(1 << 20)
    assert writer.is_ready and writer.has_timer
    writer.close()
    assert not writer.has_timer
