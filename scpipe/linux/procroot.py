"""/proc, opened once: every look into it starts from one descriptor.

A path is looked up anew each time, and what is mounted over /proc meanwhile would answer. A descriptor goes
on naming the file system that was there first, and that one is proved to be ours (procproof). Paths here
are relative to it, such as ``self/status``; every function raises OSError.
"""

from __future__ import annotations

import errno
import fcntl
import os
from itertools import islice

from scpipe.linux import calls

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

_O_PATH = 0o10000000
#: Lower numbers mean something to a command, and to us.
_LEAST_NUMBER = 10
_CHUNK = 1 << 16

#: The descriptor, as soon as there is one: it is opened at the first look and never again.
_ROOT: Final[list[int]] = []


def root() -> int:
    """Our descriptor of /proc; close-on-exec, for lookups only."""
    if not _ROOT:
        _ROOT.append(_open_root())
    return _ROOT[0]


def _open_root() -> int:
    fd = os.open("/proc", _O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _LEAST_NUMBER)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        # The limit of descriptors is lower than that (fcntl(2)).
        raise calls.error(errno.EMFILE, "fcntl") from None
    finally:
        os.close(fd)


def open_file(path: str, flags: int = os.O_RDONLY) -> int:
    """A descriptor of our own (close-on-exec) for a file; ``self/fd/N`` opens its object again."""
    return os.open(path, flags | os.O_CLOEXEC, dir_fd=root())


def read(path: str, most: int | None = None) -> bytes:
    """A file's content; ``most``: only its beginning, up to so many bytes, in one read."""
    fd = open_file(path)
    try:
        if most is not None:
            return os.read(fd, most)
        chunks = []
        while chunk := os.read(fd, _CHUNK):
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(fd)


def names(path: str, most: int | None = None) -> list[str]:
    """The names in a directory, in no order; ``most``: the first so many, and no others are asked for."""
    fd = open_file(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        if most is None:
            return os.listdir(fd)
        with os.scandir(fd) as entries:
            return [entry.name for entry in islice(entries, most)]
    finally:
        os.close(fd)


def link(path: str) -> str:
    """What a symbolic link says."""
    return os.readlink(path, dir_fd=root())


def status(path: str) -> os.stat_result:
    """The status of a file, or of the object that a link of /proc names."""
    return os.stat(path, dir_fd=root())
