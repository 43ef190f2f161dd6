"""A supervisor and everything it works with, put together for one command."""

from __future__ import annotations

from scpipe.handlers.context import Context
from scpipe.ledger.ledger import Ledger
from scpipe.linux import process
from scpipe.linux.descriptors import DescriptorSource
from scpipe.report.sinks import Emitter
from scpipe.supervision.own_process import make_timers
from scpipe.supervision.protection import Protection
from scpipe.supervision.watch import Watch
from scpipe.supervisor.loop import Supervisor
from scpipe.supervisor.options import Options
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.table import TaskTable


def make_supervisor(
    pid: int,
    protection: Protection,
    descriptor_source: DescriptorSource,
    emitter: Emitter,
    watch: Watch,
    options: Options,
) -> Supervisor:
    """A supervisor for the command with this pid, which is seized and waits for its go-ahead."""
    armed = protection.traps.by_descriptor
    table = TaskTable(descriptor_source, armed=armed, seals=armed and process.can_seal())
    table.add_first(pid, filtered=process.is_filtered())
    policy = protection.policy
    context = Context(
        policy, Ledger(policy), descriptor_source, emitter, protection.rules, watch.reports(table)
    )
    context.brief, context.timer = make_timers()
    return Supervisor(Sandbox.make(pid, protection.traps.plan, context, table, options))
