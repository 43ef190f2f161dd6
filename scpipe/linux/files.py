"""Facts about a descriptor of our own: what kind of object it is and how it was opened."""

from __future__ import annotations

import ctypes
import fcntl
import os
import select
import stat
from enum import Enum

from scpipe.linux import calls, procroot, sockets
from scpipe.linux.abi import native
from scpipe.record import Record

_STATFS = ctypes.create_string_buffer(120)
_STATFS_ADDRESS = ctypes.addressof(_STATFS)
_O_PATH = 0o10000000
#: pwritev2(2): fail with EAGAIN where the write would sleep. Not every C library has a name for it.
RWF_NOWAIT = 0x8

#: statfs f_type of file systems whose write is an ordinary copy into the page cache.
#: Source: include/uapi/linux/magic.h (ext2/3/4, xfs, btrfs, tmpfs, overlay).
_PLAIN_FILE_SYSTEMS = frozenset({0xEF53, 0x58465342, 0x9123683E, 0x01021994, 0x794C7630})

#: /dev/null and /dev/zero (drivers/char/mem.c). A device node is opened by its number, whatever its name.
SWALLOWING = frozenset({os.makedev(1, 3), os.makedev(1, 5)})
_EVENTFD = "anon_inode:[eventfd]"


class FileKind(Enum):
    """What a descriptor names, as far as a write to it differs."""

    PIPE = "pipe"
    FIFO = "fifo"
    UNIX_SOCKET = "unix socket"
    INET_SOCKET = "inet socket"
    OTHER_SOCKET = "socket"
    REGULAR = "regular file"
    OTHER = "other"


class FileFacts(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """One descriptor, classified on our own copy of it.

    ``flags`` are those of F_GETFL. ``cookie`` is SO_COOKIE, never reused while the system runs
    (net/core/sock_diag.c); 0 for what is no socket. ``device`` is st_rdev of what is OTHER.
    """

    kind: FileKind
    inode: int
    mode: int
    flags: int
    cookie: int = 0
    device: int = 0

    def __init__(
        self,
        kind: FileKind,
        inode: int,
        mode: int,
        flags: int,
        cookie: int = 0,
        device: int = 0,
    ) -> None:
        self.kind = kind
        self.inode = inode
        self.mode = mode
        self.flags = flags
        self.cookie = cookie
        self.device = device

    @property
    def swallows(self) -> bool:
        """True for /dev/null and /dev/zero, wherever they lie: a write there ends at once."""
        return stat.S_ISCHR(self.mode) and self.device in SWALLOWING

    @property
    def is_socket(self) -> bool:
        """True for a socket, also where only its path could be copied."""
        return stat.S_ISSOCK(self.mode)

    @property
    def has_position(self) -> bool:
        """False for what a write at a position fails with ESPIPE on, before all else (FMODE_PWRITE)."""
        return not (self.is_socket or stat.S_ISFIFO(self.mode))

    @property
    def writable(self) -> bool:
        """False for read-only and O_PATH descriptors, whose write is EBADF."""
        return _lets_write(self.flags)

    @property
    def path_only(self) -> bool:
        """True for an O_PATH descriptor, which every call of ours answers with EBADF."""
        return bool(self.flags & _O_PATH)

    @property
    def nonblocking(self) -> bool:
        """True if O_NONBLOCK is set on the open file description."""
        return bool(self.flags & os.O_NONBLOCK)


def is_writable(fd: int) -> bool:
    """FileFacts.writable of a descriptor of ours."""
    return _lets_write(fcntl.fcntl(fd, fcntl.F_GETFL))


def _lets_write(flags: int) -> bool:
    return not flags & _O_PATH and bool(flags & os.O_ACCMODE)


def inspect(fd: int, pipe_device: int) -> FileFacts:
    """Classify a descriptor of ours; ``pipe_device`` is st_dev of the pipe file system.

    A named FIFO has the st_dev of the file system it lies in, a pipe that of pipefs, also when
    it was reopened through /proc (fs/pipe.c). Raises OSError.
    """
    status = os.fstat(fd)
    flags = fcntl.fcntl(fd, fcntl.F_GETFL)
    mode = status.st_mode
    if stat.S_ISFIFO(mode):
        kind = FileKind.PIPE if status.st_dev == pipe_device else FileKind.FIFO
        return FileFacts(kind, status.st_ino, mode, flags)
    if stat.S_ISSOCK(mode) and not flags & _O_PATH:
        return FileFacts(_socket_kind(fd), status.st_ino, mode, flags, sockets.cookie(fd))
    if stat.S_ISREG(mode):
        return FileFacts(FileKind.REGULAR, status.st_ino, mode, flags)
    return FileFacts(FileKind.OTHER, status.st_ino, mode, flags, device=status.st_rdev)


def _socket_kind(fd: int) -> FileKind:
    domain = sockets.domain(fd)
    if domain == sockets.AF_UNIX:
        return FileKind.UNIX_SOCKET
    if domain in (sockets.AF_INET, sockets.AF_INET6):
        return FileKind.INET_SOCKET
    return FileKind.OTHER_SOCKET


def is_plain_file_system(fd: int) -> bool:
    """True where a write to a regular file does the same whoever makes it. Raises OSError."""
    calls.syscall(native.SYS_FSTATFS, fd, _STATFS_ADDRESS)
    return int.from_bytes(_STATFS.raw[:8], "little") in _PLAIN_FILE_SYSTEMS


def is_eventfd(fd: int, facts: FileFacts) -> bool:
    """True for an eventfd: a file without a type, as anonymous inodes are, of that name (fs/eventfd.c)."""
    return facts.kind is FileKind.OTHER and not stat.S_IFMT(facts.mode) and has_eventfds_name(fd)


def has_eventfds_name(fd: int) -> bool:
    """True for an eventfd, of a file without a type."""
    try:
        return procroot.link(f"self/fd/{fd}") == _EVENTFD
    except OSError:
        return False


def write_at(fd: int, data: bytes, position: int, flags: int) -> int:
    """pwritev2(2) with one buffer; ``position`` -1 is the current one, ``flags`` are RWF_*.

    Raises OSError.
    """
    return os.pwritev(fd, (data,), position, flags - ((flags & 0x80000000) << 1))  # it takes a signed int


def has_write_flags(flags: int) -> bool:
    """True if the kernel has these flags of pwritev2 (RWF_*), whatever a file makes of them."""
    try:
        fd = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return write_at(fd, b"x", -1, flags) == 1
    except OSError:
        return False
    finally:
        os.close(fd)


def is_broken(fd: int) -> bool:
    """True if nobody can read any more what is written to a pipe or socket (POLLERR, POLLHUP)."""
    return bool(_events(fd) & (select.POLLERR | select.POLLHUP))


def has_room(fd: int) -> bool:
    """True if poll says that a write would not block now."""
    return bool(_events(fd) & select.POLLOUT)


def _events(fd: int) -> int:
    poll = select.poll()
    poll.register(fd, select.POLLOUT)
    found = poll.poll(0)
    return found[0][1] if found else 0


def pipe_device() -> int:
    """st_dev of the kernel's pipe file system. Raises OSError if no pipe can be made."""
    read_end, write_end = os.pipe()
    try:
        return os.fstat(read_end).st_dev
    finally:
        os.close(read_end)
        os.close(write_end)
