"""The arguments of the six writing calls, copied once from a stopped tracee.

Everything here is read from memory other threads can change at any time: each address is read
exactly once, and only the copy is used afterwards (all but the bytes of a message that nobody judges).
Limits and errors are the kernel's (lib/iov_iter.c import_iovec, net/socket.c copy_msghdr_from_user).
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterator

from scpipe.linux import memory, sockets
from scpipe.linux.files import FileFacts
from scpipe.linux.ptrace import SyscallEntry
from scpipe.record import Record
from scpipe.seccomp.entries import Form

MAX_RW_COUNT = 0x7FFFF000
_MAX_SEGMENTS = 1024
_SSIZE_MAX = 0x7FFFFFFFFFFFFFFF
_MAX_NAME = 128
_MAX_CONTROL = 1 << 20
_CMSG_HEADER = 16
_MSGHDR = struct.Struct("=QixxxxQQQQixxxx")
_RWF_NOSIGNAL = 0x100
#: struct mmsghdr: a msghdr and msg_len, how much of it went out; a call makes at most so many (UIO_MAXIOV).
_MMSGHDR_SIZE = 64
MSG_LEN_OFFSET = 56
_MOST_MESSAGES = 1024
#: Names of this module are looked up in half the time that a member of an enum takes.
_BUFFER, _VECTOR, _VECTOR_AT, _BUFFER_TO = Form.BUFFER, Form.VECTOR, Form.VECTOR_AT, Form.BUFFER_TO
_HEADER = Form.HEADER

Segment = tuple[int, int]


class Request(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """One message as a call describes it.

    ``flags``: MSG_* of a socket call. ``rw_flags``: RWF_* of pwritev2, ``offset`` its position
    (-1: the current one). ``plain``: made by write, writev or pwritev2; ``vector``: by one of the
    latter two, which do not reach the object if they have no bytes (fs/read_write.c vfs_writev).
    """

    segments: list[Segment]
    flags: int = 0
    rw_flags: int = 0
    offset: int = -1
    name: bytes = b""
    addressed: bool = False
    control: bytes = b""
    ancillary: bool = False
    plain: bool = True
    vector: bool = False

    def __init__(
        self,
        segments: list[Segment],
        flags: int = 0,
        rw_flags: int = 0,
        offset: int = -1,
        name: bytes = b"",
        addressed: bool = False,
        control: bytes = b"",
        ancillary: bool = False,
        plain: bool = True,
        vector: bool = False,
    ) -> None:
        self.segments = segments
        self.flags = flags
        self.rw_flags = rw_flags
        self.offset = offset
        self.name = name
        self.addressed = addressed
        self.control = control
        self.ancillary = ancillary
        self.plain = plain
        self.vector = vector

    @property
    def length(self) -> int:
        """Bytes of all segments together."""
        return sum(size for _address, size in self.segments)

    def strip(self, kind: int) -> None:
        """Drop what goes into no end of a pair with the bytes; ``kind``: its socket type, 0 for a pipe.

        A stream end answers EISCONN by itself and a seqpacket end ignores the address. A message with control
        data is refused, and none is kept while its bytes are read.
        """
        self.addressed = self.addressed and kind == sockets.SOCK_DGRAM
        self.control = b""

    @property
    def suppresses_sigpipe(self) -> bool:
        """True if the caller asked for EPIPE without a signal (MSG_NOSIGNAL, RWF_NOSIGNAL)."""
        return bool(self.flags & sockets.MSG_NOSIGNAL or self.rw_flags & _RWF_NOSIGNAL)


def failure(code: int) -> OSError:
    """An OSError as the kernel would answer the call with."""
    return OSError(code, os.strerror(code))


def refused_first(form: Form, call: SyscallEntry) -> int:
    """The errno of a call that fails before the kernel looks its descriptor up; 0 if it does not."""
    if form is _BUFFER or form is _VECTOR:
        return 0
    args = call.args
    if form is _VECTOR_AT:
        return errno.EINVAL if _position(args) < -1 else 0
    if form is _BUFFER_TO:
        return errno.EFAULT if args[1] + min(args[2], MAX_RW_COUNT) > _SSIZE_MAX else 0
    flags = args[2] if form is _HEADER else args[3]
    return errno.EINVAL if flags & sockets.MSG_CMSG_COMPAT else 0


def cannot_write(form: Form, call: SyscallEntry, facts: FileFacts) -> int:
    """The errno of a call on a descriptor that it cannot write to, in the kernel's order; 0 if it can.

    A position comes before the mode (fs/read_write.c do_pwritev).
    """
    if facts.path_only:
        return errno.EBADF
    if form.of_sockets:
        return 0 if facts.is_socket else errno.ENOTSOCK
    if form is _VECTOR_AT and _position(call.args) >= 0 and not facts.has_position:
        return errno.ESPIPE
    return 0 if facts.writable else errno.EBADF


def _position(args: tuple[int, ...]) -> int:
    return args[3] - (1 << 64) if args[3] > _SSIZE_MAX else args[3]


def read_request(tid: int, form: Form, call: SyscallEntry) -> Request:
    """The request of a call that is one message. Raises OSError with what the call fails with."""
    args = call.args
    if form is _BUFFER:
        _check_range(args[1], args[2])
        return Request([(args[1], min(args[2], MAX_RW_COUNT))])
    if form is _VECTOR:
        return Request(_segments(tid, args[1], args[2] & 0xFFFFFFFF, errno.EINVAL), vector=True)
    if form is _VECTOR_AT:
        return _positioned(tid, args)
    if form is _BUFFER_TO:
        return _sendto(tid, args)
    if form is _HEADER:
        return read_message(tid, args[1], args[2])
    raise failure(errno.ENOSYS)


def read_requests(tid: int, form: Form, call: SyscallEntry) -> Iterator[tuple[int, Request]]:
    """Each message of a call, with the place of its struct mmsghdr, 0 where there is none.

    Raises OSError, where a message cannot be read, with what the call would fail with.
    """
    if not form.several:
        yield 0, read_request(tid, form, call)
        return
    for index in range(min(call.args[2] & 0xFFFFFFFF, _MOST_MESSAGES)):
        place = call.args[1] + index * _MMSGHDR_SIZE
        yield place, read_message(tid, place, call.args[3])


def read_message(tid: int, address: int, flags: int) -> Request:
    """A struct msghdr and what it points to."""
    if flags & sockets.MSG_CMSG_COMPAT:
        raise failure(errno.EINVAL)
    header = memory.read_exactly(tid, address, _MSGHDR.size)
    name, name_length, vector, count, control, control_length, _flags = _MSGHDR.unpack(header)
    if name and name_length < 0:
        raise failure(errno.EINVAL)
    if count > _MAX_SEGMENTS:
        raise failure(errno.EMSGSIZE)
    request = Request(_segments(tid, vector, count, errno.EMSGSIZE), flags & 0xFFFFFFFF, plain=False)
    if name and name_length:
        request.addressed = True
        request.name = memory.read_exactly(tid, name, min(name_length, _MAX_NAME))
    if control_length > 0x7FFFFFFF:
        raise failure(errno.ENOBUFS)
    if control_length > _MAX_CONTROL:
        raise failure(errno.ENOBUFS)
    if control_length:
        request.control = memory.read_exactly(tid, control, control_length)
        request.ancillary = _has_control(request.control)
    return request


def _has_control(control: bytes) -> bool:
    """True if there is at least one control message. Raises OSError(EINVAL) for a malformed one.

    Bytes too few for a header are no message and ignored (net/core/scm.c, CMSG_OK).
    """
    place = 0
    while place + _CMSG_HEADER <= len(control):
        length = int.from_bytes(control[place : place + 8], "little")
        if not _CMSG_HEADER <= length <= len(control) - place:
            raise failure(errno.EINVAL)
        place += (length + 7) & ~7
    return place > 0


def _check_range(address: int, size: int) -> None:
    """access_ok(): a range that reaches into the kernel's half is EFAULT, whatever is mapped."""
    if address + size > _SSIZE_MAX:
        raise failure(errno.EFAULT)


