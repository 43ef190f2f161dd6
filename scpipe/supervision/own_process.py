"""What the supervisor changes about its own process: signals, limits, timers."""

from __future__ import annotations

import contextlib
import resource
import signal
import time

from scpipe.linux import signals, sockets
from scpipe.linux.brief import BriefWriter
from scpipe.linux.timers import Interrupter
from scpipe.spawn.child import Signals
from scpipe.spawn.streams import let_go
from scpipe.supervisor.busy import PERIOD
from scpipe.supervisor.forwarding import BLOCKED, READ

#: How much of its own CPU time the supervisor keeps for telling that it has used up the rest (seconds).
_LAST_WORD = 0.25
#: A timer of zero is none (seconds).
_SHORTEST = 0.001
#: How often in one run the supervisor may be held up for a millisecond by a write that sleeps.
_SLEPT_WRITES = 50


def take_signals() -> tuple[Signals, int]:
    """Read signals as records from now on, from a descriptor; and what the command is to have instead."""
    ignored = {number for number in (signal.SIGCHLD,) if signal.getsignal(number) is signal.SIG_IGN}
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, children would be reaped unseen
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, BLOCKED)
    before = Signals(frozenset(int(number) for number in mask), frozenset(int(number) for number in ignored))
    return before, signals.open_signalfd(READ)


def make_timers() -> tuple[BriefWriter, Interrupter]:
    """For what may sleep, and for reports that are waited for in waitpid.

    Where no timer can be had neither is ever tried.
    """
    writer, interrupter = BriefWriter(_SLEPT_WRITES), Interrupter(PERIOD)
    for timer in (writer, interrupter):
        with contextlib.suppress(OSError, ValueError):
            timer.open()
    if writer.has_timer:
        sockets.close_sockets_by(writer.give_up)
    return writer, interrupter


def let_go_of_streams() -> None:
    """Keep nothing that the command was given but stderr: reports go there."""
    let_go((0, 1))


def raise_limits() -> None:
    """Lift what is meant for the command, which has its limits by now."""
    _raise_descriptor_limit()
    _raise_size_limit()
    _raise_time_limit()


def _raise_descriptor_limit() -> None:
    """Use what the hard limit allows: a waiting write of a tracee holds a descriptor of ours."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _raise_size_limit() -> None:
    """Use what the hard limit allows: reports grow, and filters for programs are written to files."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def _raise_time_limit() -> None:
    """CPU time without end; where we may not lift that limit, a timer of that clock.

    It tells us a moment before the kernel kills us.
    """
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        return
    if hard != resource.RLIM_INFINITY:
        left = hard - time.process_time() - _LAST_WORD
        signal.setitimer(signal.ITIMER_PROF, max(left, _SHORTEST))
