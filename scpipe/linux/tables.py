"""What whole descriptor tables hold, and whether descriptors are on their way between them.

Unlike procfs, nothing is passed over in silence: what cannot be read is an error.
"""

from __future__ import annotations

import contextlib
import sys
import time
from _socket import AF_UNIX, SCM_RIGHTS, SOL_SOCKET, socket

from scpipe.linux import calls, procfs, procroot
from scpipe.linux.abi import native
from scpipe.record import Record, field

_KCMP_VM = 1
_KCMP_FILES = 2
#: After so many descriptors the clock is looked at.
_BATCH = 256


class UnreadableError(Exception):
    """A table cannot be read: it is not known what it holds."""


class Held(Record, frozen=False):
    """Inode numbers that descriptors name; ``in_flight``: descriptors in queues of the sockets among them."""

    pipes: set[int] = field(factory=set)
    sockets: set[int] = field(factory=set)
    in_flight: int = 0

    def add_table(self, tid: int, deadline: float) -> None:
        """Add what a stopped thread's table holds; one that /proc shows dead has none.

        Raises UnreadableError, also for a thread that /proc does not have, and after the deadline (monotonic
        seconds).
        """
        try:
            for count, name in enumerate(procroot.names(f"{tid}/fd")):
                if count % _BATCH == 0 and time.monotonic() > deadline:
                    raise UnreadableError("the tables are too long")
                self._add(tid, name)
        except OSError as error:
            # The directory of a dead thread is root's (fs/proc/base.c task_dump_owner).
            if not procfs.is_dead(tid):
                raise UnreadableError(f"the descriptors of thread {tid}: {error.strerror}") from None

    def _add(self, tid: int, name: str) -> None:
        kind, _colon, number = procroot.link(f"{tid}/fd/{name}").partition(":[")
        if kind == "pipe":
            self.pipes.add(int(number[:-1]))
        elif kind == "socket":
            self.sockets.add(int(number[:-1]))
            self.in_flight += _in_flight(f"{tid}/fdinfo/{name}")


def traced_by(tracer: int) -> list[int]:
    """Every process that a thread traces. Raises UnreadableError.

    A process that ends meanwhile is none of them: of those only their tracer can make the entry go.
    """
    return [pid for pid in _numbers(".") if _tracer(pid) == tracer]


def threads(pid: int) -> list[int]:
    """The threads of a process, dead ones included; empty if /proc has no such process.

    Raises UnreadableError.
    """
    return _numbers(f"{pid}/task")


def _numbers(path: str) -> list[int]:
    try:
        return procfs.numbers(path)
    except OSError as error:
        _check_gone(path, error)
        return []


def _tracer(pid: int) -> int:
    """TracerPid of /proc/PID/status; 0 for a process that is gone."""
    path = f"{pid}/status"
    try:
        return int(procfs.fields(path)["TracerPid"])
    except KeyError:
        raise UnreadableError(f"process {pid}: no tracer is told") from None
    except OSError as error:
        _check_gone(path, error)
        return 0


def _check_gone(path: str, error: OSError) -> None:
    """Raise UnreadableError, unless the error says that there is no such process."""
    if not isinstance(error, FileNotFoundError | ProcessLookupError):
        raise UnreadableError(f"{path} in /proc: {error.strerror}") from None


def _in_flight(path: str) -> int:
    """Descriptors in a socket's receive queue (net/unix/af_unix.c unix_show_fdinfo, Linux 5.6)."""
    return int(procfs.fields(path).get("scm_fds", "0"))


def share_table(tid: int, other: int) -> bool | None:
    """Whether two threads have one descriptor table; None if that cannot be known (kcmp is forbidden)."""
    return _share(tid, other, _KCMP_FILES)


def share_memory(tid: int, other: int) -> bool | None:
    """Whether two threads have one address space; None if that cannot be known."""
    return _share(tid, other, _KCMP_VM)


def _share(tid: int, other: int, what: int) -> bool | None:
    try:
        return calls.syscall(native.SYS_KCMP, tid, other, what) == 0
    except ProcessLookupError:
        return False
    except OSError:
        return None


def shows_descriptors_in_flight() -> bool:
    """True if this kernel counts what is in flight, also to a socket that nobody has accepted yet.

    Found by trying: the second half is younger than the first (unix_count_nr_fds).
    """
    with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
        listener, sender = socket(AF_UNIX), socket(AF_UNIX)
        stack.callback(sender.close)
        stack.callback(listener.close)
        listener.bind("")  # the kernel chooses an abstract name
        listener.listen(1)
        sender.connect(listener.getsockname())
        sender.sendmsg([b"x"], [(SOL_SOCKET, SCM_RIGHTS, sender.fileno().to_bytes(4, sys.byteorder))])
        return _in_flight(f"self/fdinfo/{listener.fileno()}") == 1
    return False
