"""Which signals reach the command, and which it has had already."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import table

from scpipe.linux import stops
from scpipe.linux.signals import SI_KERNEL, Received
from scpipe.supervisor.forwarding import BLOCKED, FORWARDED, Forwarder
from scpipe.tracee.table import TaskTable

COMMAND, SI_USER, OUTSIDER = 10, 0, 1


class Scene:
    """A command in the supervisor's process group or outside it."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.kernel = kernel
        self.book: TaskTable = table(kernel, COMMAND, 20)
        self.fronts(os.getpgrp(), os.getpgrp())
        self.group(os.getpgrp())
        self.stopped_by = OUTSIDER
        self.forwarder = Forwarder(COMMAND, self.book)

    def group(self, number: int) -> None:
        """All of the sandbox are in one process group: ours, the command's, or another one."""
        for task in self.kernel.tasks.values():
            task.group = number

    def fronts(self, *groups: int) -> None:
        """Which group is in the foreground, at each look."""
        self.kernel.terminal.fronts = list(groups)

    @property
    def given(self) -> list[int]:
        """To whom the terminal was given."""
        return [call[1] for call in self.kernel.asked("give")]

    def receive(self, number: int, code: int, sender: int = OUTSIDER) -> list[tuple[int, int]]:
        """What is sent on."""
        self.kernel.calls.clear()
        self.forwarder.forward(Received(number, code, sender))
        return self.sent()

    def sent(self) -> list[tuple[int, int]]:
        """The signals that were sent, and to whom."""
        return [call[1:] for call in self.kernel.asked("send")]

    def stop(self, number: int, tid: int = COMMAND) -> list[tuple[int, int]]:
        """What is sent when a signal stops a task."""
        self.kernel.calls.clear()
        self.kernel.stand(tid, stops.SignalStop(number)).signals.sender = self.stopped_by
        self.forwarder.signalled(self.book.tasks[tid], number)
        self.forwarder.follow_stop(self.book.tasks[tid], number)
        return self.sent()


@pytest.fixture
def scene(kernel: FakeKernel) -> Iterator[Scene]:
    """A command that shares the group. Who stops itself changes its mask, which later tests would inherit."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    yield Scene(kernel)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


@pytest.mark.parametrize("number", sorted(FORWARDED))
@pytest.mark.parametrize(
    ("code", "same_group", "reached"),
    [
        (SI_USER, True, [COMMAND]),
        (SI_USER, False, [COMMAND]),
        (SI_KERNEL, True, []),
        (SI_KERNEL, False, [COMMAND, 20]),
    ],
)
def test_forwarding(scene: Scene, number: int, code: int, same_group: bool, reached: list[int]) -> None:
    """A terminal means the command's group, and has reached it if that is ours; others mean the command."""
    scene.group(os.getpgrp() if same_group else COMMAND)
    assert scene.receive(number, code) == [(pid, number) for pid in reached]


@pytest.mark.parametrize("number", sorted(FORWARDED))
@pytest.mark.parametrize("gone", [False, True])
def test_the_sandbox_does_not_mean_the_command(scene: Scene, number: int, gone: bool) -> None:
    """What a process of the sandbox sends to its group has reached the command: it does not get it twice."""
    if gone:
        scene.book.remove(scene.book.tasks[20])
        scene.forwarder.process_ended(20)
    assert scene.receive(number, SI_USER, 20) == []
    assert scene.receive(number, SI_USER, 21) == [(COMMAND, number)]


def test_a_number_that_has_been_of_the_sandbox(scene: Scene) -> None:
    """A second later the pid of an ended process may be somebody else's."""
    scene.book.remove(scene.book.tasks[20])
    scene.forwarder.process_ended(20)
    scene.kernel.clock.go_on(1.1)
    assert scene.receive(signal.SIGTERM, SI_USER, 20) == [(COMMAND, signal.SIGTERM)]


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
    assert scene.stop(number) == [(os.getpid(), number), (COMMAND, signal.SIGCONT)]
    assert scene.receive(signal.SIGCONT, SI_USER) == []
    assert scene.receive(signal.SIGCONT, SI_USER) == [(COMMAND, signal.SIGCONT)]


@pytest.mark.parametrize(("sender", "follows"), [(COMMAND, True), (20, False), (OUTSIDER, False)])
def test_who_stops_itself_waits_for_its_parent(scene: Scene, sender: int, follows: bool) -> None:
    """SIGSTOP is followed if the command has sent it itself; others continue the command, not us."""
    scene.stopped_by = sender
    followed = [(os.getpid(), signal.SIGSTOP), (COMMAND, signal.SIGCONT)]
    assert scene.stop(signal.SIGSTOP) == (followed if follows else [])


@pytest.mark.parametrize(
    ("fronts", "given", "follows"),
    [
        ([COMMAND, 0], [COMMAND], True),  # an interactive shell; our caller has made us the foreground again
        ([COMMAND, 55], [], True),  # the same, but we go on in the background
        ([0, 0], [], True),  # ^Z came to us
        ([55, 55], [], False),  # in the background
    ],
)
def test_a_command_with_a_group_of_its_own(
    scene: Scene, fronts: list[int], given: list[int], follows: bool
) -> None:
    """Its stop is followed if it or we have the terminal, which it gets back from us. 0: our own group."""
    scene.group(COMMAND)
    scene.fronts(*(front or os.getpgrp() for front in fronts))
    all_go_on = [(os.getpid(), signal.SIGTSTP), (COMMAND, signal.SIGCONT), (20, signal.SIGCONT)]
    assert scene.stop(signal.SIGTSTP) == (all_go_on if follows else [])
    assert scene.given == given


def test_a_group_of_somebody_else(scene: Scene) -> None:
    """The stop of a command that has joined a group of its caller's is not followed."""
    scene.group(55)
    scene.fronts(55, os.getpgrp())
    assert scene.stop(signal.SIGTSTP) == []


def test_without_a_terminal_no_stop_is_followed(scene: Scene) -> None:
    """Where there is no terminal nobody would continue us."""
    scene.kernel.terminal.fd = None
    assert scene.stop(signal.SIGTSTP) == []


def test_a_stop_of_another_process_is_not_followed(scene: Scene) -> None:
    """The supervisor goes on serving when another process of the sandbox stops."""
    assert scene.stop(signal.SIGTSTP, tid=20) == []


def test_a_signal_that_asks_for_a_summary_is_not_passed_on(kernel: FakeKernel) -> None:
    """It calls what it is to call, the others are passed on; a program of the sandbox cannot call that."""
    called: list[int] = []
    scene = Scene(kernel)
    scene.forwarder = Forwarder(COMMAND, scene.book, {signal.SIGUSR1: lambda: called.append(1)})
    assert scene.receive(signal.SIGUSR1, SI_USER) == [] and called == [1]
    assert scene.receive(signal.SIGUSR1, SI_USER, sender=20) == [] and called == [1]
    assert scene.receive(signal.SIGUSR2, SI_USER) == [(COMMAND, signal.SIGUSR2)] and called == [1]
