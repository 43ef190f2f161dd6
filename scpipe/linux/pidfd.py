"""Process descriptors, of a process and of one thread."""

from __future__ import annotations

import os

from scpipe.linux.abi import native
from scpipe.linux.calls import syscall

#: pidfd_open flag: name one thread, so that pidfd_getfd reads *its* table (Linux 6.9).
PIDFD_THREAD = os.O_EXCL


def open_thread(tid: int) -> int:
    """A pidfd of one thread. Raises OSError: EINVAL before Linux 6.9, ESRCH when it is gone."""
    return syscall(native.SYS_PIDFD_OPEN, tid, PIDFD_THREAD)


def open_process(pid: int) -> int:
    """A pidfd of a thread group leader. Raises OSError (ESRCH, EINVAL for another thread)."""
    return syscall(native.SYS_PIDFD_OPEN, pid, 0)
