"""Who has only stopped because it was asked to goes on at once; everybody else is left to the loop."""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import EXITED, STOPPED, table

from scpipe.linux import stops
from scpipe.linux.abi import x86_64
from scpipe.supervisor import enforce, stopping
from scpipe.supervisor.inbox import Inbox
from scpipe.tracee import phase
from scpipe.tracee.actions import Answer
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

ASKED, EXIT_STOP, GROUP_STOP = stops.InterruptStop(), stops.ExitStop(), stops.GroupStop(signal.SIGSTOP)


class Scene:
    """Task 10, in epoll_wait without a time limit, which has stopped as it was asked to."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.kernel = kernel
        self.book: TaskTable = table(kernel, 10)
        self.task: Task = self.book.tasks[10]
        self.inbox = Inbox(self.book)
        kernel.tasks[10].in_the_call(x86_64.SYS_EPOLL_WAIT, 0, 0, 0, -1)
        stopping.interrupt(self.task)
        self.inbox.fill()
        kernel.calls.clear()

    @property
    def done(self) -> list[str]:
        """What the kernel was asked for, in order."""
        return [call[0] for call in self.kernel.calls]

    def go_on(self) -> list[stops.Stop]:
        """Let the task go on; what is left of it for the loop."""
        stopping.go_on(self.task, self.inbox)
        return list(self.task.pending)


@pytest.fixture
def scene(kernel: FakeKernel) -> Scene:
    """A task that was asked to stop."""
    return Scene(kernel)


def test_one_that_was_asked_goes_on(scene: Scene) -> None:
    """Its registers are read first: one that has run since then has reported anew when that is asked."""
    assert scene.go_on() == []
    assert scene.done == ["peek_register", "poll_one", "cont"]
    assert scene.task.phase is phase.RUNNING and not scene.task.interrupt_pending
    assert scene.inbox.take() is None


def test_a_call_that_was_ended_by_it_goes_on_too(scene: Scene) -> None:
    """As where the loop serves it: epoll_wait without a time limit is made again."""
    scene.kernel.tasks[10].registers[x86_64.RAX] = 2**64 - errno.EINTR
    assert scene.go_on() == []
    assert scene.kernel.done() == ["result -514", "cont"]


@pytest.mark.parametrize("stop", [GROUP_STOP, EXIT_STOP, STOPPED], ids=repr)
def test_everything_else_is_left_to_the_loop(scene: Scene, stop: stops.Stop) -> None:
    """Group-stops, ends and calls; also where they come after the stop that was asked for."""
    scene.inbox.put(10, stop)
    assert scene.go_on() == [ASKED, stop]
    scene.task.pending.popleft()
    assert scene.go_on() == [stop]
    assert scene.done == []


def _finish(task: Task) -> None:
    phase.finish(task, Answer(0))


@pytest.mark.parametrize("happens", [enforce.freeze, _finish, phase.lose, phase.line_up])
def test_nobody_is_let_go_who_may_not(scene: Scene, happens: Callable[[Task], None]) -> None:
    """One that another call holds, or a dead one's number, or one whose write goes on, or one in line."""
    happens(scene.task)
    assert scene.go_on() == [ASKED] and scene.done == []


def test_a_stop_that_is_over(scene: Scene) -> None:
    """It was killed: at its exit stop already, or on its way there."""
    scene.kernel.signals.send(10, signal.SIGKILL)
    assert scene.go_on() == [ASKED, EXIT_STOP] and "cont" not in scene.done
    scene.task.pending.pop()
    scene.kernel.tasks[10].at = None
    assert scene.go_on() == [ASKED] and "cont" not in scene.done


def test_collecting(scene: Scene) -> None:
    """A running task is asked once; one that waitpid does not know any more runs nothing."""
    scene.task.pending.clear()
    phase.run(scene.task, phase.RUNNING)
    assert not stopping.collect(scene.task, scene.inbox)
    scene.kernel.report(10, ASKED)
    assert stopping.collect(scene.task, scene.inbox) and scene.task.phase is phase.STOPPED
    scene.kernel.calls.clear()
    assert stopping.collect(scene.task, scene.inbox) and scene.done == []
    scene.inbox.put(10, EXITED)
    assert stopping.collect(scene.task, scene.inbox) and scene.done == []
    phase.run(scene.task, phase.RUNNING)
    scene.kernel.reap(10)
    assert stopping.collect(scene.task, scene.inbox)
