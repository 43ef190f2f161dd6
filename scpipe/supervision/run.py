"""A run from policy to ending, told on one page."""

from __future__ import annotations

import gc

from scpipe import isolation
from scpipe.outcome import Ending, Status
from scpipe.policy.model import Effective
from scpipe.spawn.child import Command
from scpipe.spawn.surroundings import ensure_own_proc, explained
from scpipe.supervision.launching import prepare
from scpipe.supervision.own_process import raise_limits
from scpipe.supervision.watch import Control, Emitter, Watch
from scpipe.supervisor.options import Options


def supervise(
    command: Command, effective: Effective, options: Options, watch: Watch, control: Control | None = None
) -> Ending:
    """Run a command under a policy and supervise it in this thread until all its processes are gone.

    Raises ScpipeError: it has not run, or (ReportError) ran fully protected and its report is incomplete.
    """
    ensure_own_proc()
    emitter = Emitter(watch.reporter)
    with explained():
        prepared = prepare(command, effective, options, watch, emitter, control)
    raise_limits()
    isolation.close_imports()
    gc.freeze()  # the modules stay; no launch collects among them (launchers/scpipe-isolated, starting.py)
    gc.enable()
    prepared.child.go()
    ending = prepared.supervisor.run(prepared.signals)
    prepared.child.check()
    if ending.code is None:
        ending.status = Status.INTERNAL_ERROR
    if emitter.failure is not None:
        raise emitter.failure
    return ending
