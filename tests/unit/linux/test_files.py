"""Classifying real descriptors by what they name."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from scpipe.linux import files
from scpipe.linux.files import FileKind

O_PATH = os.O_PATH


@pytest.fixture
def keep() -> Iterator[ExitStack]:
    """Closes what a test opens."""
    with ExitStack() as stack:
        yield stack


def opened(keep: ExitStack, path: str, flags: int) -> int:
    """A descriptor that is closed with the test."""
    fd = os.open(path, flags)
    keep.callback(os.close, fd)
    return fd


def pipe(keep: ExitStack, flags: int = 0) -> tuple[int, int]:
    """A pipe that is closed with the test."""
    ends = os.pipe2(flags)
    for end in ends:
        keep.callback(os.close, end)
    return ends


@pytest.fixture(scope="module")
def device() -> int:
    """st_dev of pipefs."""
    return files.pipe_device()


def test_pipe_ends(keep: ExitStack, device: int) -> None:
    """Both ends have one inode; only the write end can be written to."""
    facts = [files.inspect(end, device) for end in pipe(keep, os.O_NONBLOCK)]
    assert [fact.kind for fact in facts] == [FileKind.PIPE] * 2
    assert facts[0].inode == facts[1].inode
    assert [fact.writable for fact in facts] == [False, True]
    assert all(fact.nonblocking and fact.cookie == 0 for fact in facts)


@pytest.mark.parametrize("flags", [os.O_WRONLY, os.O_RDWR, os.O_RDONLY])
def test_reopened_end_is_the_same_pipe(keep: ExitStack, device: int, flags: int) -> None:
    """A read end reopened through /proc is the pipe still, in its new direction."""
    read_end, _write_end = pipe(keep)
    again = files.inspect(opened(keep, f"/proc/self/fd/{read_end}", flags), device)
    first = files.inspect(read_end, device)
    assert (again.kind, again.inode) == (FileKind.PIPE, first.inode)
    assert again.writable is (flags != os.O_RDONLY)


def test_path_copy_of_a_pipe_cannot_be_written(keep: ExitStack, device: int) -> None:
    """O_PATH names the pipe without being an end of it."""
    _read_end, write_end = pipe(keep)
    facts = files.inspect(opened(keep, f"/proc/self/fd/{write_end}", O_PATH), device)
    assert (facts.kind, facts.writable) == (FileKind.PIPE, False)


def test_named_fifo_is_no_pair(keep: ExitStack, device: int, tmp_path: Path) -> None:
    """A FIFO lies in another file system than pipes."""
    os.mkfifo(tmp_path / "fifo")
    facts = files.inspect(opened(keep, str(tmp_path / "fifo"), os.O_RDWR), device)
    assert (facts.kind, facts.writable) == (FileKind.FIFO, True)


@pytest.mark.parametrize(
    ("family", "kind"),
    [
        (socket.AF_UNIX, FileKind.UNIX_SOCKET),
        (socket.AF_INET, FileKind.INET_SOCKET),
        (socket.AF_INET6, FileKind.INET_SOCKET),
        (socket.AF_NETLINK, FileKind.OTHER_SOCKET),
    ],
)
def test_sockets(keep: ExitStack, device: int, family: int, kind: FileKind) -> None:
    """Sockets are told by family and carry their cookie."""
    try:
        made = keep.enter_context(socket.socket(family, socket.SOCK_DGRAM))
    except OSError as error:
        pytest.skip(f"this machine has no sockets of family {family}: {error}")
    facts = files.inspect(made.fileno(), device)
    assert facts.kind is kind
    assert facts.cookie > 0 and facts.writable


def test_cookies_name_ends(keep: ExitStack, device: int) -> None:
    """The two ends of a pair differ, a duplicate of one end does not."""
    one, two = socket.socketpair()
    keep.enter_context(one)
    keep.enter_context(two)
    same = keep.enter_context(one.dup())
    cookies = [files.inspect(made.fileno(), device).cookie for made in (one, two, same)]
    assert cookies[0] == cookies[2] != cookies[1]


def test_path_copy_of_a_socket_is_only_identified(keep: ExitStack, device: int) -> None:
    """An O_PATH copy of a socket has no options: it is neither a socket to us nor writable."""
    one, two = socket.socketpair()
    keep.enter_context(one)
    keep.enter_context(two)
    facts = files.inspect(opened(keep, f"/proc/self/fd/{one.fileno()}", O_PATH), device)
    assert (facts.kind, facts.cookie, facts.writable) == (FileKind.OTHER, 0, False)


@pytest.mark.parametrize(
    ("flags", "writable"), [(os.O_RDONLY, False), (os.O_WRONLY, True), (os.O_RDWR, True), (O_PATH, False)]
)
def test_regular_file(keep: ExitStack, device: int, tmp_path: Path, flags: int, writable: bool) -> None:
    """A regular file, however it was opened."""
    (tmp_path / "file").touch()
    facts = files.inspect(opened(keep, str(tmp_path / "file"), flags), device)
    assert (facts.kind, facts.writable) == (FileKind.REGULAR, writable)


def test_everything_else_is_other(keep: ExitStack, device: int) -> None:
    """Event descriptors, terminals, devices and directories are none of the kinds above."""
    event = os.eventfd(0)
    keep.callback(os.close, event)
    terminal = os.openpty()
    for end in terminal:
        keep.callback(os.close, end)
    null, directory = opened(keep, os.devnull, os.O_RDWR), opened(keep, "/", os.O_RDONLY)
    kinds = {files.inspect(fd, device).kind for fd in (event, *terminal, null, directory)}
    assert kinds == {FileKind.OTHER}


def test_closed_number_raises(device: int) -> None:
    """A number that names nothing is EBADF."""
    with pytest.raises(OSError, match="Bad file descriptor"):
        files.inspect(1 << 20, device)


def test_write_at_position_and_current(keep: ExitStack, tmp_path: Path) -> None:
    """pwritev2 writes at a position, or at the current one for -1."""
    fd = opened(keep, str(tmp_path / "file"), os.O_RDWR | os.O_CREAT)
    assert files.write_at(fd, b"abc", -1, 0) == 3
    assert files.write_at(fd, b"Z", 1, 0) == 1
    assert files.write_at(fd, b"d", -1, 0) == 1
    assert os.pread(fd, 10, 0) == b"aZcd"


def test_write_at_carries_bytes_beyond_a_nul(keep: ExitStack) -> None:
    """Data is a length and bytes, not a C string."""
    read_end, write_end = pipe(keep)
    assert files.write_at(write_end, b"\0a\0", -1, 0) == 3
    assert os.read(read_end, 10) == b"\0a\0"


def test_broken_and_room(keep: ExitStack) -> None:
    """A pipe without readers is broken, a full one has no room."""
    read_end, write_end = os.pipe()
    keep.callback(os.close, write_end)
    os.set_blocking(write_end, False)
    assert files.has_room(write_end) and not files.is_broken(write_end)
    with pytest.raises(BlockingIOError):
        while True:
            os.write(write_end, bytes(65536))
    assert not files.has_room(write_end)
    os.close(read_end)
    assert files.is_broken(write_end)


def test_plain_file_systems(keep: ExitStack) -> None:
    """procfs is not one of the file systems to which anybody may write for anybody."""
    assert not files.is_plain_file_system(opened(keep, "/proc/self/comm", os.O_RDONLY))
    with pytest.raises(OSError, match="Bad file descriptor"):
        files.is_plain_file_system(1 << 20)
