"""pipe, pipe2, socketpair: denied, or registered at the exit stop of the creating call."""

from __future__ import annotations

import errno
import os
import struct
import time

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.ledger.model import Creator, Pair
from scpipe.linux import memory, sockets
from scpipe.linux.descriptors import BlindError, Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.linux.tables import Held, UnreadableError
from scpipe.policy.model import PairKind, PairMode
from scpipe.tracee.actions import Action, Answer, Continue, ContinueToExit, Kill
from scpipe.tracee.task import Task

_MISMATCH = "a new pair does not look like one"
_HIDDEN = "the ends of a new pair cannot be found"
_NO_DESCRIPTOR = "scpipe has no descriptor left to look at a new pair; raise the hard limit (ulimit -Hn)"
#: How long a table may be read to tell a new pipe from one that was forgotten (seconds).
_PATIENCE = 0.3


def handle_creation(context: Context, task: Task, call: SyscallEntry, name: str) -> Action:
    """Decide about a call that makes a pair."""
    kind = PairKind.SOCKETPAIR if name == "socketpair" else PairKind.PIPE
    mode, rule = context.mode_for(kind, task)
    creator = Creator(task.process.pid, task.process.identity.path, rule)
    if mode is PairMode.DENY:
        reporting.tell_denied_creation(context, task, name, kind, creator)
        if not context.audit:
            return Answer(-errno.EACCES)
    place = call.args[3] if kind is PairKind.SOCKETPAIR else call.args[0]

    def register(result: int) -> Action:
        return Continue() if result < 0 else _register(context, task, kind, mode, creator, place)

    return ContinueToExit(register)


def _register(
    context: Context, task: Task, kind: PairKind, mode: PairMode, creator: Creator, place: int
) -> Action:
    """Look at both ends and note the pair.

    The two numbers lie in memory and name slots another thread can change by now: what is found
    there must be a fresh pair. A process that hides its ends is killed: halves of two hidden
    socket pairs could be shown as one pair later.
    """
    try:
        numbers = struct.unpack("=ii", memory.read_exactly(task.tid, place, 8))
        one = context.borrow(task, numbers[0])
    except (OSError, BlindError) as error:
        return _hidden(context, creator, error)
    try:
        two = context.borrow(task, numbers[1])
    except (OSError, BlindError) as error:
        one.close()
        return _hidden(context, creator, error)
    try:
        pair = _note(context, task, kind, mode, creator, one, two)
        inodes = (one.facts.inode, two.facts.inode)
    finally:
        one.close()
        two.close()
    if pair is None:
        context.note_hidden(creator.pid)
        return Kill(_MISMATCH)
    pair.inodes = inodes
    reporting.tell_pair(context, task, pair, (numbers[0], numbers[1]))
    return Continue()


def _hidden(context: Context, creator: Creator, error: Exception) -> Action:
    context.note_hidden(creator.pid)
    own = isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    return Kill(_NO_DESCRIPTOR if own else _HIDDEN)


def _note(
    context: Context,
    task: Task,
    kind: PairKind,
    mode: PairMode,
    creator: Creator,
    one: Borrowed,
    two: Borrowed,
) -> Pair | None:
    if kind is PairKind.PIPE:
        return _note_pipe(context, task, mode, creator, one, two)
    if not one.whole:  # without pidfd_getfd sockets cannot be looked at; they are not restricted then
        return Pair(0, kind, mode, creator)
    return _note_sockets(context, mode, creator, one, two)


def _note_pipe(
    context: Context, task: Task, mode: PairMode, creator: Creator, one: Borrowed, two: Borrowed
) -> Pair | None:
    """A pipe: same inode of pipefs, a read end and a write end, and not one handed over.

    It can have the number of one that was, which then cannot be told from it if we may not watch that one.
    """
    ends = (one.facts, two.facts)
    same = all(facts.kind is FileKind.PIPE and facts.inode == one.facts.inode for facts in ends)
    modes = [facts.flags & os.O_ACCMODE for facts in ends]
    inode = one.facts.inode
    if not same or modes != [os.O_RDONLY, os.O_WRONLY]:
        return None
    if context.ledger.inherited.has_pipe(inode):
        context.originals.doubt(inode)
        if context.originals.is_original(inode, one.fd):
            return None
    new = context.ledger.pipes.was_forgotten(inode) and _is_only_unknown(context, task, inode)
    if new or (mode is PairMode.ALLOW and context.tells_pipes_apart):
        context.originals.keep(inode, one.fd)
        new = new and context.originals.tells_apart(inode)
    return context.ledger.pipes.register(inode, mode, creator, new=new)


def _is_only_unknown(context: Context, task: Task, inode: int) -> bool:
    """True if a pipe must be the one that was just made: no other in its maker's table is unknown.

    Its number belonged to a forgotten pipe, and numbers in memory can be exchanged; but the pipe
    that was made is in this table, which nobody else can change.
    """
    if not task.table.private:
        return False
    held = Held()
    try:
        held.add_table(task.tid, time.monotonic() + _PATIENCE)
    except UnreadableError:
        return False
    others = held.pipes - {inode}
    return inode in held.pipes and all(context.ledger.pipes.knows(found) for found in others)


def _note_sockets(
    context: Context, mode: PairMode, creator: Creator, one: Borrowed, two: Borrowed
) -> Pair | None:
    cookies = (one.facts.cookie, two.facts.cookie)
    fresh = cookies[0] != cookies[1]
    for borrowed in (one, two):
        fresh = fresh and borrowed.facts.kind is FileKind.UNIX_SOCKET
        fresh = fresh and not context.ledger.sockets.knows(borrowed.facts.cookie)
        fresh = fresh and sockets.is_connected_and_unnamed(borrowed.fd)
        fresh = fresh and sockets.peer_pid(borrowed.fd) == creator.pid
    if not fresh:
        return None
    return context.ledger.sockets.register(cookies, mode, creator)
