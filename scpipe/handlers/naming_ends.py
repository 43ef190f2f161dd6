"""Calls by which an end of a pair can get one more number, where writes are trapped by descriptor.

Wherever such a call returns to the program, the number is trapped already, or is before its next call.
Threads stand still while one of them makes such a call: so the numbers that it is going to be given are
certain, and nobody is on his way to one of them. An open that can give no end is no such call. Before other
processes come to share a table or memory every write is trapped (handle_sharing).
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
from scpipe.linux.opens import Unfollowed, unfollowed
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import WORD, Entry
from scpipe.tracee.actions import (
    Action,
    Answer,
    Arm,
    ArmLater,
    Continue,
    ContinueChanged,
    ContinueExclusive,
    ContinueToExit,
    Kill,
    MakeAgain,
    Scope,
)
from scpipe.tracee.task import Task

#: What a call fails with whose descriptor could not be trapped.
REFUSED = Answer(-errno.ENOMEM)
#: So many opens for writing may stop the threads of a process: of creat, of openat2, and through links.
MOST_OPENED = 256
#: What moves an end of a pair, or could.
_ALONE = ContinueExclusive(Scope.COMPANY)
#: Results of a call that was woken: EINTR, and what include/linux/errno.h has from ERESTARTSYS on.
_ENDED = (-512, -513, -514, -errno.EINTR)
_UNSEEN = "a descriptor that it was given cannot be looked at"
_FOLLOWED = "it was given an end of a pair by an open that follows no links"
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

    In company it runs so that it can give no end of a pair (linux/opens.py), and nobody stands still. Where
    that is not possible, or there is a link at the end of its path, others do: where it comes to be too often
    every write is trapped, and no open is.
    """
    if task.armed.everything:
        return Continue()
    in_company = not task.acts_alone
    way = unfollowed(call.nr, call.args) if in_company and task.linked != call else None
    if way is not None:
        return _open_unfollowed(context, task, call, way)
    if in_company and task.process.opened >= MOST_OPENED:
        return Arm(None, REFUSED)

    def opened(result: int) -> Action:
        task.linked = None
        task.process.opened += in_company
        if in_company and result in _ENDED and task.interrupt_pending:
            return ArmLater(None)  # it slept while others had to stand still
        return Continue() if result < 0 else _trap_ends(context, task, (result,))

    return ContinueToExit(opened, alone=in_company)


def _open_unfollowed(context: Context, task: Task, call: SyscallEntry, way: Unfollowed) -> Action:
    """Beside others who run on: what meets a link is made once more, while they stand still."""

    def opened(result: int) -> Action:
        if way.may_have_met_a_link(result):
            task.linked = call
            return MakeAgain()
        if result < 0 or task.armed.everything:
            return Continue()
        try:
            is_end = _names_end(context, task, result)
        except BlindError:
            return Kill(_UNSEEN)
        except OSError as error:
            # A sibling may have closed it by now.
            return Continue() if error.errno == errno.EBADF else Kill(_UNSEEN)
        # Or put an end there, which is trapped then.
        return Kill(_FOLLOWED) if is_end and task.armed.lacks(frozenset((result,))) else Continue()

    return ContinueChanged(opened, way.argument, way.value, way.own)


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
