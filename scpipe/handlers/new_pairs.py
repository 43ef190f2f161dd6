"""What a call that makes a pair has made: it must be a fresh pair of its kind, and is noted in the ledger."""

from __future__ import annotations

import os
import time

from scpipe.handlers.context import Context
from scpipe.ledger.model import Pair
from scpipe.linux import sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.tables import Held, UnreadableError
from scpipe.policy.model import PairKind, PairMode
from scpipe.tracee.task import Task

#: How long a table may be read to tell a new pipe from one that was forgotten (seconds).
_PATIENCE = 0.3


def note(context: Context, task: Task, wanted: Pair, one: Borrowed, two: Borrowed) -> Pair | None:
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
    new = context.ledger.pipes.was_forgotten(inode) and _is_only_unknown(context, inode, task)
    if new or (mode is PairMode.ALLOW and context.pairs.tells_pipes_apart):
        originals.keep(inode, one.fd)
        new = new and originals.tells_apart(inode)
    return context.ledger.pipes.register(inode, mode, wanted.creator, new=new)


def _is_only_unknown(context: Context, inode: int, task: Task) -> bool:
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


def _note_sockets(context: Context, wanted: Pair, one: Borrowed, two: Borrowed) -> Pair | None:
    creator = wanted.creator
    cookies = (one.facts.cookie, two.facts.cookie)
    fresh = cookies[0] != cookies[1]
    for borrowed in (one, two):
        fresh = fresh and borrowed.facts.kind is FileKind.UNIX_SOCKET
        fresh = fresh and context.ledger.sockets.may_be_new(borrowed.facts.cookie)
        fresh = fresh and sockets.is_connected_and_unnamed(borrowed.fd)
        fresh = fresh and sockets.peer_pid(borrowed.fd) == creator.pid
    if wanted.mode is None or not fresh:
        return None
    return context.ledger.sockets.register(cookies, wanted.mode, creator)
