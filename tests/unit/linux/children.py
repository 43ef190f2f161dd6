"""A forked child that waits, for tests that look into another process."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterator

DEADLINE_SECONDS = 300.0
PAGE = os.sysconf("SC_PAGESIZE")

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [
    ctypes.c_void_p,
    ctypes.c_size_t,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_int,
    ctypes.c_long,
]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_PROT_READ_WRITE, _MAP_PRIVATE_ANONYMOUS = 3, 0x22


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until something holds; fail after the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"deadline: {what}"
        time.sleep(0.002)


@contextlib.contextmanager
def child(prepare: Callable[[], object] = lambda: None) -> Iterator[int]:
    """A forked child that has run ``prepare`` and is stopped by its own SIGSTOP; killed at the end."""
    pid = os.fork()
    if pid == 0:
        try:
            prepare()
            os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            os._exit(1)
    try:
        found = (0, 0)

        def stopped() -> bool:
            nonlocal found
            found = os.waitpid(pid, os.WUNTRACED | os.WNOHANG)
            return found[0] == pid

        wait_for(stopped, "the child stops")
        assert os.WIFSTOPPED(found[1]), "the child could not prepare itself"
        yield pid
    finally:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def outcome(work: Callable[[], object]) -> int:
    """The wait status of a forked child that runs ``work`` and then exits 0, or 1 if it raised."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    status = 0

    def ended() -> bool:
        nonlocal status
        found, status = os.waitpid(pid, os.WNOHANG)
        return found == pid

    try:
        wait_for(ended, "the child ends")
    except BaseException:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        raise
    return status


def map_pages(count: int) -> int:
    """The address of ``count`` fresh pages and an unreadable one after them; never given back."""
    address = libc.mmap(None, (count + 1) * PAGE, _PROT_READ_WRITE, _MAP_PRIVATE_ANONYMOUS, -1, 0)
    assert address not in (None, ctypes.c_void_p(-1).value)
    assert libc.mprotect(address + count * PAGE, PAGE, 0) == 0
    return int(address)
