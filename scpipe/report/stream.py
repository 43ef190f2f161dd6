"""Writing one line to a descriptor that may be full, closed or non-blocking, without waiting for ever."""

from __future__ import annotations

import errno
import os
import select
import stat
import time

from scpipe.record import Record

#: poll(2) calls a pipe writable when a page is free, so a write of at most PIPE_BUF then never blocks,
#: even on a descriptor without O_NONBLOCK.
_CHUNK = 4096
_PAUSE = 0.005  # seconds; for devices that poll as writable and answer EAGAIN


class Written(Record):
    """How many bytes went out, and the errno that stopped the rest (0: all went out)."""

    count: int
    error: int


def write_all(fd: int, data: bytes, patience: float) -> Written:
    """Write ``data``, waiting at most ``patience`` seconds in all; ETIMEDOUT where that is not enough.

    A line of up to 4096 bytes is one write(2); to a regular file any line is.
    """
    deadline = time.monotonic() + patience
    done = 0
    try:
        chunk = len(data) if stat.S_ISREG(os.fstat(fd).st_mode) else _CHUNK
        while done < len(data):
            if not _writable(fd, deadline):
                return Written(done, errno.ETIMEDOUT)
            try:
                done += os.write(fd, data[done : done + chunk])
            except BlockingIOError:
                time.sleep(_PAUSE)
            except InterruptedError:
                continue
    except OSError as error:
        return Written(done, error.errno or errno.EIO)
    return Written(done, 0)


def _writable(fd: int, deadline: float) -> bool:
    """Wait until a write would do something; an error condition counts, for write(2) names it."""
    poller = select.poll()
    poller.register(fd, select.POLLOUT)
    left = max(0.0, deadline - time.monotonic())
    return bool(poller.poll(left * 1000))
