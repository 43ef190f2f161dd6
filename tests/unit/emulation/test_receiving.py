"""recvmsg as recvfrom: the two are made side by side, and have to come to the same."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from scpipe.emulation.receiving import as_recvfrom
from scpipe.linux import files, memory, sockets
from scpipe.linux.abi import native
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileFacts, FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.tracee.actions import ContinueAs

ROOM, NAME_ROOM = 100, 28
DATA = bytes(range(64, 128))
JUNK = 0xDEADBEEF << 32
_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.argtypes = [ctypes.c_long, *[ctypes.c_ulong] * 6]
_LIBC.syscall.restype = ctypes.c_long
_MSGHDR = struct.Struct("=QixxxxQQQQixxxx")
_DEVICE = files.pipe_device()
Peer = Callable[[], object]
Made = Callable[[str], tuple[socket.socket, Peer]]


def _made(number: int, *arguments: int) -> int:
    padded = (*arguments, *[0] * (6 - len(arguments)))
    result = _LIBC.syscall(number, *(argument & (1 << 64) - 1 for argument in padded))
    return result if result >= 0 else -ctypes.get_errno()


class Place:
    """A msghdr, its iovec, its buffer and its name in memory of ours."""

    def __init__(self, length: int, name_length: int | None) -> None:
        self.buffer = ctypes.create_string_buffer(b"." * ROOM, ROOM)
        self.name = ctypes.create_string_buffer(b"-" * NAME_ROOM, NAME_ROOM)
        self.vector = ctypes.create_string_buffer(struct.pack("=QQ", ctypes.addressof(self.buffer), length))
        self.header = ctypes.create_string_buffer(_MSGHDR.size)
        self.set(name_length=name_length)

    def set(
        self, *, name_length: int | None = None, count: int = 1, control: int = 0, vector: int = 0
    ) -> None:
        """Fill the msghdr in; without a length of the name there is none."""
        self.header.raw = _MSGHDR.pack(
            ctypes.addressof(self.name) if name_length is not None else 0,
            name_length or 0,
            vector or ctypes.addressof(self.vector),
            count,
            0x1234,
            control,
            -1,
        )

    @property
    def address(self) -> int:
        """Where the msghdr is."""
        return ctypes.addressof(self.header)

    def left(self) -> tuple[object, ...]:
        """What stands there, but for what is elsewhere in each of them."""
        _name, length, _vector, count, control, control_length, flags = _MSGHDR.unpack(self.header.raw)
        return self.buffer.raw, self.name.raw, length, count, control, control_length, flags


def _borrowed(fd: int) -> Borrowed:
    return Borrowed(fd, files.inspect(fd, _DEVICE))


def _instead(fd: int, place: Place | int, flags: int) -> ContinueAs | None:
    address = place if isinstance(place, int) else place.address
    call = SyscallEntry(native.AUDIT_ARCH, native.SYS_RECVMSG, (fd, address, flags, 0, 0, 0), 0)
    return as_recvfrom(_borrowed(fd & 0xFFFFFFFF), os.getpid(), call)


def _received_instead(fd: int, place: Place, flags: int) -> int:
    """What recvmsg would have returned, and it has left what recvmsg would have."""
    action = _instead(fd, place, flags)
    assert action is not None and action.number == native.SYS_RECVFROM
    returned = action.then(_made(action.number, *action.arguments))
    if returned.store is not None:
        ctypes.memmove(returned.store.address, returned.store.data, len(returned.store.data))
    return returned.value


@pytest.fixture
def made() -> Iterator[Made]:
    """A socket of a kind, and what has something sent to it."""
    with ExitStack() as kept:

        def make(kind: str) -> tuple[socket.socket, Peer]:
            if kind == "netlink":
                link = kept.enter_context(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
                link.bind((0, 0))
                nothing = struct.pack("=IHHII", 16, 1, 5, 7, 0)  # NLMSG_NOOP, which is acknowledged
                return link, lambda: link.send(nothing)
            family = socket.AF_INET6 if kind.endswith("6") else socket.AF_INET
            where = "::1" if kind.endswith("6") else "127.0.0.1"
            if kind.startswith("udp"):
                one, two = (kept.enter_context(socket.socket(family, socket.SOCK_DGRAM)) for _ in range(2))
                one.bind((where, 0))
                return one, lambda: two.sendto(DATA, one.getsockname())
            listener = kept.enter_context(socket.create_server((where, 0), family=family))
            two = kept.enter_context(socket.create_connection(listener.getsockname()[:2]))
            one = kept.enter_context(listener.accept()[0])
            return one, lambda: two.send(DATA)

        yield make


KINDS = ("udp4", "udp6", "tcp4", "tcp6", "netlink")


@pytest.mark.parametrize("name_length", [None, 0, 5, NAME_ROOM])
@pytest.mark.parametrize("length", [0, 10, 36, 64, ROOM])
@pytest.mark.parametrize("kind", KINDS)
def test_both_come_to_the_same(made: Made, kind: str, length: int, name_length: int | None) -> None:
    """Result, bytes, name and flags, for every mix of flags that is taken."""
    receiver, send = made(kind)
    flags = [0, sockets.MSG_TRUNC, sockets.MSG_CMSG_CLOEXEC, sockets.MSG_NOSIGNAL]
    flags += [] if kind.startswith("udp") else [sockets.MSG_PEEK, sockets.MSG_PEEK | sockets.MSG_TRUNC]
    if not kind.startswith("tcp"):
        flags.append(sockets.MSG_WAITALL | sockets.MSG_CMSG_CLOEXEC | sockets.MSG_TRUNC)
    for chosen in flags:
        own, instead = Place(length, name_length), Place(length, name_length)
        results = []
        for place, receive in ((own, None), (instead, _received_instead)):
            send()
            if receive is None:
                results.append(_made(native.SYS_RECVMSG, receiver.fileno(), place.address, chosen))
            else:
                results.append(receive(JUNK | receiver.fileno(), place, JUNK | chosen))
            _empty(receiver)
        assert results[0] == results[1], chosen
        assert results[0] >= 0 and own.left() == instead.left(), chosen
        assert own.left()[6] != -1, "nothing was left"


def _empty(receiver: socket.socket) -> None:
    receiver.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        while receiver.recv(200):
            pass
    receiver.setblocking(True)


@pytest.mark.parametrize("kind", KINDS)
def test_failures_leave_nothing(made: Made, kind: str) -> None:
    """Nothing to receive; a buffer, or a name, that cannot be written."""
    receiver, send = made(kind)
    place = Place(10, NAME_ROOM)
    before = place.left()
    assert _received_instead(receiver.fileno(), place, sockets.MSG_DONTWAIT) == -errno.EAGAIN
    assert place.left() == before
    place.vector.raw = struct.pack("=QQx", 16, 10)
    send()
    assert _received_instead(receiver.fileno(), place, 0) == -errno.EFAULT
    assert place.left() == before


def test_the_kernel_decides_about_a_call_that_is_made_again(made: Made) -> None:
    """-ERESTARTSYS goes through as it is."""
    receiver, _send = made("udp4")
    action = _instead(receiver.fileno(), Place(10, None), 0)
    assert action is not None
    assert action.then(-512).value == -512 and action.then(-512).store is None


@pytest.mark.parametrize("kind", ["udp4", "netlink", "tcp4"])
@pytest.mark.parametrize(
    "change",
    [{"count": 0}, {"count": 2}, {"control": 1}, {"name_length": -1}, {"vector": 16}],
    ids=str,
)
def test_what_is_not_taken(made: Made, kind: str, change: dict[str, int]) -> None:
    """Other messages than the plain one, and what fails before anything is received."""
    receiver, _send = made(kind)
    place = Place(10, None)
    assert _instead(receiver.fileno(), place, 0) is not None
    place.set(**change)
    assert _instead(receiver.fileno(), place, 0) is None


@pytest.mark.parametrize("kind", ["udp4", "netlink", "tcp4"])
@pytest.mark.parametrize("flags", [1 << bit for bit in range(32)], ids=hex)
def test_flags_that_are_not_known_are_not_taken(made: Made, kind: str, flags: int) -> None:
    """Urgent data, the queue of errors, other ABIs, and whatever a later kernel has."""
    receiver, _send = made(kind)
    known = {sockets.MSG_DONTWAIT, sockets.MSG_NOSIGNAL, sockets.MSG_TRUNC, sockets.MSG_WAITALL}
    known |= {sockets.MSG_CMSG_CLOEXEC} | (set() if kind == "udp4" else {sockets.MSG_PEEK})
    assert (_instead(receiver.fileno(), Place(10, None), flags) is not None) is (flags in known)


def test_lengths_and_places_that_are_not_taken(made: Made) -> None:
    """A length that one call refuses and the other cuts; a msghdr that cannot be read."""
    receiver, _send = made("udp4")
    place = Place(10, None)
    for length, is_taken in ((0x7FFFF000, True), (0x7FFFF001, False), (1 << 63, False)):
        place.vector.raw = struct.pack("=QQx", ctypes.addressof(place.buffer), length)
        assert (_instead(receiver.fileno(), place, 0) is not None) is is_taken
    for address in (0, 16, 1 << 63, (1 << 64) - 8):
        assert _instead(receiver.fileno(), address, 0) is None


@pytest.mark.parametrize(
    ("family", "kind", "protocol"),
    [
        (socket.AF_UNIX, socket.SOCK_DGRAM, 0),
        (socket.AF_UNIX, socket.SOCK_STREAM, 0),
        (socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP),
        (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP),
        (socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_TCP),
        (socket.AF_INET, socket.SOCK_STREAM, 262),  # MPTCP
        (socket.AF_PACKET, socket.SOCK_DGRAM, 0),
        (40, socket.SOCK_STREAM, 0),  # AF_VSOCK
    ],
)
def test_sockets_that_are_not_taken(family: int, kind: int, protocol: int) -> None:
    """Those of which the length of a datagram, or the flags, are not known."""
    try:
        other = socket.socket(family, kind, protocol)
    except OSError as error:
        pytest.skip(f"this machine has no sockets of family {family}: {error.strerror}")
    with other:
        assert _instead(other.fileno(), Place(10, None), 0) is None


def test_files_are_not_taken() -> None:
    """What is no socket fails by itself."""
    facts = FileFacts(FileKind.REGULAR, 1, 0o100600, 0)
    call = SyscallEntry(native.AUDIT_ARCH, native.SYS_RECVMSG, (0, 0, 0, 0, 0, 0), 0)
    assert as_recvfrom(Borrowed(-1, facts), os.getpid(), call) is None


def test_memory_is_read_once(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others can change it between two looks."""
    receiver, _send = made("udp4")
    place, seen = Place(10, NAME_ROOM), []
    read = memory.read

    def noted(tid: int, address: int, size: int) -> bytes:
        seen.extend(range(address, address + size))
        return read(tid, address, size)

    monkeypatch.setattr(memory, "read", noted)
    assert _instead(receiver.fileno(), place, 0) is not None
    assert len(seen) == len(set(seen)) == 48 + 16
