"""The fake kernel: what tests tell it that programs do, and what it was asked for."""

from __future__ import annotations

import os
import time
from _thread import get_native_id
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any

from unit.fakekernel.cpus import FakeCpus
from unit.fakekernel.proc import FakeProc
from unit.fakekernel.ptracing import FakeMemory, FakePtrace
from unit.fakekernel.reporting import FakeSignals, FakeTerminal, FakeWait
from unit.fakekernel.source import FakeSource
from unit.fakekernel.state import Descriptors, FakeTask, Memory, Program

from scpipe.linux import stops
from scpipe.linux.abi import x86_64

#: The result of pause() before the kernel says EINTR or makes it again (include/linux/errno.h).
_ERESTARTNOHAND = 514
_RESUMING = ("interrupt", "cont", "run_to_syscall_stop", "listen", "write", "send_to_thread")
_real_monotonic = time.monotonic
_real_getpgid = os.getpgid
Report = tuple[int, int] | None


class Clock:
    """What time it is: as long as the test wants, unless it goes with the real one. ``step``: per look."""

    def __init__(self) -> None:
        self.now = _real_monotonic()
        self.step = 0.0
        self.is_real = False

    def monotonic(self) -> float:
        """See time.monotonic."""
        self.now = _real_monotonic() if self.is_real else self.now + self.step
        return self.now

    def go_on(self, seconds: float) -> None:
        """It is later now."""
        if not self.is_real:
            self.now += seconds


class FakeKernel:
    """Tasks, and everything that was asked of them, in order (``calls``).

    ``reports``: what waitpid has to tell, in order; None: nothing, once. ``more_reports``: what comes
    when those are used up. ``looks``: how often files and
    directories of /proc/TID were looked at, by name. ``tracer``: whose our
    tracees are.
    """

    def __init__(self) -> None:
        self.tasks: dict[int, FakeTask] = {}
        self.reports: deque[Report] = deque()
        self.has_news = False
        self.more_reports: Iterator[Report] = iter(())
        self.calls: list[tuple[Any, ...]] = []
        self.looks: Counter[tuple[int, str]] = Counter()
        self.tracer = get_native_id()
        self.clock = Clock()
        self.ptrace, self.memory = FakePtrace(self), FakeMemory(self)
        self.wait, self.signals = FakeWait(self), FakeSignals(self)
        self.proc, self.terminal = FakeProc(self), FakeTerminal(self)
        self.facts, self.cpus, self.source = Facts(self), FakeCpus(), FakeSource(self)

    def add(self, tid: int, *, of: int = 0, parent: int = 1, shares: int = 0, **facts: Any) -> FakeTask:
        """A task that runs: a process, or a thread ``of`` one; ``shares``: whose table it has."""
        pid = of or tid
        program = self.tasks[of].program if of else Program(f"/bin/p{pid}", pid, (f"p{pid}",))
        table = self.tasks[shares].table if shares else Descriptors()
        memory = self.tasks[of].memory if of else Memory()
        task = FakeTask(tid, pid, parent, program, table, memory, group=pid)
        for name, value in facts.items():
            assert hasattr(task, name), name
            setattr(task, name, value)
        self.tasks[tid] = task
        return task

    def report(self, tid: int, stop: stops.Stop | int, *, enters: bool = False) -> None:
        """The task stops, or ends, and waitpid has to tell of it; a status, where a stop has none.

        ``enters``: the stop is that of a call's entry.
        """
        status = stop if isinstance(stop, int) else self.status_of(stop)
        self.reports.append((tid, status))
        self.has_news = True
        task = self.tasks.get(tid)
        if task is None:
            return
        if os.WIFSTOPPED(status):
            task.at, task.enters, task.asked = (
                status,
                enters,
                False,
            )  # any trap clears that (kernel/signal.c ptrace_stop)
        else:
            task.at, task.state = None, "Z"

    def stand(self, tid: int, stop: stops.Stop, *, enters: bool = False) -> FakeTask:
        """The task is at a stop of which waitpid has told already; ``enters``: that of a call's entry."""
        task = self.tasks[tid]
        task.at, task.enters = self.status_of(stop), enters
        return task

    def end_call(self, tid: int) -> None:
        """The call in which a task sleeps is ended by a signal, or because it was asked to stop."""
        self.tasks[tid].registers[x86_64.RAX] = -_ERESTARTNOHAND & 0xFFFFFFFFFFFFFFFF
        self.report(tid, stops.SyscallStop())

    def fork(self, parent: int, child: int, **facts: Any) -> FakeTask:
        """A task is at the event that tells of a child, who is at its first stop if nobody has the number."""
        maker = self.stand(parent, stops.ForkStop(stops.EVENT_FORK))
        maker.in_the_call(x86_64.SYS_FORK)
        maker.number = child
        if child not in self.tasks:
            self.add(child, parent=parent, **facts)
            self.stand(child, stops.InterruptStop())
        return self.tasks[child]

    def reap(self, tid: int) -> None:
        """The task is gone, and waitpid has told of it."""
        del self.tasks[tid]

    @staticmethod
    def status_of(stop: stops.Stop) -> int:
        """As waitpid says it."""
        if isinstance(stop, stops.Exited):
            return stop.status << 8
        return stop.signal if isinstance(stop, stops.Killed) else stops.status_of(stop)

    def note(self, name: str, *more: object) -> None:
        """Something was asked for."""
        self.calls.append((name, *more))

    def asked(self, *names: str) -> list[tuple[Any, ...]]:
        """What was asked for with these names, in order."""
        return [call for call in self.calls if call[0] in names]

    def done(self) -> list[str]:
        """What was done to tasks, in order: to single registers of their calls, and how they were resumed."""
        arguments = {place: f"argument {index}" for index, place in enumerate(x86_64.ARGUMENTS)}
        places = {x86_64.ORIG_RAX: "call", x86_64.RAX: "result", **arguments}
        pokes = {call: f"{places[call[2]]} {call[3]}" for call in self.asked("poke_register")}
        return [pokes.get(call, call[0]) for call in self.asked("poke_register", *_RESUMING)]

    def take_sent(self) -> list[tuple[int, int]]:
        """The signals that were sent since this was asked last, and to whom."""
        sent = [call[1:] for call in self.asked("send")]
        self.calls.clear()
        return sent


