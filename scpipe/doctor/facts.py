"""What this machine and what is around this process have, found by trying. Each thing is tried apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from scpipe.doctor.apart import Told, apart
from scpipe.linux import capabilities, descriptors, files, landlock, process, procroot
from scpipe.policy.model import Policy
from scpipe.record import Record, field
from scpipe.spawn import confinement, surroundings

#: /proc/sys is not there where the mount of /proc has subset=pid.
_YAMA = "sys/kernel/yama/ptrace_scope"
_UNKNOWN = -1


class Machine(Record):
    """What decides which remedy helps. ``machine``, ``release``: as uname tells them; ``user``: effective.

    ``yama``: its ptrace_scope, -1 if there is none to be read. ``filtered``: a seccomp filter is in force
    here. ``traces``, ``may_trace``: CAP_SYS_PTRACE is in the effective, in the bounding set.
    """

    machine: str
    release: str
    user: int
    yama: int = _UNKNOWN
    filtered: bool = False
    traces: bool = False
    may_trace: bool = False


class Facts(Record):
    """What was found. A text is why something does not work, "" if it does.

    ``proc``: whether /proc is ours; ``hides``: whether it shows everybody. ``tracer``: who traces us, 0 for
    nobody. ``deadly``: a call that kills whoever makes it. ``tracing``: see tracing.STEPS; ``untraced``: why
    nothing of it was tried. ``landlock``: its ABI; ``domain``: whether one can be entered. ``switches``:
    whether the kernel's stay writable. ``armed``: trap armed; ``libseccomp``: whether filters can be made.
    """

    machine: Machine
    proc: str = ""
    hides: str = ""
    tracer: int = 0
    deadly: str = ""
    tracing: Mapping[str, str] = field(factory=dict)
    untraced: str = ""
    landlock: int = 0
    domain: str = ""
    switches: str = ""
    armed: str = ""
    libseccomp: str = ""


def look() -> Facts:
    """Everything that is looked at, in about a tenth of a second."""
    proc = _why_not(surroundings.ensure_own_proc)
    told = {} if proc else apart(_from_proc).found  # what another /proc says would be another's
    numbers = told.get("numbers", {})
    machine = Machine(os.uname().machine, os.uname().release, os.geteuid(), **numbers)
    deadly = apart(_deadly) if machine.filtered else Told()
    tracing, domain = apart(_trace), apart(_enter_domain)
    return Facts(
        machine=machine,
        proc=proc,
        hides="" if proc else _why_not(surroundings.ensure_complete_proc),
        tracer=told.get("tracer", 0),
        deadly=deadly.found.get("call", deadly.failure),
        tracing=tracing.found,
        untraced=tracing.failure,
        landlock=apart(_landlock).found.get("abi", 0),
        domain=domain.failure,
        switches=_why_not(_close_switches),
        armed="" if proc else _why_not(_arm),
        libseccomp=_why_not(_build),
    )


def control_group() -> str:
    """The control groups of this process, one a line, "" if they are not told."""
    return str(apart(lambda: {"groups": os.fsdecode(procroot.read("self/cgroup"))}).found.get("groups", ""))


def _why_not(act: Callable[[], object]) -> str:
    """Why something does not work, "" if it does."""

    def tried() -> Mapping[str, object]:
        act()
        return {}

    return apart(tried).failure


def _from_proc() -> Mapping[str, object]:
    numbers = {
        "yama": _yama(),
        "filtered": process.is_filtered(),
        "traces": process.has_capability(process.CAP_SYS_PTRACE),
        "may_trace": bool(capabilities.bounding() >> process.CAP_SYS_PTRACE & 1),
    }
    return {"numbers": numbers, "tracer": process.tracer_of(os.getppid())}


def _yama() -> int:
    try:
        return int(procroot.read(_YAMA))
    except (OSError, ValueError):
        return _UNKNOWN


def _deadly() -> Mapping[str, object]:
    from scpipe.spawn.deadly import deadly_call

    return {"call": deadly_call()}


def _trace() -> Mapping[str, object]:
    from scpipe.doctor.tracing import trace_a_child

    return trace_a_child()


def _landlock() -> Mapping[str, object]:
    return {"abi": landlock.abi()}


def _enter_domain() -> Mapping[str, object]:
    """As a command does: without a domain where there is none that helps."""
    plan = confinement.plan_confinement(Policy())
    process.set_no_new_privileges()
    if plan.landlock:
        landlock.enter_domain(plan.landlock)
    return {}


def _close_switches() -> None:
    plan = confinement.plan_confinement(Policy())
    code = confinement.make_switches_read_only(plan)
    if code:
        raise OSError(code, os.strerror(code))


def _arm() -> None:
    """Raises SetupError where writes cannot be trapped by descriptor."""
    from scpipe.supervision.planning import plan_traps
    from scpipe.supervisor.options import Trap

    plan_traps(Policy(), Trap.ARMED, descriptors.own_source(files.pipe_device()))


def _build() -> None:
    """Raises SetupError where libseccomp is missing."""
    from scpipe.seccomp.build import build
    from scpipe.seccomp.plan import plan

    build(plan(Policy()))
