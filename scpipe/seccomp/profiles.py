"""Every filter that is reviewed: the profiles of bpf/, and what they are called there."""

from __future__ import annotations

from collections.abc import Sequence

from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp.entries import Entry
from scpipe.seccomp.layers import first_filter, later_rows
from scpipe.seccomp.plan import Plan, plan, plan_standalone

#: How the names of filters begin that no libseccomp makes.
LATER = "armed-later."
#: Which descriptors a filter is for; None: all.
Numbers = tuple[int, ...] | None


def profiles() -> dict[str, Plan]:
    """Every mix of modes but allow for both, which has no filter, and every denial without a supervisor."""
    found = {
        f"pipe-{pipe.value}.socketpair-{sockets.value}": plan(Policy(pipe=pipe, socketpair=sockets))
        for pipe in PairMode
        for sockets in PairMode
        if (pipe, sockets) != (PairMode.ALLOW, PairMode.ALLOW)
    }
    denied = Policy(pipe=PairMode.DENY, socketpair=PairMode.DENY)
    found["deny.inherited-read-end"] = plan(denied, inherited_read_end=True)
    found["pipe-allow-events.socketpair-allow-events.leaders-only"] = plan(Policy(), leaders_only=True)
    found["deny.no-supervisor"] = plan_standalone(denied)
    found["pipe-deny.no-supervisor"] = plan_standalone(Policy(pipe=PairMode.DENY, socketpair=PairMode.ALLOW))
    found["socketpair-deny.no-supervisor"] = plan_standalone(
        Policy(pipe=PairMode.ALLOW, socketpair=PairMode.DENY)
    )
    return found


def first_filters() -> dict[str, Plan]:
    """The first filter of each profile in which writes can be trapped by descriptor."""
    events, deny = PairMode.ALLOW_EVENTS, Policy(pipe=PairMode.DENY, socketpair=PairMode.DENY)
    found = {
        f"pipe-{pipe.value}.socketpair-{sockets.value}": plan(Policy(pipe, sockets), armed=True)
        for pipe in PairMode
        for sockets in PairMode
        if events in (pipe, sockets)
    }
    found["deny.inherited-read-end"] = plan(deny, inherited_read_end=True, armed=True)
    found["pipe-allow-events.socketpair-allow-events.leaders-only"] = plan(
        Policy(), leaders_only=True, armed=True
    )
    return {f"{name}.armed-first": first_filter(made) for name, made in found.items()}


def later_filters() -> dict[str, tuple[Sequence[Entry], Numbers]]:
    """Samples of the filters that are added later: what each traps, and on which descriptors."""
    events, deny = PairMode.ALLOW_EVENTS, PairMode.DENY
    kinds = {
        "pipes": Policy(events, deny),
        "socketpairs": Policy(deny, events),
        "pipes-and-socketpairs": Policy(events, events),
    }
    numbers: dict[str, Numbers] = {"4": (4,), "4-and-5": (4, 5), "1-and-4": (1, 4), "all": None}
    return {
        f"{LATER}{kind}.descriptors-{name}": (later_rows(plan(policy, armed=True)), chosen)
        for kind, policy in kinds.items()
        for name, chosen in numbers.items()
    }
