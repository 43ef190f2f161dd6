"""waitpid(2) for tracees of any parentage."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal

from scpipe.linux import calls

#: Wait for clone children too: without it threads and CLONE_PARENT tasks are never reported.
_WALL = 0x40000000
_STATUS = ctypes.c_int()
_STATUS_ADDRESS = ctypes.addressof(_STATUS)
#: pid_t wait4(pid, status, options, rusage); unlike os.waitpid it ends when a signal is handled.
_WAIT4 = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, use_errno=True
)(("wait4", ctypes.CDLL(None, use_errno=True)))
_NEWS = frozenset({signal.SIGCHLD})


def poll_any() -> tuple[int, int] | None:
    """The next (tid, status) that is ready, or None. Raises ChildProcessError when no task is left."""
    tid, status = os.waitpid(-1, os.WNOHANG | _WALL)
    return (tid, status) if tid else None


def sleep_for_any() -> tuple[int, int] | None:
    """Sleep until a task reports; None if a signal has interrupted that. Raises as poll_any() does."""
    tid = _WAIT4(-1, _STATUS_ADDRESS, _WALL, None)
    if tid > 0:
        return tid, _STATUS.value
    code = ctypes.get_errno()
    if code == errno.EINTR:
        return None
    raise calls.error(code, "wait4")


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


def for_news(longest: float) -> bool:
    """Sleep until a child has something to report, or until ``longest`` (seconds) is over: then False.

    SIGCHLD tells of it and has to be blocked. It is used up here, and says nothing about who it was: before
    anybody sleeps by another means, all children must be asked (poll_any). One that is pending from
    before ends the sleep at once.
    """
    return signal.sigtimedwait(_NEWS, longest) is not None
