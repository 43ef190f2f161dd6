"""Asking for dead children without waiting for them."""

from __future__ import annotations

from scpipe.handlers.context import Context
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action, ContinueAfterReports
from scpipe.tracee.task import Task


def handle_wait(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Take in every death, then let the call run.

    A dead child belongs to its tracer first, and to its parent when the tracer has waited for it
    (kernel/exit.c wait_task_zombie); but its pidfd is readable at once, and programs then take it for certain
    that a wait finds it. GLib reports exit status 0 for a child that is not there yet. The stop itself may
    have been taken in some time ago, because its task had to stand still for another.
    """
    return ContinueAfterReports()
