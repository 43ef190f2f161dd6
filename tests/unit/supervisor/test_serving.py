"""However much there is to serve, clocks and signals have their turn."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest
from unit.supervisor.staging import STOPPED, task

from scpipe.linux.stops import Stop
from scpipe.supervisor.creation_lock import CreationLock
from scpipe.supervisor.loop import Supervisor
from scpipe.tracee.task import Task

#: More stops than can be served in the time after which others have their turn.
_ENDLESS = 2_000_000
#: More than Python nests calls.
_LINE = 5_000


class _Inbox:
    def __init__(self, reports: int) -> None:
        self._reports: Iterator[tuple[Task, Stop] | None]
        self._reports = itertools.chain([(task(1), STOPPED)] * reports, [None])

    def take(self) -> tuple[Task, Stop] | None:
        return next(self._reports)


@pytest.mark.parametrize("reports", [0, 3, _ENDLESS])
def test_serving_has_an_end(monkeypatch: pytest.MonkeyPatch, reports: int) -> None:
    """What is served can bring more, without end: a wait that does not wait takes in all there is."""
    served: list[Stop] = []
    slept: list[float] = []
    monkeypatch.setattr(Supervisor, "_serve_one", lambda self, task, stop: served.append(stop))
    monkeypatch.setattr(Supervisor, "_sleep", lambda self, longest: slept.append(longest))
    made = object.__new__(Supervisor)
    monkeypatch.setattr(made, "_inbox", _Inbox(reports), raising=False)
    monkeypatch.setattr(made, "_creation_lock", CreationLock(), raising=False)
    monkeypatch.setattr(made, "_slept_at", time.monotonic(), raising=False)
    made._serve()
    assert (len(served) < _ENDLESS, len(slept)) == (True, int(reports == _ENDLESS))
    assert len(served) == reports or reports == _ENDLESS


def test_a_line_of_any_length_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Socket pairs that are refused at once pass their turn on without nesting, however many wait."""
    made = object.__new__(Supervisor)
    creation_lock, tasks = CreationLock(), [task(tid) for tid in range(1, _LINE + 1)]
    served: list[Task] = []

    def answer(waiting: Task) -> None:
        served.append(waiting)
        creation_lock.finish(waiting)

    monkeypatch.setattr(Supervisor, "_on_seccomp", lambda self, waiting, stop: answer(waiting))
    monkeypatch.setattr(Supervisor, "_sleep", lambda self, longest: None)
    monkeypatch.setattr(made, "_creation_lock", creation_lock, raising=False)
    monkeypatch.setattr(made, "_inbox", _Inbox(0), raising=False)
    for one in tasks:
        creation_lock.begin(one)
    creation_lock.finish(tasks[0])
    while len(served) < _LINE - 1:
        monkeypatch.setattr(made, "_slept_at", time.monotonic(), raising=False)
        assert made._serve()
    assert served == tasks[1:]
