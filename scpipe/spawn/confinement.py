"""No way out: what a sandboxed program could use to have its bytes written by somebody outside.

Planned by the parent, which knows what the kernel offers; carried out by the child between fork
and exec, or by scpipe-run itself where it becomes the command. What a kernel or a container lacks becomes a
warning: the promise is weaker there.
"""

from __future__ import annotations

import errno
import os

from scpipe.linux import capabilities, landlock, mounts
from scpipe.linux.process import FilterProgram, set_no_new_privileges
from scpipe.policy.model import Policy
from scpipe.record import Record
from scpipe.spawn.handshake import Failure, StepError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.spawn.handshake import Step


class Confinement(Record):
    """What the child does. ``landlock``: the ABI to use, 0 for none.

    ``switches``: make the kernel's switches read-only. ``writable``: they are writable for a
    user of the sandbox as long as nothing is done about it.
    """

    landlock: int = 0
    capabilities: bool = False
    switches: bool = False
    writable: bool = False
    warnings: tuple[str, ...] = ()

    def facts(self, failure: int = 0) -> dict[str, object]:
        """For the start event. ``failure``: what make_switches_read_only returned."""
        return {
            "landlock": self.landlock,
            "signals_outside_refused": self.landlock >= landlock.SCOPES_ABI,
            "mounts_refused": 0 < self.landlock < landlock.SCOPES_ABI,
            "dangerous_capabilities_dropped": self.capabilities,
            "kernel_switches_writable": self.writable and (failure != 0 or not self.switches),
        }


def plan_confinement(policy: Policy) -> Confinement:
    """What can be done here, and a warning for each thing that cannot."""
    warnings: list[str] = []
    domain = 0
    if "landlock" not in policy.relax:
        domain = _landlock(warnings)
    relaxed = "capabilities" in policy.relax
    writable = _can_write_switches()
    return Confinement(
        landlock=domain,
        capabilities=not relaxed,
        switches=writable and not relaxed,
        writable=writable,
        warnings=tuple(warnings),
    )


def _landlock(warnings: list[str]) -> int:
    found = landlock.abi()
    if found >= landlock.REFER_ABI:
        return found
    warnings.append(
        "no Landlock here (Linux 5.19 and lsm=landlock are needed): a program can write into the memory of "
        "processes outside that run as the same user"
    )
    return 0


def _can_write_switches() -> bool:
    """True if one of our users is the machine's root, and somewhere the kernel's switches are writable.

    In a user namespace without the machine's root they belong to nobody.
    """
    try:
        owner = os.stat("/proc/sys").st_uid
    except OSError:
        owner = 0
    return owner in os.getresuid() and not all(map(mounts.is_read_only, mounts.switches()))


def make_switches_read_only(confinement: Confinement) -> int:
    """Before shut_in(), which takes away what it needs: 0, or the errno of what left a switch writable."""
    if not confinement.switches:
        return 0
    try:
        mounts.make_switches_read_only()
    except OSError as error:
        return error.errno or 1
    return 0


def shut_in(confinement: Confinement, program: FilterProgram) -> None:
    """Put this process under the protection, for good and in the one order that holds.

    First no_new_privs, without which the kernel takes a domain and a filter from root only. Then the
    capabilities and the domain: a filter could refuse the calls that they need. The filter is last, so it
    judges nothing of ours but the exec. Raises StepError.
    """
    step: Step = "privileges"
    try:
        set_no_new_privileges()
        step = "confinement"
        enter(confinement)
        step = "filter"
        program.load()
    except OSError as error:
        raise StepError(Failure(step, error.errno or errno.EIO)) from None


def enter(confinement: Confinement) -> None:
    """Give up capabilities and enter the domain; a part of shut_in(). Raises OSError."""
    if confinement.capabilities and (0 in os.getresuid() or capabilities.has_any()):
        capabilities.drop_dangerous()
    if confinement.landlock:
        landlock.enter_domain(confinement.landlock)
