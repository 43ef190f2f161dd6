"""Writing to a pipe without waiting where its description cannot, and no other one may be opened.

Another user's pipe that was handed over, on a kernel without RWF_NOWAIT for pipes (before Linux 6.4), or one
that its user had opened again: the bytes go through a pipe of our own, and splice moves them without waiting.
"""

from __future__ import annotations

import os

_PAGE = 4096
_SPLICE_F_NONBLOCK = 2


class Relay:
    """A pipe of our own before another one. A page or less goes in whole, as PIPE_BUF wants it.

    Each page, however little is in it, takes one of the target's slots (fs/splice.c splice_pipe_to_pipe), so
    that it is full with fewer bytes than if it were written to.
    """

    def __init__(self, target: int, flags: int) -> None:
        self._target = target
        # In packet mode every write is a packet of its own, also behind a splice.
        self._out, self._into = os.pipe2(os.O_CLOEXEC | flags & os.O_DIRECT)
        self._loaded = 0

    def write(self, data: bytes) -> int:
        """One attempt; what was not taken must be offered again. Raises OSError: EAGAIN where it is full."""
        if not self._loaded:
            self._loaded = os.write(self._into, data[:_PAGE])
        count = os.splice(self._out, self._target, self._loaded, flags=_SPLICE_F_NONBLOCK)
        self._loaded -= count
        return count

    def close(self) -> None:
        """Give the pipe up, and what is in it."""
        os.close(self._out)
        os.close(self._into)
