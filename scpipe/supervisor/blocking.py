"""Operations that wait for room: the tracee sits in pause() (or in a stop), everybody else goes on."""

from __future__ import annotations

import contextlib
import select
import time
from collections.abc import Callable

from scpipe.linux import process, procfs, ptrace
from scpipe.linux.abi import native
from scpipe.supervisor import enforce
from scpipe.supervisor.signalwatch import SignalWatch
from scpipe.tracee.actions import Answer, Block, Store, Wake
from scpipe.tracee.task import Process, Task

#: A descriptor that polls writable and takes nothing is asked again after these pauses (seconds).
_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.02
#: poll(2) takes an int of milliseconds, 24 days; a deadline can be later (seconds).
_LONGEST_SLEEP = 3600.0
#: How long one operation may take before others have their turn (seconds).
_LONGEST_STEP = 0.02
#: So many descriptors are not spent on operations that wait.
_SPARE = 64
#: How often a task that waits in a stop of ours is looked at for signals (seconds).
_SIGNAL_LOOK = 0.02


class Parking:
    """Every operation that waits, and what it waits for.

    ``is_stopping``: True for a process of which a thread is in a group-stop (SIGSTOP, ^Z). ``warn`` is
    called, once, if more would wait than we have descriptors for.
    """

    def __init__(
        self,
        is_stopping: Callable[[Process], bool] = lambda process: False,
        warn: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._is_stopping = is_stopping
        self._warn = warn
        self._warned = False
        self._poll = select.poll()
        self._own_poll = select.poll()
        self._next_look = 0.0
        self._by_fd: dict[int, Task] = {}
        self._sleeping: dict[Task, Task] = {}
        self._held: dict[Task, Task] = {}
        self._served: dict[int, Callable[[], None]] = {}
        self._signals: SignalWatch | None = None

    def watch(self, fd: int, serve: Callable[[], None]) -> None:
        """Call ``serve`` when a descriptor of the supervisor's own becomes readable."""
        self._served[fd] = serve
        for poll in (self._poll, self._own_poll):
            poll.register(fd, select.POLLIN)

    def watch_signals(self, found: SignalWatch) -> None:
        """Have signals taken as they arrive."""
        self._signals = found
        self.watch(found.fd, found.read)

    def begin(self, task: Task) -> None:
        """Run the first step of a task's operation at its seccomp stop; park the task if it waits.

        A nudge that came when the task was on its way here, or here, would end its pause() as a signal does
        (kernel/signal.c ptrace_stop never clears TIF_SIGPENDING): such a task waits in its stop.
        """
        nudged, task.nudged = task.nudged, False
        self._step(task, None)
        if task.operation is None:
            self._finish_at_entry(task)
        elif task.process.filtered or nudged:
            self._hold(task, at_exit=False)
        else:
            enforce.park(task)

    def interrupted(self, task: Task) -> None:
        """The task's pause() has ended: by our wake, or by a signal.

        One that does nothing would not have woken it without a tracer (kernel/signal.c sig_ignored): then
        the call goes on, and the task waits in its exit stop; or it is made again where that is the same.
        What is not known counts as a signal.
        """
        if task.operation is None:
            self._finish_at_exit(task)
        elif _can_be_made_again(task) or procfs.has_deliverable_signal(task.tid) is not False:
            self._unwatch(task)
            self._step(task, Wake.SIGNAL)
            self._finish_at_exit(task)
        else:
            self._hold(task, at_exit=True)

    def let_stop(self, process: Process) -> None:
        """A process stops: its tasks that wait in stops of ours end their calls, as for a signal."""
        for task in [*self._held.values()]:
            if task.process is process:
                self._resume(task, Wake.SIGNAL)

    def forget(self, task: Task) -> None:
        """The task is gone or going: its operation ends here."""
        self._unwatch(task)
        self._let_go(task)
        if task.operation is not None:
            task.operation.close()
            task.operation = None

    def wait(self, timeout: float | None, *, only_own: bool = False) -> None:
        """Sleep until something is ready (seconds; None: for ever); serve operations and what is watched.

        ``only_own``: no operation may go on now.
        """
        if self._signals is not None and len(self._served) == 1 and self.is_idle:  # nothing else can happen
            self._signals.wait(_LONGEST_SLEEP if timeout is None else min(timeout, _LONGEST_SLEEP))
            return
        if only_own:
            for fd, _events in self._own_poll.poll(_in_milliseconds(timeout)):
                self._served[fd]()
            return
        for fd, _events in self._poll.poll(self._milliseconds(timeout)):
            task = self._by_fd.get(fd)
            if task is not None:
                self._resume(task, Wake.READY)
            elif fd in self._served:
                self._served[fd]()
        self._serve_clock()

    @property
    def is_idle(self) -> bool:
        """True if no operation waits, for room, a turn, or its end."""
        return not (self._by_fd or self._sleeping or self._held)

    @property
    def waiting(self) -> int:
        """How many operations wait."""
        return len(self._by_fd) + len(self._sleeping)

    def _serve_clock(self) -> None:
        if self.is_idle:
            return
        now = time.monotonic()
        self._serve_sleepers(now)
        for task in [*self._by_fd.values(), *self._sleeping.values()]:
            if task.block is not None and task.block.deadline is not None and now >= task.block.deadline:
                self._resume(task, Wake.TIMEOUT)
        for task in [*self._by_fd.values()]:
            if task.look_at is not None and now >= task.look_at:
                self._resume(task, Wake.READY)
        if self._held and now >= self._next_look:
            self._look_for_signals()
            self._next_look = time.monotonic() + _SIGNAL_LOOK

    def _look_for_signals(self) -> None:
        for task in [*self._held.values()]:
            if procfs.has_deliverable_signal(task.tid):
                self._resume(task, Wake.SIGNAL)

    def _serve_sleepers(self, now: float) -> None:
        """Go on with what gave others a turn; ask again for room where a pause is over."""
        for task in [*self._sleeping.values()]:
            if now < task.poll_at:
                continue
            if task.block is None:
                self._resume(task, Wake.READY)
            else:
                del self._sleeping[task]
                self._listen_for_room(task, task.block.fd)

    def _resume(self, task: Task, wake: Wake) -> None:
        if task.gone:  # its end is served next
            return
        self._unwatch(task)
        self._step(task, wake)
        if task.operation is not None:
            return
        with contextlib.suppress(ptrace.TraceeGoneError):
            if not task.held:
                enforce.interrupt(task)
                return
            finish = self._finish_at_exit if task.at_exit else self._finish_at_entry
            self._let_go(task)
            finish(task)

    def _hold(self, task: Task, *, at_exit: bool) -> None:
        task.held, task.at_exit = True, at_exit
        self._held[task] = task
        if self._is_stopping(task.process):
            self._resume(task, Wake.SIGNAL)

    def _let_go(self, task: Task) -> None:
        task.held = task.at_exit = False
        self._held.pop(task, None)

    def _finish_at_exit(self, task: Task) -> None:
        ending, task.finished = task.finished, None
        if isinstance(ending, Answer):
            enforce.answer_at_exit(task, ending)
        else:
            enforce.restart(task)

    def _finish_at_entry(self, task: Task) -> None:
        if isinstance(task.finished, Answer):
            answer, task.finished = task.finished, None
            enforce.answer_at_entry(task, answer)
        else:
            enforce.skip_to_exit(task)  # stays in task.finished for the exit stop

    def _step(self, task: Task, wake: Wake | None) -> None:
        """Advance an operation: it ends, or it waits for its next block."""
        operation = task.operation
        if operation is None:
            return
        before, began = task.block, time.monotonic()
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
                    task.block, task.poll_at = None, 0.0  # others have their turn
                    self._sleeping[task] = task
                    return
                step = operation.send(wake)
        except StopIteration as ended:
            task.operation, task.block, task.poll_pause = None, None, 0.0
            task.finished = ended.value
            return
        self._wait_for(task, step, before)

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

    def _wait_for(self, task: Task, block: Block, before: Block | None) -> None:
        task.block = block
        if before is None or before.progress != block.progress:
            task.poll_pause = 0.0
            self._listen_for_room(task, block.fd)
            return
        task.poll_pause = min(_LONGEST_PAUSE, task.poll_pause * 2 or _FIRST_PAUSE)
        task.poll_at = time.monotonic() + task.poll_pause
        self._sleeping[task] = task

    def _listen_for_room(self, task: Task, fd: int) -> None:
        self._by_fd[fd] = task
        self._poll.register(fd, select.POLLOUT)
        look = None if task.block is None else task.block.look
        task.look_at = None if look is None else time.monotonic() + look

    def _unwatch(self, task: Task) -> None:
        self._sleeping.pop(task, None)
        block = task.block
        if block is not None and self._by_fd.get(block.fd) is task:
            del self._by_fd[block.fd]
            self._poll.unregister(block.fd)

    def _milliseconds(self, timeout: float | None) -> int | None:
        """Poll's timeout: the nearest of the caller's, deadlines, pauses and signal looks."""
        times = [] if timeout is None else [timeout]
        if self._by_fd or self._sleeping:
            now = time.monotonic()
            times += [task.poll_at - now for task in self._sleeping.values()]
            for task in [*self._by_fd.values(), *self._sleeping.values()]:
                if task.block is not None and task.block.deadline is not None:
                    times.append(task.block.deadline - now)
            times += [task.look_at - now for task in self._by_fd.values() if task.look_at is not None]
        if self._held:
            times.append(max(0.0, self._next_look - time.monotonic()))
        return _in_milliseconds(min(times, default=None))


def _in_milliseconds(seconds: float | None) -> int | None:
    """As poll(2) wants it: rounded up, and never too long for it; None is for ever."""
    return None if seconds is None else max(0, int(min(seconds, _LONGEST_SLEEP) * 1000 + 0.999))


def _can_be_made_again(task: Task) -> bool:
    """True if a restart of the call loses nothing: nothing has been sent, and no time limit runs."""
    block = task.block
    fresh = block is not None and not block.progress and block.deadline is None
    return fresh and task.call_number != native.SYS_SENDMMSG  # it may have sent messages before this one
