"""A run from policy to ending, told on one page."""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import time
from collections.abc import Mapping

from scpipe import __version__, isolation, trust
from scpipe.errors import ReportError, SetupError
from scpipe.handlers.context import Context
from scpipe.interface import Protocol
from scpipe.ledger.ledger import Ledger
from scpipe.linux import descriptors, files, memory, process, procfs, signals
from scpipe.linux.brief import BriefWriter
from scpipe.linux.descriptors import DescriptorSource, LeaderSource, ProcSource
from scpipe.linux.timers import Interrupter
from scpipe.outcome import Ending, Status
from scpipe.policy.dump import to_dict
from scpipe.policy.model import Effective, PairKind, PairMode, Policy
from scpipe.record import Record
from scpipe.report.events import Event, Start
from scpipe.report.sinks import Reporter
from scpipe.seccomp.entries import Family
from scpipe.seccomp.plan import Plan, plan
from scpipe.seccomp.shipped import filter_of
from scpipe.spawn.child import Command, Signals
from scpipe.spawn.confinement import Confinement
from scpipe.spawn.inherited import confine, inherits_read_end
from scpipe.spawn.start import Child, start
from scpipe.spawn.streams import let_go
from scpipe.spawn.surroundings import ensure_complete_proc, ensure_own_proc, explained
from scpipe.supervisor import rulewords
from scpipe.supervisor.busy import PERIOD
from scpipe.supervisor.executables import RuleTable
from scpipe.supervisor.forwarding import BLOCKED, READ
from scpipe.supervisor.holders import HolderFinder
from scpipe.supervisor.loop import Supervisor
from scpipe.supervisor.options import Options
from scpipe.tracee.table import TaskTable

#: How much of its own CPU time the supervisor keeps for telling that it has used up the rest (seconds).
_LAST_WORD = 0.25
#: A timer of zero is none (seconds).
_SHORTEST = 0.001
#: How often in one run the supervisor may be held up for a millisecond by a write that sleeps.
_SLEPT_WRITES = 50


class Watch(Record):
    """What is told of a run: ``holders`` costs a look into /proc for each event that names them.

    ``arguments``: those of programs, which cost one at each exec.
    """

    reporter: Reporter
    holders: bool = False
    show_data: int = 0
    arguments: bool = True


class Control(Protocol):
    """Who else may end a run or signal its command."""

    def attach(self, child: Child, supervisor: Supervisor) -> None:
        """The command is ready and does not run yet. Raises SetupError: then it never will."""


def supervise(
    command: Command, effective: Effective, options: Options, watch: Watch, control: Control | None = None
) -> Ending:
    """Run a command under a policy and supervise it in this thread until all its processes are gone.

    Raises ScpipeError: it has not run, or (ReportError) ran fully protected and its report is incomplete.
    """
    ensure_own_proc()
    emitter = _Emitter(watch.reporter)
    with explained():
        child, supervisor, signal_fd = _prepare(command, effective, options, watch, emitter, control)
    _raise_descriptor_limit()
    _raise_time_limit()
    isolation.close_imports()
    gc.freeze()  # the modules stay; no launch collects among them (launchers/scpipe-isolated, starting.py)
    gc.enable()
    child.go()
    ending = supervisor.run(signal_fd)
    child.check()
    if ending.code is None:
        ending.status = Status.INTERNAL_ERROR
    if emitter.failure is not None:
        raise emitter.failure
    return ending


def _prepare(
    command: Command,
    effective: Effective,
    options: Options,
    watch: Watch,
    emitter: _Emitter,
    control: Control | None,
) -> tuple[Child, Supervisor, int]:
    """A command that waits for its go-ahead, who supervises it, and where signals for us can be read.

    Raises ScpipeError and OSError: then nothing has run, and nothing is left.
    """
    device = files.pipe_device()
    leaders_only = descriptors.reads_leaders_only(device)
    what = plan(effective.policy, inherited_read_end=inherits_read_end(), leaders_only=leaders_only)
    if any(entry.family is Family.MESSAGE for entry in what.entries):
        ensure_complete_proc()  # what is judged may be forgotten by proof, and calls run natively by proof
    program = filter_of(what) if what.entries else None
    rules = RuleTable(effective.policy)
    confinement = confine(effective.policy) if what.entries else Confinement()
    before, signal_fd = _take_signals()
    child = start(command, program, confinement, before)
    try:
        if what.entries:
            _ensure_readable(child)
        descriptor_source = _choose_source(child, device, effective.policy, leaders_only)
        told = (*effective.warnings, *effective.policy.waived_guarantees)
        warnings = (*told, *_warnings(rules, effective.policy), *child.warnings)
        kernel = {"descriptors": descriptor_source.name, **child.facts}
        _announce(command, effective, kernel, warnings, emitter)
        let_go((0, 1))  # stderr stays: reports go there
        supervisor = _supervisor(
            child, what, effective.policy, descriptor_source, rules, emitter, options, watch
        )
        if control is not None:
            control.attach(child, supervisor)
    except BaseException:
        child.abandon()
        raise
    return child, supervisor, signal_fd


