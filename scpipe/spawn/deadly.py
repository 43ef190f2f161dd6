"""Filters from outside that kill whoever makes a call: a child tries what scpipe calls before scpipe does.

systemd's SystemCallFilter= is such a filter where the unit has no SystemCallErrorNumber=.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Callable, Mapping

from scpipe.linux import calls, children, landlock, memory, process, ptrace
from scpipe.linux.abi import native

#: How long all of them may take, which is over in milliseconds (seconds).
PATIENCE = 30.0
#: Calls that such filters know to forbid, by name: with arguments with which they do nothing.
_TRIED: Mapping[str, Callable[[], object]] = {
    "ptrace": lambda: ptrace.seize(0),
    "process_vm_writev": lambda: memory.probe(os.getpid()),
    "pidfd_open": lambda: calls.syscall(native.SYS_PIDFD_OPEN, -1),
    "pidfd_getfd": lambda: calls.syscall(native.SYS_PIDFD_GETFD, -1, -1),
    "kcmp": lambda: calls.syscall(native.SYS_KCMP, -1, -1, -1),
    "openat2": lambda: calls.syscall(native.SYS_OPENAT2, -1),
    "seccomp": lambda: calls.syscall(native.SYS_SECCOMP, -1),
    "landlock_create_ruleset": landlock.abi,
    "landlock_add_rule": lambda: calls.syscall(native.SYS_LANDLOCK_ADD_RULE, -1),
    "landlock_restrict_self": lambda: calls.syscall(native.SYS_LANDLOCK_RESTRICT_SELF, -1),
}
#: For root, whose commands get a mount namespace of their own.
_TRIED_BY_ROOT: Mapping[str, Callable[[], object]] = {
    "unshare": lambda: calls.syscall(native.SYS_UNSHARE),
    "mount": lambda: calls.syscall(native.SYS_MOUNT),
    "mount_setattr": lambda: calls.syscall(native.SYS_MOUNT_SETATTR, -1),
}


def deadly_call() -> str:
    """The first call that kills a child; "" if none does. Raises OSError."""
    tried = {**_TRIED, **(_TRIED_BY_ROOT if os.geteuid() == 0 else {})}
    read, write = os.pipe()
    try:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _try_all(tried, write, parent)
        os.close(write)
        status = children.reap_within(pid, read, PATIENCE)
        if status is None or os.waitstatus_to_exitcode(status) != -signal.SIGSYS:
            return ""
        return list(tried)[len(os.read(read, len(tried))) - 1]
    finally:
        os.close(read)


def _try_all(tried: Mapping[str, Callable[[], object]], told: int, parent: int) -> None:
    """In the child: make one call after the other, each announced by a byte; never returns."""
    with contextlib.suppress(BaseException):
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGSYS, signal.SIG_DFL)
        for attempt in tried.values():
            os.write(told, b".")
            with contextlib.suppress(OSError, ptrace.TraceeGoneError):
                attempt()
    os._exit(0)
