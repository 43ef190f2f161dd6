"""Performed calls that wait: the tracee sits in pause() (or in a stop), everybody else goes on."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from scpipe.linux import process, procfs, ptrace
from scpipe.linux.abi import native
from scpipe.supervisor import enforce
from scpipe.supervisor.poller import Poller
from scpipe.supervisor.waits import Waits
from scpipe.tracee import phase
from scpipe.tracee.actions import Answer, Block, Interrupted, Operation, Step, Store, Wake
from scpipe.tracee.phase import Blocked, Finishing, Place
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Process, Task

#: How long one operation may take before others have their turn (seconds).
_LONGEST_STEP = 0.02
#: So many descriptors are not spent on operations that wait.
_SPARE = 64
#: What an operation ends with.
_RESULTS = (Answer, Interrupted)


class Blocking:
    """Carries operations on, and ends the calls that they stand for.

    ``warn`` is called, once, if more would wait than we have descriptors for.
    """

    def __init__(self, table: TaskTable, poller: Poller, warn: Callable[[str], None]) -> None:
        self._table = table
        self._poller = poller
        self._waits = Waits(poller)
        self._warn = warn
        self._warned = False

    @property
    def is_idle(self) -> bool:
        """True if no operation waits, for room, a turn, or its end."""
        return self._waits.is_idle

    def begin(self, task: Task, operation: Operation) -> None:
        """Run the first step of a task's operation at its seccomp stop; the task is blocked if it waits.

        An interrupt that came when the task was on its way here, or here, would end its pause() as a signal
        does (kernel/signal.c ptrace_stop never clears TIF_SIGPENDING): such a task waits in its stop.
        """
        interrupted, task.interrupt_pending = task.interrupt_pending, False
        found = self._advance(task, operation, None, None)
        if isinstance(found, _RESULTS):
            _finish_at_entry(task, found)
            return
        blocked = Blocked(operation)
        phase.block(task, blocked)
        self._wait_for(task, blocked, found)
        if task.process.filtered or interrupted:
            self._stand(task, blocked)
        else:
            blocked.place = Place.PAUSE
            enforce.pause(task, blocked)

    def interrupted(self, task: Task) -> None:
        """The task's pause() has ended: by our wake, or by a signal.

        One that does nothing would not have woken it without a tracer (kernel/signal.c sig_ignored): then
        the call goes on, and the task waits in its exit stop; or it is made again where that is the same.
        What is not known counts as a signal.
        """
        blocked = task.phase
        if isinstance(blocked, Finishing):
            _finish_at_exit(task, blocked.result)
        elif isinstance(blocked, Blocked):
            blocked.place = Place.EXIT
            if _can_be_made_again(task, blocked) or procfs.has_deliverable_signal(task.tid) is not False:
                self.resume(task, Wake.SIGNAL)
            else:
                self._stand(task, blocked)

    def let_stop(self, process: Process) -> None:
        """A process stops: its tasks that wait in stops of ours end their calls, as for a signal."""
        for task in [*self._waits.standing]:
            if task.process is process:
                self.resume(task, Wake.SIGNAL)

    def forget(self, task: Task) -> None:
        """The task is gone or going: its operation ends here."""
        blocked = phase.engagement(task)
        if isinstance(blocked, Blocked):
            self._waits.remove(task, blocked)
            self._waits.remove_standing(task)
            blocked.operation.close()
            phase.disengage(task)

    def wait(self, timeout: float | None, *, only_own: bool = False) -> None:
        """Sleep until something is ready (seconds; None: for ever); serve operations and what is watched.

        ``only_own``: no operation may go on now.
        """
        if self.is_idle and self._poller.sleep_for_signals(timeout):
            return
        if only_own:
            self._poller.serve_own(timeout)
            return
        for task, wake in self._waits.sleep(timeout):
            self.resume(task, wake)

    def resume(self, task: Task, wake: Wake) -> None:
        """Go on with the operation of a task, which can end its call by that."""
        blocked = task.phase
        if not isinstance(blocked, Blocked):  # its end is served next
            return
        self._waits.remove(task, blocked)
        found = self._advance(task, blocked.operation, blocked.block, wake)
        if not isinstance(found, _RESULTS):
            self._wait_for(task, blocked, found)
            return
        self._waits.remove_standing(task)
        phase.finish(task, found)
        with contextlib.suppress(ptrace.TraceeGoneError):
            if blocked.place is Place.PAUSE:
                enforce.interrupt(task)
            elif blocked.place is Place.EXIT:
                _finish_at_exit(task, found)
            else:
                _finish_at_entry(task, found)

    def _stand(self, task: Task, blocked: Blocked) -> None:
        self._waits.add_standing(task, blocked)
        if is_stopping(self._table, task.process):
            self.resume(task, Wake.SIGNAL)

    def _wait_for(self, task: Task, blocked: Blocked, step: Step) -> None:
        if isinstance(step, Block):
            self._waits.add(task, blocked, step)
        else:
            self._waits.add_turn(task, blocked)

    def _advance(
        self, task: Task, operation: Operation, before: Block | None, wake: Wake | None
    ) -> Step | Answer | Interrupted:
        """Advance an operation: to its end, to its next block, or to where it gives others a turn."""
        began = time.monotonic()
        try:
            step = next(operation) if wake is None else operation.send(wake)
            while not isinstance(step, Block) or self._is_crowded(step, before):
                if isinstance(step, Block):
                    wake = Wake.CROWDED
                elif isinstance(step, Store):
                    wake = Wake.STORED if enforce.store(task, step) else Wake.FAULT
                elif time.monotonic() - began < _LONGEST_STEP:
                    wake = Wake.READY
                else:
                    return step
                step = operation.send(wake)
        except StopIteration as ended:
            result: Answer | Interrupted = ended.value
            return result
        return step

    def _is_crowded(self, block: Block, before: Block | None) -> bool:
        """True if the last descriptors of ours would be spent on what waits: no other call could be served.

        Numbers are given out from the lowest on: the block's own tells how many are in use.
        """
        limit = process.descriptor_limit()
        if before is not None or block.fd < limit - min(_SPARE, limit // 4):
            return False
        if not self._warned:
            self._warned = True
            self._warn(
                "writes that would wait fail with ENOBUFS: each takes a descriptor of scpipe, and nearly all "
                f"{limit} are in use; raise the hard limit (ulimit -Hn)"
            )
        return True


def is_stopping(table: TaskTable, process: Process) -> bool:
    """True if a thread of the process is in a group-stop."""
    return any(isinstance(thread.phase, phase.GroupStopped) for thread in table.threads_of(process))


def _finish_at_exit(task: Task, result: Answer | Interrupted) -> None:
    if isinstance(result, Answer):
        enforce.answer_at_exit(task, result)
    else:
        enforce.restart(task)


def _finish_at_entry(task: Task, result: Answer | Interrupted) -> None:
    if isinstance(result, Answer):
        enforce.answer_at_entry(task, result)
    else:
        enforce.skip_to_exit(task, result)


def _can_be_made_again(task: Task, blocked: Blocked) -> bool:
    """True if a restart of the call loses nothing: nothing has been sent, and no time limit runs."""
    block = blocked.block
    fresh = block is not None and not block.progress and block.deadline is None
    return fresh and task.call_number != native.SYS_SENDMMSG  # it may have sent messages before this one
