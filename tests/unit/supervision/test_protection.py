"""How the descriptors of a command are copied, and what cannot be without that."""

from __future__ import annotations

import os

import pytest

from scpipe.errors import SetupError
from scpipe.linux import descriptors, files
from scpipe.linux.descriptors import DescriptorSource, LeaderSource, ProcSource, ThreadSource
from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp.plan import plan
from scpipe.spawn.confinement import Confinement
from scpipe.supervision.planning import Trapped
from scpipe.supervision.protection import Protection, choose_source
from scpipe.supervision.trapping import Trapping
from scpipe.supervisor.executables import RuleTable
from scpipe.supervisor.options import Trap

DEVICE = files.pipe_device()
PIPES = Policy(socketpair=PairMode.ALLOW)


def _protection(mode: Trap, *, leaders_only: bool = False) -> Protection:
    traps = Trapped(plan(PIPES, armed=mode is Trap.ARMED), b"", Trapping(mode))
    return Protection(PIPES, traps, Confinement(), RuleTable(PIPES), DEVICE, leaders_only)


@pytest.mark.parametrize(
    ("source", "leaders_only", "mode", "words"),
    [
        (ThreadSource(DEVICE), False, Trap.ALL, ""),
        (ThreadSource(DEVICE), False, Trap.ARMED, ""),
        (LeaderSource(DEVICE), True, Trap.ARMED, ""),
        (LeaderSource(DEVICE), False, Trap.ALL, "one by one"),
        (ProcSource(DEVICE), False, Trap.ALL, ""),
        (ProcSource(DEVICE), False, Trap.ARMED, "use trap all"),
    ],
)
def test_the_command_is_another_than_scpipe(
    monkeypatch: pytest.MonkeyPatch, source: DescriptorSource, leaders_only: bool, mode: Trap, words: str
) -> None:
    """What was tried on scpipe itself, and a mode rests on, must be so for the command as well."""
    monkeypatch.setattr(descriptors, "choose_source", lambda pid, device: source)
    protection = _protection(mode, leaders_only=leaders_only)
    if not words:
        assert choose_source(protection, os.getpid()) is source
        return
    with pytest.raises(SetupError, match=words):
        choose_source(protection, os.getpid())
