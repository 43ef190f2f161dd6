"""--orphans detach: scpipe-run ends with the command, its supervisor goes on without it.

Two processes: the guard is the process the caller started and waits for, the supervisor its child. When
the command ends while others of its sandbox live on, the supervisor gives up terminal, streams and
session and tells the guard how the command ended. No pipe is used: scpipe itself may run where pipes are
denied.
"""

from __future__ import annotations

import contextlib
import gc
import mmap
import os
import select
import signal
import struct
import time
from collections.abc import Callable

from scpipe.interface import Protocol
from scpipe.linux import process, signals
from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.spawn.streams import ensure_null_device, let_go
from scpipe.spawn.surroundings import explained
from scpipe.supervisor.forwarding import FORWARDED, stop_as

_TOLD = struct.Struct("=ii")

#: What the guard reads as records, and what it blocks: in job control it follows the supervisor.
_READ = FORWARDED | {signal.SIGCHLD}
_BLOCKED = _READ | {signal.SIGTTIN, signal.SIGTTOU}

#: How long a SIGCONT for the whole process group may take from one member to the next (seconds).
_WHOLE_GROUP = 0.05

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object] | int | None

#: What the supervisor calls at the command's end: an exit status, or minus a signal.
Leave = Callable[[int], None]


class _Note:
    """One number from the supervisor to its guard."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)
        self.fd = os.eventfd(0, os.EFD_CLOEXEC)

    def tell(self, status: int) -> None:
        _TOLD.pack_into(self._memory, 0, 1, status)
        os.eventfd_write(self.fd, 1)

    def told(self) -> int | None:
        there, status = _TOLD.unpack_from(self._memory)
        return status if there else None


class Companion(Protocol):
    """Another child of the guard's."""

    def part(self) -> None:
        """The supervisor was forked."""

    def end(self) -> None:
        """The command has ended, and so will the guard."""


def guard(supervise: Callable[[Leave], int], companion: Companion | None = None) -> int:
    """Run ``supervise`` in a child, and end as the command does.

    ``companion``: who is told of the beginning and the end of that. Returns the exit status, or dies of the
    command's signal. Raises SetupError, and what ``supervise`` raises. If this process is killed first, the
    supervisor dies with it, and so does the sandbox.
    """
    with explained():  # by one of the two, not by both
        ensure_null_device()
    note = _Note()
    before, callers = _block()
    pid = _fork_guarded(before, callers)
    if pid == 0:
        return supervise(lambda status: _leave(note, status))
    if companion is not None:
        companion.part()
    with explained():
        let_go((0, 1))  # stderr stays: errors are told there
    gc.enable()  # off while modules were loaded (launchers/scpipe-isolated)
    status = _Guard(pid, note, signals.open_signalfd(_READ)).wait()
    if companion is not None:
        companion.end()
    return end_as(status)


def run_in_child(supervise: Callable[[], int]) -> int:
    """Run ``supervise`` in a child that does nothing else: its exit status, or minus the signal it died of.

    Meanwhile this process is its guard; afterwards it is as it was, descriptors and signals included. Raises
    SetupError.
    """
    before, callers = _block()
    pid = _fork_guarded(before, callers)
    if pid == 0:
        os._exit(supervise() & 0xFF)
    note = _Note()
    records = signals.open_signalfd(_READ)
    try:
        return _Guard(pid, note, records).wait()
    finally:
        os.close(records)
        os.close(note.fd)
        signal.signal(signal.SIGCHLD, callers)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _block() -> tuple[set[int], Handler]:
    """Read signals as records from now on; what was blocked, and what SIGCHLD did, before."""
    before = {int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, _BLOCKED)}
    # Set after the fork, this would throw away what tells of a child that has ended by then (signal(7)).
    return before, signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _fork_guarded(before: set[int], callers: Handler) -> int:
    """Fork: 0 in the child, which has the caller's signals again, and dies with its guard."""
    guard_pid = os.getpid()
    with explained():
        pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, callers)
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() != guard_pid:
            os._exit(125)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return pid


def _leave(note: _Note, status: int) -> None:
    """The supervisor becomes a process of nobody's: no session, no streams, no directory of the caller's."""
    process.set_parent_death_signal(0)
    os.setsid()
    os.chdir("/")
    let_go((0, 1, 2))
    note.tell(status)


def end_as(status: int) -> int:
    """Die of the signal that a negative status stands for; any other is returned."""
    if status < 0:
        process.die_of(-status)
        return 128 - status
    return status


class _Guard:
    """The caller's child: passes signals on, stops and goes on with the supervisor."""

    def __init__(self, supervisor: int, note: _Note, signal_fd: int) -> None:
        self._supervisor = supervisor
        self._note = note
        self._signals = signal_fd
        self._ended: int | None = None
        self._resumed = False

    def wait(self) -> int:
        """How the command ended: an exit status, or minus a signal."""
        poll = select.poll()
        poll.register(self._note.fd, select.POLLIN)
        poll.register(self._signals, select.POLLIN)
        while self._ended is None:
            poll.poll()
            self._ended = self._note.told()
            for received in signals.read_signals(self._signals):
                self._serve(received)
        return self._ended

    def _serve(self, received: Received) -> None:
        if received.number == signal.SIGCHLD:
            self._look()
        elif received.number == signal.SIGCONT and self._resumed:
            self._resumed = False  # it continued us, and the supervisor has been told
        elif received.code != SI_KERNEL:  # what a terminal sends has reached the whole group
            process.pass_on(self._supervisor, received.number, received.sender)

    def _look(self) -> None:
        """Take in every child; others than the supervisor are orphans, if we are the first process."""
        pid = -1
        with contextlib.suppress(ChildProcessError):
            while pid:
                pid, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
                if pid == self._supervisor:
                    self._follow(status)

    def _follow(self, status: int) -> None:
        if os.WIFSTOPPED(status):
            stop_as(os.WSTOPSIG(status))
            self._resumed = True
            if not self._is_continued():
                process.send(self._supervisor, signal.SIGCONT)
        elif self._ended is None:
            self._ended = os.waitstatus_to_exitcode(status)

    def _is_continued(self) -> bool:
        """True if the SIGCONT for us was for the supervisor, too: a second one would reach the command."""
        deadline = time.monotonic() + _WHOLE_GROUP
        while time.monotonic() < deadline:
            if os.waitid(os.P_PID, self._supervisor, os.WCONTINUED | os.WNOHANG) is not None:
                return True
            time.sleep(0.001)
        return False
