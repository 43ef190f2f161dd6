"""Calls that a real tracee makes in place of its own, and what it notices of them."""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from scpipe.linux import calls, process, procfs, ptrace, stops
from scpipe.linux.abi import native, x86_64

from .children import DEADLINE_SECONDS, child

_GETPPID, _GETPID, _DUP2 = 110, 39, native.SYS_DUP2
_TARGET = 970
_MASK = {signal.SIGUSR1, signal.SIGTERM}


def _bits(numbers: set[signal.Signals]) -> int:
    return sum(1 << number - 1 for number in numbers)


class Tracee:
    """A child that is traced. It makes getpid and dup2(0, _TARGET), and tells what it got."""

    def __init__(self, pid: int, told: socket.socket) -> None:
        self.pid, self._told = pid, told
        told.settimeout(DEADLINE_SECONDS)

    def wait(self) -> stops.Stop:
        """Its next stop."""
        _pid, status = os.waitpid(self.pid, 0)
        return stops.classify(status)

    def to_syscall(self) -> None:
        """Let it go to the entry or the exit of its next call. The SIGCONT that wakes it is not handed on."""
        while True:
            ptrace.run_to_syscall_stop(self.pid)
            stop = self.wait()
            if isinstance(stop, stops.SyscallStop):
                return
            assert stop in (stops.InterruptStop(), stops.SignalStop(signal.SIGCONT))

    def to_entry(self, number: int) -> bytes:
        """Let it go to the entry of a call; its registers there."""
        while True:
            self.to_syscall()
            if not ptrace.is_leaving_call(self.pid) and native.call_number(self.pid) == number:
                return ptrace.get_registers(self.pid)

    def make(self, entry: bytes, number: int, *arguments: int) -> int:
        """At an entry: it makes another call; the result."""
        native.make_instead(self.pid, entry, number, arguments)
        self.to_syscall()
        assert ptrace.is_leaving_call(self.pid)
        return native.result(self.pid)

    def end(self) -> None:
        """Kill it, and take in all that it reports until it is dead."""
        os.kill(self.pid, signal.SIGKILL)
        while not isinstance(self.wait(), stops.Killed | stops.Exited):
            with suppress(ptrace.TraceeGoneError):
                ptrace.cont(self.pid)

    def told(self) -> list[int]:
        """Let it go on; what it tells: what dup2 returned, errno, and whether _TARGET is open."""
        ptrace.cont(self.pid)
        return [int(word) for word in self._told.recv(64).split()]


def _work(told: socket.socket) -> Callable[[], None]:
    library = ctypes.CDLL(None, use_errno=True)

    def work() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, _MASK)
        os.kill(os.getpid(), signal.SIGSTOP)
        library.getpid()
        result = library.dup2(0, _TARGET)
        code = ctypes.get_errno() if result < 0 else 0
        told.send(f"{result} {code} {int(Path(f'/proc/self/fd/{_TARGET}').exists())}".encode())

    return work


@contextmanager
def _traced() -> Iterator[Tracee]:
    """Such a child, in its group-stop, seized."""
    own, other = socket.socketpair()
    with own, other, child(_work(other)) as pid:
        ptrace.seize(pid)
        made = Tracee(pid, own)
        assert isinstance(made.wait(), stops.GroupStop)
        os.kill(pid, signal.SIGCONT)
        try:
            yield made
        finally:
            made.end()


@pytest.fixture
def tracee() -> Iterator[Tracee]:
    """A child that goes to its calls, one by one."""
    with _traced() as made:
        yield made


def test_it_makes_another_call_and_then_its_own(tracee: Tracee) -> None:
    """Several, one after the other; its own is made once, as if nothing had been."""
    entry = tracee.to_entry(_DUP2)
    for number, result in ((_GETPPID, os.getpid()), (_GETPID, tracee.pid), (_GETPPID, os.getpid())):
        assert native.is_at_entry(tracee.pid, entry)
        assert tracee.make(entry, number) == result
        with pytest.raises(ptrace.TraceeGoneError):  # at the exit of another one
            native.is_at_entry(tracee.pid, entry)
        native.return_to_entry(tracee.pid, entry)
        tracee.to_syscall()
        assert not ptrace.is_leaving_call(tracee.pid)
    assert ptrace.syscall_entry(tracee.pid).args[:2] == (0, _TARGET)
    assert tracee.told() == [_TARGET, 0, 1]


