"""Lines to a host that may be slow or stopped: the supervisor never waits for it."""

from __future__ import annotations

import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable

from scpipe.report.events import Note
from scpipe.report.jsonl import encode

#: Bytes of events kept for a host that does not read; later ones are counted and dropped.
MOST_BYTES = 64 << 20


class Outbox:
    """Writes lines to a non-blocking descriptor; what does not fit waits in memory for a thread to send it.

    ``lost`` is called, once, when nobody can read any more.
    """

    def __init__(self, fd: int, lost: Callable[[], object], *, most: int = MOST_BYTES) -> None:
        self._fd = fd
        self._lost = lost
        self._most = most
        self._lines: deque[bytes] = deque()
        self._bytes = 0
        self._dropped = 0
        self._broken = False
        self._changed = threading.Condition()
        self._sender: threading.Thread | None = None

    def send(self, line: bytes, *, droppable: bool = False) -> None:
        """Send a line, or keep it for later. A droppable one is dropped where too much is kept already."""
        with self._changed:
            if self._broken:
                return
            if droppable and self._bytes > self._most:
                self._dropped += 1
                return
            if self._dropped:
                line, self._dropped = self._confession() + line, 0
            if self._lines:
                self._keep(line)
                return
            left = self._write(line)
            if left:
                self._keep(left)

    def drain(self, patience: float) -> None:
        """Wait until everything is sent, nobody reads any more, or ``patience`` seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: not self._lines or self._broken, patience)

    def _confession(self) -> bytes:
        text = f"{self._dropped} events were dropped: the host did not read them"
        return encode(Note(time.time(), "warning", text))

    def _keep(self, line: bytes) -> None:
        self._lines.append(line)
        self._bytes += len(line)
        self._changed.notify_all()
        if self._sender is None:  # only now: a process with threads forks badly, most never need it
            self._sender = threading.Thread(target=self._send_kept, name="outbox", daemon=True)
            self._sender.start()

    def _write(self, data: bytes) -> bytes:
        """What could not be written now."""
        try:
            while data:
                data = data[os.write(self._fd, data) :]
        except BlockingIOError:
            return data
        except OSError:
            self._break()
        return b""

    def _break(self) -> None:
        self._broken = True
        self._lines.clear()
        self._changed.notify_all()
        self._lost()

    def _send_kept(self) -> None:
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._lines) or self._broken)
                if self._broken:
                    return
            poll.poll()
            with self._changed:
                self._send_first()

    def _send_first(self) -> None:
        while self._lines:
            line = self._lines[0]
            left = self._write(line)
            if self._broken:
                return
            self._bytes -= len(line) - len(left)
            if left:
                self._lines[0] = left
                return
            self._lines.popleft()
        self._changed.notify_all()
