"""From a policy to what protects a run: traps, filter, confinement, and a way to look at descriptors."""

from __future__ import annotations

from scpipe.errors import DOCTOR, SetupError
from scpipe.linux import descriptors, files
from scpipe.linux.descriptors import DescriptorSource, LeaderSource, ProcSource
from scpipe.policy.model import PairKind, PairMode, Policy
from scpipe.record import Record
from scpipe.spawn.confinement import Confinement
from scpipe.spawn.inherited import confine
from scpipe.spawn.surroundings import ensure_complete_proc
from scpipe.supervision.planning import Trapped, plan_traps
from scpipe.supervisor.executables import RuleTable
from scpipe.supervisor.options import Trap


class Protection(Record):
    """What a policy comes to on this machine.

    ``pipe_device``: the device number of pipes. ``leaders_only``: only the first thread of a process can be
    asked for copies of descriptors (linux/descriptors.py).
    """

    policy: Policy
    traps: Trapped
    confinement: Confinement
    rules: RuleTable
    pipe_device: int
    leaders_only: bool


def protection_of(policy: Policy, asked: Trap | None = None) -> Protection:
    """Plan everything that is planned before a command is forked. ``asked``: which writes are to be trapped.

    Raises UsageError, SetupError and OSError.
    """
    device = files.pipe_device()
    source = descriptors.own_source(device)
    traps = plan_traps(policy, asked, source)
    if traps.judges:
        ensure_complete_proc()  # what is judged may be forgotten by proof, and calls run natively by proof
    rules = RuleTable(policy)
    confinement = confine(policy) if traps.plan.entries else Confinement()
    return Protection(policy, traps, confinement, rules, device, isinstance(source, LeaderSource))


def choose_source(protection: Protection, pid: int) -> DescriptorSource:
    """How the descriptors of a process and of what it starts are copied. Raises SetupError."""
    source = descriptors.choose_source(pid, protection.pipe_device)
    if isinstance(source, LeaderSource) and not protection.leaders_only:
        raise SetupError("the command's threads cannot be looked at one by one, though scpipe's own can")
    if isinstance(source, ProcSource) and protection.traps.by_descriptor:
        raise SetupError("the command's descriptors cannot be copied, though scpipe's own can: use trap all")
    modes = protection.policy.modes(PairKind.SOCKETPAIR)
    if isinstance(source, ProcSource) and PairMode.ALLOW_EVENTS in modes:
        raise SetupError(
            "socketpair: allow-events needs pidfd_getfd, which is forbidden here; in a container add "
            "--cap-add SYS_PTRACE (in a systemd unit: SystemCallFilter=pidfd_getfd), or choose socketpair: "
            f"allow or deny{DOCTOR}"
        )
    return source
