"""Taking a tracee's descriptor: three ways, the best one the kernel and the container allow.

A taken descriptor is our own copy of the object, so what is judged is what is written to,
whatever the tracee does with its numbers meanwhile.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat

from scpipe.interface import Protocol
from scpipe.linux import calls, files, process, procfs, procroot, sockets
from scpipe.linux.abi import native
from scpipe.linux.calls import SYSCALL3
from scpipe.linux.files import FileFacts, FileKind
from scpipe.record import Record

_O_PATH = 0o10000000
_MAX_DESCRIPTOR = 0x7FFFFFFF


class BlindError(Exception):
    """The kernel denies us access to a tracee (EPERM): nothing of it may run unjudged."""


class Borrowed(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """Our own descriptor and what it names.

    ``shared``: it is the tracee's own open file description, not one reopened from the same object.
    ``whole`` is False where only a path copy could be made: it identifies, but cannot be written to.
    """

    fd: int
    facts: FileFacts
    whole: bool = True
    shared: bool = True

    def __init__(self, fd: int, facts: FileFacts, whole: bool = True, shared: bool = True) -> None:
        self.fd = fd
        self.facts = facts
        self.whole = whole
        self.shared = shared

    def reread_nonblocking(self) -> bool:
        """True if O_NONBLOCK is set by now: the flag belongs to the description all holders share."""
        if self.whole and self.shared:
            self.facts.flags = fcntl.fcntl(self.fd, fcntl.F_GETFL)
        return self.facts.nonblocking

    def close(self) -> None:
        """Give the copy up at once: a kept one delays the reader's end of file."""
        if self.fd < 0:
            return
        fd, self.fd = self.fd, -1
        if self.facts.kind in _SOCKETS:
            sockets.close_socket(fd)
        else:
            os.close(fd)


_SOCKETS = (FileKind.INET_SOCKET, FileKind.UNIX_SOCKET, FileKind.OTHER_SOCKET)


class DescriptorSource(Protocol):
    """Copies descriptors out of tracees."""

    #: How ``scpipe doctor`` and the start event name this way.
    name: str

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """Copy descriptor ``fd`` of thread ``tid``.

        Raises OSError (EBADF: there is none, EMFILE, ESRCH) or BlindError.
        """

    def forget(self, tid: int) -> None:
        """Drop what is kept for a thread that has ended."""


