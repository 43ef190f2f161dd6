"""mount and fsopen: everything but FUSE, whose servers could make the supervisor wait for them."""

from __future__ import annotations

import errno

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.linux import memory
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action, Answer, ContinueExclusive, Scope
from scpipe.tracee.task import Task

#: Longer than every name the kernel knows.
_LONGEST = 64
#: What is served by a process; a type may have a subtype after a dot (fs/filesystems.c get_fs_type).
_SERVED = frozenset({b"fuse", b"fuseblk"})


def handle_mount(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that makes a file system, by its name in memory.

    Everybody who could change that memory stands still from the look until the call is over.
    """
    place = call.args[entry.syscall.subject]

    def look() -> Answer | None:
        try:
            name = memory.read(task.tid, place, _LONGEST) if place else b""
        except OSError:
            return Answer(-errno.EFAULT)
        if place and b"\0" not in name and len(name) < _LONGEST:
            return Answer(-errno.EFAULT)  # it goes on where the kernel can read and we cannot (memfd_secret)
        if name.partition(b"\0")[0].partition(b".")[0] not in _SERVED:
            return None
        reporting.tell_unavailable(context, task, entry)
        return Answer(-entry.errno)

    return ContinueExclusive(scope=Scope.SANDBOX, refusal=errno.EAGAIN, check=look)
