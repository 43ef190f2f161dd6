"""Signals that are sent to the supervisor: waited for alone, or together with other things."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Collection

from scpipe.linux import signals
from scpipe.linux.signals import Received

#: Of signals that wait the kernel gives the one with the least number first. So soon those with numbers
#: above SIGCHLD's are read, however many of that one there are (seconds).
_LONGEST_UNREAD = 0.05


class SignalWatch:
    """``numbers``: signals, which are blocked; ``fd``: the signalfd that shows them; ``takers`` get each.

    SIGCHLD only wakes us: what has happened waitpid tells.
    """

    def __init__(self, fd: int, numbers: Collection[int], *takers: Callable[[Received], None]) -> None:
        self.fd = fd
        self._numbers = numbers
        self._takers = takers
        self._read_at = 0.0

    def read(self) -> None:
        """Take all that have arrived."""
        self._read_at = time.monotonic()
        for received in signals.read_signals(self.fd):
            if received.number != signal.SIGCHLD:
                self._take(received)

    def _take(self, received: Received) -> None:
        for take in self._takers:
            take(received)

    def wait(self, seconds: float) -> None:
        """Wait for one and take it: one system call, where poll(2) and a read of the signalfd are two."""
        found = signal.sigtimedwait(self._numbers, max(0.0, seconds))
        if found is None:
            return
        if found.si_signo != signal.SIGCHLD:
            self._take(Received(found.si_signo, found.si_code, found.si_pid))
        elif time.monotonic() - self._read_at > _LONGEST_UNREAD:
            self.read()
