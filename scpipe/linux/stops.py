"""Every way a tracee can report to waitpid(2), as one union of typed values.

``classify`` reads the status word, once; from then on a stop is passed around as its value. What it means for
the policy is not known here.
Source: ptrace(2), "Stopped states".
"""

from __future__ import annotations

import os
import signal
from functools import lru_cache

from scpipe.record import Record

EVENT_FORK = 1
EVENT_VFORK = 2
EVENT_CLONE = 3
EVENT_EXEC = 4
EVENT_VFORK_DONE = 5
EVENT_EXIT = 6
EVENT_SECCOMP = 7
EVENT_STOP = 128

#: The status of a SeccompStop: nearly all that is reported.
SECCOMP_STATUS = EVENT_SECCOMP << 16 | signal.SIGTRAP << 8 | 0x7F

_STOPPING = frozenset({signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU})

#: So many statuses are remembered: programs choose those that they exit with.
_MOST_KNOWN = 512


class SeccompStop(Record):
    """A filter returned SECCOMP_RET_TRACE: the call has not begun."""


class SyscallStop(Record):
    """Entry into or exit from a call of a tracee resumed with PTRACE_SYSCALL."""


class ForkStop(Record):
    """The tracee made a child or thread; the child is attached already."""

    event: int


class VforkDoneStop(Record):
    """The tracee's vfork child has executed a program or is gone: the tracee goes on."""


class ExecStop(Record):
    """The tracee's new program is in place and has not run yet."""


class ExitStop(Record):
    """The tracee is about to exit; registers and /proc are still there."""


class GroupStop(Record):
    """The tracee's process was stopped by a stopping signal (job control)."""

    signal: int


class InterruptStop(Record):
    """PTRACE_INTERRUPT took effect, a new child made its first stop, or a group-stop ended.

    The signal of such a stop is SIGTRAP (kernel/signal.c do_jobctl_trap).
    """


class SignalStop(Record):
    """A signal is about to be delivered."""

    signal: int


class Exited(Record):
    """The task is gone with an exit status."""

    status: int


class Killed(Record):
    """The task is gone by a signal."""

    signal: int
    core: bool


class UnknownStop(Record):
    """A status no rule above covers; never resumed."""

    status: int


Stop = (
    SeccompStop
    | SyscallStop
    | ForkStop
    | VforkDoneStop
    | ExecStop
    | ExitStop
    | GroupStop
    | InterruptStop
    | SignalStop
    | Exited
    | Killed
    | UnknownStop
)

#: The reports after which there is no task any more.
ENDS = (Exited, Killed)


@lru_cache(_MOST_KNOWN)
def classify(status: int) -> Stop:
    """Say what a wait status means. Equal statuses may give the same object, which nobody changes."""
    if os.WIFSTOPPED(status):
        return _classify_stop(status)
    if os.WIFEXITED(status):
        return Exited(os.WEXITSTATUS(status))
    if os.WIFSIGNALED(status):
        return Killed(os.WTERMSIG(status), os.WCOREDUMP(status))
    return UnknownStop(status)


def _classify_stop(status: int) -> Stop:
    event = status >> 16
    number = (status >> 8) & 0xFF
    if event == 0:
        return SyscallStop() if number == signal.SIGTRAP | 0x80 else SignalStop(number)
    if event == EVENT_STOP and number in _STOPPING:
        return GroupStop(number)
    if number != signal.SIGTRAP:  # that of every other event (kernel/ptrace.c ptrace_event)
        return UnknownStop(status)
    if event in (EVENT_FORK, EVENT_VFORK, EVENT_CLONE):
        return ForkStop(event)
    return _EVENTS.get(event) or UnknownStop(status)


#: The events of which nothing more is to be said.
_EVENTS: dict[int, Stop] = {
    EVENT_EXEC: ExecStop(),
    EVENT_VFORK_DONE: VforkDoneStop(),
    EVENT_EXIT: ExitStop(),
    EVENT_SECCOMP: SeccompStop(),
    EVENT_STOP: InterruptStop(),
}
_EVENT_OF: dict[type, int] = {type(stop): event for event, stop in _EVENTS.items()}


def status_of(stop: Stop) -> int:
    """The status word of a stop that waitpid has reported; not that of an end."""
    if isinstance(stop, UnknownStop):
        return stop.status
    if isinstance(stop, SignalStop | SyscallStop):
        event, number = 0, stop.signal if isinstance(stop, SignalStop) else signal.SIGTRAP | 0x80
    elif isinstance(stop, GroupStop):
        event, number = EVENT_STOP, stop.signal
    else:
        event = stop.event if isinstance(stop, ForkStop) else _EVENT_OF[type(stop)]
        number = signal.SIGTRAP
    return event << 16 | number << 8 | 0x7F
