"""--watch: a process that draws, beside the supervisor, which never waits for it.

Three processes: the guard that the caller has started (detach.py), and its children, the supervisor and the
viewer. The supervisor knows nothing of the viewer but a socket that takes packets as long as there is room.
The viewer ends when nobody can write to that socket any more, however the supervisor has ended.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import mmap
import os
import select
import signal
import socket
import struct
import termios
import time

from scpipe import isolation
from scpipe.command import region
from scpipe.command.outputs import own
from scpipe.errors import SetupError, UsageError
from scpipe.linux import process, terminal
from scpipe.report.live import OPEN, PLACES, LiveSink
from scpipe.report.tally import Tally
from scpipe.report.text import wants_colour
from scpipe.spawn.streams import let_go

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from scpipe.command.liveview import View

#: How often it is drawn, and how long its end is waited for (seconds).
_PERIOD, _PATIENCE = 0.25, 2.0
_STDERR = 2
_LONGEST = 1 << 16
#: What a terminal, or whoever signals the whole group, sends to commands. It ends with the supervisor.
_FOR_OTHERS = (
    *(signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE),
    *(signal.SIGUSR1, signal.SIGUSR2, signal.SIGTSTP, signal.SIGTTOU),
)


class Watching:
    """The viewer, as its parent and the supervisor have it. Make it before the supervisor is forked.

    Raises UsageError where stderr is no terminal to draw to, SetupError where what it needs is forbidden.
    """

    def __init__(self) -> None:
        isolation.complete_path()
        from scpipe.command.liveview import HEIGHT, View

        if not os.isatty(_STDERR) or not terminal.foreground(_STDERR):
            raise UsageError("--watch draws to the terminal that it is started from, and stderr is none")
        if os.environ.get("TERM") == "dumb":
            raise UsageError("--watch cannot draw to a terminal that is dumb (TERM)")
        self._height = HEIGHT
        self._terminal = own(_STDERR)
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)
        self.counts = memoryview(self._memory).cast("Q")[:PLACES]
        self._receiver, self._sender = _packets()
        view = View(time.monotonic())
        view.warm_up()
        self._viewer = os.fork()
        if self._viewer == 0:
            os.close(self._sender)
            _Viewer(self._terminal, self._receiver, self.counts, view, HEIGHT).run()
        os.close(self._receiver)

    def sink(self, tally: Tally) -> LiveSink:
        """In the supervisor: where events go."""
        return LiveSink(self._sender, self.counts, tally)

    def part(self) -> None:
        """In the guard, after the supervisor was forked: only that one is listened to."""
        os.close(self._sender)

    def end(self) -> None:
        """In the guard, when the supervisor has ended: see to it that the terminal is as it was."""
        deadline = time.monotonic() + _PATIENCE
        with contextlib.suppress(ChildProcessError):  # its end was taken in together with another's
            while not os.waitpid(self._viewer, os.WNOHANG)[0]:
                time.sleep(0.005)
                if time.monotonic() > deadline:
                    process.send(self._viewer, signal.SIGKILL)
        if self.counts[OPEN]:
            rows, _columns = _size(self._terminal)
            _write(self._terminal, region.closed(rows, self._height))


def _packets() -> tuple[int, int]:
    """The two ends of a socket pair for packets, none of them below 10: those numbers are the caller's."""
    try:
        ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK)
    except OSError as error:
        raise SetupError(f"--watch needs a socket pair: {error.strerror}") from None
    with ends[0], ends[1]:
        return own(ends[0].fileno()), own(ends[1].fileno())


class _Viewer:
    """The process that draws. It ignores what is sent to commands, and draws while they have the terminal."""

    def __init__(self, fd: int, receiver: int, counts: memoryview, view: View, height: int) -> None:
        self._fd = fd
        self._receiver = receiver
        self._counts = counts
        self._view = view
        self._height = height
        #: The size for which room is made now: rows, columns; (0, 0) while there is none.
        self._size = (0, 0)

    def run(self) -> NoReturn:
        """Draw until nobody tells anything any more."""
        code = 1
        try:
            process.set_not_dumpable()  # as the supervisor: the command is the same user's
            let_go((0, 1, 2))  # whoever reads the command's output waits for the last who could write to it
            isolation.close_imports()  # the command may change the files
            self._take_signals()
            self._listen()
            code = 0
        finally:
            with contextlib.suppress(OSError):
                self._close()
            os._exit(code)

    def _take_signals(self) -> None:
        for number in _FOR_OTHERS:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())

    def _listen(self) -> None:
        poll = select.poll()
        poll.register(self._receiver, select.POLLIN)
        due = 0.0
        while True:
            now = time.monotonic()
            if now >= due:
                due = now + _PERIOD
                self._draw(now)
            poll.poll(max(due - time.monotonic(), 0.0) * 1000)
            if not self._take_in(due):
                return

    def _take_in(self, until: float) -> bool:
        """Read what is there, for no longer than it is time to draw; False at the end of it."""
        while time.monotonic() < until:
            try:
                packet = os.read(self._receiver, _LONGEST)
            except BlockingIOError:
                return True
            if not packet:
                return False
            self._view.note(json.loads(packet))
        return True

    def _draw(self, now: float) -> None:
        """Nothing while another job has the terminal: it would be that one's screen."""
        size = _size(self._fd)
        if terminal.foreground(self._fd) != os.getpgrp() or not region.fits(*size, self._height):
            self._close()
            return
        text = ""
        if size != self._size:
            text = region.opened(size[0], self._height)
            self._size = size
            self._counts[OPEN] = 1
        colour = wants_colour("auto", True, os.environ)
        lines = self._view.lines(list(self._counts), now, size[1], colour=colour)
        _write(self._fd, text + region.drawn(size[0], lines))

    def _close(self) -> None:
        if self._size != (0, 0):
            _write(self._fd, region.closed(_size(self._fd)[0], self._height))
            self._size = (0, 0)
            self._counts[OPEN] = 0


def _size(fd: int) -> tuple[int, int]:
    """Rows and columns; (0, 0) where they are not known."""
    try:
        told = fcntl.ioctl(fd, termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return 0, 0
    rows, columns, *_pixels = struct.unpack("=4H", told)
    return rows, columns


def _write(fd: int, text: str) -> None:
    with contextlib.suppress(OSError):  # a terminal that has hung up
        os.write(fd, text.encode("utf-8", "backslashreplace"))
