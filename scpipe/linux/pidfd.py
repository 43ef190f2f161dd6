"""Process descriptors: taking a copy of a tracee's descriptor, race-free."""

from __future__ import annotations

import os

from scpipe.linux.abi import native
from scpipe.linux.calls import SYSCALL3, syscall, syscall3

#: pidfd_open flag: name one thread, so that pidfd_getfd reads *its* table (Linux 6.9).
PIDFD_THREAD = os.O_EXCL


def open_thread(tid: int) -> int:
    """A pidfd of one thread. Raises OSError: EINVAL before Linux 6.9, ESRCH when it is gone."""
    return syscall(native.SYS_PIDFD_OPEN, tid, PIDFD_THREAD)


def open_process(pid: int) -> int:
    """A pidfd of a thread group leader. Raises OSError (ESRCH, EINVAL for another thread)."""
    return syscall(native.SYS_PIDFD_OPEN, pid, 0)


def take_at_once(pidfd: int, fd: int) -> int:
    """The same as take_descriptor(); -1 where that would raise."""
    result: int = SYSCALL3(native.SYS_PIDFD_GETFD, pidfd, fd, 0)
    return result


def take_descriptor(pidfd: int, fd: int) -> int:
    """Our own descriptor (close-on-exec) for the open file description behind ``fd`` of a tracee.

    Raises OSError: EBADF if the tracee has no such descriptor, ESRCH, EPERM (ptrace access denied).
    """
    return syscall3(native.SYS_PIDFD_GETFD, pidfd, fd)
