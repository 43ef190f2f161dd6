"""What most tests of handlers begin with."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from unit.handlers.staging import Arena, arena


@pytest.fixture
def ground() -> Iterator[Arena]:
    """Memory for the arguments of calls."""
    with arena() as made:
        yield made


@pytest.fixture
def keep() -> Iterator[ExitStack]:
    """Closes what a test opens."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def pipe(keep: ExitStack) -> Callable[..., tuple[int, int]]:
    """Makes pipes whose ends are closed with the test, if they are open still."""

    def make(flags: int = 0) -> tuple[int, int]:
        ends = os.pipe2(flags)
        for end in ends:
            keep.callback(_close, end, os.fstat(end).st_ino)
        return ends

    return make


@pytest.fixture
def pair(keep: ExitStack) -> Callable[..., tuple[socket.socket, socket.socket]]:
    """Makes socket pairs that are closed with the test; a read waits 5 seconds at most."""

    def make(kind: int = socket.SOCK_STREAM) -> tuple[socket.socket, socket.socket]:
        one, two = socket.socketpair(socket.AF_UNIX, kind)
        keep.enter_context(one)
        keep.enter_context(two)
        two.settimeout(5)
        return one, two

    return make


def _close(fd: int, inode: int) -> None:
    try:
        if os.fstat(fd).st_ino == inode:
            os.close(fd)
    except OSError:
        pass  # the test has closed it
