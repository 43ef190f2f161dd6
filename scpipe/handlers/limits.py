"""prlimit of other processes: inside the sandbox only."""

from __future__ import annotations

import errno
import threading

from scpipe.handlers import telling
from scpipe.handlers.actions import Action, Answer, Continue
from scpipe.handlers.context import Context
from scpipe.handlers.tracee import Task
from scpipe.linux import process, procfs
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry


def handle_limits(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about limits set for a process by its number; asking for them is free."""
    if call.args[2] == 0 or _is_inside(task, call.args[0] & 0xFFFFFFFF):
        return Continue()
    telling.tell_unavailable(context, task, entry, entry.name, errno.EPERM)
    return Answer(-errno.EPERM)


def _is_inside(task: Task, pid: int) -> bool:
    """True for the task's own process, and for one that we trace.

    In a pid namespace of its own a number means somebody else to us: there a process has only itself.
    """
    numbers = procfs.status_fields(task.tid).get("NStgid", "").split()
    if numbers and int(numbers[-1]) == pid:
        return True
    return len(numbers) == 1 and process.tracer_of(pid) == threading.get_native_id()
