"""A stage without ptrace: our own memory and descriptors play the tracee's."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import struct
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scpipe.handlers.context import Context
from scpipe.handlers.reports import Reports
from scpipe.ledger.ledger import Ledger
from scpipe.linux import files
from scpipe.linux.abi import x86_64
from scpipe.linux.descriptors import BlindError, Borrowed
from scpipe.linux.procfs import Identity
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.report.events import Event, Holder, Refusal
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Entry, Response
from scpipe.tracee.actions import (
    Action,
    Answer,
    Interrupted,
    Operation,
    Perform,
    Step,
    Store,
    Turn,
    Wake,
)
from scpipe.tracee.task import FileTable, Process, Task

PAGE = os.sysconf("SC_PAGESIZE")
DEVICE = files.pipe_device()
ME = os.getpid
BAD = 0x10  # never mapped
#: The rows that handlers get, by the names of their calls; the last where there are several.
ENTRIES: dict[str, Entry] = {entry.name: entry for entry in CATALOGUE if entry.response is Response.MEDIATE}
FORMS = {name: entry.syscall.form for name, entry in ENTRIES.items()}

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
_libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
_READ_WRITE, _PRIVATE_ANONYMOUS = 3, 0x22


class Arena:
    """Structures in memory of ours, kept as long as the arena."""

    def __init__(self) -> None:
        self._kept: list[object] = []
        self._maps: list[tuple[int, int]] = []

    def put(self, data: bytes) -> int:
        """The address of a copy of ``data``."""
        buffer = ctypes.create_string_buffer(data, max(1, len(data)))
        self._kept.append(buffer)
        return ctypes.addressof(buffer)

    def before_hole(self, data: bytes) -> int:
        """The address of a copy of ``data`` that ends where an unreadable page begins."""
        pages = max(1, -(-len(data) // PAGE))
        size = (pages + 1) * PAGE
        start = _libc.mmap(None, size, _READ_WRITE, _PRIVATE_ANONYMOUS, -1, 0)
        assert start not in (None, ctypes.c_void_p(-1).value)
        self._maps.append((start, size))
        assert _libc.mprotect(start + pages * PAGE, PAGE, 0) == 0
        address = int(start) + pages * PAGE - len(data)
        ctypes.memmove(address, data, len(data))
        return address

    def iovec(self, *segments: bytes | tuple[int, int]) -> int:
        """The address of an array of iovecs: bytes are put down, pairs are (address, length)."""
        pairs = [(self.put(one), len(one)) if isinstance(one, bytes) else one for one in segments]
        return self.put(b"".join(struct.pack("=QQ", *pair) for pair in pairs))

    def header(
        self,
        *segments: bytes | tuple[int, int],
        name: bytes | int = b"",
        control: bytes | int = b"",
        **fields: int,
    ) -> bytes:
        """A struct msghdr; ``name`` and ``control`` may be addresses, ``fields`` replace single ones."""
        values = {
            "name": self._address(name),
            "name_length": len(name) if isinstance(name, bytes) else 0,
            "vector": self.iovec(*segments) if segments else 0,
            "count": len(segments),
            "control": self._address(control),
            "control_length": len(control) if isinstance(control, bytes) else 0,
            "flags": 0,
            **fields,
        }
        return struct.pack("=QixxxxQQQQixxxx", *values.values())

    def _address(self, data: bytes | int) -> int:
        return data if isinstance(data, int) else self.put(data) if data else 0

    def message(self, *segments: bytes | tuple[int, int], **more: Any) -> int:
        """The address of a struct msghdr."""
        return self.put(self.header(*segments, **more))

    def close(self) -> None:
        """Give the mapped pages back."""
        for start, size in self._maps:
            _libc.munmap(start, size)


@contextlib.contextmanager
def arena() -> Iterator[Arena]:
    """An arena for the time of a test."""
    made = Arena()
    try:
        yield made
    finally:
        made.close()


def call(*args: int, nr: int = 1) -> SyscallEntry:
    """A call with these arguments, as the registers hold them."""
    words = [value & 0xFFFFFFFFFFFFFFFF for value in args] + [0] * (6 - len(args))
    return SyscallEntry(
        x86_64.AUDIT_ARCH, nr, (words[0], words[1], words[2], words[3], words[4], words[5]), 0
    )


class OwnTaker:
    """Copies our own descriptors; ``blind`` and ``instead`` change what is found."""

    name = "own"

    def __init__(self) -> None:
        self.blind = False
        self.open: list[Borrowed] = []
        self.seen: list[tuple[int, int, int]] = []
        self.change: Callable[[Borrowed], None] = lambda borrowed: None

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """A duplicate of our own descriptor of that number."""
        self.seen.append((pid, tid, fd))
        if self.blind:
            raise BlindError
        number = fd & 0xFFFFFFFF
        if number > 0x7FFFFFFF:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        copy = os.dup(number)
        borrowed = Borrowed(copy, files.inspect(copy, DEVICE))
        self.change(borrowed)
        self.open.append(borrowed)
        return borrowed

    def forget(self, tid: int) -> None:
        """Nothing is kept."""

    @property
    def leaked(self) -> int:
        """How many copies nobody has closed."""
        return sum(borrowed.fd >= 0 for borrowed in self.open)


class Stage:
    """One task, a context that keeps its events, and ways to make and drive a handler's action."""

    def __init__(self, policy: Policy | None = None, *, shared: bool = False) -> None:
        self.policy = policy or Policy()
        self.events: list[Event] = []
        self.descriptor_source = OwnTaker()
        self.process = Process(ME(), Identity("/bin/guest", 1, 2, ("guest",)), threads={ME()})
        self.task = Task(ME(), self.process, FileTable({ME(), ME() + 1} if shared else {ME()}))
        self.context = Context(
            self.policy,
            Ledger(self.policy),
            self.descriptor_source,
            self.events.append,
            self._mode,
            Reports(_no_holders),
        )

    def _mode(self, kind: PairKind, task: Task) -> tuple[PairMode, str]:
        return self.policy.mode(kind), ""

    def inherit(self, fd: int, *, writable: bool = True) -> None:
        """Make a pipe of ours one that the command was given."""
        inode = os.fstat(fd).st_ino
        self.context.ledger.inherited.add_pipe(inode, writable=writable)
        self.context.pairs.originals.keep(inode, fd)

    @property
    def refusals(self) -> list[Refusal]:
        """The refusals told so far."""
        return [event for event in self.events if isinstance(event, Refusal)]


