"""The host's end of a sandbox: a thread that reads everything the supervisor tells, and orders sent to it."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from scpipe.errors import ReportError
from scpipe.outcome import Status
from scpipe.report.events import End, Event, Note, Refusal, Repeated
from scpipe.report.replay import from_record
from scpipe.service.protocol import Ended, Failed, Ready, Started, decode_control, encode_kill

#: More violations than this are only counted; more events are not kept for a slow callback.
MOST_VIOLATIONS = 10_000
MOST_PENDING = 100_000

Listener = Callable[[Event], object]


class Connection:
    """What is known of one sandbox. The reading thread is the only writer of its attributes.

    ``reap`` waits for the supervisor's process, and only for it; called when the stream has ended.
    """

    def __init__(self, sock: socket.socket, reap: Callable[[], object], listener: Listener | None) -> None:
        self.ready = False
        self.pid = 0
        self.failed: Failed | None = None
        self.ended: Ended | None = None
        self.end: End | None = None
        self.over = False
        self.note = ""
        self.violations: list[Refusal] = []
        self.refusals = 0
        self._socket = sock
        self._reap = reap
        self._doom: Status | None = None
        self._sending = threading.Lock()
        self._changed = threading.Condition()
        self._callbacks: list[Callable[[], object]] = []
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

    def wait_ready(self, timeout: float) -> bool:
        """Sleep until the supervisor's interpreter has begun. False: it has not, and is gone or late."""
        with self._changed:
            self._changed.wait_for(lambda: self.ready or self.over, timeout)
            return self.ready

    def give_up(self) -> None:
        """Expect no more words: what is no supervisor may have left the socket to a child of its own."""
        with self._sending, contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def wait_started(self) -> None:
        """Sleep until the command runs, or never will."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self.pid or self.failed or self.ended or self.over))

    def wait_ended(self, timeout: float | None) -> Ended | None:
        """How the command ended; None if it has not within ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended is not None, timeout)
            return self.ended

    def wait_over(self, timeout: float | None) -> bool:
        """Sleep until the whole sandbox is gone and every event is delivered. False if it takes longer."""
        deadline = None if timeout is None else time.monotonic() + timeout
        if not self.wait_gone(timeout):
            return False
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        return self._delivery is None or self._delivery.finish(left)

    def wait_gone(self, timeout: float | None) -> bool:
        """Sleep until the whole sandbox is gone. False if it takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self.over, timeout)

    def when_ended(self, callback: Callable[[], object]) -> None:
        """Call ``callback``, in the reading thread or here and now, when the command has ended."""
        with self._changed:
            if self.ended is None:
                self._callbacks.append(callback)
                return
        callback()

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
        if isinstance(message, Ended):
            self._tell_end(message)
        elif isinstance(message, Ready):
            with self._changed:
                self.ready = True
                self._changed.notify_all()
        elif message is not None:
            with self._changed:
                self.pid = message.pid if isinstance(message, Started) else 0
                self.failed = message if isinstance(message, Failed) else None
                self._changed.notify_all()
        elif event is not None:
            self._note_event(event)

    def _note_event(self, event: Event) -> None:
        if isinstance(event, Refusal):
            self.refusals += 1
            if len(self.violations) < MOST_VIOLATIONS:
                self.violations.append(event)
        elif isinstance(event, Repeated):
            self.refusals += event.count
        elif isinstance(event, Note):
            self.note = event.text
        elif isinstance(event, End):
            self.end = event
        if self._delivery is not None:
            self._delivery.put(event)

    def _tell_end(self, ended: Ended) -> None:
        with self._changed:
            if self.ended is not None:
                return
            self.ended = ended
            callbacks, self._callbacks = self._callbacks, []
            self._changed.notify_all()
        for callback in callbacks:
            callback()

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
        self._tell_end(Ended(-signal.SIGKILL, status.value, why))
        with self._changed:
            self.over = True
            self._changed.notify_all()


class Delivery:
    """Calls the host's listener in a thread of its own, so that a slow one does not keep the reader."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._events: deque[Event | None] = deque()
        self._dropped = 0
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._deliver, name="scpipe on_event", daemon=True)

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def put(self, event: Event | None) -> None:
        """Deliver an event later; None: there are no more."""
        with self._changed:
            if event is not None and len(self._events) >= MOST_PENDING:
                self._dropped += 1
                return
            if self._dropped:
                text = f"{self._dropped} events were dropped: on_event is too slow"
                self._events.append(Note(time.time(), "warning", text))
                self._dropped = 0
            self._events.append(event)
            self._changed.notify_all()

    def finish(self, timeout: float | None) -> bool:
        """Sleep until everything is delivered. False if it takes longer; True in the listener itself."""
        if threading.current_thread() is self._thread:
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _deliver(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._events))
                event = self._events.popleft()
            if event is None:
                return
            try:
                self._listener(event)
            except Exception:  # noqa: BLE001 - as for any thread: told, and the next event comes
                kind, value, trace = sys.exc_info()
                assert kind is not None
                threading.excepthook(threading.ExceptHookArgs((kind, value, trace, self._thread)))
