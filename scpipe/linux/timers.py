"""A timer that interrupts what its thread sleeps in, again and again, until it is stopped.

Its signal is the first real-time one, which nobody sends to scpipe. It is not that of brief.py, which is
blocked nearly all the time.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import struct
from _operator import is_
from _thread import get_native_id

from scpipe.linux import calls
from scpipe.linux.abi import native

_NUMBER = signal.SIGRTMIN
_CLOCK_MONOTONIC = 1
_SIGEV_THREAD_ID = 4
#: struct sigevent: value, signal, notification, thread; 64 bytes in all.
_EVENT = struct.Struct("=QiiI44x")
#: struct itimerspec: interval and time until the first expiry, each in seconds and nanoseconds.
_TIMES = struct.Struct("=qqqq")


def handle(number: int) -> None:
    """Have a signal end sleeps and do nothing else, in the main thread only. Raises ValueError elsewhere."""
    signal.signal(number, is_)  # a function of C's that does nothing; SIG_IGN would not end a sleep


def create(number: int) -> int:
    """A timer, not set yet, that sends a signal to the calling thread. Raises OSError."""
    event = _EVENT.pack(0, number, _SIGEV_THREAD_ID, get_native_id())
    buffer, timer = ctypes.create_string_buffer(event, len(event)), ctypes.c_int(-1)
    calls.syscall(
        native.SYS_TIMER_CREATE, _CLOCK_MONOTONIC, ctypes.addressof(buffer), ctypes.addressof(timer)
    )
    return timer.value


def every(period: int) -> ctypes.Array[ctypes.c_char]:
    """A struct itimerspec that expires every ``period`` nanoseconds (less than a second; 0: never)."""
    return ctypes.create_string_buffer(_TIMES.pack(0, period, 0, period), _TIMES.size)


class Interrupter:
    """Interrupts the thread that opened it every ``period`` nanoseconds (less than a second) while it is on.

    The signal may come just before a sleep begins: then it is the next one that ends it.
    """

    def __init__(self, period: int) -> None:
        self.is_on = False
        self._timer = -1
        self._on, self._off = every(period), every(0)

    def open(self) -> None:
        """Get ready, in the main thread only. Raises OSError or ValueError: then it is never on."""
        handle(_NUMBER)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {_NUMBER})
        self._timer = create(_NUMBER)

    def start(self) -> bool:
        """Switch it on. False if there is no timer, or it cannot be set."""
        if self._timer >= 0:
            with contextlib.suppress(OSError):  # a filter around us may forbid that
                calls.syscall(native.SYS_TIMER_SETTIME, self._timer, 0, ctypes.addressof(self._on))
                self.is_on = True
        return self.is_on

    def stop(self) -> None:
        """Switch it off."""
        if self.is_on:
            calls.syscall(native.SYS_TIMER_SETTIME, self._timer, 0, ctypes.addressof(self._off))
            self.is_on = False
