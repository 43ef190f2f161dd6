"""A host's request as a run."""

from __future__ import annotations

import os

from scpipe.outcome import Ending
from scpipe.policy.dump import from_dict
from scpipe.policy.model import Effective
from scpipe.report.sinks import Reporter
from scpipe.service.protocol import Program, Request
from scpipe.spawn.child import Command
from scpipe.spawn.streams import fill_standard_descriptors
from scpipe.spawn.surroundings import ensure_own_proc, ensure_untraced, explained
from scpipe.supervision.run import supervise
from scpipe.supervision.watch import Control, Watch, start_backtraces
from scpipe.supervisor.options import Options, Orphans, Trap

#: More descriptors than systemd passes; a number that means nothing is not counted up to.
_MOST_LISTENING = 4096


def carry_out(request: Request, reporter: Reporter, control: Control, own: int) -> Ending:
    """Run what a host asks for to its end. ``own``: the descriptor that leads to the host.

    Raises ScpipeError and OSError: the command has not run, or its report is incomplete.
    """
    with explained():
        fill_standard_descriptors()
    ensure_own_proc()
    ensure_untraced()
    program, enforced = request.program, request.enforced
    if program.directory is not None:
        os.chdir(program.directory)
    effective = Effective(from_dict(enforced.policy), enforced.origins, enforced.warnings)
    trap = None if request.trap is None else Trap(request.trap)
    options = Options(request.timeout, request.kill_after, Orphans(request.orphans), trap=trap)
    backtraces = start_backtraces(wanted=request.backtrace)
    watch = Watch(reporter, request.holders, request.show_data, backtraces=backtraces)
    launcher = _activated(program, own)
    command = Command(program.arguments, program.environment, shell_for_others=False, launcher=launcher)
    return supervise(command, effective, options, watch, control)


def _activated(program: Program, own: int) -> int:
    """The host's pid if all descriptors it was activated with are passed on (sd_listen_fds(3)), else 0.

    Without them the command must go on to take LISTEN_FDS for somebody else's.
    """
    count = program.environment.get("LISTEN_FDS", "")
    if not (count.isascii() and count.isdigit() and 0 < int(count) < _MOST_LISTENING):
        return 0
    passed = all(fd != own and _is_passed(fd) for fd in range(3, 3 + int(count)))
    return os.getppid() if passed else 0


def _is_passed(fd: int) -> bool:
    """True for a descriptor that the host passes to the command: it outlives an exec, unlike ours."""
    try:
        return os.get_inheritable(fd)
    except OSError:
        return False
