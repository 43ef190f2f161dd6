"""Which tasks live, to which process and descriptor table they belong, in whatever order events come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scpipe.interface import Protocol
from scpipe.linux import clone, procfs, tables
from scpipe.linux.abi import native
from scpipe.linux.procfs import Identity
from scpipe.tracee import phase
from scpipe.tracee.armed import EVERYTHING, NOTHING, Memory
from scpipe.tracee.early import EarlyStops
from scpipe.tracee.phase import Blocked
from scpipe.tracee.task import FileTable, Process, Task


class Kept(Protocol):
    """Whatever is kept by the numbers of tasks."""

    def forget(self, tid: int) -> None:
        """Drop what is kept for a number."""


class TaskTable:
    """All tasks of the sandbox.

    ``early``: what children have reported that nobody has told of, or that must not begin. ``kept``: where
    something is kept by the numbers of tasks, which is of no use when a number is another's. ``armed``:
    writes are trapped by descriptor, and the command begins with none; ``traps_all`` is the opposite.
    ``seals``: mappings can be sealed here.
    """

    def __init__(self, kept: Kept | None = None, *, armed: bool = False, seals: bool = False) -> None:
        self.traps_all = not armed
        self._seals = seals
        self._armed = NOTHING if armed else EVERYTHING
        self.tasks: dict[int, Task] = {}
        self.processes: dict[int, Process] = {}
        self.early = EarlyStops()
        self.made = 0
        self._kept = kept

    def add_first(self, pid: int, *, filtered: bool) -> Task:
        """The command's own task. ``filtered``: we ourselves, and so it, run under a seccomp filter."""
        process = self._new_process(pid, None)
        process.filtered = filtered
        process.armed = self._armed
        return self._add(pid, process, FileTable(), Memory(sealable=self._seals))

    def fork(self, parent: Task, tid: int) -> Task | None:
        """The child of a fork, vfork or clone event, by the flags in its parent's registers.

        At the event stop the registers still hold what the kernel took its flags from. clone3
        (only if relaxed) has them in memory: the table is then taken for shared with unknown tasks.
        None if the event is about a child that is known already, or dead, with its number another task's.
        """
        flags = native.clone_flags(parent.tid)
        known = self.tasks.get(tid)
        if known is not None and not known.is_gone:
            group = procfs.thread_group(tid)
            if group == known.process.pid:  # adopted before its parent's event arrived; or the event is old
                return None
            if not group:  # it cannot be known who that is: then nobody's table is known to be private
                _doubt(self.tasks.values())
                return None
            # An exec by a thread frees the thread's number before it is told of (fs/exec.c de_thread).
            known.process.executing = known
        if known is not None:
            self._unlink(known)
        thread = procfs.thread_group(tid) == parent.process.pid if flags is None else flags & clone.THREAD
        process = parent.process if thread else self._new_process(tid, parent.process)
        if flags is None:
            table = parent.table
            table.unknown = True
        else:
            table = parent.table if flags & clone.FILES else FileTable()
        if self.traps_all:
            memory = Memory()
        else:
            memory = parent.memory if flags is None or flags & clone.VM else parent.memory.copied()
        return self._add(tid, process, table, memory)

    def adopt(self, tid: int, sharers: Sequence[Task] | None) -> Task:
        """Take in a task whose parent died before it could report it, with those who share its table.

        Where they are not known, no table is known to be private any more; that costs time, never safety.
        """
        shared = {task.table for task in sharers or ()}
        if sharers is None or len(shared) > 1:
            _doubt(self.tasks.values())
            table = FileTable(unknown=True)
        else:
            table = shared.pop() if shared else FileTable()
            table.shared = True  # perhaps with the dead parent
        known = self.tasks.get(tid)
        if known is not None:  # its parent was killed unserved; or it has the number of an executing thread
            if not (known.is_unborn or known.is_gone):
                known.process.executing = known
            self.displace(known)
        group = procfs.thread_group(tid) or tid
        process = self.processes.get(group)
        if process is None:
            process = self._new_process(group, None)
            process.identity = Identity("", 0, 0, ())  # no rule may apply to what nobody saw exec
            # Processes that share a table have every write trapped; of others is known what all have.
            process.armed = EVERYTHING if sharers else self._armed
        process.filtered = True
        memory = Memory(sealable=self._seals)
        if sharers and not self.traps_all and tables.share_memory(tid, sharers[0].tid) is not False:
            memory = sharers[0].memory
        return self._add(tid, process, table, memory)

    def execute(self, leader: int, former: int) -> Task | None:
        """A successful exec: the thread ``former`` is now ``leader``, all its siblings are gone.

        exec gives the task a table of its own (fs/exec.c unshare_files).
        """
        process = self.processes.get(leader)
        if process is None:
            return None
        task, process.executing = process.executing or self.tasks.get(former), None
        if task is None or task.process is not process or task.tid != former:
            return None
        if former != leader:
            if leader in self.tasks:
                self._unlink(self.tasks[leader])
            self._unlink(task)
            task.tid = leader
            self.tasks[leader] = task
            task.process.threads.add(leader)
        else:
            task.table.users.discard(leader)
        phase.execute(task)
        task.table = FileTable({leader})
        task.memory.users.discard(leader)
        task.memory = Memory(users={leader}, sealable=self._seals)
        task.process.dumpable = 1
        return task

    def threads_of(self, process: Process) -> list[Task]:
        """The tasks of a process, one whose number is another's by now included."""
        threads = (self.tasks.get(tid) for tid in process.threads)
        found = [thread for thread in threads if thread is not None and thread.process is process]
        return found + ([process.executing] if process.executing is not None else [])

    def remove(self, task: Task) -> list[Task]:
        """Remove a task that is gone; returns who was removed. Its number can be another's by now.

        A leader is the last of its process to be reported (kernel/exit.c delay_group_leader): with it goes
        what is left, for example a thread that became the leader by an exec that was never served.
        """
        process = task.process
        gone = [task]
        if task.tid == process.pid:
            if self.processes.get(task.tid) is process:
                del self.processes[task.tid]
            gone += [thread for thread in self.threads_of(process) if thread is not task]
        for one in gone:
            self._unlink(one)
        return gone

    def sharers(self, task: Task) -> list[Task]:
        """The other tasks that can change a task's descriptor table, as far as can be known."""
        if task.table.unknown:
            return [other for other in self.tasks.values() if other is not task]
        users = (self.tasks.get(tid) for tid in task.table.users)
        return [other for other in users if other is not None and other is not task]

    def displace(self, task: Task) -> None:
        """A task's number is another's, and it is known that the task is no process's."""
        self._unlink(task)
        if self.processes.get(task.tid) is task.process:
            del self.processes[task.tid]

    def _unlink(self, task: Task) -> None:
        """A task is not in the table any more, and its number can be another's."""
        if self.tasks.get(task.tid) is not task:
            return
        del self.tasks[task.tid]
        if self._kept is not None:
            self._kept.forget(task.tid)
        task.table.users.discard(task.tid)
        task.memory.users.discard(task.tid)
        task.process.threads.discard(task.tid)
        was = phase.engagement(task)
        if isinstance(was, Blocked):
            was.operation.close()
        phase.lose(task)

    def _new_process(self, pid: int, parent: Process | None) -> Process:
        if parent is None:
            process = Process(pid, procfs.identity(pid))
        else:
            process = Process(pid, parent.identity, parent.filtered, parent.dumpable)
            process.armed = parent.armed  # a child has its parent's filters (kernel/fork.c copy_seccomp)
            process.fills_counters = parent.fills_counters  # it has the same eventfds
            process.parent, process.parent_program = parent.pid, parent.identity
        self.processes[pid] = process
        self.made += 1
        return process

    def _add(self, tid: int, process: Process, table: FileTable, memory: Memory) -> Task:
        task = Task(tid, process, table, memory=memory)
        self.tasks[tid] = task
        process.threads.add(tid)
        table.users.add(tid)
        memory.users.add(tid)
        table.shared = table.shared or len(table.users) > 1
        return task


def company(table: TaskTable, task: Task) -> list[Task]:
    """The others that share a task's table, memory or filters, as far as can be known."""
    if task.table.unknown:
        return table.sharers(task)
    tids = task.table.users | task.memory.users | task.process.threads
    found = (table.tasks.get(tid) for tid in tids)
    return [other for other in found if other is not None and other is not task]


def _doubt(tasks: Iterable[Task]) -> None:
    """From now on no table is known to be private."""
    for task in tasks:
        task.table.unknown = True
