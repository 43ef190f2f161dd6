"""The one way to a raw system call: ``syscall()`` returns the result or raises OSError."""

from __future__ import annotations

import ctypes
import os

_LIBC = ctypes.CDLL(None, use_errno=True)
_SYSCALL = _LIBC.syscall
_SYSCALL.argtypes = [ctypes.c_long] * 7
_SYSCALL.restype = ctypes.c_long
#: The same function for calls with few arguments: each costs 50 ns.
SYSCALL3 = ctypes.CFUNCTYPE(ctypes.c_long, *[ctypes.c_long] * 4, use_errno=True)(("syscall", _LIBC))


def failure() -> OSError:
    """What the last call of a C function that keeps errno has failed with."""
    code = ctypes.get_errno()
    return OSError(code, os.strerror(code))


def syscall(number: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0, f: int = 0) -> int:
    """Make system call ``number``; the result is never negative.

    Raises OSError with the call's errno. Interrupted calls (EINTR) are the caller's business.
    """
    result: int = _SYSCALL(number, a, b, c, d, e, f)
    if result < 0:
        raise failure()
    return result


def syscall3(number: int, a: int = 0, b: int = 0, c: int = 0) -> int:
    """The same for a call with up to three arguments, in two thirds of the time."""
    result: int = SYSCALL3(number, a, b, c)
    if result < 0:
        raise failure()
    return result
