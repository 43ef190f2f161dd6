"""The one way to a raw system call: ``syscall()`` returns the result or raises OSError."""

from __future__ import annotations

import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)
_SYSCALL = _LIBC.syscall
_SYSCALL.argtypes = [ctypes.c_long] * 7
_SYSCALL.restype = ctypes.c_long


def syscall(
    number: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0, f: int = 0
) -> int:
    """Make system call ``number``; the result is never negative.

    Raises OSError with the call's errno. Interrupted calls (EINTR) are the caller's business.
    """
    result: int = _SYSCALL(number, a, b, c, d, e, f)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result
