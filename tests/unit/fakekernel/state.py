"""What a kernel knows of a task: its registers, memory, descriptors, signals, and what /proc tells of it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field

from scpipe.linux.abi import x86_64

#: struct user_regs_struct has so many bytes.
_REGISTERS = 27 * 8
_WORD = 0xFFFFFFFFFFFFFFFF
#: Where in it the places of the instruction and of the stack are.
RIP, RSP = 128, 152


@dataclass(eq=False)
class OpenFile:
    """What a descriptor names; ``kind`` as /proc writes it. ``in_flight``: descriptors in its queue.

    ``own``: a descriptor of ours for such an object, which is copied when this one is borrowed.
    """

    inode: int
    kind: str = "pipe"
    flags: int = os.O_RDONLY
    in_flight: int = 0
    path: str = ""
    own: int = -1


@dataclass(eq=False)
class Descriptors:
    """A descriptor table, which tasks can share."""

    files: dict[int, OpenFile] = field(default_factory=dict)

    def pipe(self, inode: int) -> tuple[int, int]:
        """A pipe at the next free numbers."""
        return self.put(OpenFile(inode)), self.put(OpenFile(inode, flags=os.O_WRONLY))

    def socket_pair(self, inode: int) -> tuple[int, int]:
        """Two sockets, this inode and the next."""
        one, two = (OpenFile(number, "socket", os.O_RDWR) for number in (inode, inode + 1))
        return self.put(one), self.put(two)

    def put(self, file: OpenFile) -> int:
        """The lowest free number, which is that of the file from now on."""
        number = next(number for number in range(len(self.files) + 1) if number not in self.files)
        self.files[number] = file
        return number


@dataclass(eq=False)
class Memory:
    """Places that are mapped; nothing else can be read or written."""

    places: dict[int, bytearray] = field(default_factory=dict)

    def put(self, address: int, data: bytes) -> int:
        """Map a place that has this content."""
        self.places[address] = bytearray(data)
        return address

    def read(self, address: int, size: int) -> bytes:
        """What can be read from there on. Raises OSError(EFAULT) if that is nothing."""
        start, content = self._place(address)
        return bytes(content[address - start : address - start + size])

    def write(self, address: int, data: bytes) -> None:
        """Store what there is room for. Raises OSError(EFAULT) if that is not all."""
        start, content = self._place(address)
        fits = data[: start + len(content) - address]
        content[address - start : address - start + len(fits)] = fits
        if len(fits) < len(data):
            raise OSError(errno.EFAULT, os.strerror(errno.EFAULT))

    def _place(self, address: int) -> tuple[int, bytearray]:
        for start, content in self.places.items():
            if start <= address < start + len(content):
                return start, content
        raise OSError(errno.EFAULT, os.strerror(errno.EFAULT))


@dataclass(eq=False)
class Program:
    """What /proc/PID/exe and cmdline tell; the kernel does not show an empty ``path``.

    ``readable``: we may read it, and so look into its process.
    """

    path: str
    inode: int
    arguments: tuple[str, ...] = ()
    device: int = 1
    changed: int = 0
    readable: bool = True


@dataclass(eq=False)
class Signals:
    """Masks of a task's signals, as /proc has them."""

    pending: int = 0
    blocked: int = 0
    ignored: int = 0
    caught: int = 0
    #: Of whom a signal is that it stops for.
    sender: int = 0
    #: The siginfo_t of it, where a test needs more than a sender, or one was set.
    information: bytes | None = None


def _first_registers() -> dict[int, int]:
    return {**dict.fromkeys(range(0, _REGISTERS, 8), 0), RIP: 0x401000, RSP: 0x7FFF0000}


@dataclass(eq=False)
class FakeTask:
    """A task. ``at``: the status of the ptrace stop in which it is; None while it runs.

    ``state``: what /proc shows while it runs. ``number``: what belongs to its event. ``ending``: what it
    reports when it is let go from its exit stop. ``obeys``: it stops when it is asked to, now and not later.
    ``hidden``: the files of /proc/TID that cannot be read; ".": /proc does not show the task at all.
    """

    tid: int
    pid: int
    parent: int
    program: Program
    table: Descriptors = field(default_factory=Descriptors)
    memory: Memory = field(default_factory=Memory)
    signals: Signals = field(default_factory=Signals)
    registers: dict[int, int] = field(default_factory=_first_registers)
    at: int | None = None
    state: str = "R"
    number: int = 0
    ending: int | None = None
    obeys: bool = True
    #: It was asked to stop and has not reported that; it runs a call, of which it reports the end.
    asked: bool = False
    in_call: bool = False
    #: A stop at a system call is that of its entry; and by which ABI that is made.
    enters: bool = False
    arch: int = x86_64.AUDIT_ARCH
    hidden: set[str] = field(default_factory=set)
    traced: bool = True
    has_file_size_limit: bool = False
    group: int = 0
    ids: tuple[int, int] = (1000, 1000)
    #: Its number and its process's in a namespace of its own, if it has one.
    inner: tuple[int, int] | None = None
    cpu: int = 0
    channel: str = "0"
    #: The call in which it sleeps, as /proc has it; None where /proc does not tell.
    call: int | None = -1

    @property
    def letter(self) -> str:
        """Its state as /proc has it."""
        return "t" if self.at is not None else self.state

    @property
    def is_dead(self) -> bool:
        """True for a dead one that nobody has waited for."""
        return self.state in ("Z", "X")

    def in_the_call(self, number: int, *arguments: int) -> None:
        """The registers say from now on that it makes this call."""
        self.registers[x86_64.ORIG_RAX] = number & _WORD
        self.registers[x86_64.RAX] = -errno.ENOSYS & _WORD
        for place, value in zip(x86_64.ARGUMENTS, arguments, strict=False):
            self.registers[place] = value & _WORD

    def make_call(self) -> None:
        """The instruction at its place makes the call whose number is in rax: that is the entry now."""
        self.registers[x86_64.ORIG_RAX] = self.registers[x86_64.RAX]
        self.registers[x86_64.RAX] = -errno.ENOSYS & _WORD
        self.registers[RIP] += 2
