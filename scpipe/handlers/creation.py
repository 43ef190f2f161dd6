"""pipe, pipe2, socketpair: denied, or registered at the exit stop of the creating call."""

from __future__ import annotations

import errno
import struct
from collections.abc import Sequence

from scpipe.handlers import new_pairs, reporting
from scpipe.handlers.context import Context
from scpipe.ledger.model import Creator, Pair
from scpipe.linux import memory, procfs
from scpipe.linux.descriptors import BlindError
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairKind, PairMode
from scpipe.seccomp.entries import Entry, Form
from scpipe.tracee.actions import Action, Answer, Arm, Continue, ContinueToExit, Kill
from scpipe.tracee.task import Task

_MISMATCH = "a new pair does not look like one"
_HIDDEN = "the ends of a new pair cannot be found"
_NO_DESCRIPTOR = "scpipe has no descriptor left to look at a new pair; raise the hard limit (ulimit -Hn)"


def handle_creation(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that makes a pair."""
    kind = PairKind.SOCKETPAIR if entry.syscall.form is Form.SOCKETS else PairKind.PIPE
    mode, rule = context.mode_for(kind, task)
    identity = task.process.identity
    creator = Creator(task.process.pid, identity.path, rule, identity.arguments)
    denied = mode is PairMode.DENY
    if denied and not context.audit:
        reporting.tell_denied_creation(context, task, entry, kind, creator)
        return Answer(-entry.errno)
    lacking = _untrapped(context, task, kind)
    if lacking:
        return Arm(lacking, Answer(-errno.ENOMEM))
    place = call.args[entry.syscall.subject]
    wanted = Pair(0, kind, mode, creator)
    passings = context.ledger.numbering.passings

    def register(result: int) -> Action:
        if denied:  # told here, as a call that has to be made alone is decided about twice
            reporting.tell_denied_creation(context, task, entry, kind, creator)
        if result < 0:
            return Continue()
        action = _register(context, task, wanted, place)
        context.ledger.numbering.note_made(passings)
        return action

    return ContinueToExit(register, alone=not task.armed.everything)


def _untrapped(context: Context, task: Task, kind: PairKind) -> frozenset[int]:
    """The numbers to which writes have to be trapped before a pair is made, and are not yet.

    They are certain where nobody else can change the table, or all who can stand still.
    """
    if task.armed.everything:
        return frozenset()
    numbers = _writable(kind, procfs.free_descriptors(task.tid, 2))
    return task.armed.lacks(numbers | context.pairs.redirections.expected(task.process.identity))


def _writable(kind: PairKind, numbers: Sequence[int]) -> frozenset[int]:
    """Which of the two numbers of a new pair can be written to."""
    return frozenset(numbers[1:] if kind is PairKind.PIPE else numbers)


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
        pair = new_pairs.note(context, task, wanted, one, two)
        inodes = (one.facts.inode, two.facts.inode)
    finally:
        one.close()
        two.close()
    if pair is None or task.armed.lacks(_writable(wanted.kind, numbers)):
        context.pairs.note_hidden(creator.pid)
        return Kill(_MISMATCH)
    pair.inodes = inodes
    reporting.tell_pair(context, task, pair, (numbers[0], numbers[1]))
    return Continue()


def _hidden(context: Context, creator: Creator, error: Exception) -> Action:
    context.pairs.note_hidden(creator.pid)
    own = isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    return Kill(_NO_DESCRIPTOR if own else _HIDDEN)
