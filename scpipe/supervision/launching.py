"""A command that is forked, seized and shut in as far as can be, and whoever will supervise it."""

from __future__ import annotations

from scpipe.policy.model import Effective
from scpipe.record import Record
from scpipe.spawn.child import Command
from scpipe.spawn.start import Child, start
from scpipe.spawn.streams import let_go
from scpipe.supervision.announcement import start_event
from scpipe.supervision.own_process import take_signals
from scpipe.supervision.protection import choose_source, protection_of
from scpipe.supervision.watch import Control, Emitter, Watch
from scpipe.supervision.wiring import make_supervisor
from scpipe.supervisor.loop import Supervisor
from scpipe.supervisor.options import Options


class Prepared(Record):
    """A command that waits for its go-ahead. ``signals``: a descriptor where those for us can be read."""

    child: Child
    supervisor: Supervisor
    signals: int


def prepare(
    command: Command,
    effective: Effective,
    options: Options,
    watch: Watch,
    emitter: Emitter,
    control: Control | None,
) -> Prepared:
    """Do everything that comes before the command's first instruction.

    Raises ScpipeError and OSError: then nothing has run, and nothing is left.
    """
    protection = protection_of(effective.policy)
    before, signals = take_signals()
    child = start(command, protection.filter, protection.confinement, before)
    try:
        if protection.filter is not None:
            child.ensure_readable()
        source = choose_source(protection, child.pid)
        offered = {"descriptors": source.name, **child.facts}
        emitter(start_event(command, effective, protection, child.warnings, offered))
        emitter.started = True
        let_go((0, 1))  # stderr stays: reports go there
        supervisor = make_supervisor(child.pid, protection, source, emitter, watch, options)
        if control is not None:
            control.attach(child, supervisor)
    except BaseException:
        child.abandon()
        raise
    return Prepared(child, supervisor, signals)
