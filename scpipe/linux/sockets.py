"""Socket options, names, a raw sendmsg(2) and the end of sockets of our own."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import struct
from _thread import start_new_thread
from collections.abc import Callable

from scpipe.linux import calls
from scpipe.linux.abi import native
from scpipe.linux.calls import SYSCALL3

AF_UNSPEC = 0
AF_UNIX = 1
AF_INET = 2
AF_INET6 = 10
AF_NETLINK = 16
SOCK_STREAM = 1
SOCK_DGRAM = 2

SOL_SOCKET = 1
SO_TYPE = 3
SO_ERROR = 4
SO_SNDBUF = 7
_SO_LINGER = 13
_SO_PEERCRED = 17
SO_SNDTIMEO = 21
_SO_PROTOCOL = 38
SO_DOMAIN = 39
SO_COOKIE = 57
SO_ZEROCOPY = 60

MSG_OOB = 0x1
MSG_PEEK = 0x2
MSG_TRUNC = 0x20
MSG_DONTWAIT = 0x40
MSG_EOR = 0x80
MSG_WAITALL = 0x100
MSG_NOSIGNAL = 0x4000
MSG_ZEROCOPY = 0x4000000
MSG_CMSG_CLOEXEC = 0x40000000
MSG_CMSG_COMPAT = 0x80000000

_IPPROTO_TCP = 6
_IPPROTO_UDP = 17


_VALUE = ctypes.create_string_buffer(128)
_VALUE_ADDRESS = ctypes.addressof(_VALUE)
_INTS = memoryview(_VALUE).cast("B").cast("I")
_LONGS = memoryview(_VALUE).cast("B").cast("Q")
_LENGTH = ctypes.c_int()
_LENGTH_ADDRESS = ctypes.addressof(_LENGTH)
#: int getsockopt(fd, level, name, value, length)
_GETSOCKOPT = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, use_errno=True
)(("getsockopt", ctypes.CDLL(None, use_errno=True)))


def _get(fd: int, name: int, size: int) -> None:
    """Put an option's value into _VALUE."""
    _LENGTH.value = size
    if _GETSOCKOPT(fd, SOL_SOCKET, name, _VALUE_ADDRESS, _LENGTH_ADDRESS):
        raise calls.failure("getsockopt")


def _option(fd: int, name: int, size: int) -> bytes:
    _get(fd, name, size)
    return _VALUE.raw[:size]


def _number(fd: int, name: int) -> int:
    _get(fd, name, 4)
    return _INTS[0]


def domain(fd: int) -> int:
    """The address family. Raises OSError (ENOTSOCK)."""
    return _number(fd, SO_DOMAIN)


def socket_type(fd: int) -> int:
    """SOCK_STREAM, SOCK_DGRAM (also for SOCK_RAW unix sockets) or SOCK_SEQPACKET."""
    return _number(fd, SO_TYPE)


def is_udp(fd: int) -> bool:
    """True for an inet socket that speaks UDP."""
    return _number(fd, _SO_PROTOCOL) == _IPPROTO_UDP


def is_tcp_stream(fd: int) -> bool:
    """True for an inet socket that is a TCP connection."""
    return socket_type(fd) == SOCK_STREAM and _number(fd, _SO_PROTOCOL) == _IPPROTO_TCP


def is_udp_datagram(fd: int) -> bool:
    """True for an inet socket of UDP datagrams: no raw one, no ping."""
    return socket_type(fd) == SOCK_DGRAM and is_udp(fd)


def bind(fd: int, address: bytes) -> None:
    """Bind to a raw sockaddr. Raises OSError."""
    calls.syscall(native.SYS_BIND, fd, _put(address), len(address))


def connect(fd: int, address: bytes) -> None:
    """Connect to a raw sockaddr; on a stream socket it may sleep. Raises OSError."""
    calls.syscall(native.SYS_CONNECT, fd, _put(address), len(address))


def set_option(fd: int, name: int, value: int) -> None:
    """setsockopt(2) of an int at SOL_SOCKET. Raises OSError."""
    place = _put(value.to_bytes(4, "little", signed=True))
    calls.syscall(native.SYS_SETSOCKOPT, fd, SOL_SOCKET, name, place, 4)


def _put(data: bytes) -> int:
    """The address of a copy, until something else is put there; 128 bytes at most."""
    _VALUE.raw = data.ljust(len(_VALUE), b"\0")
    return _VALUE_ADDRESS


def cookie(fd: int) -> int:
    """The socket's identity for as long as the system runs (SO_COOKIE)."""
    _LENGTH.value = 8
    if _GETSOCKOPT(fd, SOL_SOCKET, SO_COOKIE, _VALUE_ADDRESS, _LENGTH_ADDRESS):
        raise calls.failure("getsockopt")
    return _LONGS[0]


def lingers(fd: int) -> bool:
    """True if SO_LINGER is on: the last close then blocks until everything is sent."""
    _get(fd, _SO_LINGER, 8)
    return bool(_INTS[0])


def pending_error(fd: int) -> int:
    """The errno that waits on the socket, 0 for none; taking it clears it (SO_ERROR)."""
    return _number(fd, SO_ERROR)


def send_buffer(fd: int) -> int:
    """SO_SNDBUF in bytes, as the kernel counts it (twice what was asked for)."""
    return _number(fd, SO_SNDBUF)


def uses_zerocopy(fd: int) -> bool:
    """True if SO_ZEROCOPY is set: sends may then complete by reference to user pages."""
    try:
        return bool(_number(fd, SO_ZEROCOPY))
    except OSError:
        return False


