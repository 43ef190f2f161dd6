"""What handlers work with: the ledger, the policy, a way to take descriptors, a way to tell."""

from __future__ import annotations

import time

from scpipe.emulation.room import Room
from scpipe.interface import Protocol
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Pair
from scpipe.linux import sockets
from scpipe.linux.brief import BriefWriter
from scpipe.linux.descriptors import Borrowed, DescriptorSource, LeaderSource
from scpipe.linux.files import FileKind
from scpipe.linux.originals import Originals
from scpipe.linux.timers import Interrupter
from scpipe.outcome import Ending
from scpipe.policy.model import OnViolation, PairKind, PairMode, Policy
from scpipe.record import Record, field
from scpipe.report.events import Event, Holder
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task
from scpipe.tracee.termination import Termination


class Holders(Protocol):
    """Finds who holds a pair, for reports only."""

    def __call__(self, kind: PairKind, inodes: tuple[int, ...], task: Task) -> tuple[Holder, ...]:
        """The descriptors that name the objects, the task's own first; not all, where they are many."""


class Emitter(Protocol):
    """Takes events."""

    def __call__(self, event: Event) -> None:
        """Take one event; never raises."""


class Rules(Protocol):
    """The modes of pairs by the executable that makes them."""

    def __call__(self, kind: PairKind, task: Task) -> tuple[PairMode, str]:
        """The mode, and the pattern of the rule that gave it ("" for the policy's own)."""


class Context(Record, frozen=False):
    """Everything a handler may look at or tell.

    ``originals``: the pipes that are free by their inode numbers, which can come again. ``room``: what may be
    kept of messages.
    ``kill_all`` is set by a violation under ``on-violation: kill``; ``termination`` kills everything.
    ``brief``: for writes that may sleep.
    ``tells_arguments``: somebody is told the arguments of programs.
    """

    policy: Policy
    ledger: Ledger
    descriptor_source: DescriptorSource
    emit: Emitter
    mode_for: Rules
    holders: Holders
    show_data: int = 0
    tells_arguments: bool = True
    kill_all: bool = False
    violations: int = 0
    unavailable_seen: set[tuple[str, str]] = field(factory=set)
    room: Room = field(factory=Room)
    originals: Originals = field(factory=Originals)
    termination: Termination = field(factory=lambda: Termination(TaskTable(), Ending()))
    brief: BriefWriter = field(factory=lambda: BriefWriter(0))
    timer: Interrupter = field(factory=lambda: Interrupter(0))

    @property
    def audit(self) -> bool:
        """True if the pair rule only reports."""
        return self.policy.on_violation is OnViolation.REPORT

    def borrow(self, task: Task, fd: int) -> Borrowed:
        """Our copy of a task's descriptor. Raises OSError or BlindError."""
        tid = task.tid
        if isinstance(self.descriptor_source, LeaderSource) and task.process.pid in task.table.users:
            tid = task.process.pid  # the leader's table is this thread's, so the leader may be named
        return self.descriptor_source.borrow(task.process.pid, tid, fd)

    def pair_of(self, borrowed: Borrowed) -> Pair | None:
        """The pair a descriptor names, or None if it names none or an exempt one."""
        facts = borrowed.facts
        if facts.kind is FileKind.PIPE:
            return self._pipe(borrowed)
        if facts.kind is not FileKind.UNIX_SOCKET or not borrowed.whole:
            return None
        if self.ledger.sockets.is_exempt(facts.cookie):
            return None
        pair = self.ledger.sockets.find(facts.cookie)
        if pair is None and self._watches_sockets and self._is_unseen_end(borrowed):
            pair = self.ledger.sockets.quarantine(facts.cookie)
        return pair

    def _pipe(self, borrowed: Borrowed) -> Pair | None:
        """What is free is free as an object: another one with its number is restricted."""
        inode, writable = borrowed.facts.inode, borrowed.facts.writable
        if writable and self.ledger.pipes.is_exempt(inode) and self.originals.is_original(inode, borrowed.fd):
            return None
        pair = self.ledger.pipes.admit(inode)
        if pair.ambiguous and writable and not self.originals.is_original(inode, borrowed.fd):
            return self.ledger.pipes.admit_returned(inode)
        free = not pair.restricted and writable and self.tells_pipes_apart
        if free and not self.originals.is_original(inode, borrowed.fd):
            self.ledger.pipes.restrict(pair)
        return pair

    @property
    def tells_pipes_apart(self) -> bool:
        """True if some pipes that are made are free and others are not."""
        modes = self.policy.modes(PairKind.PIPE)
        return PairMode.ALLOW in modes and len(modes) > 1

    def note_hidden(self, pid: int, sockets: bool = True) -> None:
        """A process may have made a pair that nobody saw; ``sockets``: a socket pair."""
        if sockets:
            self.ledger.sockets.note_hidden_creator(pid)
        self.originals.doubt_all()

    def _is_unseen_end(self, borrowed: Borrowed) -> bool:
        """True for an end of a socket pair that is not in the ledger (any more)."""
        forgotten = self.ledger.sockets.was_forgotten(borrowed.facts.cookie)
        return forgotten or sockets.is_connected_and_unnamed(borrowed.fd)

    @property
    def _watches_sockets(self) -> bool:
        return self.policy.modes(PairKind.SOCKETPAIR) != {PairMode.ALLOW}

    @staticmethod
    def now() -> float:
        """Seconds since the epoch, for events."""
        return time.time()
