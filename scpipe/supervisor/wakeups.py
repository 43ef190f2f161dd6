"""Calls that end with EINTR because the task is traced, and natively would not have ended at all.

Most sleeping calls are restarted by the kernel when no handler runs. A few say EINTR whenever they are
woken (signal(7), "Interruption of system calls ... by stop signals"). Natively a signal that is ignored
wakes nobody; for a tracee it is queued, so that its tracer sees it (kernel/signal.c sig_ignored). And
PTRACE_INTERRUPT wakes like a signal. With -ERESTARTNOHAND in place of -EINTR the kernel does the right
thing: EINTR if a handler runs, else it makes the call again (arch/x86/kernel/signal.c).

Calls with a time limit are left alone: made again they would wait for the whole of it once more.
"""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable, Mapping

from scpipe.linux.abi import native
from scpipe.supervisor import enforce
from scpipe.tracee.task import Task

#: The result of a call that has ended with EINTR.
INTERRUPTED = -errno.EINTR
#: After these a call of ours ends with EINTR natively, too, once SIGCONT has come.
_STOPPING = frozenset({signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})

Test = Callable[[Task], bool]


def _is_null(index: int) -> Test:
    return lambda task: native.argument(task.tid, index) == 0


def _is_negative(index: int) -> Test:
    """For an ``int``: of the argument only the low half counts."""
    return lambda task: bool(native.argument(task.tid, index) & 0x80000000)


#: The calls, and whether one has no time limit.
_ENDLESS: Mapping[int, Test] = {
    native.SYS_SEMOP: lambda task: True,
    native.SYS_RT_SIGTIMEDWAIT: _is_null(2),
    native.SYS_SEMTIMEDOP: _is_null(3),
    native.SYS_EPOLL_WAIT: _is_negative(3),
    native.SYS_EPOLL_PWAIT: _is_negative(3),
    native.SYS_EPOLL_PWAIT2: _is_null(3),
}


def after_signal(task: Task, number: int) -> None:
    """The task has stopped for a signal: if nothing handles it, the call it has ended goes on."""
    if number not in _STOPPING:
        _go_on(task)


def after_interrupt(task: Task) -> None:
    """The task has stopped because we asked it to: the call that this has ended goes on."""
    if task.interrupt_pending:
        _go_on(task)


def _go_on(task: Task) -> None:
    """At a stop on the way out of a call its number and its result are in the registers still."""
    if native.result(task.tid) == INTERRUPTED:
        make_again(task)


def make_again(task: Task) -> None:
    """A stop of ours has ended the task's call with EINTR: it is made again if it has no time limit."""
    is_endless = _ENDLESS.get(native.call_number(task.tid))
    if is_endless is not None and is_endless(task):
        enforce.make_again(task)