class Facts:
    """What is asked of the kernel by single functions. ``in_flight_is_told``: by fdinfo of a socket."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel
        self.in_flight_is_told = True
        self.tables_are_told = True
        self.limit = 1 << 20

    def share_table(self, tid: int, other: int) -> bool | None:
        """See tables.share_table."""
        if not self.tables_are_told:
            return None
        one, two = self._kernel.tasks.get(tid), self._kernel.tasks.get(other)
        return one is not None and two is not None and one.table is two.table

    def share_memory(self, tid: int, other: int) -> bool | None:
        """See tables.share_memory: a dead task has none any more."""
        if not self.tables_are_told:
            return None
        one, two = self._kernel.tasks.get(tid), self._kernel.tasks.get(other)
        live = one is not None and two is not None and not (one.is_dead or two.is_dead)
        return live and one.memory is two.memory

    def shows_descriptors_in_flight(self) -> bool:
        """See tables.shows_descriptors_in_flight."""
        return self.in_flight_is_told

    def descriptor_limit(self) -> int:
        """See process.descriptor_limit."""
        return self.limit

    def open_thread(self, tid: int) -> int:
        """See process.open_thread: who borrows here is given a source."""
        raise PermissionError

    def open_process(self, pid: int) -> int:
        """The same."""
        raise PermissionError

    def getpgid(self, pid: int) -> int:
        """See os.getpgid."""
        if pid in self._kernel.tasks:
            return self._kernel.tasks[pid].group
        if pid in (0, os.getpid()):
            return _real_getpgid(pid)
        raise ProcessLookupError

    def kill(self, pid: int, signal: int) -> None:
        """See os.kill: for ourselves."""
        assert pid == os.getpid()
        self._kernel.note("send", pid, signal)
