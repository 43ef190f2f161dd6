"""The time that one stack may take: a signal ends what takes longer, wherever it is."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator

#: How often it is looked whether somebody wants something, and for how long at all (seconds of CPU time).
_LOOK, _LONGEST_LEISURE = 0.005, 5.0
#: What the timers send.
SIGNALS = frozenset({signal.SIGPROF, signal.SIGALRM})


class TimeIsUpError(BaseException):
    """There is no time left. Not an Exception: no parser may take it for an error of its file."""


class Budget:
    """Seconds of CPU time, and by the clock, for one stack after the other.

    There is one in a process: it has the timers.
    """

    def __init__(self, seconds: float, longest: float) -> None:
        self._timers = {signal.ITIMER_PROF: seconds, signal.ITIMER_REAL: longest}
        self._is_on = False
        self._is_put_off = False
        self._is_over = False
        self._is_wanted: Callable[[], bool] | None = None
        self._looks = 0
        for number in SIGNALS:
            signal.signal(number, self._end)

    @contextlib.contextmanager
    def spent(self) -> Iterator[None]:
        """Raise TimeIsUpError inside when the time is over."""
        self._is_over, self._is_on = False, True
        for timer, seconds in self._timers.items():
            signal.setitimer(timer, seconds)
        try:
            yield
        finally:
            self._is_on = False
            for timer in self._timers:
                signal.setitimer(timer, 0)

    @contextlib.contextmanager
    def put_off(self) -> Iterator[None]:
        """What is in here is not torn apart; the time may end right after it."""
        self._is_put_off = True
        try:
            yield
        finally:
            self._is_put_off = False
        if self._is_over:
            raise TimeIsUpError

    @contextlib.contextmanager
    def leisure(self, is_wanted: Callable[[], bool]) -> Iterator[None]:
        """Raise TimeIsUpError inside when somebody wants something, or after so long that it is no use."""
        self._is_wanted, self._looks, self._is_on = is_wanted, 0, True
        signal.setitimer(signal.ITIMER_PROF, _LOOK, _LOOK)
        try:
            yield
        finally:
            self._is_on, self._is_wanted = False, None
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _end(self, *_signal: object) -> None:
        if self._is_wanted is not None:
            self._looks += 1
            if self._looks * _LOOK < _LONGEST_LEISURE and not self._is_wanted():
                return
        self._is_over = True
        if self._is_on and not self._is_put_off:
            raise TimeIsUpError