def _positioned(tid: int, args: tuple[int, ...]) -> Request:
    position = _position(args)
    if position < -1:
        raise failure(errno.EINVAL)
    request = Request(_segments(tid, args[1], args[2] & 0xFFFFFFFF, errno.EINVAL), offset=position)
    request.vector = True
    request.rw_flags = args[5] & 0xFFFFFFFF
    return request


def _sendto(tid: int, args: tuple[int, ...]) -> Request:
    # Unlike write(), the kernel clamps the length before it looks at the range (net/socket.c __sys_sendto).
    size = min(args[2], MAX_RW_COUNT)
    _check_range(args[1], size)
    flags = args[3] & 0xFFFFFFFF & ~sockets.MSG_CMSG_COMPAT
    request = Request([(args[1], size)], flags, plain=False)
    if args[4]:
        size = args[5] & 0xFFFFFFFF
        if size > _MAX_NAME:
            raise failure(errno.EINVAL)
        if size:
            request.name = memory.read_exactly(tid, args[4], size)
        request.addressed = bool(size)
    return request


def _segments(tid: int, address: int, count: int, too_many: int) -> list[Segment]:
    if count > _MAX_SEGMENTS:
        raise failure(too_many)
    if count == 0:
        return []
    raw = memory.read_exactly(tid, address, count * 16)
    segments: list[Segment] = []
    room = MAX_RW_COUNT
    pairs = list(struct.iter_unpack("=QQ", raw))
    if any(size > _SSIZE_MAX for _base, size in pairs):
        raise failure(errno.EINVAL)
    for base, size in pairs:
        _check_range(base, size)
        kept = min(size, room)
        room -= kept
        segments.append((base, kept))
    return segments
