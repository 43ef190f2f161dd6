"""Taking descriptors out of a child by each of the three ways the kernel may offer."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
from harness.processes import PATIENCE

from scpipe.linux import descriptors, files, process
from scpipe.linux.descriptors import (
    BlindError,
    Borrowed,
    DescriptorSource,
    LeaderSource,
    ProcSource,
    ThreadSource,
)
from scpipe.linux.files import FileKind

from .children import child, libc

DEVICE = files.pipe_device()
CLONE_FILES = 0x400
TAKERS: list[Callable[[int], DescriptorSource]] = [ThreadSource, LeaderSource, ProcSource]


def thread_pidfds() -> bool:
    """Whether the kernel names single threads (Linux 6.9)."""
    try:
        os.close(process.open_thread(os.getpid()))
    except OSError:
        return False
    return True


needs_thread_pidfds = pytest.mark.skipif(not thread_pidfds(), reason="PIDFD_THREAD needs Linux 6.9")


@pytest.fixture(params=TAKERS, ids=lambda descriptor_source: descriptor_source.__name__)
def descriptor_source(request: pytest.FixtureRequest) -> DescriptorSource:
    """Each way in turn."""
    if request.param is ThreadSource and not thread_pidfds():
        pytest.skip("PIDFD_THREAD needs Linux 6.9")
    made: DescriptorSource = request.param(DEVICE)
    return made


@contextlib.contextmanager
def pipe(flags: int = 0) -> Iterator[tuple[int, int]]:
    """A pipe for the time of a test."""
    ends = os.pipe2(flags)
    try:
        yield ends
    finally:
        for end in ends:
            os.close(end)


@contextlib.contextmanager
def taken_from(descriptor_source: DescriptorSource, pid: int, fd: int, tid: int = 0) -> Iterator[Borrowed]:
    """A copy that is closed, with what the descriptor_source kept."""
    found = descriptor_source.borrow(pid, tid or pid, fd)
    try:
        yield found
    finally:
        found.close()
        descriptor_source.forget(tid or pid)


def test_write_end_reaches_the_same_pipe(descriptor_source: DescriptorSource) -> None:
    """What is written to the copy comes out of the child's pipe."""
    with (
        pipe() as (read_end, write_end),
        child() as pid,
        taken_from(descriptor_source, pid, write_end) as found,
    ):
        assert (found.facts.kind, found.facts.writable, found.whole) == (FileKind.PIPE, True, True)
        assert found.facts.inode == os.fstat(read_end).st_ino
        os.write(found.fd, b"x")
        assert os.read(read_end, 1) == b"x"


def test_read_end_is_told_as_one(descriptor_source: DescriptorSource) -> None:
    """A read end is not writable, however it was copied."""
    with (
        pipe() as (read_end, _write_end),
        child() as pid,
        taken_from(descriptor_source, pid, read_end) as found,
    ):
        assert (found.facts.kind, found.facts.writable) == (FileKind.PIPE, False)


@pytest.mark.parametrize("flags", [0, os.O_NONBLOCK, os.O_DIRECT])
def test_flags_are_the_tracees(descriptor_source: DescriptorSource, flags: int) -> None:
    """O_NONBLOCK and packet mode are those of the child's open file description."""
    with (
        pipe(flags) as (_read_end, write_end),
        child() as pid,
        taken_from(descriptor_source, pid, write_end) as found,
    ):
        assert found.facts.flags & (os.O_NONBLOCK | os.O_DIRECT) == flags
        assert found.facts.nonblocking is bool(flags & os.O_NONBLOCK)


def test_taking_leaves_the_tracees_flags_alone(descriptor_source: DescriptorSource) -> None:
    """A blocking pipe is blocking still after its end was copied."""
    with pipe() as (_read_end, write_end), child() as pid, taken_from(descriptor_source, pid, write_end):
        assert os.get_blocking(write_end)


def test_high_bits_of_a_number_are_cut_off(descriptor_source: DescriptorSource) -> None:
    """The kernel reads a descriptor as 32 bits; so do we."""
    with pipe() as (_read_end, write_end), child() as pid:  # noqa: SIM117
        with taken_from(descriptor_source, pid, 0xDEADBEEF_00000000 | write_end) as found:
            assert found.facts.inode == os.fstat(write_end).st_ino


@pytest.mark.parametrize("fd", [0x7FFFFFFF, 0xFFFFFFFF, (1 << 64) - 1, 0x80000000, 1 << 20])
def test_no_such_descriptor(descriptor_source: DescriptorSource, fd: int) -> None:
    """A number that names nothing is EBADF, negative ones included."""
    with child() as pid, pytest.raises(OSError) as caught:
        descriptor_source.borrow(pid, pid, fd)
    assert caught.value.errno == errno.EBADF


