"""A call at its seccomp stop, with our copy of the descriptor that it names."""

from __future__ import annotations

from scpipe.ledger.model import Pair
from scpipe.linux import procfs, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.ptrace import SyscallEntry
from scpipe.record import Record
from scpipe.seccomp.entries import Entry
from scpipe.tracee.task import Task


class Attempt(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """Who makes which call on what. It says all that a decision about the call needs besides the policy."""

    task: Task
    call: SyscallEntry
    entry: Entry
    borrowed: Borrowed

    def __init__(self, task: Task, call: SyscallEntry, entry: Entry, borrowed: Borrowed) -> None:
        self.task = task
        self.call = call
        self.entry = entry
        self.borrowed = borrowed

    @property
    def descriptor(self) -> int:
        """The number of the descriptor, as the call gives it."""
        return self.call.args[self.entry.syscall.subject] & 0x7FFFFFFF

    def sender(self, pair: Pair) -> bytes | None:
        """The control message that names the sender to those who asked for it; b"" if nobody did.

        None if it cannot be known who that is: nobody may pass for the supervisor.
        """
        if not pair.names_senders:
            return b""
        ids = procfs.real_ids(self.task.tid)
        return None if ids is None else sockets.credentials(self.task.process.pid, *ids)
