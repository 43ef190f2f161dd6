"""Which signals reach the command, and which it has had already."""

from __future__ import annotations

import os
import signal

import pytest

from scpipe.linux import process
from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.supervisor import forwarding
from scpipe.supervisor.forwarding import BLOCKED, FORWARDED, Forwarder
from scpipe.supervisor.tasks import TaskTable

from .staging import Kernel, table

COMMAND, SI_USER = 10, 0


class Scene:
    """A command in the supervisor's process group or outside it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        Kernel(monkeypatch)
        self.sent: list[tuple[int, int]] = []
        self.same_group = True
        self.terminal = True
        self.book: TaskTable = table(COMMAND, 20)
        self.forwarder = Forwarder(COMMAND, self.book)
        monkeypatch.setattr(process, "send", lambda pid, number: self.sent.append((pid, number)))
        monkeypatch.setattr(os, "getpgid", self._group)
        monkeypatch.setattr(forwarding, "_has_terminal", lambda: self.terminal)
        monkeypatch.setattr(signal, "pthread_sigmask", lambda _how, _mask: set())  # later tests inherit ours
        monkeypatch.setattr(os, "kill", lambda pid, number: self.sent.append((pid, number)))

    def _group(self, pid: int) -> int:
        if pid not in self.book.processes:
            raise ProcessLookupError
        return os.getpgrp() if self.same_group else pid

    def receive(self, number: int, code: int) -> list[tuple[int, int]]:
        """What is sent on."""
        self.sent.clear()
        self.forwarder.forward(Received(number, code, 1))
        return list(self.sent)


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A command that shares the group."""
    return Scene(monkeypatch)


@pytest.mark.parametrize("number", sorted(FORWARDED))
@pytest.mark.parametrize(
    ("code", "same_group", "reaches"),
    [
        (SI_USER, True, True),
        (SI_USER, False, True),
        (SI_KERNEL, True, False),
        (SI_KERNEL, False, True),
    ],
)
def test_forwarding(scene: Scene, number: int, code: int, same_group: bool, reaches: bool) -> None:
    """A terminal's signal has reached a command in the same group already; every other one is passed on."""
    scene.same_group = same_group
    assert scene.receive(number, code) == ([(COMMAND, number)] if reaches else [])


@pytest.mark.parametrize("number", sorted(BLOCKED - FORWARDED))
def test_what_is_ours_is_not_passed_on(scene: Scene, number: int) -> None:
    """SIGCHLD and the terminal's stop signals mean the supervisor."""
    assert scene.receive(number, SI_USER) == []


@pytest.mark.parametrize("code", [SI_USER, SI_KERNEL])
def test_orphans_get_what_the_command_would(scene: Scene, code: int) -> None:
    """With the command gone every process that is left is meant."""
    scene.book.processes.pop(COMMAND)
    scene.book.add_first(30, filtered=False)
    assert scene.receive(signal.SIGTERM, code) == [(20, signal.SIGTERM), (30, signal.SIGTERM)]


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU])
def test_job_control_stops_the_supervisor_too(scene: Scene, number: int) -> None:
    """The caller's shell sees us stop; when it continues us the command goes on, once."""
    scene.forwarder.follow_stop(scene.book.tasks[COMMAND], number)
    assert scene.sent == [(os.getpid(), number), (COMMAND, signal.SIGCONT)]
    assert scene.receive(signal.SIGCONT, SI_USER) == []
    assert scene.receive(signal.SIGCONT, SI_USER) == [(COMMAND, signal.SIGCONT)]


def test_without_a_terminal_no_stop_is_followed(scene: Scene) -> None:
    """Where there is no terminal nobody would continue us."""
    scene.terminal = False
    scene.forwarder.follow_stop(scene.book.tasks[COMMAND], signal.SIGTSTP)
    assert scene.sent == []


@pytest.mark.parametrize(
    ("tid", "number", "same_group"),
    [(COMMAND, signal.SIGSTOP, True), (20, signal.SIGTSTP, True), (COMMAND, signal.SIGTSTP, False)],
)
def test_other_stops_are_not_followed(scene: Scene, tid: int, number: int, same_group: bool) -> None:
    """SIGSTOP, another process, another group: the supervisor goes on serving."""
    scene.same_group = same_group
    scene.forwarder.follow_stop(scene.book.tasks[tid], number)
    assert scene.sent == []
