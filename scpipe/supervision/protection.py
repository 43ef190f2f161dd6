"""From a policy to what protects a run: traps, filter, confinement, and a way to look at descriptors."""

from __future__ import annotations

from scpipe.errors import SetupError
from scpipe.linux import descriptors, files
from scpipe.linux.descriptors import DescriptorSource, LeaderSource, ProcSource
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record
from scpipe.seccomp.entries import Family
from scpipe.seccomp.plan import Plan, plan
from scpipe.seccomp.shipped import filter_of
from scpipe.spawn.confinement import Confinement
from scpipe.spawn.inherited import confine, inherits_read_end
from scpipe.spawn.surroundings import ensure_complete_proc
from scpipe.supervisor.executables import RuleTable


class Protection(Record):
    """What a policy comes to on this machine. ``filter``: the program's bytes, None where nothing is trapped.

    ``pipe_device``: the device number of pipes. ``leaders_only``: only the first thread of a process can be
    asked for copies of descriptors (linux/descriptors.py).
    """

    policy: Policy
    plan: Plan
    filter: bytes | None
    confinement: Confinement
    rules: RuleTable
    pipe_device: int
    leaders_only: bool


def protection_of(policy: Policy) -> Protection:
    """Plan everything that is planned before a command is forked. Raises SetupError and OSError."""
    device = files.pipe_device()
    leaders_only = descriptors.reads_leaders_only(device)
    what = plan(policy, inherited_read_end=inherits_read_end(), leaders_only=leaders_only)
    if any(entry.family is Family.MESSAGE for entry in what.entries):
        ensure_complete_proc()  # what is judged may be forgotten by proof, and calls run natively by proof
    program = filter_of(what) if what.entries else None
    rules = RuleTable(policy)
    confinement = confine(policy) if what.entries else Confinement()
    return Protection(policy, what, program, confinement, rules, device, leaders_only)


def choose_source(protection: Protection, pid: int) -> DescriptorSource:
    """How the descriptors of a process and of what it starts are copied. Raises SetupError."""
    source = descriptors.choose_source(pid, protection.pipe_device)
    if isinstance(source, LeaderSource) and not protection.leaders_only:
        raise SetupError("the command's threads cannot be looked at one by one, though scpipe's own can")
    modes = protection.policy.modes(PairKind.SOCKETPAIR)
    if isinstance(source, ProcSource) and PairMode.ALLOW_EVENTS in modes:
        raise SetupError(
            "socketpair: allow-events needs pidfd_getfd, which is forbidden here; in a container add "
            "--cap-add SYS_PTRACE (in a systemd unit: SystemCallFilter=pidfd_getfd), or choose socketpair: "
            "allow or deny"
        )
    return source
