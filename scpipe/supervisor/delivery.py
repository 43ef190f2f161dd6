"""What a signal does to a task that is traced, where the kernel makes a difference for tracees."""

from __future__ import annotations

import signal

from scpipe.linux import procfs, ptrace, signals
from scpipe.supervisor import enforce
from scpipe.tracee.task import Task


def delivered(task: Task, number: int) -> int:
    """The signal to deliver to a task that has stopped for ``number``; 0 for none."""
    if number == signal.SIGPIPE:
        enforce.own_sigpipe(task)
    elif number == signal.SIGSTOP and _protects_itself(task):
        return 0
    return number


def _protects_itself(task: Task) -> bool:
    """True for the first process of a PID namespace that is sent SIGSTOP from within.

    Without a tracer the kernel drops it when it is sent (kernel/signal.c sig_task_ignored). For a tracee it
    is queued, and get_signal() then takes it for one from an outer namespace.
    """
    inside = not signals.is_forced(ptrace.signal_information(task.tid))
    return inside and procfs.is_first_of_namespace(task.tid)
