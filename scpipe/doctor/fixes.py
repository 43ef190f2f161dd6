"""What to do about something that is missing, in the surroundings that were recognised, or in all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

from scpipe.doctor.facts import Machine
from scpipe.doctor.places import CONTAINER, DOCKER, GITHUB, GITLAB, KUBERNETES, PODMAN, SYSTEMD, Place
from scpipe.record import Record

YAMA = "Yama"
LSM = "AppArmor, SELinux"
#: The remedy is the same wherever that is.
ANYWHERE = "anywhere"
_NEVER = 3


class Need(Enum):
    """What would help: to be allowed some calls, or a capability, or something of the machine's."""

    CALLS = "calls"
    CAPABILITY = "capability"
    OTHER = "other"


class Fix(Record):
    """``where``: the surroundings that it is for."""

    where: str
    what: str


_Write = Callable[[str], str]
#: Who decides inside a container what it may do: the job's description, not the engine below it.
_CONTAINERS = (KUBERNETES, PODMAN, DOCKER)
_CI = (GITHUB, GITLAB)

#: How CAP_SYS_PTRACE is added. The engines' default profiles then also allow the calls that need it.
_ADD_CAPABILITY: Mapping[str, _Write] = {
    DOCKER: lambda calls: "docker run --cap-add SYS_PTRACE; in a compose file cap_add: [SYS_PTRACE]",
    PODMAN: lambda calls: "podman run --cap-add SYS_PTRACE",
    KUBERNETES: lambda calls: (
        "in the container's securityContext capabilities: {add: [SYS_PTRACE]}; where that is forbidden "
        f"seccompProfile: {{type: Localhost, localhostProfile: FILE}}, with {calls} allowed in FILE"
    ),
    GITHUB: lambda calls: "in the job, below container:, options: --cap-add SYS_PTRACE",
    GITLAB: lambda calls: (
        "in the runner's config.toml, below [runners.docker] or [runners.kubernetes], "
        'cap_add = ["SYS_PTRACE"]'
    ),
}
#: What is left where the capability is there, or would not help: the profile itself.
_OTHER_PROFILE: Mapping[str, _Write] = {
    DOCKER: lambda calls: f"docker run --security-opt seccomp=FILE, with {calls} allowed in FILE",
    PODMAN: lambda calls: f"podman run --security-opt seccomp=FILE, with {calls} allowed in FILE",
    KUBERNETES: lambda calls: (
        "in the securityContext seccompProfile: {type: Localhost, localhostProfile: FILE}, "
        f"with {calls} allowed in FILE"
    ),
    GITHUB: lambda calls: (
        "in the job, below container:, options: --security-opt seccomp=FILE, "
        f"with {calls} allowed in FILE on the runner"
    ),
    GITLAB: lambda calls: (
        'in the runner\'s config.toml, below [runners.docker], security_opt = ["seccomp:FILE"], '
        f"with {calls} allowed in FILE"
    ),
}
_UNIT_CALLS: Mapping[str, _Write] = {
    SYSTEMD: lambda calls: (
        f"in the unit one more line SystemCallFilter={calls}, and SystemCallErrorNumber=EPERM"
    )
}
_UNIT_CAPABILITY: Mapping[str, _Write] = {
    SYSTEMD: lambda calls: "in the unit CAP_SYS_PTRACE in CapabilityBoundingSet="
}


def fixes(need: Need, calls: Sequence[str], machine: Machine, places: Sequence[Place]) -> tuple[Fix, ...]:
    """What gives scpipe these calls, or CAP_SYS_PTRACE; the remedies that the surroundings can use first.

    Where nothing is recognised, those for all of them.
    """
    if need is Need.OTHER:
        return ()
    if need is Need.CALLS and _is_yamas(calls, machine):
        return (Fix(YAMA, _lower(machine.yama)),)
    names = " ".join(calls)
    found = [Fix(where, write(names)) for where, write in _table(need, machine).items()]
    where = _decide(places)
    chosen = [fix for fix in found if fix.where in where]
    if chosen:
        return tuple(chosen)
    if need is Need.CALLS and not machine.filtered:
        return (Fix(LSM, "no seccomp filter is in force here: see what they deny (dmesg, the audit log)"),)
    return tuple(found)


def _table(need: Need, machine: Machine) -> Mapping[str, _Write]:
    if need is Need.CAPABILITY:
        return {**_ADD_CAPABILITY, **_UNIT_CAPABILITY}
    return {**(_OTHER_PROFILE if machine.may_trace else _ADD_CAPABILITY), **_UNIT_CALLS}


def _is_yamas(calls: Sequence[str], machine: Machine) -> bool:
    """True where Yama forbids ptrace, and what needs the same permission, whatever a profile says.

    From 2 on it wants CAP_SYS_PTRACE, from 3 on nobody may (security/yama/yama_lsm.c).
    """
    asked = {"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd"}
    forbids = machine.yama >= _NEVER or (machine.yama == _NEVER - 1 and not machine.traces)
    return forbids and bool(asked.intersection(calls))


def _lower(scope: int) -> str:
    if scope >= _NEVER:
        return (
            "kernel.yama.ptrace_scope is 3, and stays so until the machine boots anew: "
            "set it to 0 or 1 in /etc/sysctl.d"
        )
    return f"sysctl kernel.yama.ptrace_scope=1 on the machine (it is {scope}), or have CAP_SYS_PTRACE"


def _decide(places: Sequence[Place]) -> set[str]:
    """Of the surroundings that were recognised, those that decide what is allowed here."""
    names = [place.name for place in places]
    inside = [name for name in (*_CONTAINERS, CONTAINER) if name in names]
    jobs = [name for name in _CI if name in names]
    if inside and jobs:
        return set(jobs)
    return {*inside, *(name for name in names if name == SYSTEMD)}
