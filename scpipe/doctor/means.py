"""What a run can use beyond what it needs, tried by the code with which a run does it."""

from __future__ import annotations

import os

from scpipe.linux import descriptors, files
from scpipe.policy.model import Policy
from scpipe.seccomp.build import build
from scpipe.seccomp.plan import plan
from scpipe.spawn.confinement import make_switches_read_only, plan_confinement
from scpipe.supervision.planning import plan_traps
from scpipe.supervisor.options import Trap


def domain() -> int:
    """The ABI of Landlock that a command's domain would have; 0 if there is none that helps."""
    return plan_confinement(Policy()).landlock


def close_switches() -> None:
    """Make the kernel's switches read-only, as root's commands do for themselves. Raises OSError."""
    code = make_switches_read_only(plan_confinement(Policy()))
    if code:
        raise OSError(code, os.strerror(code))


def arm() -> None:
    """Raise SetupError where writes cannot be trapped by descriptor."""
    plan_traps(Policy(), Trap.ARMED, descriptors.own_source(files.pipe_device()))


def build_a_filter() -> None:
    """Raise SetupError where libseccomp is missing."""
    build(plan(Policy()))
