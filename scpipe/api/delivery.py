"""Events to the host's listener, in a thread of their own."""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from scpipe.report.events import Event, Note

#: More events are not kept for a slow callback.
MOST_PENDING = 100_000

Listener = Callable[[Event], object]


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
