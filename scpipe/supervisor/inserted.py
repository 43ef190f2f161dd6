"""What has to be known of calls that a task makes for us (arming.py) wherever stops are served."""

from __future__ import annotations

from scpipe.linux.abi import native
from scpipe.linux.ptrace import SyscallEntry
from scpipe.supervisor import enforce
from scpipe.tracee.phase import Arming
from scpipe.tracee.task import Task


def give_signals_back(task: Task) -> None:
    """The task blocks no more signals than by itself: one is delivered, or it makes its own call next.

    A handler's frame has the signals that are blocked then, and so has the program when it returns.
    """
    at = task.phase
    if isinstance(at, Arming) and at.insertion is not None and at.insertion.mask is not None:
        enforce.block_signals(task, at.insertion.mask)
        at.insertion.mask = None


def is_inserted(task: Task, call: SyscallEntry) -> bool:
    """True if the call that a task is stopped at was put in place of its own: one that adds a filter.

    No other of them is trapped.
    """
    at = task.phase
    is_made = type(at) is Arming and at.insertion is not None and at.insertion.following is None
    return is_made and (call.arch, call.nr) == (native.AUDIT_ARCH, native.SYS_SECCOMP)
