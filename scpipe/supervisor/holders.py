"""Who holds a pair, as /proc shows it now: for reports only, never for a verdict."""

from __future__ import annotations

import os

from scpipe.linux import procfs
from scpipe.policy.model import PairKind
from scpipe.report.events import Holder
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: Looking into /proc costs 10 us a descriptor; a report line is not worth more than this many processes.
_MOST_PROCESSES = 64
#: Nor than so many descriptors, of whatever kind, of all of them together.
MOST_DESCRIPTORS = 1024
#: So many are named: a host keeps 10 000 violations, and a program can copy an end as often as it likes.
MOST_NAMED = 64

_ENDS = {os.O_RDONLY: "read", os.O_WRONLY: "write", os.O_RDWR: "both"}


class HolderFinder:
    """Reads /proc of the sandbox's processes."""

    def __init__(self, table: TaskTable) -> None:
        self._table = table

    def __call__(self, kind: PairKind, inodes: tuple[int, ...], task: Task) -> tuple[Holder, ...]:
        """The holders of an object, the task's own process first; a socket pair's ends have two inodes."""
        own = task.process.pid
        others = [pid for pid in self._table.processes if pid != own]
        found = []
        left = MOST_DESCRIPTORS
        for pid in [own, *others[:_MOST_PROCESSES]]:
            if not left:
                break
            numbers = procfs.descriptors(pid, left)
            left -= len(numbers)
            for link in procfs.links(pid, numbers):
                if kind is PairKind.PIPE and link.is_pipe and link.inode in inodes:
                    found.append(Holder(pid, link.fd, _ENDS[link.flags & os.O_ACCMODE]))
                elif kind is PairKind.SOCKETPAIR and link.is_socket and link.inode in inodes:
                    found.append(Holder(pid, link.fd, "both"))
        return tuple(found[:MOST_NAMED])
