"""Calls that a task makes for us in place of one of its own, which it makes after them."""

from __future__ import annotations

import signal
from collections.abc import Generator

from scpipe.record import Record
from scpipe.tracee.actions import Answer

#: Signals that a program's own instruction raises: where they are blocked the kernel ends the program.
_RAISED = (signal.SIGILL, signal.SIGTRAP, signal.SIGBUS, signal.SIGFPE, signal.SIGSEGV, signal.SIGSYS)
#: All other signals: they wait until the inserted calls are over. SIGKILL and SIGSTOP cannot be blocked.
WAITING_SIGNALS = (1 << 64) - 1 - sum(1 << (number - 1) for number in _RAISED)


class InsertedCall(Record):
    """A system call by its number on this machine, with its arguments (unsigned)."""

    number: int
    arguments: tuple[int, ...]


#: Gives calls, and is sent what each returned (-errno on failure). Raises InsertionError.
Calls = Generator[InsertedCall, int, None]


class InsertionError(Exception):
    """A call has failed, and with it all of them."""


class UnsealedError(InsertionError):
    """No mapping can be sealed in this memory: whoever has it must stand still for what is made again."""


class Insertion(Record, frozen=False, eq=False):
    """Calls that are under way. ``entry``: the task's registers at the entry of its own call.

    ``mask``: the signals that it blocks itself, None when it has been given them back. ``failure``: what its
    own call is answered with if they fail; None: then it loses the descriptors. ``following``: the call that
    is made next, when the task is back at the entry; None while one is being made. ``result``: what its own
    call, which it has made already, is answered with; None: it is made after them.
    """

    calls: Calls
    entry: bytes
    mask: int | None
    failure: Answer | None
    following: InsertedCall | None = None
    result: Answer | None = None
