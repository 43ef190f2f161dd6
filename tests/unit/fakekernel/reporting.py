"""What scpipe/linux/wait.py and process.py ask of a kernel: reports of tasks, and signals to them."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
from typing import TYPE_CHECKING

from scpipe.linux import stops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unit.fakekernel.kernel import FakeKernel

_EXIT_STOP = stops.status_of(stops.ExitStop())


def _no_child() -> ChildProcessError:
    return ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))


class FakeWait:
    """Functions of wait.py."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel

    def poll_any(self) -> tuple[int, int] | None:
        self._kernel.note("poll_any")
        return self._next()

    def sleep_for_any(self) -> tuple[int, int] | None:
        """Where nobody reports, a signal interrupts it: it does not sleep."""
        self._kernel.note("sleep_for_any")
        return self._next()

    def poll_one(self, tid: int) -> int | None:
        self._kernel.note("poll_one", tid)
        if tid not in self._kernel.tasks:
            raise _no_child()
        for place, report in enumerate(self._kernel.reports):
            if report is not None and report[0] == tid:
                del self._kernel.reports[place]
                return self._taken(*report)[1]
        return None

    def is_ours(self, tid: int) -> bool:
        return tid in self._kernel.tasks

    def for_news(self, longest: float) -> bool:
        """News is told of once, as SIGCHLD does; without any it is later by ``longest``."""
        if self._kernel.has_news:
            self._kernel.has_news = False
            return True
        self._kernel.clock.go_on(longest)
        return False

    def _next(self) -> tuple[int, int] | None:
        kernel = self._kernel
        report = kernel.reports.popleft() if kernel.reports else next(kernel.more_reports, None)
        if report is None:
            if not kernel.tasks:
                raise _no_child()
            return None
        return self._taken(*report)

    def _taken(self, tid: int, status: int) -> tuple[int, int]:
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            self._kernel.tasks.pop(tid, None)
        return tid, status


class FakeSignals:
    """Functions of process.py that concern others."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel

    def send(self, pid: int, number: int) -> None:
        self._kernel.note("send", pid, number)
        for task in [*self._kernel.tasks.values()]:
            if number == signal.SIGKILL and task.pid == pid:
                self._kill(task.tid)
            elif task.tid == pid:
                self._deliver(task.tid, number)

    def send_to_thread(self, pid: int, tid: int, number: int) -> None:
        self._kernel.note("send_to_thread", pid, tid, number)
        if tid in self._kernel.tasks:
            self._deliver(tid, number)

    def pass_on(self, pid: int, number: int, sender: int) -> None:
        self._kernel.note("pass_on", pid, number, sender)

    def has_file_size_limit(self, pid: int) -> bool:
        return self._kernel.tasks[pid].has_file_size_limit

    def exists(self, tid: int) -> bool:
        return tid in self._kernel.tasks

    def _kill(self, tid: int) -> None:
        """It goes to its exit stop, from any other."""
        task = self._kernel.tasks[tid]
        if task.ending is None and not task.is_dead:
            task.ending = task.number = signal.SIGKILL
            self._kernel.report(tid, _EXIT_STOP)

    def _deliver(self, tid: int, number: int) -> None:
        """One that runs stops for it; else it waits."""
        task, bit = self._kernel.tasks[tid], 1 << (number - 1)
        if task.is_dead:
            return
        task.signals.sender = os.getpid()
        if task.at is not None or task.signals.blocked & bit:
            task.signals.pending |= bit
        elif task.in_call:
            task.signals.pending |= bit
            self._kernel.end_call(tid)
        else:
            self._kernel.report(tid, stops.status_of(stops.SignalStop(number)))


class FakeTerminal:
    """Functions of terminal.py. ``fronts``: who is in the foreground, at each look; the last one stays."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel
        self.fd: int | None = 7
        self.fronts: list[int] = [0]

    @contextlib.contextmanager
    def controlling(self) -> Iterator[int | None]:
        yield self.fd

    def foreground(self, fd: int) -> int:
        assert fd == self.fd
        return self.fronts.pop(0) if len(self.fronts) > 1 else self.fronts[0]

    def give(self, fd: int, group: int) -> None:
        assert fd == self.fd
        self._kernel.note("give", group)
