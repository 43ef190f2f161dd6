"""What blocked tasks wait for: room in a descriptor, a time, others' turns, a signal."""

from __future__ import annotations

import time
from collections.abc import Iterator

from scpipe.linux import procfs
from scpipe.supervisor.poller import Poller
from scpipe.tracee.actions import Block, Wake
from scpipe.tracee.phase import Blocked
from scpipe.tracee.task import Task

#: A descriptor that polls writable and takes nothing is asked again after these pauses (seconds).
_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.02
#: How often a task that waits in a stop of ours is looked at for signals (seconds).
_SIGNAL_LOOK = 0.02

Woken = tuple[Task, Wake]


class Waits:
    """Says who is to go on, and why. ``standing``: who waits in a stop of ours, not in pause()."""

    def __init__(self, poller: Poller) -> None:
        self._poller = poller
        self._by_fd: dict[int, tuple[Task, Blocked]] = {}
        self._sleeping: dict[Task, Blocked] = {}
        self.standing: dict[Task, Blocked] = {}
        self._next_look = 0.0

    @property
    def is_idle(self) -> bool:
        """True if nobody waits, for room, a turn, or the end of his operation."""
        return not (self._by_fd or self._sleeping or self.standing)

    def add(self, task: Task, blocked: Blocked, block: Block) -> None:
        """A task waits for ``block``; if it has waited for the same in vain, a pause comes first."""
        before, blocked.block = blocked.block, block
        if before is None or before.progress != block.progress:
            blocked.pause = 0.0
            self._listen(task, blocked, block)
            return
        blocked.pause = min(_LONGEST_PAUSE, blocked.pause * 2 or _FIRST_PAUSE)
        blocked.poll_at = time.monotonic() + blocked.pause
        self._sleeping[task] = blocked

    def add_turn(self, task: Task, blocked: Blocked) -> None:
        """A task goes on when others have had their turn."""
        blocked.block, blocked.poll_at = None, 0.0
        self._sleeping[task] = blocked

    def add_standing(self, task: Task, blocked: Blocked) -> None:
        """A task that waits in a stop of ours does not leave it for a signal: it is looked at."""
        self.standing[task] = blocked

    def remove(self, task: Task, blocked: Blocked) -> None:
        """A task waits for nothing now, or goes on to wait for something else."""
        self._sleeping.pop(task, None)
        block = blocked.block
        if block is not None and self._by_fd.get(block.fd) == (task, blocked):
            del self._by_fd[block.fd]
            self._poller.remove(block.fd)

    def remove_standing(self, task: Task) -> None:
        """A task leaves the stop in which it has waited."""
        self.standing.pop(task, None)

    def sleep(self, timeout: float | None) -> Iterator[Woken]:
        """Sleep until somebody can go on (seconds), or a descriptor of the supervisor's own was served."""
        for fd in self._poller.ready(self._nearest(timeout)):
            if fd in self._by_fd:
                yield self._by_fd[fd][0], Wake.READY
        if not self.is_idle:
            yield from self._due(time.monotonic())

    def _due(self, now: float) -> Iterator[Woken]:
        """Who gave others a turn, whose pause or time is over, and for whom a signal waits."""
        yield from self._rested(now)
        for task, blocked in [*self._by_fd.values(), *self._sleeping.items()]:
            deadline = None if blocked.block is None else blocked.block.deadline
            if deadline is not None and now >= deadline:
                yield task, Wake.TIMEOUT
        for task, blocked in [*self._by_fd.values()]:
            if blocked.look_at is not None and now >= blocked.look_at:
                yield task, Wake.READY
        if self.standing and now >= self._next_look:
            for task in [*self.standing]:
                if procfs.has_deliverable_signal(task.tid):
                    yield task, Wake.SIGNAL
            self._next_look = time.monotonic() + _SIGNAL_LOOK

    def _rested(self, now: float) -> Iterator[Woken]:
        """Who gave others a turn; who has paused waits for room again."""
        for task, blocked in [*self._sleeping.items()]:
            if now < blocked.poll_at:
                continue
            if blocked.block is None:
                yield task, Wake.READY
            else:
                del self._sleeping[task]
                self._listen(task, blocked, blocked.block)

    def _listen(self, task: Task, blocked: Blocked, block: Block) -> None:
        self._by_fd[block.fd] = (task, blocked)
        self._poller.add(block.fd)
        blocked.look_at = None if block.look is None else time.monotonic() + block.look

    def _nearest(self, timeout: float | None) -> float | None:
        """The nearest of the caller's timeout, deadlines, pauses and looks, in seconds from now."""
        times = [] if timeout is None else [timeout]
        if self._by_fd or self._sleeping:
            now = time.monotonic()
            times += [blocked.poll_at - now for blocked in self._sleeping.values()]
            listening = [blocked for _task, blocked in self._by_fd.values()]
            for blocked in [*listening, *self._sleeping.values()]:
                if blocked.block is not None and blocked.block.deadline is not None:
                    times.append(blocked.block.deadline - now)
            times += [blocked.look_at - now for blocked in listening if blocked.look_at is not None]
        if self.standing:
            times.append(max(0.0, self._next_look - time.monotonic()))
        return min(times, default=None)
