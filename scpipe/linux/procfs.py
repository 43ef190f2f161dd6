"""What /proc says of a task: the one reader of its files.

``fields`` and ``numbers`` read and raise OSError. What is built on them here takes an entry that is missing
or cannot be read for one that says nothing, least of all that a task is dead: that only waitpid tells.
tables.py, which has to know everything, makes an error of it.
"""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Mapping, Sequence

from scpipe.linux import procroot
from scpipe.record import Record

#: Signals that do nothing where they are not handled (signal(7)), as a mask of /proc. SIGCONT acts when sent.
_NOTHING_BY_DEFAULT = sum(
    1 << (number - 1) for number in (signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH)
)
_ALL_USERS = 2**32 - 1
_KILL_OR_STOP = 1 << (signal.SIGKILL - 1) | 1 << (signal.SIGSTOP - 1)


class Identity(Record):
    """The executable a process runs, as the kernel knows it (never its path alone).

    ``changed``: when its inode last changed (st_ctime in ns), 0 if that is not known.
    """

    path: str
    device: int
    inode: int
    arguments: tuple[str, ...]
    changed: int = 0


def fields(path: str, most: int | None = None) -> dict[str, str]:
    """The lines ``name: value`` of a file, such as PID/status and PID/fdinfo/N. Raises OSError.

    ``most``: see procroot.read. Of lines with one name the first counts.
    """
    # Only this ends a line: a task's name can have every other kind of end in it (proc_task_name).
    lines = os.fsdecode(procroot.read(path, most)).split("\n")
    pairs = (line.partition(":") for line in reversed(lines))
    return {key: value.strip() for key, _colon, value in pairs}


def numbers(path: str, most: int | None = None) -> list[int]:
    """The numbers among the names in a directory, such as PID/fd and PID/task, in order. Raises OSError.

    ``most``: see procroot.names.
    """
    return sorted(int(name) for name in procroot.names(path, most) if name.isdigit())


def state(pid: int, tid: int) -> str:
    """One letter of proc_pid_stat(5): R, S, D, T, t, Z, X; "?" if it is not told."""
    try:
        return chr(_stat(pid, tid)[0])
    except (OSError, IndexError):
        return "?"


def last_cpu(tid: int) -> int:
    """The CPU that a task ran on last; -1 if it is not told (proc_pid_stat(5), field 39)."""
    try:
        return int(_stat(tid, tid).split()[36])
    except (OSError, IndexError, ValueError):
        return -1


def _stat(pid: int, tid: int) -> bytes:
    """What follows a thread's name in proc_pid_stat(5): its field 3 and the others."""
    return procroot.read(f"{pid}/task/{tid}/stat", 1024).rpartition(b") ")[2]


def is_dead(tid: int) -> bool:
    """True if /proc says that a task is dead, and nobody has waited for it yet."""
    return state(tid, tid) in ("Z", "X")


def call_number(tid: int) -> int | None:
    """The system call in which a task sleeps, -1 if it sleeps in none; None if that cannot be known."""
    try:
        return int(procroot.read(f"{tid}/syscall", 64).split()[0])
    except (OSError, IndexError, ValueError):
        return None


def wait_channel(tid: int) -> str:
    """The kernel function in which a task sleeps; "0" or "" if in none, or if the kernel does not tell."""
    try:
        return procroot.read(f"{tid}/wchan", 128).decode("latin-1")
    except OSError:
        return ""


def status_fields(tid: int) -> dict[str, str]:
    """The lines of /proc/TID/status; empty if they cannot be read."""
    try:
        return fields(f"{tid}/status")
    except OSError:
        return {}


def thread_group(tid: int) -> int:
    """The process a task belongs to, 0 if that is not told."""
    return int(status_fields(tid).get("Tgid", "0"))


def parent(tid: int) -> int:
    """The process a task is a child of, 0 if that is not told."""
    return int(status_fields(tid).get("PPid", "0"))


def unmapped_user() -> int | None:
    """The number that stands for users without one in our user namespace; None if every user has one.

    Source: user_namespaces(7), "Unmapped user and group IDs". Raises OSError.
    """
    if sum(int(line.split()[2]) for line in procroot.read("self/uid_map").splitlines()) >= _ALL_USERS:
        return None
    return int(procroot.read("sys/kernel/overflowuid"))


def is_first_of_namespace(tid: int) -> bool:
    """True for every thread of a PID namespace's first process."""
    return _is_first(status_fields(tid))


