"""The one way to a raw system call, and to an error that says which call has failed.

``syscall()`` returns the result or raises OSError. The text of an error is ``mount: Operation not
permitted``; its errno is the kernel's. Where the kernel has no such call (ENOSYS) it also says since when
Linux has one.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Mapping

_LIBC = ctypes.CDLL(None, use_errno=True)
_SYSCALL = _LIBC.syscall
_SYSCALL.argtypes = [ctypes.c_long] * 7
_SYSCALL.restype = ctypes.c_long
#: The same function for what is called at every stop; -1 on failure(). Each argument costs 50 ns.
SYSCALL3 = ctypes.CFUNCTYPE(ctypes.c_long, *[ctypes.c_long] * 4, use_errno=True)(("syscall", _LIBC))

#: The first Linux that has a call, for those that came after 2.6.32. Source: the HISTORY of their man pages.
SINCE: Mapping[str, str] = {
    "process_vm_readv": "3.2",
    "process_vm_writev": "3.2",
    "kcmp": "3.5",
    "sendmmsg": "3.0",
    "seccomp": "3.17",
    "memfd_create": "3.17",
    "pwritev2": "4.6",
    "pidfd_open": "5.3",
    "clone3": "5.3",
    "ptrace(PTRACE_GET_SYSCALL_INFO)": "5.3",
    "close_range": "5.9",
    "openat2": "5.6",
    "pidfd_getfd": "5.6",
    "epoll_pwait2": "5.11",
    "mount_setattr": "5.12",
    "landlock_create_ruleset": "5.13",
    "landlock_add_rule": "5.13",
    "landlock_restrict_self": "5.13",
    "mseal": "6.10",
}
_NAMES: dict[int, str] = {}


class NoSyscallInfoError(OSError):
    """The kernel does not know PTRACE_GET_SYSCALL_INFO: calls of others cannot be looked at."""


def error(code: int, call: str) -> OSError:
    """The error of a system call of ours that failed with ``code``."""
    text = f"{call}: {os.strerror(code)}"
    if code == errno.ENOSYS and call in SINCE:
        text += f" (Linux has it since {SINCE[call]}, and a container can forbid it)"
    return OSError(code, text)


def failure(call: str) -> OSError:
    """What the last call of a C function that keeps errno has failed with."""
    return error(ctypes.get_errno(), call)


def syscall(number: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0, e: int = 0) -> int:
    """Make system call ``number``; its sixth argument is 0, and the result is never negative.

    Raises OSError with the call's errno. Interrupted calls (EINTR) are the caller's business.
    """
    result: int = _SYSCALL(number, a, b, c, d, e, 0)
    if result < 0:
        raise _failed(number)
    return result


def _failed(number: int) -> OSError:
    code = ctypes.get_errno()
    if not _NAMES:
        from scpipe.linux.abi import native  # its file imports ptrace.py, and that this one

        numbers = vars(native).items()
        _NAMES.update({value: name[4:].lower() for name, value in numbers if name.startswith("SYS_")})
    return error(code, _NAMES.get(number, f"system call {number}"))
