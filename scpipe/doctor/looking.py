"""The facts, found by trying: each thing in a process of its own, by the code with which a run does it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from scpipe.doctor import means
from scpipe.doctor.apart import Told, apart
from scpipe.doctor.facts import UNKNOWN, Facts, Machine
from scpipe.doctor.places import Place, recognise
from scpipe.doctor.tracing import trace_a_child
from scpipe.linux import capabilities, process, procroot
from scpipe.spawn import surroundings
from scpipe.spawn.deadly import deadly_call

#: /proc/sys is not there where the mount of /proc has subset=pid.
_YAMA = "sys/kernel/yama/ptrace_scope"


def look() -> Facts:
    """Everything that is looked at, in some tenths of a second."""
    proc = _why_not(surroundings.ensure_own_proc)
    told = {} if proc else apart(_from_proc).found  # what another /proc says would be another's
    machine = Machine(os.uname().machine, os.uname().release, os.geteuid(), **told.get("numbers", {}))
    deadly = apart(lambda: {"call": deadly_call()}) if machine.filtered else Told()
    tracing = apart(trace_a_child)
    return Facts(
        machine=machine,
        proc=proc,
        hides="" if proc else _why_not(surroundings.ensure_complete_proc),
        tracer=told.get("tracer", 0),
        deadly=deadly.found.get("call", deadly.failure),
        tracing=tracing.found,
        untraced=tracing.failure,
        landlock=apart(lambda: {"abi": means.domain()}).found.get("abi", 0),
        switches=_why_not(means.close_switches),
        armed="" if proc else _why_not(means.arm),
        libseccomp=_why_not(means.build_a_filter),
    )


def look_around() -> tuple[Place, ...]:
    """The surroundings that there are signs of."""
    told = apart(lambda: {"groups": os.fsdecode(procroot.read("self/cgroup"))})
    return recognise(os.environ, os.path.exists, str(told.found.get("groups", "")))


def _why_not(act: Callable[[], object]) -> str:
    """Why something does not work, "" if it does."""

    def try_it() -> Mapping[str, object]:
        act()
        return {}

    return apart(try_it).failure


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
        return UNKNOWN
