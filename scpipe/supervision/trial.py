"""Whether a program can be given filters, found by trying it."""

from __future__ import annotations

import contextlib
import mmap
import os
import resource
import signal
from collections.abc import Sequence

from scpipe.arming.adding import add_filters
from scpipe.arming.library import HIGHEST, Library
from scpipe.linux import calls, children, process
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileFacts, FileKind
from scpipe.seccomp.entries import Entry
from scpipe.tracee.armed import MOST_FILTERS
from scpipe.tracee.insertion import InsertedCall, InsertionError
from scpipe.tracee.table import TaskTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: How long a trial may take, which is over in milliseconds (seconds).
PATIENCE = 30.0
#: Descriptors that we hardly have, no two of them in one filter.
_NUMBERS = frozenset(range(HIGHEST, HIGHEST - 2 * MOST_FILTERS, -2))
_DONE = b"+"


def why_refused(rows: Sequence[Entry]) -> str:
    """Why a program cannot be given all the filters it may need; "" if it can. ``rows``: what they trap.

    Only a filter that we run under ourselves can forbid that, or leave no room (kernel/seccomp.c
    MAX_INSNS_PER_PATH): where there is one it is tried, in a process that ends at once. Raises OSError where
    none can be made.
    """
    if not process.is_filtered():
        return ""
    told = mmap.mmap(-1, mmap.PAGESIZE)
    read, write = os.pipe()
    try:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _try(tuple(rows), told, parent)
        os.close(write)
        ended = children.reap_within(pid, read, PATIENCE) is not None
    finally:
        os.close(read)
    said = told[:].rstrip(b"\0")
    if said == _DONE:
        return ""
    silent = "the trial was ended" if ended else f"the trial did not end in {PATIENCE:g} s"
    return said.decode("utf-8", "replace") or silent


def _try(rows: tuple[Entry, ...], told: mmap.mmap, parent: int) -> NoReturn:
    """In a child: add as many filters as a program may get, as it would; leave word of what came of it."""
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        process.set_no_new_privileges()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a filter may kill
        if os.getppid() == parent:
            _add_filters(Library(rows), told)
            _say(told, _DONE)
    except InsertionError:
        pass  # what failed has been said
    except OSError as error:
        _say(told, str(error.strerror).encode())
    finally:
        os._exit(0)


def _add_filters(library: Library, told: mmap.mmap) -> None:
    task = TaskTable(None, armed=True).add_first(os.getpid(), filtered=True)
    for numbers in (_NUMBERS, None):
        adding = add_filters(library, task, numbers, _copy)
        with contextlib.suppress(StopIteration):
            call = next(adding)
            while True:
                call = adding.send(_make(call, told))


def _copy(fd: int) -> Borrowed:
    return Borrowed(os.dup(fd), FileFacts(FileKind.REGULAR, 0, 0, 0))


def _make(call: InsertedCall, told: mmap.mmap) -> int:
    """The result of a call that a program would make. Its sixth argument, a position, is 0."""
    try:
        return calls.syscall(call.number, *call.arguments[:5])
    except OSError as error:
        _say(told, str(error.strerror).encode())
        return -(error.errno or 1)


def _say(told: mmap.mmap, text: bytes) -> None:
    """Leave word in memory that both see. The first counts: what follows it is tidying up."""
    if not told[0]:
        told[: len(text)] = text