def _is_first(told: Mapping[str, str]) -> bool:
    return told.get("NStgid", "").split()[-1:] == ["1"]


def real_ids(tid: int) -> tuple[int, int] | None:
    """The real uid and gid of a thread; None if they cannot be read."""
    told = status_fields(tid)
    try:
        return int(told["Uid"].split()[0]), int(told["Gid"].split()[0])
    except (KeyError, IndexError, ValueError):
        return None


def has_deliverable_signal(tid: int) -> bool | None:
    """True if a signal waits for this thread that does something: it is not blocked, and not ignored.

    For a tracee ignored ones are queued as well (kernel/signal.c sig_ignored), by their default, too. Of the
    first process of a PID namespace nothing but SIGKILL and SIGSTOP has a default (sig_task_ignored).
    None if /proc does not tell.
    """
    told = status_fields(tid)
    try:
        pending = int(told["SigPnd"], 16) | int(told["ShdPnd"], 16)
        inert = ~_KILL_OR_STOP if _is_first(told) else _NOTHING_BY_DEFAULT
        ignored = int(told["SigIgn"], 16) | inert & ~int(told["SigCgt"], 16)
        return bool(pending & ~int(told["SigBlk"], 16) & ~ignored)
    except KeyError:
        return None


def identity(pid: int, *, arguments: bool = True) -> Identity:
    """Path, inode and, if asked for, arguments of a process's program; empty where they cannot be read.

    The kernel shows a path only to who may look into the process (fs/proc/base.c proc_fd_access_allowed).
    """
    path, device, inode, changed = "", 0, 0, 0
    words: tuple[str, ...] = ()
    try:
        path = procroot.link(f"{pid}/exe")
        status = procroot.status(f"{pid}/exe")
        device, inode, changed = status.st_dev, status.st_ino, status.st_ctime_ns
        if arguments:
            words = _words(procroot.read(f"{pid}/cmdline", 4096))
    except OSError:
        pass
    return Identity(path, device, inode, words, changed)


def _words(line: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(word) for word in line.split(b"\0")[:-1])


def descriptors(pid: int, most: int | None = None) -> list[int]:
    """The open descriptor numbers of a process, in order; empty if they cannot be read.

    ``most``: the lowest so many (fs/proc/fd.c lists them from below).
    """
    try:
        return numbers(f"{pid}/fd", most)
    except OSError:
        return []


def free_descriptors(tid: int, count: int, least: int = 0) -> list[int]:
    """The lowest numbers from ``least`` on that a stopped thread's table has free.

    The kernel gives them out in this order (fs/file.c alloc_fd), as long as nobody else uses the table.
    Raises OSError where the table cannot be read.
    """
    used = used_descriptors(tid)
    found: list[int] = []
    number = least
    while len(found) < count:
        if number not in used:
            found.append(number)
        number += 1
    return found


def used_descriptors(tid: int) -> set[int]:
    """The numbers that a stopped thread's table has in use. Raises OSError where it cannot be read."""
    return {int(name) for name in procroot.names(f"{tid}/fd")}


def mappings(tid: int) -> bytes:
    """The lines of /proc/TID/maps, each after a newline. Raises OSError."""
    return b"\n" + procroot.read(f"{tid}/maps")


def own_descriptors() -> list[int]:
    """Our own, among them those of this look, closed by now. Raises OSError."""
    return numbers("self/fd")


class Link(Record):
    """One entry of /proc/PID/fd: the object's inode and how it was opened."""

    fd: int
    inode: int
    is_pipe: bool
    is_socket: bool
    flags: int


def links(pid: int, among: Sequence[int] | None = None) -> list[Link]:
    """The pipes and sockets of a process as /proc shows them now; ``among`` these descriptors, or all.

    For reports: what cannot be read is left out.
    """
    found = []
    for fd in descriptors(pid) if among is None else among:
        try:
            status = procroot.status(f"{pid}/fd/{fd}")
            fifo, socket = stat.S_ISFIFO(status.st_mode), stat.S_ISSOCK(status.st_mode)
            if fifo or socket:
                flags = descriptor_flags(f"{pid}/fdinfo/{fd}")
                found.append(Link(fd, status.st_ino, fifo, socket, flags))
        except OSError:
            continue
    return found


def descriptor_flags(path: str) -> int:
    """The open flags in a file PID/fdinfo/N of /proc. Raises OSError if it is gone."""
    return int(fields(path, 4096).get("flags", "0"), 8)
