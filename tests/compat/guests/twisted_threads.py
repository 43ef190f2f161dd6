"""Wakes twisted's reactor from threads (callFromThread, deferToThread)."""

# ruff: noqa: T201 - the test reads what this program prints

from __future__ import annotations

from typing import Any

from twisted.internet import reactor as _reactor
from twisted.internet import threads

reactor: Any = _reactor
calls: list[int] = []


def note(number: int) -> None:
    """Runs in the reactor."""
    calls.append(number)


def work() -> None:
    """Runs in a thread of the pool: ten wakes."""
    for number in range(10):
        reactor.callFromThread(note, number)


def finish(_result: object) -> None:
    """Prints what arrived and stops."""
    print("calls", len(calls))
    reactor.stop()


reactor.callWhenRunning(lambda: threads.deferToThread(work).addBoth(finish))
reactor.callLater(20, reactor.stop)
reactor.run()