class ThreadSource:
    """pidfd_getfd on a pidfd of the very thread: right for private tables and dead leaders too."""

    name = "pidfd_getfd (thread)"
    _CACHE_LIMIT = 256

    def __init__(self, pipe_device: int) -> None:
        self.pipe_device = pipe_device
        self._pidfds: dict[int, int] = {}

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """See DescriptorSource.borrow."""
        number = _descriptor_number(fd)
        pidfd_of = self._pidfds.get(tid)
        if pidfd_of is not None:
            return _inspected(_getfd(pidfd_of, number), self.pipe_device)
        opened = self._open(pid, tid)
        if len(self._pidfds) < min(self._CACHE_LIMIT, process.descriptor_limit() // 4):
            self._pidfds[tid] = opened
            return _inspected(_getfd(opened, number), self.pipe_device)
        try:
            return _inspected(_getfd(opened, number), self.pipe_device)
        finally:
            os.close(opened)

    def copy(self, tid: int, fd: int) -> int:
        """Our copy of a descriptor of a thread that one was taken of before; -1: only borrow() can tell."""
        pidfd_of = self._pidfds.get(tid)
        if pidfd_of is None or fd > _MAX_DESCRIPTOR:
            return -1
        copied: int = SYSCALL3(native.SYS_PIDFD_GETFD, pidfd_of, fd, 0)
        return copied

    def forget(self, tid: int) -> None:
        """See DescriptorSource.forget."""
        kept = self._pidfds.pop(tid, None)
        if kept is not None:
            os.close(kept)

    def _open(self, pid: int, tid: int) -> int:
        return process.open_thread(tid)


class LeaderSource(ThreadSource):
    """Before Linux 6.9: a pidfd names a process and pidfd_getfd reads its leader's table.

    A thread that shares the leader's is served by naming the leader, as the caller knows from the flags of
    its making; it cannot leave that table unseen, because the filter refuses CLONE_FILES in unshare and
    CLOSE_RANGE_UNSHARE here. One whose leader has ended, or that was made with a table of its own, is served
    through /proc, but for its sockets (EBADF): they would be path copies, and a policy may restrict them.
    """

    name = "pidfd_getfd (process)"

    def __init__(self, pipe_device: int) -> None:
        super().__init__(pipe_device)
        self._by_proc = ProcSource(pipe_device)

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """See DescriptorSource.borrow."""
        try:
            return super().borrow(pid, tid, fd)
        except OSError as error:
            if tid == pid or error.errno != errno.EBADF:
                raise
        found = self._by_proc.borrow(pid, tid, fd)
        if stat.S_ISSOCK(found.facts.mode):
            found.close()
            raise calls.error(errno.EBADF, "pidfd_open")
        return found

    def _open(self, pid: int, tid: int) -> int:
        try:
            return process.open_process(tid)
        except OSError as error:
            if error.errno in (errno.EINVAL, errno.ENOENT):  # tid is no leader
                raise calls.error(errno.EBADF, "pidfd_open") from None
            raise


class ProcSource:
    """Without pidfd_getfd: reopen pipes through /proc; sockets and the rest are only identified."""

    name = "/proc reopening (pipes only)"

    def __init__(self, pipe_device: int) -> None:
        self._device = pipe_device

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """See DescriptorSource.borrow."""
        number = _descriptor_number(fd)
        base = f"{pid}/task/{tid}"
        path = _open_path(f"{base}/fd/{number}")
        try:
            flags = _flags(f"{base}/fdinfo/{number}")
            facts = files.inspect(path, self._device)
            facts.flags = flags
            if facts.kind is not FileKind.PIPE or not facts.writable:
                kept, path = path, -1
                return Borrowed(kept, facts, whole=False)
            # The object is fixed by the path copy; only the tracee's own flags are read by number.
            try:
                opened = procroot.open_file(f"self/fd/{path}", os.O_WRONLY | os.O_NONBLOCK)
            except PermissionError:  # a pipe of another user's, handed over to the command
                kept, path = path, -1
                return Borrowed(kept, facts, whole=False)
            return Borrowed(opened, facts, shared=False)
        finally:
            if path >= 0:
                os.close(path)

    def forget(self, tid: int) -> None:
        """See DescriptorSource.forget."""


def _descriptor_number(fd: int) -> int:
    """The kernel takes descriptors as 32-bit unsigned numbers: high bits are cut off."""
    number = fd & 0xFFFFFFFF
    if number > _MAX_DESCRIPTOR:
        raise calls.error(errno.EBADF, "pidfd_getfd")
    return number


def _getfd(process: int, number: int) -> int:
    """Our own descriptor (close-on-exec) for the open file description behind a tracee's.

    Raises OSError: EBADF if the tracee has no such descriptor, ESRCH; BlindError for EPERM (ptrace access).
    """
    copied: int = SYSCALL3(native.SYS_PIDFD_GETFD, process, number, 0)
    if copied < 0:
        error = calls.failure("pidfd_getfd")
        raise BlindError if isinstance(error, PermissionError) else error
    return copied


def _open_path(path: str) -> int:
    try:
        return procroot.open_file(path, _O_PATH)
    except FileNotFoundError:
        raise calls.error(errno.EBADF, "openat") from None
    except PermissionError:
        raise BlindError from None


def _flags(path: str) -> int:
    try:
        return procfs.descriptor_flags(path)
    except FileNotFoundError:
        raise calls.error(errno.EBADF, "openat") from None


def _inspected(fd: int, device: int) -> Borrowed:
    try:
        return Borrowed(fd, files.inspect(fd, device))
    except BaseException:
        os.close(fd)
        raise


def _probe(opened: int) -> bool:
    """True if pidfd_getfd works at all: EPERM and ENOSYS are what profiles answer."""
    try:
        os.close(_getfd(opened, 0))
    except BlindError:
        return False
    except OSError as error:
        return error.errno == errno.EBADF
    finally:
        os.close(opened)
    return True


def choose_source(pid: int, pipe_device: int) -> DescriptorSource:
    """The best way to take descriptors of ``pid``, found by trying it on that process."""
    try:
        if _probe(process.open_thread(pid)):
            return ThreadSource(pipe_device)
    except OSError:
        pass
    try:
        if _probe(process.open_process(pid)):
            return LeaderSource(pipe_device)
    except OSError:
        pass
    return ProcSource(pipe_device)


def own_source(pipe_device: int) -> DescriptorSource:
    """The best way here, found by trying it on ourselves before anything is forked.

    Where it is a LeaderSource, a thread that leaves its leader's table must be refused that: its calls would
    be judged by the leader's descriptors.
    """
    return choose_source(os.getpid(), pipe_device)
