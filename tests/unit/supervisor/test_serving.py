"""Each stop reaches who serves it; however much there is to serve, clocks and signals have their turn."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import STOPPED, task

from scpipe.linux import stops
from scpipe.linux.abi import x86_64
from scpipe.linux.stops import Stop
from scpipe.supervisor.creation_lock import CreationLock
from scpipe.supervisor.serving import Handling, Serving
from scpipe.tracee.task import Task

#: More stops than can be served in the time after which others have their turn.
_ENDLESS = 2_000_000
#: More than Python nests calls.
_LINE = 5_000


class _Inbox:
    has_unserved = False

    def __init__(self, reports: int) -> None:
        self._reports: Iterator[tuple[Task, Stop] | None]
        self._reports = itertools.chain([(task(1), STOPPED)] * reports, itertools.repeat(None))

    def take(self) -> tuple[Task, Stop] | None:
        return next(self._reports)


def _serving(monkeypatch: pytest.MonkeyPatch, inbox: Any, creation_lock: CreationLock) -> Serving:
    made = object.__new__(Serving)
    facts = {
        "_inbox": inbox,
        "_early": {},
        "_debug": None,
        "_termination": SimpleNamespace(killing=False),
        "_blocking": SimpleNamespace(is_idle=True),
        "_creation_lock": creation_lock,
        "_exclusive": SimpleNamespace(pending=False),
        "_slept_at": time.monotonic(),
    }
    for name, value in facts.items():
        monkeypatch.setattr(made, name, value, raising=False)
    return made


@pytest.mark.parametrize("reports", [0, 3, _ENDLESS])
def test_serving_has_an_end(monkeypatch: pytest.MonkeyPatch, reports: int) -> None:
    """What is served can bring more, without end: a wait that does not wait takes in all there is."""
    served: list[Stop] = []
    monkeypatch.setattr(Serving, "_serve_one", lambda self, task, stop: served.append(stop))
    made = _serving(monkeypatch, _Inbox(reports), CreationLock())
    assert made.serve() is (reports > 0)
    if reports == _ENDLESS:
        assert 0 < len(served) < _ENDLESS and made.is_overdue
        assert not made.serve_rest()
    else:
        assert len(served) == reports
    assert made.slept() <= time.monotonic() and not made.is_overdue


def test_what_is_left_to_do_ends_the_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are served one after the other only while nothing else waits."""
    made = _serving(monkeypatch, _Inbox(0), CreationLock())
    assert made.is_quiet and made.serve_rest()
    changes: list[tuple[Any, str, Any]] = [
        (made, "_early", {30: [STOPPED]}),
        (made, "_debug", object()),
        (made._termination, "killing", True),
        (made._blocking, "is_idle", False),
        (made._exclusive, "pending", True),
        (made._inbox, "has_unserved", True),
    ]
    for owner, name, value in changes:
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, value, raising=False)
            assert not made.is_quiet and not made.serve_rest(), name


@pytest.mark.slow
def test_a_line_of_any_length_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Socket pairs that are refused at once pass their turn on without nesting, however many wait."""
    creation_lock, tasks = CreationLock(), [task(tid) for tid in range(1, _LINE + 1)]
    made = _serving(monkeypatch, _Inbox(0), creation_lock)
    served: list[Task] = []

    def answer(waiting: Task) -> None:
        served.append(waiting)
        creation_lock.finish(waiting)

    monkeypatch.setattr(made, "handling", SimpleNamespace(serve_trapped=answer), raising=False)
    for one in tasks:
        one.call_number = x86_64.SYS_SOCKETPAIR
        creation_lock.begin(one)
    creation_lock.finish(tasks[0])
    while len(served) < _LINE - 1:
        made.slept()
        assert made.serve()
    assert served == tasks[1:]


class _Room:
    """Notes which of its methods is called."""

    def __init__(self, name: str, called: list[str]) -> None:
        self._name = name
        self._called = called

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self._called.append(f"{self._name}.{name}")


@pytest.mark.parametrize(
    ("stop", "method"),
    [
        (stops.SeccompStop(), "handling.serve_trapped"),
        (stops.SyscallStop(), "decisions.finish"),
        (stops.ForkStop(1), "handling._on_fork"),
        (stops.VforkDoneStop(), "handling._on_vfork_done"),
        (stops.ExecStop(), "handling._on_exec"),
        (stops.ExitStop(), "handling._on_exit"),
        (stops.GroupStop(19), "handling._on_group_stop"),
        (stops.InterruptStop(), "handling._on_interrupt"),
        (stops.SignalStop(10), "handling._on_signal"),
        (stops.Exited(0), "handling._on_gone"),
        (stops.Killed(9, core=False), "handling._on_gone"),
        (stops.UnknownStop(0xFFFF), "_sandbox.kill"),
    ],
    ids=repr,
)
def test_every_stop_is_served(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch, stop: Stop, method: str
) -> None:
    """By one method; what nobody understands ends its process."""
    called: list[str] = []
    made = object.__new__(Handling)
    for name in ("decisions", "_sandbox"):
        monkeypatch.setattr(made, name, _Room(name, called), raising=False)
    for name in ["serve_trapped", *(name for name in vars(Handling) if name.startswith("_on_"))]:
        monkeypatch.setattr(Handling, name, getattr(_Room("handling", called), name))
    kernel.add(1)
    kernel.stand(1, STOPPED)
    made.serve(task(), stop)
    assert called + kernel.done() == [method]


@pytest.mark.parametrize("stop", [STOPPED, stops.ExitStop(), stops.Exited(0)], ids=repr)
def test_while_everything_is_killed_only_ends_are_served(monkeypatch: pytest.MonkeyPatch, stop: Stop) -> None:
    """Whatever else stops is killed again."""
    killed: list[Stop] = []
    made = _serving(monkeypatch, _Inbox(0), CreationLock())
    served: list[Stop] = []
    termination = SimpleNamespace(killing=True, kill_on_sight=lambda task, stop: killed.append(stop))
    monkeypatch.setattr(made, "_termination", termination)
    handling = SimpleNamespace(serve=lambda task, stop: served.append(stop))
    monkeypatch.setattr(made, "handling", handling, raising=False)
    subject = task()
    subject.process.threads.add(1)
    made._serve_one(subject, stop)
    assert (killed, served) == (([stop], []) if stop is STOPPED else ([], [stop]))
