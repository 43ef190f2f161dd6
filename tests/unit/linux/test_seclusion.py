"""What a process gives up before it looks at what programs have written."""

from __future__ import annotations

import os
import resource

from scpipe.linux import procfs, seclusion


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def test_descriptors_above_the_limit_are_closed() -> None:
    """Whoever lowers the limit keeps what is open above it, and its other end would wait for us."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            limit = max(procfs.own_descriptors()) + 8  # some are free below it
            high = limit + 200
            os.dup2(writing, high)
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
            seclusion.close_all_but([writing])
            os.write(writing, bytes([sum(map(_is_open, range(high + 1))), _is_open(high), _is_open(writing)]))
        finally:
            os._exit(0)
    os.close(writing)
    try:
        assert os.read(reading, 3) == bytes([1, False, True])
    finally:
        os.close(reading)
        os.waitpid(child, 0)