def send_timeout(fd: int) -> float | None:
    """SO_SNDTIMEO in seconds, None for "for ever"."""
    seconds, microseconds = struct.unpack("=qq", _option(fd, SO_SNDTIMEO, 16))
    total: float = seconds + microseconds / 1e6
    return total or None


def _name_length(call: int, fd: int) -> int:
    _LENGTH.value = len(_VALUE)
    calls.syscall(call, fd, _VALUE_ADDRESS, _LENGTH_ADDRESS)
    return _LENGTH.value


def is_connected_and_unnamed(fd: int) -> bool:
    """True for a connected AF_UNIX socket of which neither end has a name.

    Only socketpair(2) makes those: connect(2) needs a name and a name is never taken away
    (net/unix/af_unix.c).
    """
    family_only = 2
    try:
        return _name_length(native.SYS_GETSOCKNAME, fd) <= family_only and (
            _name_length(native.SYS_GETPEERNAME, fd) <= family_only
        )
    except OSError as error:
        if error.errno == errno.ENOTCONN:
            return False
        raise


_SCM_CREDENTIALS = 2
_CREDENTIALS = struct.Struct("=QiiiIIxxxx")


def credentials(pid: int, user: int, group: int) -> bytes:
    """A control message that names a sender, its pid and ids as we see them (SCM_CREDENTIALS, unix(7))."""
    length = _CREDENTIALS.size - 4
    return _CREDENTIALS.pack(length, SOL_SOCKET, _SCM_CREDENTIALS, pid, user, group)


def with_own_pid(control: bytes) -> bytes:
    """The same ids with the pid of this process, which may be named by itself."""
    _length, _level, _kind, _pid, user, group = _CREDENTIALS.unpack(control)
    return credentials(os.getpid(), user, group)


#: Below mmap_min_addr: never mapped in this process either.
_NOWHERE = 16
_MSGHDR = struct.Struct("=QIxxxxQQQQixxxx")
_IOVEC = struct.Struct("=QQ")


def send_message(fd: int, data: bytes, flags: int, name: bytes = b"", control: bytes = b"") -> int:
    """sendmsg(2) with one buffer. Returns the bytes sent. Raises OSError.

    ``name`` and ``control`` are raw: a sockaddr and control messages as a 64-bit program lays
    them out.
    """
    data_buffer = ctypes.c_char_p(data)
    address = ctypes.cast(data_buffer, ctypes.c_void_p).value or 0
    return _send_from(fd, address, len(data), flags, name, control)


def error_of_unreadable(fd: int, length: int, flags: int, name: bytes) -> int:
    """The errno of a message whose bytes cannot be read: the kernel looks at the socket before."""
    try:
        _send_from(fd, _NOWHERE, length, flags | MSG_DONTWAIT | MSG_NOSIGNAL, name, b"")
    except OSError as error:
        return errno.EFAULT if error.errno == errno.EAGAIN else error.errno or errno.EFAULT
    return errno.EFAULT


def _send_from(fd: int, address: int, length: int, flags: int, name: bytes, control: bytes) -> int:
    name_buffer = ctypes.create_string_buffer(name, len(name)) if name else None
    control_buffer = ctypes.create_string_buffer(control, len(control)) if control else None
    iovec = ctypes.create_string_buffer(_IOVEC.pack(address, length), 16)
    header = _MSGHDR.pack(
        ctypes.addressof(name_buffer) if name_buffer else 0,
        len(name),
        ctypes.addressof(iovec),
        1,
        ctypes.addressof(control_buffer) if control_buffer else 0,
        len(control),
        0,
    )
    buffer = ctypes.create_string_buffer(header, len(header))
    sent: int = SYSCALL3(native.SYS_SENDMSG, fd, ctypes.addressof(buffer), flags & 0xFFFFFFFF)
    if sent < 0:
        raise calls.failure("sendmsg")
    return sent


def peer_pid(fd: int) -> int:
    """The process that connected the peer, as a pid of ours; for a socketpair its creator (SO_PEERCRED)."""
    return int.from_bytes(_option(fd, _SO_PEERCRED, 12)[:4], "little", signed=True)


#: How sockets are closed: the last that was said.
_CLOSERS: list[Callable[[int], None]] = []
#: Descriptors whose last close may sleep.
_LINGERING: list[int] = []


def close_sockets_by(closer: Callable[[int], None]) -> None:
    """Have sockets closed by a function that cannot sleep for long."""
    _CLOSERS[:] = [closer]


def close_socket(fd: int) -> None:
    """Close a socket of ours, which another thread of the program may have left to us as the last one.

    With SO_LINGER that sleeps for as long as the program has chosen (net/ipv4/tcp.c, net/vmw_vsock), also
    where the lingering socket lies in the queue of this one (unix(7), SCM_RIGHTS). Where no other way
    was given a thread that is left to itself does it, if this one lingers.
    """
    if _CLOSERS:
        _CLOSERS[0](fd)
    elif lingers(fd):
        _close_apart(fd)
    else:
        os.close(fd)


def _close_apart(fd: int) -> None:
    """Close in a thread of its own; where none can be made now, with the next one."""
    _LINGERING.append(fd)
    with contextlib.suppress(RuntimeError):
        start_new_thread(_close_lingering, ())


def _close_lingering() -> None:
    with contextlib.suppress(IndexError):
        while True:
            os.close(_LINGERING.pop())