def test_gone_process_is_an_error(descriptor_source: DescriptorSource) -> None:
    """Nothing can be taken from a process that is gone."""
    with child() as pid:
        pass
    with pytest.raises(OSError) as caught:
        descriptor_source.borrow(pid, pid, 0)
    assert caught.value.errno in (errno.ESRCH, errno.EBADF, errno.EINVAL)


@pytest.mark.parametrize("made_by", [t for t in TAKERS if t is not ProcSource])
@pytest.mark.skipif(not thread_pidfds(), reason="PIDFD_THREAD needs Linux 6.9")
def test_sockets_are_taken_whole(made_by: Callable[[int], DescriptorSource]) -> None:
    """pidfd_getfd copies a socket, and its cookie says which."""
    one, two = socket.socketpair()
    with one, two, child() as pid, taken_from(made_by(DEVICE), pid, one.fileno()) as found:
        assert found.whole and found.facts.kind is FileKind.UNIX_SOCKET
        os.write(found.fd, b"x")
        assert two.recv(1) == b"x"


def test_sockets_are_only_identified_through_proc() -> None:
    """Without pidfd_getfd a socket is a path copy: known by inode, not to be written to."""
    one, two = socket.socketpair()
    with one, two, child() as pid, taken_from(ProcSource(DEVICE), pid, one.fileno()) as found:
        assert not found.whole
        assert found.facts.inode == os.fstat(one.fileno()).st_ino


@contextlib.contextmanager
def other_thread() -> Iterator[int]:
    """A thread of ours that is no leader: its number. Before Linux 6.9 no pidfd names it."""
    told: list[int] = []
    ready, over = threading.Event(), threading.Event()

    def run() -> None:
        told.append(threading.get_native_id())
        ready.set()
        over.wait(PATIENCE)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield told[0]
    finally:
        over.set()
        thread.join(PATIENCE)


@pytest.mark.parametrize("wanted", ["write end", "read end", "file"])
def test_a_thread_that_no_pidfd_names_is_served_through_proc(wanted: str) -> None:
    """Before Linux 6.9, where its leader has ended or it has a table of its own: pipes and files."""
    with pipe() as (read_end, write_end), open(os.devnull, "wb") as file, other_thread() as tid:
        number = {"write end": write_end, "read end": read_end, "file": file.fileno()}[wanted]
        with taken_from(LeaderSource(DEVICE), os.getpid(), number, tid) as found:
            assert found.facts.inode == os.fstat(number).st_ino
            assert found.whole is (wanted == "write end")


@pytest.mark.parametrize("family", [socket.AF_UNIX, socket.AF_INET])
def test_no_socket_of_such_a_thread_is_served(family: int) -> None:
    """It would only be identified, and it may be an end of a restricted pair."""
    before = len(os.listdir("/proc/self/fd"))
    with socket.socket(family) as one, other_thread() as tid:
        with pytest.raises(OSError) as caught:
            LeaderSource(DEVICE).borrow(os.getpid(), tid, one.fileno())
        assert caught.value.errno == errno.EBADF
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize(("made_by", "shared"), [(LeaderSource, True), (ProcSource, False)])
def test_reread_nonblocking(made_by: Callable[[int], DescriptorSource], shared: bool) -> None:
    """O_NONBLOCK set later shows in a copy of the description, not in a reopened one."""
    with pipe() as (_read_end, write_end), child() as pid:  # noqa: SIM117
        with taken_from(made_by(DEVICE), pid, write_end) as found:
            assert found.shared is shared
            assert not found.reread_nonblocking()
            os.set_blocking(write_end, False)
            assert found.reread_nonblocking() is shared


def test_reread_of_a_path_copy_asks_nothing() -> None:
    """A path copy has no flags of the tracee's."""
    one, two = socket.socketpair()
    one.setblocking(False)
    with one, two, child() as pid, taken_from(ProcSource(DEVICE), pid, one.fileno()) as found:
        assert found.reread_nonblocking() is True


def test_closing_twice_closes_once(descriptor_source: DescriptorSource) -> None:
    """A second close does not close what has got the number since."""
    with pipe() as (_read_end, write_end), child() as pid:
        found = descriptor_source.borrow(pid, pid, write_end)
        number = found.fd
        found.close()
        again = os.dup2(write_end, number)
        found.close()
        os.close(again)
        descriptor_source.forget(pid)


def test_copies_do_not_leak(descriptor_source: DescriptorSource) -> None:
    """After many takings, failed ones too, we hold as many descriptors as before."""
    with pipe() as (_read_end, write_end), child() as pid:
        before = len(os.listdir("/proc/self/fd"))
        for _round in range(20):
            descriptor_source.borrow(pid, pid, write_end).close()
            with contextlib.suppress(OSError):
                descriptor_source.borrow(pid, pid, 1 << 20)
        descriptor_source.forget(pid)
        descriptor_source.forget(pid)
        assert len(os.listdir("/proc/self/fd")) == before