def test_arguments_reach_the_kernel(tracee: Tracee) -> None:
    """All six, with every bit: mmap gives memory where the call asks for it, close what it asks for."""
    entry = tracee.to_entry(_DUP2)
    place = 0x7E0000000000
    made = tracee.make(entry, native.SYS_MMAP, place, 8192, 1, 0x100022, (1 << 64) - 1, 0)
    assert made == place
    line = f"\n{place:x}-{place + 8192:x} r--p 00000000 00:00 0".encode()
    assert line in procfs.mappings(tracee.pid)
    native.return_to_entry(tracee.pid, entry)
    tracee.to_syscall()
    assert tracee.make(entry, native.SYS_MUNMAP, place, 8192) == 0
    assert line not in procfs.mappings(tracee.pid)
    native.return_to_entry(tracee.pid, entry)
    tracee.to_syscall()
    assert tracee.make(entry, native.SYS_CLOSE, 12345) == -errno.EBADF
    native.return_to_entry(tracee.pid, entry)
    assert tracee.told() == [_TARGET, 0, 1]


@pytest.mark.skipif(not process.can_seal(), reason="mappings are sealed since Linux 6.10")
def test_a_mapping_is_sealed_for_everybody(tracee: Tracee) -> None:
    """Nobody takes it away or puts something else there; what is not sealed is as ever."""
    entry = tracee.to_entry(_DUP2)
    place, fixed = 0x7E0000000000, 0x100000
    anonymous = (1, 0x22 | fixed, (1 << 64) - 1, 0)
    made = (
        (native.SYS_MMAP, (place, 12288, *anonymous), place),
        (native.SYS_MSEAL, (place, 8192, 0), 0),
        (native.SYS_MUNMAP, (place + 4096, 4096), -errno.EPERM),
        (native.SYS_MUNMAP, (place, 12288), -errno.EPERM),
        (native.SYS_MMAP, (place, 4096, 1, 0x32, (1 << 64) - 1, 0), -errno.EPERM),
        (native.SYS_MSEAL, (place, 8192, 0), 0),
        (native.SYS_MUNMAP, (place + 8192, 4096), 0),
    )
    for number, arguments, result in made:
        assert tracee.make(entry, number, *arguments) == result
        native.return_to_entry(tracee.pid, entry)
        tracee.to_syscall()
    assert f"\n{place:x}-{place + 8192:x} r--p 00000000 00:00 0".encode() in procfs.mappings(tracee.pid)
    assert tracee.told() == [_TARGET, 0, 1]


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EPERM])
def test_where_no_mapping_can_be_sealed(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """The kernel does not know the call, or a container forbids it."""
    asked: list[tuple[int, ...]] = []

    def refuse(*arguments: int) -> int:
        asked.append(arguments)
        raise OSError(code, "mseal")

    monkeypatch.setattr(calls, "syscall", refuse)
    assert not process.can_seal()
    assert asked == [(native.SYS_MSEAL,)], "no bytes, at no place"


def test_its_own_call_can_be_answered_instead(tracee: Tracee) -> None:
    """It is not made, and has the result that it is given."""
    entry = tracee.to_entry(_DUP2)
    tracee.make(entry, _GETPPID)
    native.return_from_entry(tracee.pid, entry, -errno.ENOMEM)
    assert tracee.told() == [-1, errno.ENOMEM, 0]


def test_another_call_counts_as_its_own(tracee: Tracee) -> None:
    """Its own is not made, and has the result that it is given; the kernel takes it for the one that was."""
    entry = tracee.to_entry(_DUP2)
    tracee.make(entry, _GETPPID)
    native.return_as_own(tracee.pid, entry, 7)
    assert native.call_number(tracee.pid) == _DUP2
    assert tracee.told() == [7, 0, 0]


def test_registers_are_what_they_were(tracee: Tracee) -> None:
    """After calls of ours each register is as it was at the entry of its own."""
    entry = tracee.to_entry(_DUP2)
    tracee.make(entry, _GETPPID)
    native.return_to_entry(tracee.pid, entry)
    tracee.to_syscall()
    assert ptrace.get_registers(tracee.pid) == entry
    assert tracee.told() == [_TARGET, 0, 1]


def test_another_entry_is_told_apart(tracee: Tracee) -> None:
    """By place, number, arguments or stack."""
    first = tracee.to_entry(_GETPID)
    assert native.is_at_entry(tracee.pid, first)
    entry = tracee.to_entry(_DUP2)
    assert not native.is_at_entry(tracee.pid, first)
    for offset in (128, x86_64.ORIG_RAX, 152, *x86_64.ARGUMENTS):
        changed = bytearray(entry)
        changed[offset] ^= 1
        assert not native.is_at_entry(tracee.pid, bytes(changed)), offset
    for offset in (x86_64.RAX, 40):  # rbx is no argument of a call
        changed = bytearray(entry)
        changed[offset] ^= 1
        assert native.is_at_entry(tracee.pid, bytes(changed)), offset


def test_entries_and_exits_are_told_apart() -> None:
    """Any other stop is an error: the task is not where it was thought to be."""
    with _traced() as tracee:
        with pytest.raises(ptrace.TraceeGoneError):
            ptrace.is_leaving_call(tracee.pid)
        tracee.to_entry(_DUP2)
        assert not ptrace.is_leaving_call(tracee.pid)
        tracee.to_syscall()
        assert ptrace.is_leaving_call(tracee.pid)


def _blocked(pid: int) -> int:
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.split("SigBlk:")[1].split()[0], 16)


