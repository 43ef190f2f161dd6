"""Tasks without processes: what ptrace would say is given, what enforce would do is noted."""

from __future__ import annotations

import signal
from collections.abc import Generator

import pytest

from scpipe.linux import procfs, ptrace, stops
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
#: Flags of clone(2).
VM, FILES, THREAD, VFORK = 0x100, 0x400, 0x10000, 0x4000


class Registers:
    """What peek_register finds: the call a parent is in and its clone flags."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number, self.flags = x86_64.SYS_FORK, 0
        monkeypatch.setattr(ptrace, "peek_register", self._peek)

    def _peek(self, _tid: int, offset: int) -> int:
        return {x86_64.ORIG_RAX: self.number, x86_64.RDI: self.flags}[offset]


class Kernel:
    """/proc for tasks that do not exist: groups of threads, parents, programs with a name of their own."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.groups: dict[int, int] = {}
        self.parents: dict[int, int] = {}
        monkeypatch.setattr(procfs, "thread_group", lambda tid: self.groups.get(tid, 0))
        monkeypatch.setattr(procfs, "parent", lambda tid: self.parents.get(tid, 0))
        monkeypatch.setattr(procfs, "identity", _identity)


def _identity(pid: int, *, arguments: bool = True) -> Identity:
    return Identity(f"/bin/p{pid}", 1, pid, (f"p{pid}",) if arguments else ())


def table(*pids: int) -> TaskTable:
    """A table with these processes, each one thread in a table of its own."""
    made = TaskTable()
    for pid in pids:
        made.add_first(pid, filtered=False)
    return made


def clone(book: TaskTable, registers: Registers, parent: int, tid: int, flags: int) -> None:
    """A clone event of ``parent``."""
    registers.number, registers.flags = x86_64.SYS_CLONE, flags
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
