"""How far a launch has come, for the threads of the host that wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from scpipe.service.protocol import Control, Ended, Failed, Ready, Started


class Progress:
    """Ready, started or failed, ended, over. One thread notes it, any thread waits.

    ``pid``: the command's, 0 until it runs. ``over``: nothing of the sandbox is left.
    """

    def __init__(self) -> None:
        self.ready = False
        self.pid = 0
        self.failed: Failed | None = None
        self.ended: Ended | None = None
        self.over = False
        self._changed = threading.Condition()
        self._callbacks: list[Callable[[], object]] = []

    def note(self, message: Control) -> None:
        """Take in what the supervisor has told. The first end is the one that counts."""
        if isinstance(message, Ended):
            self._note_end(message)
            return
        with self._changed:
            if isinstance(message, Ready):
                self.ready = True
            elif isinstance(message, Started):
                self.pid = message.pid
            else:
                self.failed = message
            self._changed.notify_all()

    def note_over(self) -> None:
        """Take in that nothing is left."""
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def wait_ready(self, timeout: float) -> bool:
        """Sleep until the supervisor's interpreter has begun. False: it has not, and is gone or late."""
        with self._changed:
            self._changed.wait_for(lambda: self.ready or self.over, timeout)
            return self.ready

    def wait_started(self) -> None:
        """Sleep until the command runs, or never will."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self.pid or self.failed or self.ended or self.over))

    def wait_ended(self, timeout: float | None) -> Ended | None:
        """How the command ended; None if it has not within ``timeout`` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended is not None, timeout)
            return self.ended

    def wait_gone(self, timeout: float | None) -> bool:
        """Sleep until the whole sandbox is gone. False if it takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: self.over, timeout)

    def when_ended(self, callback: Callable[[], object]) -> None:
        """Call ``callback``, in the noting thread or here and now, when the command has ended."""
        with self._changed:
            if self.ended is None:
                self._callbacks.append(callback)
                return
        callback()

    def _note_end(self, ended: Ended) -> None:
        with self._changed:
            if self.ended is not None:
                return
            self.ended = ended
            callbacks, self._callbacks = self._callbacks, []
            self._changed.notify_all()
        for callback in callbacks:
            callback()
