"""Against sleeping for ever: a read of a tracee's memory can wait for a server that waits for us.

A page of a FUSE file comes from the file system's server. If that server runs in the sandbox it may
be stopped at a call of its own, and we would wait for it while it waits for us. A second thread sees that
nothing moves, and kills the servers: with the last descriptor of /dev/fuse every read of theirs ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import threading
from collections.abc import Callable, Collection, Iterator

from scpipe.linux import process, procfs

#: How often the other thread looks, and how many looks in a row must find us asleep in one stop.
_LOOK = 0.25
_LOOKS = 8
#: /dev/fuse (Documentation/admin-guide/devices.txt).
_FUSE = os.makedev(10, 229)


class Watchdog:
    """Watches the thread that serves stops. It makes no ptrace call and changes nothing but by killing.

    ``progress`` counts what that thread has done, or is None while it has nothing to do.
    """

    def __init__(self, processes: Collection[int], progress: Callable[[], int | None]) -> None:
        self._processes = processes
        self._progress = progress
        self._over = threading.Event()
        self._watched = 0
        self._killed: list[int] = []

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Watch the thread that calls this."""
        self._watched = threading.get_native_id()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()
        try:
            yield
        finally:
            self._over.set()

    def take_killed(self) -> list[int]:
        """Whom it had to kill since the last time somebody asked."""
        if not self._killed:
            return []
        killed, self._killed = self._killed, []
        return killed

    def _watch(self) -> None:
        before: int | None = None
        looks = 0
        while not self._over.wait(_LOOK):
            now = self._progress()
            stuck = now is not None and now == before and self._is_asleep()
            looks = looks + 1 if stuck else 0
            before = now
            if looks >= _LOOKS:
                looks = 0
                self._kill_servers()

    def _is_asleep(self) -> bool:
        return procfs.state(os.getpid(), self._watched) in ("S", "D")

    def _kill_servers(self) -> None:
        # The other thread is asleep, but can wake up at any time and change what it owns.
        with contextlib.suppress(RuntimeError):
            for pid in [*self._processes]:
                if serves_files(pid):
                    process.send(pid, signal.SIGKILL)
                    self._killed.append(pid)


def serves_files(pid: int) -> bool:
    """True if a process has /dev/fuse open, so that it may be a file system's server."""
    for fd in procfs.descriptors(pid):
        with contextlib.suppress(OSError):
            status = os.stat(f"/proc/{pid}/fd/{fd}")
            if stat.S_ISCHR(status.st_mode) and status.st_rdev == _FUSE:
                return True
    return False