def _no_holders(*_facts: object) -> tuple[Holder, ...]:
    return ()


def drive(
    operation: Operation, wakes: Iterable[Wake | Callable[[], Wake]] = ()
) -> tuple[Answer | Interrupted, list[Step]]:
    """Run an operation to its end; each Block is answered by the next wake (or what it returns).

    A Store is carried out in our own memory, or answered FAULT near address 0. A Turn goes on at once
    and is not among what is returned.
    """
    seen: list[Step] = []
    pending = iter(wakes)
    try:
        item = next(operation)
        while True:
            if not isinstance(item, Turn):
                seen.append(item)
            assert len(seen) < 10000, "an operation without end"
            if isinstance(item, Store):
                wake = Wake.FAULT if item.address < PAGE else Wake.STORED
                if wake is Wake.STORED:
                    ctypes.memmove(item.address, item.data, len(item.data))
            elif isinstance(item, Turn):
                wake = Wake.READY
            else:
                answer = next(pending)
                wake = answer if isinstance(answer, Wake) else answer()
            item = operation.send(wake)
    except StopIteration as ended:
        return ended.value, seen


def result(action: Action, wakes: Iterable[Wake | Callable[[], Wake]] = ()) -> Action | Interrupted:
    """The action itself, or what the operation it performs ends in."""
    return drive(action.operation, wakes)[0] if isinstance(action, Perform) else action
