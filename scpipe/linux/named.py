"""Opening a file by a name that somebody else may have made a link of."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import struct

from scpipe.linux.abi import native
from scpipe.linux.calls import syscall

_AT_FDCWD = -100
_RESOLVE_NO_MAGICLINKS = 0x02
#: struct open_how: flags, mode, resolve (openat2(2)).
_HOW = struct.Struct("=QQQ")


def open_named(path: str, flags: int, mode: int = 0o644) -> int:
    """Open or make a file, but nothing that another process has open.

    A link to /proc/PID/fd/N leads to an open file of a process, the end of a pair for example; a command
    that ran before can have left one under the name of a report. Raises OSError: ELOOP for such a
    link. Before Linux 5.6, and where a container forbids openat2, they are followed.
    """
    name = ctypes.create_string_buffer(os.fsencode(path))
    packed = _HOW.pack(flags, mode if flags & os.O_CREAT else 0, _RESOLVE_NO_MAGICLINKS)
    how = ctypes.create_string_buffer(packed, _HOW.size)
    words = (_AT_FDCWD, ctypes.addressof(name), ctypes.addressof(how), _HOW.size)
    try:
        while True:
            with contextlib.suppress(InterruptedError):  # a FIFO waits for its reader
                return syscall(native.SYS_OPENAT2, *words)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.ELOOP, "it is a link to an open file of a process, or a loop", path) from None
        if error.errno not in (errno.ENOSYS, errno.EPERM):
            # As open() says it, with the file's name and not the call's.
            raise OSError(error.errno, os.strerror(error.errno or 0), path) from None
    return os.open(path, flags, mode)
