"""A task that makes the calls it is given: its files are ours, its memory and its filters are noted."""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from scpipe.arming.adding import add_filters
from scpipe.arming.library import Library, Numbers
from scpipe.linux import files, procfs
from scpipe.linux.abi import native
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.procfs import Identity
from scpipe.policy.model import Policy
from scpipe.seccomp.layers import later_rows
from scpipe.seccomp.plan import plan
from scpipe.tracee.armed import NOTHING, Memory
from scpipe.tracee.insertion import InsertedCall
from scpipe.tracee.task import FileTable, Process, Task

ROWS = later_rows(plan(Policy(), armed=True))
START = 0x7F1200000000
PAGE = 4096
ENOMEM = -12
_PROGRAM = struct.Struct("=HxxxxxxQ")
_NAMES = {
    native.SYS_MMAP: "mmap",
    native.SYS_MUNMAP: "munmap",
    native.SYS_MEMFD_CREATE: "memfd_create",
    native.SYS_CLOSE: "close",
    native.SYS_SECCOMP: "seccomp",
    native.SYS_MSEAL: "mseal",
}


class Tracee:
    """A task whose kernel is this class. ``failures``: what calls return, by their place, counted from 0.

    ``before``: what is done before a call of that place, by somebody else. ``seals``: others who
    have its memory run meanwhile.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, armed_filters: int = 0) -> None:
        self.task = Task(1, Process(1, Identity("/bin/x", 1, 1, ()), threads={1}), FileTable({1}))
        self.task.armed, self.task.memory = NOTHING, Memory()
        for number in range(armed_filters):
            self.task.armed = self.task.armed.plus(frozenset((100 + number,)))
        self.library = Library(ROWS)
        self.calls: list[str] = []
        self.failures: dict[int, int] = {}
        self.before: dict[int, Callable[[], object]] = {}
        self.open: dict[int, int] = {}
        self.mapped: dict[int, tuple[int, int | None]] = {}  # start: length, file if any
        self.filters: list[bytes] = []
        self.unreadable = False
        self.seals = False
        self.sealed: set[int] = set()
        self.name = b"/memfd: (deleted)"
        self.borrow_error: Exception | None = None
        self.borrowed: list[Borrowed] = []
        monkeypatch.setattr(procfs, "mappings", self._mappings)

    def arm(self, *numbers: int, everything: bool = False) -> list[str]:
        """Add filters; the calls that it took. Raises InsertionError."""
        before = len(self.calls)
        wanted: Numbers = None if everything else frozenset(numbers)
        calls = add_filters(self.library, self.task, wanted, self.borrow, seals=self.seals)
        try:
            call = next(calls)
            while True:
                call = calls.send(self.run(call))
        except StopIteration:
            return self.calls[before:]

    def borrow(self, number: int) -> Borrowed:
        """A copy of a descriptor of the task's."""
        if self.borrow_error is not None:
            raise self.borrow_error
        copy = os.dup(self.open[number])
        self.borrowed.append(Borrowed(copy, files.inspect(copy, -1)))
        return self.borrowed[-1]

    def run(self, call: InsertedCall) -> int:
        """What the kernel does."""
        place, name = len(self.calls), _NAMES[call.number]
        self.calls.append(name)
        if place in self.before:
            self.before[place]()
        if place in self.failures:
            return self.failures[place]
        return int(getattr(self, f"_{name}")(*call.arguments))

    def _mmap(self, address: int, length: int, protection: int, flags: int, fd: int, offset: int) -> int:
        assert (protection, offset, length % PAGE) == (1, 0, 0)
        if fd == (1 << 64) - 1:
            assert (address, flags) == (0, 0x22)
            address = START + 0x100000 * len(self.mapped)
            self.mapped[address] = (length, None)
            return address
        assert flags == 0x11 and self.mapped[address] == (length, None), "only over what is its own"
        assert fcntl.fcntl(self.open[fd], fcntl.F_GET_SEALS) & 0xF == 0xF, "only when it is sealed"
        self.mapped[address] = (length, os.dup(self.open[fd]))
        return address

    def _munmap(self, address: int, length: int) -> int:
        found, file = self.mapped.pop(address)
        assert found == length
        if file is not None:
            os.close(file)
        return 0

    def _memfd_create(self, name: int, flags: int) -> int:
        assert flags == 1 | 2 | 8
        assert self.mapped[name][1] is None, "its name is in memory that is all zeros"
        number = next(one for one in range(3, 100) if one not in self.open)
        self.open[number] = os.memfd_create("", flags)
        return number

    def _close(self, number: int) -> int:
        os.close(self.open.pop(number))
        return 0

    def _mseal(self, start: int, length: int, flags: int) -> int:
        assert (self.mapped[start][0], flags) == (length, 0)
        self.sealed.add(start)
        return 0

    def _seccomp(self, operation: int, flags: int, place: int) -> int:
        assert (operation, flags) == (1, 1 | 4), (
            "for all threads, and without a protection that the first has not"
        )
        count, start = _PROGRAM.unpack(self.memory(place, _PROGRAM.size))
        self.filters.append(self.memory(start, count * 8))
        return 0

    def memory(self, place: int, size: int) -> bytes:
        """What lies in the task's memory."""
        for address, (length, file) in self.mapped.items():
            if address <= place and place + size <= address + length:
                return bytes(size) if file is None else os.pread(file, size, place - address)
        raise AssertionError(f"nothing is mapped at {place:#x}")

    def _mappings(self, tid: int) -> bytes:
        assert tid == self.task.tid
        if self.unreadable:
            raise PermissionError(13, "maps")
        lines = [b"55d0c0000000-55d0c0001000 r-xp 00000000 fd:01 1234   /bin/x"]
        for address, (length, file) in self.mapped.items():
            rights, device, inode = "r--p", "00:00", 0
            if file is not None:
                status = os.fstat(file)
                rights, inode = "r--s", status.st_ino
                device = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}"
            line = f"{address:x}-{address + length:x} {rights} 00000000 {device} {inode} "
            lines.append(line.encode() + b" " * 20 + self.name)
        return b"\n" + b"\n".join(lines) + b"\n"

    def close(self) -> None:
        """Give everything back."""
        for _length, file in self.mapped.values():
            if file is not None:
                os.close(file)
        for file in self.open.values():
            os.close(file)


@contextmanager
def tracee(monkeypatch: pytest.MonkeyPatch, armed_filters: int = 0) -> Iterator[Tracee]:
    """A task for the time of a test."""
    made = Tracee(monkeypatch, armed_filters)
    try:
        yield made
    finally:
        made.close()
