"""Starting the readers before a command runs: they are nobody's children, and are gone when we are.

A child of ours imports what they need and forks them, while the launch goes on, and ends. So they are no
children of the supervisor's, which waits for all of its own, and nothing that they load is loaded there.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable

from scpipe import isolation
from scpipe.linux import packets, process
from scpipe.linux.packets import Packets
from scpipe.linux.seclusion import close_all_but
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: Readers that take over, one after the other, from those that were killed.
COUNT = 3
#: How long they may take to begin, a matter of a tenth of a second (seconds).
_PATIENCE = 30.0


class Reader(Record, frozen=False):
    """A reader as its supervisor has it. It is killed by closing ``lifeline``, a pipe's write end."""

    packets: Packets
    lifeline: int
    pid: int = 0

    def kill(self) -> None:
        """End it, whatever it does."""
        with contextlib.suppress(OSError):
            os.close(self.lifeline)
        self.packets.close()


class Nursery:
    """Readers that are being started."""

    def __init__(self, count: int = COUNT) -> None:
        """Begin to start them. Raises OSError."""
        self._readers: list[Reader] = []
        ends: list[tuple[int, int]] = []
        for _each in range(count):
            own, other = packets.connection()
            read, write = os.pipe()
            self._readers.append(Reader(Packets(own), write))
            ends.append((other, read))
        parent = os.getpid()
        self._child = os.fork()
        if self._child == 0:
            _bring_up(ends, parent)
        for pair in ends:
            for fd in pair:
                os.close(fd)

    def readers(self) -> list[Reader]:
        """Those that have begun; the others are killed. They have loaded everything by now."""
        found, deadline = [], time.monotonic() + _PATIENCE
        for reader in self._readers:
            try:
                hello = reader.packets.receive(deadline - time.monotonic())
            except (OSError, TimeoutError):
                hello = b""
            if len(hello) == 4:
                reader.pid = int.from_bytes(hello, "little")
                found.append(reader)
            else:
                reader.kill()
        process.send(self._child, signal.SIGKILL)  # it has ended, or hangs
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._child, 0)
        return found


def _bring_up(ends: list[tuple[int, int]], parent: int) -> NoReturn:
    """In the child: load what readers need, fork them, end."""
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
        signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
        os.setsid()  # no signal of a terminal or to our group is meant for them
        os.chdir("/")
        close_all_but([fd for pair in ends for fd in pair])
        become_reader = _load()
        for own in ends:
            if os.fork() == 0:
                for fd in (fd for pair in ends if pair is not own for fd in pair):
                    os.close(fd)
                become_reader(*own)
    finally:
        os._exit(0)


def _load() -> Callable[[int, int], NoReturn]:
    """What a reader becomes one by. pyelftools may lie in another site directory."""
    try:
        from scpipe.backtrace.reader import become_reader
    except ImportError:
        isolation.complete_path()
        from scpipe.backtrace.reader import become_reader
    return become_reader
