"""Closing sockets of ours, which can sleep where the last descriptor of one is closed."""

from __future__ import annotations

import contextlib
import os
from _thread import start_new_thread
from collections.abc import Callable

from scpipe.linux import sockets

#: How sockets are closed: the last that was said.
_CLOSERS: list[Callable[[int], None]] = []
#: Descriptors whose last close may sleep.
_LINGERING: list[int] = []


def close_sockets_by(closer: Callable[[int], None]) -> None:
    """Have sockets closed by a function that cannot sleep for long."""
    _CLOSERS[:] = [closer]


def close_socket(fd: int) -> None:
    """Close a socket of ours, which another thread of the program may have left to us as the last one.

    With SO_LINGER that sleeps for as long as the program has chosen (net/ipv4/tcp.c, net/vmw_vsock), also
    where the lingering socket lies in the queue of this one (unix(7), SCM_RIGHTS). Where no other way
    was given a thread that is left to itself does it, if this one lingers.
    """
    if _CLOSERS:
        _CLOSERS[0](fd)
    elif sockets.lingers(fd):
        _close_apart(fd)
    else:
        os.close(fd)


def _close_apart(fd: int) -> None:
    """Close in a thread of its own; where none can be made now, with the next one."""
    _LINGERING.append(fd)
    with contextlib.suppress(RuntimeError):
        start_new_thread(_close_lingering, ())


def _close_lingering() -> None:
    with contextlib.suppress(IndexError):
        while True:
            os.close(_LINGERING.pop())
