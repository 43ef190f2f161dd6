"""waitpid(2) for tracees of any parentage."""

from __future__ import annotations

import contextlib
import os

#: Wait for clone children too: without it threads and CLONE_PARENT tasks are never reported.
_WALL = 0x40000000


def poll_any() -> tuple[int, int] | None:
    """The next (tid, status) that is ready, or None. Raises ChildProcessError when no task is left."""
    tid, status = os.waitpid(-1, os.WNOHANG | _WALL)
    return (tid, status) if tid else None


def poll_one(tid: int) -> int | None:
    """The status of ``tid`` if it has changed, or None. Raises ChildProcessError when it is gone."""
    found, status = os.waitpid(tid, os.WNOHANG | _WALL)
    return status if found else None


def is_ours(tid: int) -> bool:
    """True for a task that waitpid can still report something of; takes nothing away.

    A task whose end was reported is not, nor one whose number an exec has given up (fs/exec.c de_thread).
    """
    with contextlib.suppress(ChildProcessError):
        os.waitid(os.P_PID, tid, os.WEXITED | os.WSTOPPED | os.WNOHANG | os.WNOWAIT | _WALL)
        return True
    return False
