"""Keeping a CPU from being idle for a moment, so that the kernel wakes nobody there."""

from __future__ import annotations

import contextlib
import os
from _thread import allocate_lock, start_new_thread
from collections.abc import Set as AbstractSet

#: So many random bytes take the kernel some 150 us, and the interpreter is free for others meanwhile.
_SIZE = 1 << 16
#: How long to wait at the most for the thread that does it (seconds).
_PATIENCE = 0.01


def occupy(cpus: AbstractSet[int]) -> None:
    """Have a thread of ours run on one of ``cpus`` for about 150 us from now on, if one can be made."""
    runs = allocate_lock()
    runs.acquire()

    def run() -> None:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, cpus)
        runs.release()  # whoever waits goes on when the next line lets go of the interpreter
        os.urandom(_SIZE)

    with contextlib.suppress(RuntimeError):
        start_new_thread(run, ())
        runs.acquire(timeout=_PATIENCE)
