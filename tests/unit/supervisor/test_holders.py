"""Who holds a pair, for reports: the task's own process first, and not without end."""

from __future__ import annotations

import os

from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import OpenFile

from scpipe.linux.procfs import Identity
from scpipe.policy.model import PairKind
from scpipe.report.events import Holder
from scpipe.supervisor.holders import MOST_DESCRIPTORS, MOST_NAMED, HolderFinder
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import FileTable, Process, Task


def found(fd: int) -> tuple[Holder, ...]:
    """The holders of a pipe of ours."""
    pid = os.getpid()
    task = Task(pid, Process(pid, Identity("", 0, 0, ())), FileTable({pid}))
    return HolderFinder(TaskTable())(PairKind.PIPE, (os.fstat(fd).st_ino,), task)


def test_both_ends_are_named() -> None:
    """A pipe's ends are told apart."""
    read_end, write_end = os.pipe()
    try:
        pid = os.getpid()
        assert set(found(read_end)) == {Holder(pid, read_end, "read"), Holder(pid, write_end, "write")}
    finally:
        os.close(read_end)
        os.close(write_end)


def test_copies_without_end_are_not_all_named() -> None:
    """A program that copies an end as often as it likes makes no line of a hundred kilobytes."""
    ends = list(os.pipe())
    try:
        ends += [os.dup(ends[1]) for _number in range(MOST_NAMED)]
        assert len(found(ends[0])) == MOST_NAMED
    finally:
        for fd in ends:
            os.close(fd)


def test_many_descriptors_are_not_all_looked_at(kernel: FakeKernel) -> None:
    """However many processes have how many descriptors of any kind, one event costs a bounded look."""
    table = TaskTable()
    table.processes = {pid: Process(pid, Identity("", 0, 0, ())) for pid in range(1, 60)}
    for pid in table.processes:
        kernel.add(pid).table.files = dict.fromkeys(range(100), OpenFile(7, ""))
    task = Task(1, table.processes[1], FileTable({1}))
    assert HolderFinder(table)(PairKind.PIPE, (5,), task) == ()
    looked = [name for _pid, name in kernel.looks.elements()]
    assert sum(name.startswith("fd/") for name in looked) == MOST_DESCRIPTORS
    assert looked.count("fd") == MOST_DESCRIPTORS // 100 + 1
