"""Children of our own that try something for us, and are no tracees."""

from __future__ import annotations

import contextlib
import os
import select
import signal

from scpipe.linux import process


def reap_within(child: int, tie: int, seconds: float) -> int | None:
    """Wait for a child that is to end by itself, and kill it after so many seconds: None then.

    Else its wait status, 0 where our caller ignores SIGCHLD. ``tie``: the read end of a pipe that only the
    child can write to: that it cannot any more is told without a pidfd, which may be forbidden.
    """
    ended, status = False, 0
    try:
        poll = select.poll()
        poll.register(tie, 0)  # POLLHUP is told in any case
        ended = bool(poll.poll(seconds * 1000))
    finally:
        if not ended:
            process.send(child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            _pid, status = os.waitpid(child, 0)
    return status if ended else None
