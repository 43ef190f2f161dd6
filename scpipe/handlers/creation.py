"""pipe, pipe2, socketpair: denied, or registered at the exit stop of the creating call."""

from __future__ import annotations

import errno
import os
import struct

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.ledger.model import Creator, Pair
from scpipe.linux import memory, sockets
from scpipe.linux.descriptors import BlindError, Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairKind, PairMode
from scpipe.seccomp.entries import Entry, Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueToExit, Kill
from scpipe.tracee.task import Task

_MISMATCH = "a new pair does not look like one"
_HIDDEN = "the ends of a new pair cannot be found"
_NO_DESCRIPTOR = "scpipe has no descriptor left to look at a new pair; raise the hard limit (ulimit -Hn)"


def handle_creation(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that makes a pair."""
    kind = PairKind.SOCKETPAIR if entry.syscall.form is Form.SOCKETS else PairKind.PIPE
    mode, rule = context.mode_for(kind, task)
    creator = Creator(task.process.pid, task.process.identity.path, rule)
    if mode is PairMode.DENY:
        reporting.tell_denied_creation(context, task, entry, kind, creator)
        if not context.audit:
            return Answer(-entry.errno)
    place = call.args[entry.syscall.subject]
    wanted = Pair(0, kind, mode, creator)

    def register(result: int) -> Action:
        return Continue() if result < 0 else _register(context, task, wanted, place)

    return ContinueToExit(register)


def _register(context: Context, task: Task, wanted: Pair, place: int) -> Action:
    """Look at both ends and note the pair.

    The two numbers lie in memory and name slots another thread can change by now: what is found
    there must be a fresh pair. A process that hides its ends is killed: halves of two hidden
    socket pairs could be shown as one pair later.
    """
    creator = wanted.creator
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
        pair = _note(context, task, wanted, one, two)
        inodes = (one.facts.inode, two.facts.inode)
    finally:
        one.close()
        two.close()
    if pair is None:
        context.pairs.note_hidden(creator.pid)
        return Kill(_MISMATCH)
    pair.inodes = inodes
    reporting.tell_pair(context, task, pair, (numbers[0], numbers[1]))
    return Continue()


def _hidden(context: Context, creator: Creator, error: Exception) -> Action:
    context.pairs.note_hidden(creator.pid)
    own = isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    return Kill(_NO_DESCRIPTOR if own else _HIDDEN)


def _note(context: Context, task: Task, wanted: Pair, one: Borrowed, two: Borrowed) -> Pair | None:
    """The pair as the ledger has it from now on; None if the two ends are no new one of its kind."""
    if wanted.kind is PairKind.PIPE:
        return _note_pipe(context, task, wanted, one, two)
    if not one.whole:  # without pidfd_getfd sockets cannot be looked at; they are not restricted then
        return wanted
    return _note_sockets(context, wanted, one, two)


def _note_pipe(context: Context, task: Task, wanted: Pair, one: Borrowed, two: Borrowed) -> Pair | None:
    """A pipe: same inode of pipefs, a read end and a write end, and not one handed over.

    It can have the number of one that was, which then cannot be told from it if we may not watch that one.
    """
    ends = (one.facts, two.facts)
    same = all(facts.kind is FileKind.PIPE and facts.inode == one.facts.inode for facts in ends)
    modes = [facts.flags & os.O_ACCMODE for facts in ends]
    inode, mode = one.facts.inode, wanted.mode
    if mode is None or not same or modes != [os.O_RDONLY, os.O_WRONLY]:
        return None
    originals = context.pairs.originals
    if context.ledger.inherited.has_pipe(inode):
        originals.doubt(inode)
        if originals.is_original(inode, one.fd):
            return None
    new = context.ledger.pipes.was_forgotten(inode) and context.pairs.is_only_unknown(inode, task)
    if new or (mode is PairMode.ALLOW and context.pairs.tells_pipes_apart):
        originals.keep(inode, one.fd)
        new = new and originals.tells_apart(inode)
    return context.ledger.pipes.register(inode, mode, wanted.creator, new=new)


def _note_sockets(context: Context, wanted: Pair, one: Borrowed, two: Borrowed) -> Pair | None:
    creator = wanted.creator
    cookies = (one.facts.cookie, two.facts.cookie)
    fresh = cookies[0] != cookies[1]
    for borrowed in (one, two):
        fresh = fresh and borrowed.facts.kind is FileKind.UNIX_SOCKET
        fresh = fresh and not context.ledger.sockets.knows(borrowed.facts.cookie)
        fresh = fresh and sockets.is_connected_and_unnamed(borrowed.fd)
        fresh = fresh and sockets.peer_pid(borrowed.fd) == creator.pid
    if wanted.mode is None or not fresh:
        return None
    return context.ledger.sockets.register(cookies, wanted.mode, creator)