@needs_thread_pidfds
def test_more_threads_than_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the cache's limit taking still works and keeps nothing."""
    monkeypatch.setattr(ThreadSource, "_CACHE_LIMIT", 0)
    descriptor_source = ThreadSource(DEVICE)
    with pipe() as (_read_end, write_end), child() as pid:
        before = len(os.listdir("/proc/self/fd"))
        descriptor_source.borrow(pid, pid, write_end).close()
        with pytest.raises(OSError):
            descriptor_source.borrow(pid, pid, 1 << 20)
        assert len(os.listdir("/proc/self/fd")) == before


class PrivateThread:
    """A thread of ours with a descriptor table of its own, in which a number names another pipe."""

    def __init__(self, fd: int, instead: int) -> None:
        self._fd, self._instead = fd, instead
        self._ready, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.tid = 0
        self.error = 0

    def _run(self) -> None:
        self.tid = threading.get_native_id()
        if libc.unshare(CLONE_FILES) != 0:
            self.error = ctypes.get_errno()
        else:
            os.dup2(self._instead, self._fd)
        self._ready.set()
        self._stop.wait(300)

    def __enter__(self) -> PrivateThread:  # noqa: PYI034
        self._thread.start()
        assert self._ready.wait(300)
        assert self.error == 0
        return self

    def __exit__(self, *_args: object) -> None:
        self._stop.set()
        self._thread.join()


@pytest.mark.parametrize("made_by", TAKERS)
def test_private_table_of_a_thread(made_by: Callable[[int], DescriptorSource]) -> None:
    """The very thread's table is read, not its leader's."""
    if made_by is ThreadSource and not thread_pidfds():
        pytest.skip("PIDFD_THREAD needs Linux 6.9")
    descriptor_source = made_by(DEVICE)
    with pipe() as (_r1, first), pipe() as (_r2, second), PrivateThread(first, second) as thread:
        with taken_from(descriptor_source, os.getpid(), first, thread.tid) as found:
            assert found.facts.inode == os.fstat(second).st_ino
        with taken_from(descriptor_source, os.getpid(), first) as found:
            assert found.facts.inode == os.fstat(first).st_ino


def _failing(code: int) -> Callable[..., int]:
    """A system call that always fails in one way."""

    def fail(*_args: int) -> int:
        ctypes.set_errno(code)
        return -1

    return fail


def test_denied_access_is_blindness(
    monkeypatch: pytest.MonkeyPatch, descriptor_source: DescriptorSource
) -> None:
    """EPERM from the kernel is not an answer for the tracee: it means we see nothing of it."""

    def deny(*_args: object, **_more: object) -> int:
        raise PermissionError(errno.EPERM, "denied")

    with child() as pid:
        monkeypatch.setattr(descriptors, "SYSCALL3", _failing(errno.EPERM))
        if isinstance(descriptor_source, ProcSource):
            monkeypatch.setattr(os, "open", deny)
        with pytest.raises(BlindError):
            descriptor_source.borrow(pid, pid, 0)
        monkeypatch.undo()
        descriptor_source.forget(pid)


@pytest.mark.parametrize(
    ("thread", "process", "expected"),
    [
        (errno.EBADF, errno.EBADF, ThreadSource),
        (errno.EPERM, errno.EBADF, LeaderSource),
        (errno.EPERM, errno.EPERM, ProcSource),
        (errno.ENOSYS, errno.ENOSYS, ProcSource),
        (None, errno.EPERM, ThreadSource),
        (errno.EPERM, None, LeaderSource),
    ],
)
def test_choice_by_what_works(
    monkeypatch: pytest.MonkeyPatch, thread: int | None, process: int | None, expected: type[DescriptorSource]
) -> None:
    """The best way that answers with a descriptor or EBADF is taken."""
    answers = {}

    def open_as(answer: int | None) -> Callable[[int], int]:
        def opened(_pid: int) -> int:
            fd = os.open(os.devnull, os.O_RDONLY)
            answers[fd] = answer
            return fd

        return opened

    def take(_call: int, opened: int, _number: int, _flags: int) -> int:
        answer = answers[opened]
        return os.open(os.devnull, os.O_RDONLY) if answer is None else _failing(answer)()

    before = len(os.listdir("/proc/self/fd"))
    monkeypatch.setattr(descriptors.process, "open_thread", open_as(thread))
    monkeypatch.setattr(descriptors.process, "open_process", open_as(process))
    monkeypatch.setattr(descriptors, "SYSCALL3", take)
    assert type(descriptors.choose_source(os.getpid(), DEVICE)) is expected
    assert len(os.listdir("/proc/self/fd")) == before


def test_choice_without_thread_pidfds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that names only processes (EINVAL) is served by the second way."""

    def refuse(_tid: int) -> int:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(process, "open_thread", refuse)
    assert isinstance(descriptors.choose_source(os.getpid(), DEVICE), LeaderSource)
