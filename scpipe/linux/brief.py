"""A write or a close that may sleep, ended after a millisecond.

An eventfd whose counter is nearly full makes a writer sleep (eventfd(2)). O_NONBLOCK cannot be set for one
write, as it belongs to everybody who has the open file description, and RWF_NOWAIT is not known to
eventfds. So a timer interrupts the write. Its signal is SIGURG, which does nothing to a process that does
not ask for it; it is sent again and again, as the first may come before the write has begun to sleep.

The timer is set once. Its signal is blocked but for the time of a write, so no other call of ours ever
meets it; and a timer whose signal waits does not run, until that has been taken
(kernel/time/posix-timers.c: it is started again when its signal is delivered). So it costs nothing while
nobody writes.
"""

from __future__ import annotations

import ctypes
import errno
import signal

from scpipe.linux import calls, timers
from scpipe.linux.abi import native

#: How long a write may sleep (nanoseconds).
_LONGEST = 1_000_000

_LIBC = ctypes.CDLL(None, use_errno=True)
#: Not os.write(): that begins again after a signal.
_WRITE = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, use_errno=True)(
    ("write", _LIBC)
)
#: Not os.close(): that raises InterruptedError.
_CLOSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(("close", _LIBC))
_MASK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
    ("pthread_sigmask", _LIBC)
)
#: sigset_t of the C library, 1024 bits, with SIGURG alone.
_SET = ctypes.create_string_buffer((1 << (signal.SIGURG - 1)).to_bytes(128, "little"), 128)
_SET_ADDRESS = ctypes.addressof(_SET)
_BLOCK, _UNBLOCK = int(signal.SIG_BLOCK), int(signal.SIG_UNBLOCK)


class BriefWriter:
    """Writes of the thread that made this. ``chances``: so many may end unfinished, then none is tried."""

    def __init__(self, chances: int) -> None:
        self._chances = chances
        self._timer = -1

    def open(self) -> None:
        """Get ready, in the main thread only. Raises OSError or ValueError: then nothing is ever tried."""
        timers.handle(signal.SIGURG)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGURG})
        timer = timers.create(signal.SIGURG)
        times = timers.every(_LONGEST)
        calls.syscall(native.SYS_TIMER_SETTIME, timer, 0, ctypes.addressof(times))
        self._timer = timer

    def close(self) -> None:
        """Give the timer up; nothing is tried any more. SIGURG stays blocked."""
        timer, self._timer = self._timer, -1
        if timer >= 0:
            calls.syscall(native.SYS_TIMER_DELETE, timer)

    @property
    def has_timer(self) -> bool:
        """True if a sleep of ours would be ended."""
        return self._timer >= 0

    def give_up(self, fd: int) -> None:
        """Close a descriptor. One that is the last of a lingering socket waits no longer than that.

        So does the last of a unix socket in whose queue such a socket lies. The kernel goes on sending
        (net/ipv4/tcp.c tcp_close), and the descriptor is closed in any case (close(2)).
        """
        _MASK(_UNBLOCK, _SET_ADDRESS, None)
        try:
            _CLOSE(fd)
        finally:
            _MASK(_BLOCK, _SET_ADDRESS, None)

    @property
    def is_ready(self) -> bool:
        """False if write() may not be called (any more)."""
        return self._timer >= 0 and self._chances > 0

    def write(self, fd: int, data: bytes) -> int:
        """One write. Raises OSError; InterruptedError if it has slept too long, and nothing was written.

        A signal that has waited since an earlier write is delivered before this one begins.
        """
        _MASK(_UNBLOCK, _SET_ADDRESS, None)
        try:
            written: int = _WRITE(fd, data, len(data))
        finally:
            _MASK(_BLOCK, _SET_ADDRESS, None)
        if written >= 0:
            return written
        failed = calls.failure("write")
        if failed.errno == errno.EINTR:
            self._chances -= 1
        raise failed
