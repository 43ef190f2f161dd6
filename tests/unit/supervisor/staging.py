"""Tasks of a fake kernel as the supervisor knows them, and what may be done about them."""

from __future__ import annotations

import signal
from collections.abc import Generator

from unit.fakekernel.kernel import FakeKernel

from scpipe.linux import stops
from scpipe.linux.abi import x86_64
from scpipe.linux.procfs import Identity
from scpipe.tracee import phase
from scpipe.tracee.actions import Answer, Interrupted, Step, Wake
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import FileTable, Process, Task

DONE = Answer(7)
#: What a task reports that stops, and that ends; and the same as waitpid says it.
STOPPED, EXITED = stops.SignalStop(signal.SIGTRAP), stops.Exited(0)
STOPPED_STATUS, EXITED_STATUS = stops.status_of(STOPPED), 0
FORKED = stops.ForkStop(stops.EVENT_FORK)
#: Flags of clone(2).
VM, FILES, THREAD, VFORK = 0x100, 0x400, 0x10000, 0x4000


def table(kernel: FakeKernel, *pids: int, armed: bool = False) -> TaskTable:
    """A table with these processes, each one thread in a table of its own, that run."""
    made = TaskTable(armed=armed)
    for pid in pids:
        if pid not in kernel.tasks:
            kernel.add(pid)
        made.add_first(pid, filtered=False)
    return made


def clone(book: TaskTable, kernel: FakeKernel, parent: int, tid: int, flags: int) -> None:
    """A task makes another one by clone, and is at the event that tells of it."""
    thread, shares = flags & THREAD, flags & FILES
    kernel.add(tid, of=book.tasks[parent].process.pid if thread else 0, shares=parent if shares else 0)
    if flags & VM:
        kernel.tasks[tid].memory = kernel.tasks[parent].memory
    maker = kernel.stand(parent, FORKED)
    maker.in_the_call(x86_64.SYS_CLONE, flags)
    book.fork(book.tasks[parent], tid)


def task(tid: int = 1, *, filtered: bool = False) -> Task:
    """A task of a process of its own, in a stop."""
    process = Process(tid, Identity("/bin/x", 1, 1, ()), filtered=filtered)
    return Task(tid, process, FileTable({tid}), phase.STOPPED)


class Script:
    """An operation that yields what it is told to and keeps how it was woken."""

    def __init__(self, *steps: Step, ending: Answer | Interrupted = DONE) -> None:
        self.wakes: list[Wake] = []
        self.closed = False
        self._steps, self._ending = steps, ending

    def __call__(self) -> Generator[Step, Wake, Answer | Interrupted]:
        """The operation itself; a signal ends it at once."""
        try:
            for step in self._steps:
                wake = yield step
                self.wakes.append(wake)
                if wake is Wake.SIGNAL:
                    return Interrupted()
            return self._ending
        finally:
            self.closed = True
