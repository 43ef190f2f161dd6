"""What handlers work with: the policy, the ledger, a way to copy descriptors, a way to tell."""

from __future__ import annotations

import time

from scpipe.emulation.sources import Room
from scpipe.handlers.pairs import PairFinder
from scpipe.handlers.reports import Emitter, Reports
from scpipe.interface import Protocol
from scpipe.ledger.ledger import Ledger
from scpipe.linux.brief import BriefWriter
from scpipe.linux.descriptors import Borrowed, DescriptorSource, LeaderSource
from scpipe.linux.timers import Interrupter
from scpipe.policy.model import FirstMessage, OnViolation, PairKind, PairMode, Policy
from scpipe.record import Record
from scpipe.tracee.task import Task
from scpipe.tracee.termination import Termination


class Rules(Protocol):
    """The modes of pairs by the executable that makes them."""

    def __call__(self, kind: PairKind, task: Task) -> tuple[PairMode, str]:
        """The mode, and the pattern of the rule that gave it ("" for the policy's own)."""


class Context(Record, frozen=False):
    """Everything a handler may look at or tell.

    ``room``: what may be kept of messages. ``termination`` kills everything, for a violation under
    ``on-violation: kill`` before the violating call is answered. ``brief``: for writes that may sleep.
    ``audit``: the pair rule only reports.
    """

    #: Seconds since the epoch, for events.
    now = staticmethod(time.time)

    policy: Policy
    ledger: Ledger
    descriptor_source: DescriptorSource
    emit: Emitter
    mode_for: Rules
    reports: Reports
    pairs: PairFinder
    room: Room
    termination: Termination
    brief: BriefWriter
    timer: Interrupter
    audit: bool

    def __init__(
        self,
        policy: Policy,
        ledger: Ledger,
        descriptor_source: DescriptorSource,
        emit: Emitter,
        mode_for: Rules,
        reports: Reports,
    ) -> None:
        self.policy = policy
        self.ledger = ledger
        self.descriptor_source = descriptor_source
        self.emit = emit
        self.mode_for = mode_for
        self.reports = reports
        self.pairs = PairFinder(policy, ledger)
        self.room = Room()
        self.termination = Termination()
        self.brief = BriefWriter(0)
        self.timer = Interrupter(0)
        self.audit = policy.on_violation is OnViolation.REPORT

    @property
    def lets_mixed_pass(self) -> bool:
        """True if a message of several values can pass, and is copied for that."""
        return self.audit or self.policy.first_message is FirstMessage.ANY

    def borrow(self, task: Task, fd: int) -> Borrowed:
        """Our copy of a task's descriptor. Raises OSError or BlindError."""
        tid = task.tid
        if isinstance(self.descriptor_source, LeaderSource) and task.process.pid in task.table.users:
            tid = task.process.pid  # the leader's table is this thread's, so the leader may be named
        return self.descriptor_source.borrow(task.process.pid, tid, fd)
