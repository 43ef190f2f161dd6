"""Calls by which an end of a pair can get one more number, where writes are trapped by descriptor.

Wherever such a call returns to the program, the number is trapped already, or is before its next call.
Threads stand still while one of them makes such a call: so the numbers that it is going to be given are
certain, and nobody is on his way to one of them. Before other processes come to share a table or memory every
write is trapped (handle_sharing).
"""

from __future__ import annotations

import errno
from collections.abc import Iterable

from scpipe.emulation.receiving import as_recvfrom
from scpipe.handlers.context import Context
from scpipe.linux import clone, procfs
from scpipe.linux.abi import native
from scpipe.linux.descriptors import BlindError, Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import WORD, Entry
from scpipe.tracee.actions import (
    Action,
    Answer,
    Arm,
    ArmLater,
    Continue,
    ContinueExclusive,
    ContinueToExit,
    Kill,
    Scope,
)
from scpipe.tracee.task import Task

#: What a call fails with whose descriptor could not be trapped.
REFUSED = Answer(-errno.ENOMEM)
#: So many opens for writing may stop the threads of a process.
MOST_OPENED = 256
#: What moves an end of a pair, or could.
_ALONE = ContinueExclusive(Scope.COMPANY)
#: Results of a call that was woken: EINTR, and what include/linux/errno.h has from ERESTARTSYS on.
_ENDED = (-512, -513, -514, -errno.EINTR)
_UNSEEN = "a descriptor that it was given cannot be looked at"
_LARGEST = 0x7FFFFFFF
#: Calls with a target number of the program's choice.
_ONTO = (native.SYS_DUP2, native.SYS_DUP3)


def handle_duplicate(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """dup, dup2, dup3, fcntl(F_DUPFD): an end of a pair only goes where writes are trapped."""
    if task.armed.everything:
        return Continue()
    if not _names_end(context, task, call.args[0]):
        return Continue() if task.keeps_numbers else _ALONE
    if call.nr in _ONTO:
        target = call.args[1] & WORD
    else:
        least = call.args[2] & WORD if call.nr == native.SYS_FCNTL else 0
        if least > _LARGEST:
            return Continue()  # it fails with EINVAL
        (target,) = procfs.free_descriptors(task.tid, 1, least)
    lacking = task.armed.lacks(frozenset((target,)))
    if not lacking:
        return _ALONE
    context.pairs.redirections.note(task.process.identity, target)
    return Arm(lacking, REFUSED)


def handle_open(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """An open for writing: what was opened is looked at when it is.

    Threads stand still for that: where it comes to be too often every write is trapped, and no open is.
    """
    if task.armed.everything:
        return Continue()
    in_company = not task.is_alone
    if in_company and task.process.opened >= MOST_OPENED:
        return Arm(None, REFUSED)

    def opened(result: int) -> Action:
        task.process.opened += in_company
        if in_company and result in _ENDED and task.interrupt_pending:
            return ArmLater(None)  # it slept while others had to stand still
        return Continue() if result < 0 else _trap_ends(context, task, (result,))

    return ContinueToExit(opened, alone=True)


def handle_receive(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """recvmsg and recvmmsg: the numbers that are new when they return are looked at.

    The control data that tells of them lies in memory, where others can change it.
    """
    if task.armed.everything:
        return Continue()
    borrowed = context.borrow(task, call.args[0])
    try:
        kind = borrowed.facts.kind
        if not task.is_alone:
            return _receive_in_company(task, call, borrowed)
    finally:
        borrowed.close()
    if kind is not FileKind.UNIX_SOCKET:
        return Continue()
    before = procfs.used_descriptors(task.tid)

    def received(_result: int) -> Action:
        try:
            new = procfs.used_descriptors(task.tid) - before
        except OSError:
            return Kill(_UNSEEN)
        return _trap_ends(context, task, new)

    return ContinueToExit(received)


def _receive_in_company(task: Task, call: SyscallEntry, borrowed: Borrowed) -> Action:
    """A number that a message brings is known when others could have written to it.

    And where no number can come, others could put another socket under the one that is received from: unless
    the call is one that gives no descriptors, nobody else runs before it holds its socket.
    """
    if borrowed.facts.kind is FileKind.UNIX_SOCKET or call.nr != native.SYS_RECVMSG:
        return Arm(None, REFUSED)
    return as_recvfrom(borrowed, task.tid, call) or ContinueExclusive()


def handle_sharing(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """clone with a table, or with memory, that two processes go on to use: every write is trapped first.

    Threads are made freely: those of one process have the same filters, as each is added to all.
    """
    if not task.armed.everything:
        return Arm(None, Answer(-errno.EAGAIN))
    if call.args[0] & (clone.VM | clone.VFORK) == clone.VM:
        task.memory.crowded = True
    return Continue()


def _trap_ends(context: Context, task: Task, numbers: Iterable[int]) -> Action:
    """A call has given these numbers: those that are ends of pairs are trapped before the next one."""
    try:
        ends = frozenset(number for number in numbers if _names_end(context, task, number))
    except (OSError, BlindError):
        return Kill(_UNSEEN)
    lacking = task.armed.lacks(ends)
    return ArmLater(lacking) if lacking else Continue()


def _names_end(context: Context, task: Task, number: int) -> bool:
    """True for what can put bytes into a pair, also into one that is not restricted now.

    Raises OSError and BlindError.
    """
    borrowed = context.borrow(task, number)
    try:
        facts = borrowed.facts
        may_write = facts.writable if facts.kind is FileKind.PIPE else facts.kind is FileKind.UNIX_SOCKET
        return may_write and context.pairs.find(borrowed) is not None
    finally:
        borrowed.close()
