"""What every handler is: a function from a call and its row to an action."""

from __future__ import annotations

from collections.abc import Callable

from scpipe.handlers.context import Context
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action
from scpipe.tracee.task import Task

#: Decides about a call at its seccomp stop; the row is the one that the call falls under. Raises OSError
#: with what the call is to fail with, BlindError if the kernel denies us a look.
Handler = Callable[[Context, Task, SyscallEntry, Entry], Action]