def _supervisor(
    child: Child,
    what: Plan,
    policy: Policy,
    descriptor_source: DescriptorSource,
    rules: RuleTable,
    emitter: _Emitter,
    options: Options,
    watch: Watch,
) -> Supervisor:
    table = TaskTable()
    table.add_first(child.pid, filtered=process.is_filtered())
    holders = HolderFinder(table, wanted=watch.holders)
    context = Context(policy, Ledger(policy), descriptor_source, emitter, rules, holders, watch.show_data)
    context.brief, context.timer, context.tells_arguments = _brief_writer(), _timer(), watch.arguments
    return Supervisor(child.pid, what, context, table, options)


def _brief_writer() -> BriefWriter:
    """For what may sleep; where no timer can be had no such write is tried."""
    writer = BriefWriter(_SLEPT_WRITES)
    with contextlib.suppress(OSError, ValueError):
        writer.open()
        descriptors.close_sockets_by(writer.give_up)
    return writer


def _timer() -> Interrupter:
    """For reports that are waited for in waitpid; where no timer can be had none are."""
    timer = Interrupter(PERIOD)
    with contextlib.suppress(OSError, ValueError):
        timer.open()
    return timer


class _Emitter:
    """Events to the reporter. A report that fails in mid-run is told once; the protection goes on."""

    def __init__(self, reporter: Reporter) -> None:
        self._reporter = reporter
        self.failure: ReportError | None = None
        self.started = False

    def __call__(self, event: Event) -> None:
        try:
            self._reporter.emit(event)
        except ReportError as error:
            if not self.started:
                raise
            self.failure = self.failure or error


def _announce(
    command: Command,
    effective: Effective,
    offered: Mapping[str, object],
    warnings: tuple[str, ...],
    emitter: _Emitter,
) -> None:
    """The start event: what is enforced, where it came from, what the kernel offers."""
    kernel = {
        "release": os.uname().release,
        "machine": os.uname().machine,
        "capability_sys_ptrace": process.has_capability(process.CAP_SYS_PTRACE),
        "own_code_writable": trust.may_change_own_code(),
        **offered,
    }
    emitter(
        Start(
            time=time.time(),
            version=__version__,
            command=tuple(command.arguments),
            policy=to_dict(effective.policy),
            origins=effective.origins,
            kernel=kernel,
            warnings=warnings,
        )
    )
    emitter.started = True


def _warnings(rules: RuleTable, policy: Policy) -> list[str]:
    found = rulewords.warnings(rules, policy)
    found += trust.warnings(procfs.unmapped_user())
    if os.geteuid() == 0 and not process.has_capability(process.CAP_SYS_PTRACE):
        found.append(
            "root without CAP_SYS_PTRACE: a process that changes its user cannot be supervised any more "
            "and its calls will fail (in a container: --cap-add SYS_PTRACE)"
        )
    return found


def _ensure_readable(child: Child) -> None:
    """Raise SetupError if calls could not be looked at: their arguments lie in the command's memory."""
    try:
        memory.probe(child.pid)
    except OSError as error:
        raise SetupError(
            f"what a program writes cannot be read: process_vm_readv or process_vm_writev is forbidden here "
            f"({error.strerror}); in a container add --cap-add SYS_PTRACE, and see the seccomp profile"
        ) from None


def _choose_source(child: Child, device: int, policy: Policy, leaders_only: bool) -> DescriptorSource:
    descriptor_source = descriptors.choose_source(child.pid, device)
    if isinstance(descriptor_source, LeaderSource) and not leaders_only:
        raise SetupError("the command's threads cannot be looked at one by one, though scpipe's own can")
    if isinstance(descriptor_source, ProcSource) and PairMode.ALLOW_EVENTS in policy.modes(
        PairKind.SOCKETPAIR
    ):
        raise SetupError(
            "socketpair: allow-events needs pidfd_getfd, which is forbidden here; in a container add "
            "--cap-add SYS_PTRACE, or choose socketpair: allow or deny"
        )
    return descriptor_source


def _take_signals() -> tuple[Signals, int]:
    """Read signals as records from now on; remember what the command is to have instead."""
    ignored = {number for number in (signal.SIGCHLD,) if signal.getsignal(number) is signal.SIG_IGN}
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, children would be reaped unseen
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, BLOCKED)
    before = Signals(frozenset(int(number) for number in mask), frozenset(int(number) for number in ignored))
    return before, signals.open_signalfd(READ)


def _raise_descriptor_limit() -> None:
    """Use what the hard limit allows: a waiting write of a tracee holds a descriptor of ours."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _raise_time_limit() -> None:
    """The limit of CPU time is meant for the command, which has it by now.

    Where we may not lift our own, a timer of that clock tells us a moment before the kernel kills us.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return
    if hard != resource.RLIM_INFINITY:
        left = hard - time.process_time() - _LAST_WORD
        signal.setitimer(signal.ITIMER_PROF, max(left, _SHORTEST))
