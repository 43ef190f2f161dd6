"""What is trapped and refused under a policy, and why, whatever machine it will run on."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.policy.model import Policy
from scpipe.record import replace
from scpipe.seccomp.layers import first_filter, is_armed, later_rows
from scpipe.seccomp.listing import explain
from scpipe.seccomp.plan import Plan, plan
from scpipe.supervision.trapping import MACHINE, Facts, decide
from scpipe.supervisor.options import Trap


def filter_lines(policy: Policy, asked: Trap | None) -> Iterator[str]:
    """The rows in force, with their reasons. ``asked``: None is as all, and tells of the other way.

    Raises UsageError where armed contradicts the policy.
    """
    armed = plan(policy, armed=True)
    if asked is Trap.ARMED and is_armed(armed):
        decide(asked, policy, Facts(MACHINE, "7.0", True), watched=True)
        yield "With --trap armed, the command starts with this filter."
        yield from explain(first_filter(armed)).splitlines()
        yield ""
        yield "These are added for single descriptors, before an end of a pair gets one."
        yield from explain(_later(armed)).splitlines()
        return
    yield from explain(plan(policy)).splitlines()
    if is_armed(armed):
        yield "With --trap armed fewer calls stop: scpipe explain --trap armed tells which."


def _later(armed: Plan) -> Plan:
    return replace(armed, entries=later_rows(armed), relaxed=frozenset())
