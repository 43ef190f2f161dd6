"""The start event: what is enforced, where it came from, what the kernel offers, and what to beware of."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

from scpipe import __version__, trust
from scpipe.linux import process, procfs
from scpipe.policy.dump import to_dict
from scpipe.policy.model import Effective
from scpipe.report.events import Start, TrapFacts
from scpipe.spawn.child import Command
from scpipe.supervision.protection import Protection
from scpipe.supervisor import rulewords
from scpipe.supervisor.options import USELESS_TRAP


def start_event(
    command: Command,
    effective: Effective,
    protection: Protection,
    warnings: tuple[str, ...],
    offered: Mapping[str, object],
) -> Start:
    """The event that begins a report.

    ``warnings`` and ``offered``: how well the command is shut in, and what the kernel has for that.
    """
    kernel = {
        "release": os.uname().release,
        "machine": os.uname().machine,
        "capability_sys_ptrace": process.has_capability(process.CAP_SYS_PTRACE),
        "own_code_writable": trust.may_change_own_code(),
        **offered,
    }
    policy = effective.policy
    return Start(
        time=time.time(),
        version=__version__,
        command=tuple(command.arguments),
        policy=to_dict(policy),
        origins=effective.origins,
        kernel=kernel,
        trap=TrapFacts(protection.traps.writes.mode.value, protection.traps.writes.reason),
        warnings=(*effective.warnings, *policy.waived_guarantees, *_found(protection), *warnings),
    )


def _found(protection: Protection) -> list[str]:
    """What is doubtful about the policy's rules, and about this process."""
    found = rulewords.warnings(protection.rules, protection.policy)
    found += trust.warnings(procfs.unmapped_user())
    if protection.traps.writes.useless:
        found.append(USELESS_TRAP)
    if os.geteuid() == 0 and not process.has_capability(process.CAP_SYS_PTRACE):
        found.append(
            "root without CAP_SYS_PTRACE: a process that changes its user cannot be supervised any more "
            "and its calls will fail (in a container: --cap-add SYS_PTRACE)"
        )
    return found
