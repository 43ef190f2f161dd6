"""Runs that need no supervisor: scpipe-run becomes the command, with a filter or without one."""

from __future__ import annotations

import os
import signal

from scpipe.command.complaint import warn
from scpipe.command.invocation import Invocation
from scpipe.errors import UsageError
from scpipe.policy.model import Effective, OnViolation, PairKind, PairMode
from scpipe.spawn.child import Command, callers_environment, execute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def become_filtered(invocation: Invocation, effective: Effective) -> NoReturn:
    """Become the command under a filter that says it all. Raises ScpipeError."""
    from scpipe.linux.process import FilterProgram
    from scpipe.seccomp.plan import plan_standalone
    from scpipe.seccomp.shipped import filter_of
    from scpipe.spawn import confinement as confinement_
    from scpipe.spawn import inherited
    from scpipe.spawn.surroundings import ensure_no_deadly_filter, ensure_own_proc

    if effective.policy.on_violation is not OnViolation.REFUSE:
        raise UsageError("--no-supervisor can only refuse: on-violation kill and report need the supervisor")
    ensure_own_proc()
    ensure_no_deadly_filter()
    program = FilterProgram(filter_of(plan_standalone(effective.policy)))
    if inherited.inherits_read_end() and PairMode.DENY in effective.policy.modes(PairKind.PIPE):
        raise UsageError(
            "--no-supervisor cannot watch the read end of a pipe that the command is given, which it could "
            "open again for writing: drop --no-supervisor, or give it a file or /dev/null"
        )
    confinement = inherited.confine(effective.policy)
    _warn_of(invocation, (*effective.policy.waived_guarantees, *confinement.warnings))
    code = confinement_.make_switches_read_only(confinement)
    if code:
        _warn_of(invocation, (f"/proc/sys and /sys stay writable for root: {os.strerror(code)}",))
    confinement_.shut_in(confinement, program)
    become(invocation, effective)


def become(invocation: Invocation, effective: Effective) -> NoReturn:
    """Execute the command in our place. Raises ScpipeError where that cannot be."""
    from scpipe.spawn.unexecutable import explain

    _warn_of(invocation, (*effective.warnings, *invocation.useless))
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    command = Command(invocation.command, callers_environment())
    try:
        execute(command)
    except OSError as error:
        raise explain(command, error.errno or 0) from None


def _warn_of(invocation: Invocation, texts: tuple[str, ...]) -> None:
    for text in () if invocation.outputs.quiet else texts:
        warn(text)
