"""The files that a stopped program runs code from, opened so that no name can hold us up.

A path in /proc/PID/maps is the program's to choose: by now a FIFO, a device or another file can be there. So
what is found is looked at before it is opened: it must be a regular file, and the one that is mapped.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Callable

from scpipe.linux import calls, procroot
from scpipe.linux.abi import native
from scpipe.record import Record

_O_PATH = 0o10000000
_RESOLVE_NO_MAGICLINKS = 0x02
_RESOLVE_NO_SYMLINKS = 0x04
_RESOLVE_IN_ROOT = 0x10
_RESOLVE_CACHED = 0x20
#: Only what is in memory already is looked up, and nothing is waited for: a mapped file's names are there.
_HOW = struct.pack(
    "=QQQ",
    _O_PATH | os.O_CLOEXEC,
    0,
    _RESOLVE_NO_MAGICLINKS | _RESOLVE_NO_SYMLINKS | _RESOLVE_IN_ROOT | _RESOLVE_CACHED,
)
_CHUNK = 1 << 16
_LARGEST_MAPS = 1 << 20
_DELETED = b" (deleted)"


class Mapping(Record, frozen=False):  # not frozen, __init__ by hand: a hundred for each backtrace
    """One line of /proc/PID/maps. ``path``: as there, "" for memory without a file."""

    start: int
    end: int
    offset: int
    inode: int
    path: bytes

    def __init__(self, start: int, end: int, offset: int, inode: int, path: bytes) -> None:
        self.start = start
        self.end = end
        self.offset = offset
        self.inode = inode
        self.path = path


def code_lines(tid: int, most: int) -> bytes:
    """The lines of /proc/TID/maps about memory that can be executed, up to so many bytes. Raises OSError.

    Of a program with more than some 10,000 mappings only the first ones are looked at: reading takes time.
    """
    fd = procroot.open_file(f"{tid}/maps")
    found: list[bytes] = []
    size, looked_at, rest = 0, 0, b""
    try:
        while size < most and looked_at < _LARGEST_MAPS and (chunk := os.read(fd, _CHUNK)):
            looked_at += len(chunk)
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                if b"x" in line.split(b" ", 2)[1]:
                    found.append(line)
                    size += len(line) + 1
    finally:
        os.close(fd)
    while size >= most:
        size -= len(found.pop()) + 1
    return b"\n".join(found)


def parse_line(line: bytes) -> Mapping:
    """A line of maps (proc_pid_maps(5)). Raises ValueError, IndexError."""
    words = line.split(None, 5)
    start, _dash, end = words[0].partition(b"-")
    path = words[5] if len(words) > 5 else b""
    return Mapping(int(start, 16), int(end, 16), int(words[2], 16), int(words[4]), path)


def open_mapped(pid: int, line: bytes) -> int:
    """A descriptor, for reading, of the file of a mapping (``line``: of maps) of a program that stands still.

    Raises OSError and ValueError: it is no regular file, it is another one, or it cannot be had.
    """
    mapping = parse_line(line)
    if not mapping.inode:
        raise ValueError("memory without a file")
    path = _look_up(pid, mapping)
    try:
        return procroot.open_file(f"self/fd/{path}", os.O_RDONLY | os.O_NONBLOCK)
    finally:
        os.close(path)


def _look_up(pid: int, mapping: Mapping) -> int:
    """The first way that leads to the mapped file. Raises OSError, ValueError.

    The first needs CAP_CHECKPOINT_RESTORE or CAP_SYS_ADMIN (fs/proc/base.c proc_map_files_get_link). The
    others find by name, and so compare inodes.
    """
    ways: tuple[Callable[[], int], ...] = (
        lambda: procroot.open_file(f"{pid}/map_files/{mapping.start:x}-{mapping.end:x}", _O_PATH),
        lambda: procroot.open_file(f"{pid}/exe", _O_PATH),
        lambda: _open_below(pid, mapping.path),
    )
    for way in ways:
        try:
            fd = way()
        except OSError:
            continue
        status = os.fstat(fd)
        if stat.S_ISREG(status.st_mode) and status.st_ino == mapping.inode:
            return fd
        os.close(fd)
    raise ValueError("the mapped file cannot be found")


def _open_below(pid: int, path: bytes) -> int:
    """What a path names for a program. Raises OSError: EAGAIN if that is not known without waiting."""
    root = procroot.open_file(f"{pid}/root", _O_PATH | os.O_DIRECTORY)
    try:
        name = ctypes.create_string_buffer(path.removesuffix(_DELETED))
        how = ctypes.create_string_buffer(_HOW, len(_HOW))
        words = (root, ctypes.addressof(name), ctypes.addressof(how), len(_HOW))
        return calls.syscall(native.SYS_OPENAT2, *words)
    finally:
        os.close(root)
