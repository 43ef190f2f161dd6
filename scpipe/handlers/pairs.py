"""A call on a descriptor, and which pair that descriptor names."""

from __future__ import annotations

from scpipe.handlers.redirections import Redirections
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Pair
from scpipe.linux import sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.originals import Originals
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record
from scpipe.seccomp.entries import Entry
from scpipe.tracee.task import Task


class Attempt(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """Who makes which call at its seccomp stop, on our copy of what it names.

    It says all that a decision about the call needs besides the policy.
    """

    task: Task
    call: SyscallEntry
    entry: Entry
    borrowed: Borrowed

    def __init__(self, task: Task, call: SyscallEntry, entry: Entry, borrowed: Borrowed) -> None:
        self.task = task
        self.call = call
        self.entry = entry
        self.borrowed = borrowed

    @property
    def descriptor(self) -> int:
        """The number of the descriptor, as the call gives it."""
        return self.call.args[self.entry.syscall.subject] & 0x7FFFFFFF


class PairFinder:
    """Finds pairs in the ledger by what our copies of descriptors are.

    ``originals``: the pipes that are free by their inode numbers, which can come again. ``redirections``: the
    programs that give ends of pairs to their children as standard output.
    """

    def __init__(self, policy: Policy, ledger: Ledger) -> None:
        self.originals = Originals()
        self.redirections = Redirections()
        self._ledger = ledger
        pipes = policy.modes(PairKind.PIPE)
        #: True if some pipes that are made are free and others are not.
        self.tells_pipes_apart = PairMode.ALLOW in pipes and len(pipes) > 1
        self._watches_sockets = policy.modes(PairKind.SOCKETPAIR) != {PairMode.ALLOW}

    def find(self, borrowed: Borrowed) -> Pair | None:
        """The pair a descriptor names, or None if it names none or an exempt one."""
        facts = borrowed.facts
        if facts.kind is FileKind.PIPE:
            return self._pipe(borrowed)
        if facts.kind is not FileKind.UNIX_SOCKET or not borrowed.whole:
            return None
        if self._ledger.sockets.is_exempt(facts.cookie):
            return None
        pair = self._ledger.sockets.find(facts.cookie)
        if pair is None and self._watches_sockets and self._is_unseen_end(borrowed):
            pair = self._ledger.sockets.quarantine(facts.cookie, facts.inode)
        return pair

    def _pipe(self, borrowed: Borrowed) -> Pair | None:
        """What is free is free as an object: another one with its number is restricted."""
        inode, writable = borrowed.facts.inode, borrowed.facts.writable
        ledger, originals = self._ledger, self.originals
        if writable and ledger.pipes.is_exempt(inode) and originals.is_original(inode, borrowed.fd):
            return None
        pair = ledger.pipes.admit(inode)
        if pair.ambiguous and writable and not originals.is_original(inode, borrowed.fd):
            return ledger.pipes.admit_returned(inode)
        free = not pair.restricted and writable and self.tells_pipes_apart
        if free and not originals.is_original(inode, borrowed.fd):
            ledger.pipes.restrict(pair)
        return pair

    def note_hidden(self, pid: int, sockets: bool = True) -> None:
        """A process may have made a pair that nobody saw; ``sockets``: a socket pair."""
        if sockets:
            self._ledger.sockets.note_hidden_creator(pid)
        self.originals.doubt_all()

    def _is_unseen_end(self, borrowed: Borrowed) -> bool:
        """True for an end of a socket pair that is not in the ledger (any more)."""
        forgotten = self._ledger.sockets.was_forgotten(borrowed.facts.cookie)
        return forgotten or sockets.is_connected_and_unnamed(borrowed.fd)
