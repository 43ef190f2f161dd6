"""Sleeping until a descriptor is ready: the supervisor's own ones, and those that operations wait for."""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator

from scpipe.supervisor.signalwatch import SignalWatch

#: poll(2) takes an int of milliseconds, 24 days; a deadline can be later (seconds).
_LONGEST_SLEEP = 3600.0


class Poller:
    """Descriptors of the supervisor's own are served here; of the others it says which are ready."""

    def __init__(self) -> None:
        self._poll = select.poll()
        self._own_poll = select.poll()
        self._served: dict[int, Callable[[], None]] = {}
        self._signals: SignalWatch | None = None

    def watch(self, fd: int, serve: Callable[[], None]) -> None:
        """Call ``serve`` when a descriptor of the supervisor's own becomes readable."""
        self._served[fd] = serve
        for poll in (self._poll, self._own_poll):
            poll.register(fd, select.POLLIN)

    def watch_signals(self, found: SignalWatch) -> None:
        """Have signals taken as they arrive."""
        self._signals = found
        self.watch(found.fd, found.read)

    def add(self, fd: int) -> None:
        """Tell when a descriptor becomes writable, too."""
        self._poll.register(fd, select.POLLOUT)

    def remove(self, fd: int) -> None:
        """The opposite."""
        self._poll.unregister(fd)

    def sleep_for_signals(self, timeout: float | None) -> bool:
        """Sleep until a signal has been taken (seconds); False, at once, if more is to be watched."""
        if self._signals is None or len(self._served) > 1:
            return False
        self._signals.wait(_LONGEST_SLEEP if timeout is None else min(timeout, _LONGEST_SLEEP))
        return True

    def serve_own(self, timeout: float | None) -> None:
        """Sleep until a descriptor of the supervisor's own is ready (seconds), and serve those that are."""
        for fd, _events in self._own_poll.poll(_in_milliseconds(timeout)):
            self._served[fd]()

    def ready(self, timeout: float | None) -> Iterator[int]:
        """Sleep until a descriptor is ready (seconds): serve the supervisor's own, yield the others."""
        for fd, _events in self._poll.poll(_in_milliseconds(timeout)):
            if fd in self._served:
                self._served[fd]()
            else:
                yield fd


def _in_milliseconds(seconds: float | None) -> int | None:
    """As poll(2) wants it: rounded up, and never too long for it; None is for ever."""
    return None if seconds is None else max(0, int(min(seconds, _LONGEST_SLEEP) * 1000 + 0.999))
