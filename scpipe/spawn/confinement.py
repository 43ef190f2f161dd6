"""No way out: what a sandboxed program could use to have its bytes written by somebody outside.

Planned by the parent, which knows what the kernel offers; carried out by the child between fork
and exec. What a kernel or a container lacks becomes a warning: the promise is weaker there.
"""

from __future__ import annotations

import fcntl
import os
import stat
from dataclasses import dataclass

from scpipe.errors import SetupError
from scpipe.linux import capabilities, landlock, mounts, procfs
from scpipe.policy.model import Policy


@dataclass(frozen=True, slots=True)
class Confinement:
    """What the child does. ``landlock``: the ABI to use, 0 for none."""

    landlock: int = 0
    capabilities: bool = False
    switches: bool = False
    warnings: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """For the start event."""
        return {
            "landlock": self.landlock,
            "capabilities_dropped": self.capabilities,
            "kernel_switches_read_only": self.switches,
        }


def plan_confinement(policy: Policy) -> Confinement:
    """What can be done here, and a warning for each thing that cannot."""
    warnings: list[str] = []
    domain = 0
    if "landlock" not in policy.relax:
        domain = _landlock(warnings)
    if "capabilities" in policy.relax:
        return Confinement(domain, warnings=tuple(warnings))
    root = os.geteuid() == 0
    return Confinement(
        landlock=domain,
        capabilities=root or capabilities.has_any(),
        switches=root and not all(map(mounts.is_read_only, mounts.SWITCHES)),
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


def refuse_dangerous_descriptors(fds: list[int]) -> None:
    """Raise SetupError if the command would inherit an io_uring or a way to the kernel's switches."""
    for fd in fds:
        try:
            if not os.get_inheritable(fd):
                continue
            target = os.readlink(f"/proc/self/fd/{fd}")
        except OSError:
            continue
        if "[io_uring]" in target:
            why = "an io_uring, which can write without a system call"
            raise SetupError(f"descriptor {fd} is {why}: close it")
        if os.geteuid() == 0 and _is_switch(target) and os.path.isdir(f"/proc/self/fd/{fd}"):
            why = f"the directory {target}, where root can have programs run"
            raise SetupError(f"descriptor {fd} is {why}: close it")


def inherits_read_end() -> bool:
    """True if a descriptor that the command will inherit is the read end of a pipe."""
    for fd in procfs.descriptors(os.getpid()):
        try:
            if not os.get_inheritable(fd) or not stat.S_ISFIFO(os.fstat(fd).st_mode):
                continue
            if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
                return True
        except OSError:
            continue
    return False


def _is_switch(path: str) -> bool:
    return any(path == switch or path.startswith(switch + "/") for switch in mounts.SWITCHES)


def make_switches_read_only(confinement: Confinement) -> int:
    """Child, before the go-ahead: 0, or the errno of what failed and left a switch writable."""
    if not confinement.switches:
        return 0
    try:
        mounts.make_switches_read_only()
    except OSError as error:
        return error.errno or 1
    return 0


def enter(confinement: Confinement) -> None:
    """Child, after no_new_privs and before the filter: give up capabilities, enter the domain.

    Raises OSError.
    """
    if confinement.capabilities:
        capabilities.drop_dangerous()
    if confinement.landlock:
        landlock.enter_domain(confinement.landlock)
