"""Which calls are trapped on this machine, by which filter, and which of them are writes."""

from __future__ import annotations

import os
import resource

from scpipe.linux.descriptors import DescriptorSource, LeaderSource, ProcSource
from scpipe.policy.model import Policy
from scpipe.record import Record, replace
from scpipe.seccomp.entries import Family
from scpipe.seccomp.layers import is_armed, later_rows
from scpipe.seccomp.plan import Plan, plan
from scpipe.seccomp.shipped import filter_of
from scpipe.spawn.inherited import inherits_read_end
from scpipe.supervision.trapping import Facts, Trapping, decide
from scpipe.supervisor.options import Trap


class Trapped(Record):
    """What is trapped. ``filter``: the program's bytes, None where nothing is. ``writes``: which, and why."""

    plan: Plan
    filter: bytes | None
    writes: Trapping

    @property
    def judges(self) -> bool:
        """True if messages are judged."""
        return _judges(self.plan)

    @property
    def by_descriptor(self) -> bool:
        """True if a program's writes are trapped for single descriptors, by filters that come later."""
        return is_armed(self.plan)


def plan_traps(policy: Policy, asked: Trap | None, source: DescriptorSource) -> Trapped:
    """What a policy has trapped. ``asked``: which writes; ``source``: the best way to copy descriptors here.

    Raises SetupError and OSError, and UsageError where what was asked for contradicts the policy.
    """
    inherited, leaders_only = inherits_read_end(), isinstance(source, LeaderSource)
    what = plan(policy, inherited_read_end=inherited, leaders_only=leaders_only)
    facts, watched = look(source), _judges(what)
    writes = decide(asked, policy, facts, watched=watched)
    if writes.mode is Trap.ARMED:
        armed = plan(policy, inherited_read_end=inherited, leaders_only=leaders_only, armed=True)
        # Tried last, and only then: it takes a process, and what is imported for it takes 1.5 ms.
        from scpipe.supervision.trial import why_refused

        facts = replace(facts, refused=why_refused(later_rows(armed)))
        writes = decide(asked, policy, facts, watched=watched)
        what = armed if writes.mode is Trap.ARMED else what
    return Trapped(what, filter_of(what) if what.entries else None, writes)


def look(source: DescriptorSource) -> Facts:
    """The facts that cost nothing. ``source``: the best way to copy descriptors here."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    name = os.uname()
    copies = not isinstance(source, ProcSource)
    return Facts(name.machine, name.release, copies, None if limit == resource.RLIM_INFINITY else limit)


def _judges(what: Plan) -> bool:
    return any(entry.family is Family.MESSAGE for entry in what.entries)
