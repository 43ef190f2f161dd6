"""A run from policy to ending, told on one page."""

from __future__ import annotations

import gc

from scpipe import isolation
from scpipe.outcome import Ending, Status
from scpipe.policy.model import Effective
from scpipe.spawn.child import Command
from scpipe.spawn.start import start
from scpipe.spawn.surroundings import able_to_judge, ensure_no_deadly_filter, ensure_own_proc, explained
from scpipe.supervision import own_process
from scpipe.supervision.announcement import start_event
from scpipe.supervision.protection import choose_source, protection_of
from scpipe.supervision.watch import Control, Watch
from scpipe.supervision.wiring import make_supervisor
from scpipe.supervisor.options import Options


def supervise(
    command: Command, effective: Effective, options: Options, watch: Watch, control: Control | None = None
) -> Ending:
    """Run a command under a policy and supervise it in this thread until all its processes are gone.

    Raises ScpipeError: it has not run, or (ReportError) ran fully protected and its report is incomplete.
    """
    ensure_own_proc()
    ensure_no_deadly_filter()
    emitter = watch.emitter()
    with explained():
        protection = protection_of(effective.policy, options.trap)
        before, signals = own_process.take_signals()
        child = start(command, protection.traps.filter, protection.confinement, before)
        with child.or_abandoned():
            if protection.traps.filter is not None:
                child.ensure_readable()
            source = choose_source(protection, child.pid)
            offered = {"descriptors": source.name, **child.facts}
            emitter.begin(start_event(command, effective, protection, child.warnings, offered))
            own_process.let_go_of_streams()
            supervisor = make_supervisor(child.pid, protection, source, emitter, watch, options)
            if control is not None:
                control.attach(child, supervisor)
    own_process.raise_limits()
    isolation.close_imports()
    gc.freeze()  # the modules stay; no launch collects among them (launchers/scpipe-isolated, starting.py)
    gc.enable()
    child.go()
    with able_to_judge():
        ending = supervisor.run(signals)
    child.check()
    if ending.code is None:
        ending.status = Status.INTERNAL_ERROR
    if emitter.failure is not None:
        raise emitter.failure
    return ending
