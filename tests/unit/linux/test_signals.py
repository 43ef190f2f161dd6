"""Signals as records, and a death that looks like the command's."""

from __future__ import annotations

import os
import resource
import select
import signal
import struct
from collections.abc import Iterator

import pytest

from scpipe.linux import process, signals
from scpipe.linux.signals import SI_KERNEL, Received

from .children import child, outcome

NUMBERS = [signal.SIGUSR1, signal.SIGUSR2, signal.Signals(64)]


@pytest.fixture
def reader() -> Iterator[int]:
    """A signalfd for signals that are blocked during the test."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, NUMBERS)
    fd = signals.open_signalfd(NUMBERS)
    try:
        yield fd
    finally:
        signals.read_signals(fd)
        os.close(fd)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def test_nothing_has_arrived(reader: int) -> None:
    """Reading does not block."""
    assert signals.read_signals(reader) == []


def test_signals_are_read_once_with_their_sender() -> None:
    """Each record says number, reason and sender; the highest number is one of them."""

    def receive() -> None:
        fd = _blocked()
        for number in NUMBERS:
            os.kill(os.getpid(), number)
        assert select.select([fd], [], [], 5)[0]
        found = sorted(signals.read_signals(fd), key=lambda record: record.number)
        assert found == [Received(number, 0, os.getpid()) for number in NUMBERS]
        assert signals.read_signals(fd) == []

    assert outcome(receive) == 0


def test_sender_is_another_process() -> None:
    """A signal from a child names the child."""

    def receive() -> None:
        fd = _blocked()
        parent = os.getpid()
        with child(lambda: os.kill(parent, signal.SIGUSR1)) as pid:
            assert signals.read_signals(fd) == [Received(signal.SIGUSR1, 0, pid)]

    assert outcome(receive) == 0


def _blocked() -> int:
    """A signalfd in a process that was forked for it: threads of other tests do not block these signals."""
    signal.alarm(10)
    signal.pthread_sigmask(signal.SIG_BLOCK, NUMBERS)
    return signals.open_signalfd(NUMBERS)


@pytest.mark.parametrize(
    ("code", "sender", "forced"),
    [(0, 7, False), (-6, 7, False), (-1, 7, False), (0, 0, True), (-6, 0, True), (SI_KERNEL, 0, True)],
)
def test_forced(code: int, sender: int, forced: bool) -> None:
    """Only the kernel and outer PID namespaces, whose processes have no pid here, stop a first process."""
    information = struct.pack("=iii4xii", signal.SIGSTOP, 0, code, sender, 1000).ljust(128, b"\xff")
    assert signals.is_forced(information) is forced


def test_descriptor_is_not_inherited(reader: int) -> None:
    """The command gets no signalfd of ours."""
    assert not os.get_inheritable(reader)


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGSEGV, signal.SIGKILL, signal.SIGPIPE]
)
def test_die_of(number: int) -> None:
    """The process ends by the signal itself, ignored and blocked as it may be, and leaves no core."""

    def die() -> None:
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_BLOCK, [number])
        process.die_of(number)

    status = outcome(die)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == number
    assert not os.WCOREDUMP(status)


def test_file_size_limit() -> None:
    """A limit of the child's own is seen; what cannot be asked counts as limited."""

    def limit() -> None:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, hard))

    with child(limit) as pid:
        assert process.has_file_size_limit(pid)
    assert process.has_file_size_limit(0x3FFFFFFF)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    assert process.has_file_size_limit(os.getpid()) is not unlimited


def test_sending_to_nobody_is_no_error() -> None:
    """A process or thread that has just gone is not worth an exception."""
    process.send(0x3FFFFFFF, signal.SIGTERM)
    process.send_to_thread(0x3FFFFFFF, 0x3FFFFFFF, signal.SIGTERM)


def test_parent_death_signal_not_dumpable_and_no_new_privileges() -> None:
    """Each of the three calls leaves its mark in the process that makes it."""

    def protect() -> None:
        process.set_parent_death_signal(signal.SIGKILL)
        process.set_parent_death_signal(0)
        process.set_no_new_privileges()
        with open("/proc/self/status", encoding="ascii") as file:
            assert "NoNewPrivs:\t1" in file.read()
        assert os.stat("/proc/self/environ").st_uid == os.geteuid()
        process.set_not_dumpable()
        assert os.stat("/proc/self/environ").st_uid == 0

    assert outcome(protect) == 0


def test_tracer_of_an_untraced_process() -> None:
    """A stopped child of ours has no tracer; neither has nobody."""
    with child() as pid:
        assert process.tracer_of(pid) == 0
    assert process.tracer_of(0x3FFFFFFF) == 0