def test_signals_wait_and_are_delivered_later(tracee: Tracee) -> None:
    """The mask that was there is told, and comes back; SIGKILL and SIGSTOP are never in it."""
    entry = tracee.to_entry(_DUP2)
    everything = (1 << 64) - 1
    never = _bits({signal.SIGKILL, signal.SIGSTOP})
    assert ptrace.block_signals(tracee.pid, everything) == _bits(_MASK)
    assert _blocked(tracee.pid) == everything & ~never
    os.kill(tracee.pid, signal.SIGHUP)
    assert tracee.make(entry, _GETPPID) == os.getpid()
    native.return_to_entry(tracee.pid, entry)
    assert ptrace.block_signals(tracee.pid, _bits(_MASK)) == everything & ~never
    ptrace.cont(tracee.pid)
    assert tracee.wait() == stops.SignalStop(signal.SIGHUP)
    assert native.call_number(tracee.pid) == 0xFFFFFFFF, "it is in no call"
    assert tracee.told() == [_TARGET, 0, 1], "the signal was not handed on"


@pytest.mark.parametrize(
    "act",
    [
        lambda pid, entry: ptrace.get_registers(pid),
        ptrace.set_registers,
        lambda pid, entry: ptrace.block_signals(pid, 0),
        lambda pid, entry: ptrace.is_leaving_call(pid),
        lambda pid, entry: native.make_instead(pid, entry, _GETPPID, ()),
        native.return_to_entry,
        lambda pid, entry: native.return_from_entry(pid, entry, 0),
        lambda pid, entry: native.return_as_own(pid, entry, 0),
        native.is_at_entry,
    ],
)
def test_a_tracee_that_was_killed_is_gone(tracee: Tracee, act: Callable[[int, bytes], object]) -> None:
    """Whatever is asked of it or done to it; at its exit event it is in no call any more."""
    entry = tracee.to_entry(_DUP2)
    os.kill(tracee.pid, signal.SIGKILL)
    assert isinstance(tracee.wait(), stops.ExitStop)
    for question in (ptrace.is_leaving_call, lambda pid: native.is_at_entry(pid, entry)):
        with pytest.raises(ptrace.TraceeGoneError):
            question(tracee.pid)
    ptrace.cont(tracee.pid)
    os.waitid(os.P_PID, tracee.pid, os.WEXITED | os.WNOWAIT)
    with pytest.raises(ptrace.TraceeGoneError):
        act(tracee.pid, entry)


def test_free_numbers_are_the_lowest() -> None:
    """As open() gives them out: a child's table, with holes."""
    held = [os.dup2(2, number) for number in (950, 951, 953, 960)]
    with child() as pid:
        free = procfs.free_descriptors(pid, 4, 950)
        assert free == [952, 954, 955, 956]
        assert procfs.used_descriptors(pid) >= {0, 1, 2, *held}
        lowest = procfs.free_descriptors(pid, 2)
        assert lowest == [number for number in range(950) if number not in procfs.used_descriptors(pid)][:2]
        assert procfs.free_descriptors(pid, 1, 1 << 20) == [1 << 20]
    for number in held:
        os.close(number)
    with pytest.raises(FileNotFoundError):
        procfs.free_descriptors(pid, 1)


def test_mappings_begin_at_lines() -> None:
    """Each line follows a newline, the first one, too."""
    with child() as pid:
        found = procfs.mappings(pid)
    real = [line.split()[0].decode() for line in found.split(b"\n") if line]
    assert found.startswith(b"\n") and len(real) > 5
    assert all("-" in line for line in real)
