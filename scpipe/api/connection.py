"""The host's end of a sandbox: a thread that reads everything the supervisor tells, and orders sent to it."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import threading
import time
from collections.abc import Callable

from scpipe.api.delivery import Delivery, Listener
from scpipe.api.progress import Progress
from scpipe.errors import ReportError
from scpipe.outcome import Status
from scpipe.report.events import End, Event, Refusal, Repeated
from scpipe.report.replay import from_record
from scpipe.service.protocol import Ended, decode_control, encode_kill

#: More violations than this are only counted.
MOST_VIOLATIONS = 10_000


class Seen:
    """What the events have told: violations, how many there were in all, and the report's end."""

    def __init__(self) -> None:
        self.violations: list[Refusal] = []
        self.refusals = 0
        self.end: End | None = None

    def note(self, event: Event) -> None:
        """Take in one event."""
        if isinstance(event, Refusal):
            self.refusals += 1
            if len(self.violations) < MOST_VIOLATIONS:
                self.violations.append(event)
        elif isinstance(event, Repeated):
            self.refusals += event.count
        elif isinstance(event, End):
            self.end = event


class Connection:
    """The line to a sandbox's supervisor. A thread of its own notes what it says: ``progress``, ``seen``.

    ``reap`` waits for the supervisor's process, and only for it; called when the stream has ended.
    """

    def __init__(self, sock: socket.socket, reap: Callable[[], object], listener: Listener | None) -> None:
        self.progress = Progress()
        self.seen = Seen()
        self._socket = sock
        self._reap = reap
        self._doom: Status | None = None
        self._sending = threading.Lock()
        self._delivery = None if listener is None else Delivery(listener)
        self._thread = threading.Thread(target=self._read, name="scpipe events", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        if self._delivery is not None:
            self._delivery.start()
        self._thread.start()

    def ask(self, line: bytes) -> None:
        """Send the request. Raises OSError if that is forbidden; that nobody is there is told later."""
        with self._sending, contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._socket.sendall(line)

    def send(self, line: bytes) -> None:
        """Send a line to the supervisor; one that is gone needs no orders any more."""
        with self._sending, contextlib.suppress(OSError):
            self._socket.sendall(line)

    def kill(self, status: Status) -> None:
        """Have everything in the sandbox killed; ``status`` is what that means."""
        self._doom = self._doom or status
        self.send(encode_kill(status.value))

    def give_up(self) -> None:
        """Expect no more words: what is no supervisor may have left the socket to a child of its own."""
        with self._sending, contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def wait_over(self, timeout: float | None) -> bool:
        """Sleep until the whole sandbox is gone and every event is delivered. False if it takes longer."""
        deadline = None if timeout is None else time.monotonic() + timeout
        if not self.progress.wait_gone(timeout):
            return False
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        return self._delivery is None or self._delivery.finish(left)

    # -- the reading thread --------------------------------------------------------------------

    def _read(self) -> None:
        try:
            with contextlib.suppress(OSError), self._socket.makefile("rb") as lines:
                for line in lines:
                    self._take(line)
        finally:
            self._conclude()

    def _take(self, line: bytes) -> None:
        try:
            record = json.loads(line)
            message = decode_control(record)
            event = from_record(record) if message is None else None
        except (ValueError, KeyError, TypeError, ReportError):
            return  # the supervisor died in the middle of a line
        if message is not None:
            self.progress.note(message)
        elif event is not None:
            self.seen.note(event)
            if self._delivery is not None:
                self._delivery.put(event)

    def _conclude(self) -> None:
        """The supervisor is gone, and so is the command: what it was not told of, the kernel has killed."""
        with self._sending:
            self._socket.close()
        self._reap()
        if self._delivery is not None:
            self._delivery.put(None)
        status, why = Status.INTERNAL_ERROR, "the supervisor's process ended unexpectedly"
        if self._doom is not None:
            status, why = self._doom, "killed by the host"
        self.progress.note(Ended(-signal.SIGKILL, status.value, why))
        self.progress.note_over()
