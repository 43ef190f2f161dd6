"""Rows that only refuse; what the kernel itself would refuse for another reason gets that answer first."""

from __future__ import annotations

import errno
import os

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.catalogue import O_NOTIFICATION_PIPE
from scpipe.seccomp.entries import Entry, Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueToExit, Kill
from scpipe.tracee.task import Task

_WORD = 0xFFFFFFFF
_PIPE_FLAGS = os.O_CLOEXEC | os.O_NONBLOCK | os.O_DIRECT | O_NOTIFICATION_PIPE
_SOCKET_TYPE = 0xF
#: AF_UNSPEC, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET: every one of their protocols has sock_no_socketpair.
_PAIRLESS = frozenset({0, 2, 10, 16, 17})


def handle_refused(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Refuse a call, and tell of it."""
    invalid = _answer_invalid(call, entry.syscall.form)
    if invalid is not None:
        return invalid
    # The rows without a number stand for many calls.
    reporting.tell_unavailable(context, task, entry, "" if entry.numbers else f"{entry.name} {call.nr}")
    return Answer(-entry.errno)


def _answer_invalid(call: SyscallEntry, form: Form) -> Action | None:
    """What a call that makes a pair gets for arguments that are wrong anyhow; None where they are not.

    Sources: fs/pipe.c do_pipe2, net/socket.c __sys_socketpair.
    """
    if form is Form.PIPE:
        return Answer(-errno.EINVAL) if call.args[1] & _WORD & ~_PIPE_FLAGS else None
    if form is not Form.SOCKETS:
        return None
    if call.args[1] & _WORD & ~(_SOCKET_TYPE | os.O_CLOEXEC | os.O_NONBLOCK):
        return Answer(-errno.EINVAL)
    if call.args[0] & _WORD not in _PAIRLESS:
        return None
    return ContinueToExit(_check)  # only the kernel knows the protocols it has


def _check(result: int) -> Action:
    return Continue() if result < 0 else Kill("a family that has no pairs has made one")
