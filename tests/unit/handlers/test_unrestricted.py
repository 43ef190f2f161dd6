"""Writes that no policy restricts, in a private table and in a shared one."""

from __future__ import annotations

import ctypes
import errno
import os
import select
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from unit.emulation.test_transfer import fill
from unit.handlers.staging import BAD, ENTRIES, Arena, Stage, call, result

from scpipe.handlers.message import handle_message
from scpipe.linux import files, sockets
from scpipe.linux.brief import BriefWriter
from scpipe.report.events import Note
from scpipe.tracee.actions import Answer, Continue, ContinueExclusive, Perform, Wake

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]


@pytest.fixture
def stage() -> Stage:
    """A task whose table another one shares."""
    return Stage(shared=True)


def do(stage: Stage, name: str, *args: int, wakes: tuple[Wake, ...] = ()) -> object:
    """What a call ends in; no copy of ours stays open."""
    found = result(handle_message(stage.context, stage.task, call(*args), ENTRIES[name]), wakes)
    assert stage.descriptor_source.leaked == 0 and stage.events == []
    return found


def exempt(stage: Stage, fd: int) -> None:
    """Make a pipe one that was handed over for writing."""
    stage.inherit(fd)


def test_inherited_pipe_is_written_for_the_tracee(stage: Stage, ground: Arena, pipe: Ends) -> None:
    """In a shared table the bytes go in through our copy, mixed as they are."""
    read_end, write_end = pipe()
    exempt(stage, write_end)
    assert do(stage, "write", write_end, ground.put(b"mixed"), 5) == Answer(5)
    assert do(stage, "writev", write_end, ground.iovec(b"ab", b"cd"), 2) == Answer(4)
    assert os.read(read_end, 99) == b"mixedabcd"
    assert do(stage, "pwritev2", write_end, ground.iovec(b"x"), 1, 0, 0, 0) == Answer(-errno.ESPIPE)


def test_full_inherited_pipe_waits(stage: Stage, ground: Arena, pipe: Ends) -> None:
    """A slow reader of the command's output does not hold the supervisor up."""
    _read_end, write_end = pipe()
    exempt(stage, write_end)
    fill(write_end)
    action = handle_message(stage.context, stage.task, call(write_end, ground.put(b"x"), 1), ENTRIES["write"])
    assert isinstance(action, Perform)
    assert next(action.operation).fd >= 0  # type: ignore[union-attr]
    action.operation.close()
    assert stage.descriptor_source.leaked == 0


def test_what_waits_is_bounded(ground: Arena, pipe: Ends) -> None:
    """Places of a call's parts are kept while it waits: those that find no room get ENOBUFS, told once."""
    stage = Stage(shared=True)
    _read_end, write_end = pipe()
    exempt(stage, write_end)
    fill(write_end)
    parts = ground.iovec(*[b"x"] * 1024)
    stage.context.room.left = 3 * 1024 * 16
    waiting = []
    for _number in range(3):
        action = handle_message(stage.context, stage.task, call(write_end, parts, 1024), ENTRIES["writev"])
        assert isinstance(action, Perform)
        next(action.operation)
        waiting.append(action.operation)
    for _number in range(2):
        action = handle_message(stage.context, stage.task, call(write_end, parts, 1024), ENTRIES["writev"])
        assert result(action) == Answer(-errno.ENOBUFS)
    assert [type(event) for event in stage.events] == [Note]
    for operation in waiting:
        operation.close()
    assert (stage.context.room.left, stage.descriptor_source.leaked) == (3 * 1024 * 16, 0)


def test_memory_is_read_when_there_is_room(stage: Stage, ground: Arena, pipe: Ends) -> None:
    """What nobody judges is read as the kernel does it: when it goes in."""
    read_end, write_end = pipe()
    exempt(stage, write_end)
    full = fill(write_end)
    place = ground.put(b"before")
    action = handle_message(stage.context, stage.task, call(write_end, place, 6), ENTRIES["write"])

    def change() -> Wake:
        ctypes.memmove(place, b"behind", 6)
        os.read(read_end, full)
        return Wake.READY

    assert result(action, [change]) == Answer(6)
    assert os.read(read_end, 99) == b"behind"


@pytest.mark.parametrize("data", [b"", b"x" * 10, b"mixed" * 1000])
def test_regular_file(stage: Stage, ground: Arena, tmp_path: Path, data: bytes) -> None:
    """Files on plain file systems are written through our copy, elsewhere natively and alone."""
    fd = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    try:
        found = do(stage, "write", fd, ground.put(data), len(data))
        if files.is_plain_file_system(fd):
            assert found == Answer(len(data))
            assert os.pread(fd, 9999, 0) == data
        else:
            assert found == ContinueExclusive()
    finally:
        os.close(fd)


@pytest.mark.parametrize("mode", [0o4755, 0o2755])
def test_set_id_files_run_natively(stage: Stage, ground: Arena, tmp_path: Path, mode: int) -> None:
    """Whether a write takes the set-id bits away depends on who writes."""
    fd = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    try:
        os.fchmod(fd, mode)
        assert do(stage, "write", fd, ground.put(b"x"), 1) == ContinueExclusive()
    finally:
        os.close(fd)


def test_devices_and_event_descriptors_run_natively(stage: Stage, ground: Arena) -> None:
    """Whatever a write there means, the tracee makes it itself while nobody else runs."""
    for fd in (os.open("/dev/full", os.O_WRONLY), os.eventfd(0)):  # without a timer none is tried
        assert do(stage, "write", fd, ground.put(bytes(8)), 8) == ContinueExclusive()
        assert do(stage, "sendto", fd, ground.put(b"x"), 1) == Answer(-errno.ENOTSOCK)
        os.close(fd)


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
def test_swallowing_devices_are_written_at_once(stage: Stage, ground: Arena, path: str) -> None:
    """Their bytes are read by nobody; wrong arguments and read-only descriptors are the kernel's."""
    fd = os.open(path, os.O_WRONLY)
    assert do(stage, "write", fd, BAD, 1 << 40) == Answer(0x7FFFF000)
    assert do(stage, "write", fd, BAD, 0) == Answer(0)
    assert do(stage, "writev", fd, ground.iovec((BAD, 5), b"ab"), 2) == Answer(7)
    positioned = ("pwritev2", ground.iovec(b"a"), 1, 0, 0, 0)
    for name, *rest in (("writev", BAD, 1), ("write", -4096, 1), positioned):
        assert do(stage, str(name), fd, *map(int, rest)) == ContinueExclusive()
    os.close(fd)
    fd = os.open(path, os.O_RDONLY)
    assert do(stage, "write", fd, BAD, 1) == ContinueExclusive()
    os.close(fd)


@pytest.fixture
def counter(stage: Stage) -> Iterator[int]:
    """An eventfd whose writes may sleep, and a way to write to it briefly."""
    stage.context.brief = BriefWriter(2)
    stage.context.brief.open()
    fd = os.eventfd(0)
    yield fd
    os.close(fd)


def test_event_descriptor_is_counted_up_at_once(stage: Stage, ground: Arena, counter: int) -> None:
    """Eight bytes from readable memory; anything else is the kernel's to answer."""
    number = ground.put((3).to_bytes(8, "little"))
    assert do(stage, "write", counter, number, 8) == Answer(8)
    assert os.eventfd_read(counter) == 3
    for name, *rest in (("write", number, 7), ("write", number, 16), ("write", BAD, 8), ("writev", BAD, 1)):
        assert do(stage, str(name), counter, *map(int, rest)) == ContinueExclusive()
    assert do(stage, "write", counter, ground.put(b"\xff" * 8), 8) == ContinueExclusive()  # EINVAL natively


def test_full_event_descriptor_is_left_to_its_writer(stage: Stage, ground: Arena, counter: int) -> None:
    """A write that would sleep is given up, and no write of that process is tried again."""
    most, one = (ground.put(value.to_bytes(8, "little")) for value in (2**64 - 2, 1))
    assert do(stage, "write", counter, most, 8) == Answer(8)
    assert do(stage, "write", counter, one, 8) == ContinueExclusive()
    assert os.eventfd_read(counter) == 2**64 - 2
    assert do(stage, "write", counter, one, 8) == ContinueExclusive()
    os.set_blocking(counter, False)
    stage.process.fills_counters = False
    assert do(stage, "write", counter, most, 8) == Answer(8)
    assert do(stage, "write", counter, one, 8) == Answer(-errno.EAGAIN)


def test_other_anonymous_files_are_no_event_descriptors(stage: Stage, ground: Arena, counter: int) -> None:
    """An epoll descriptor has the same inode; only its name tells it apart."""
    with select.epoll() as other:
        assert os.fstat(other.fileno()).st_ino == os.fstat(counter).st_ino
        assert do(stage, "write", other.fileno(), ground.put(bytes(8)), 8) == ContinueExclusive()


def test_inet_sockets(stage: Stage, ground: Arena) -> None:
    """Datagrams go out for the tracee; zero-copy sends and sendmmsg are its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(5)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.connect(receiver.getsockname())
            fd = sender.fileno()
            assert do(stage, "sendto", fd, ground.put(b"hello"), 5) == Answer(5)
            assert receiver.recv(9) == b"hello"
            place = ground.message(b"x")
            assert do(stage, "sendmsg", fd, place, sockets.MSG_ZEROCOPY) == ContinueExclusive()
            assert do(stage, "sendmmsg", fd, place, 1) == ContinueExclusive()
            sender.setsockopt(socket.SOL_SOCKET, sockets.SO_ZEROCOPY, 1)
            assert do(stage, "sendto", fd, ground.put(b"hello"), 5) == ContinueExclusive()


def test_inherited_unix_socket_runs_natively(stage: Stage, ground: Arena, pair: Pair) -> None:
    """Its receiver may ask for credentials, which would be ours."""
    one, _two = pair()
    stage.context.ledger.inherited.add_socket(sockets.cookie(one.fileno()))
    assert do(stage, "write", one.fileno(), ground.put(b"ab"), 2) == ContinueExclusive()


def test_bad_arguments_are_answered(stage: Stage, ground: Arena, pipe: Ends) -> None:
    """The kernel's errno, for arguments and for bytes that cannot be read."""
    _read_end, write_end = pipe()
    exempt(stage, write_end)
    assert do(stage, "writev", write_end, BAD, 1) == Answer(-errno.EFAULT)
    assert do(stage, "write", write_end, BAD, 5) == Answer(-errno.EFAULT)
    assert do(stage, "write", write_end, ground.before_hole(b"abc"), 9) in (Answer(3), Answer(-errno.EFAULT))


def test_read_only_file_in_a_shared_table(stage: Stage, ground: Arena, tmp_path: Path) -> None:
    """EBADF without asking the kernel."""
    (tmp_path / "file").touch()
    fd = os.open(tmp_path / "file", os.O_RDONLY)
    try:
        assert do(stage, "write", fd, ground.put(b"x"), 1) in (Answer(-errno.EBADF), ContinueExclusive())
    finally:
        os.close(fd)


def test_path_copy_is_ebadf_for_every_call(ground: Arena, tmp_path: Path) -> None:
    """An O_PATH descriptor is EBADF to write and send alike (fdget leaves it out), or left to the kernel."""
    (tmp_path / "file").touch()
    fd = os.open(tmp_path / "file", os.O_PATH)
    try:
        with pytest.raises(OSError) as native:
            sockets.send_message(fd, b"x", 0)
        for name in ("write", "sendto"):
            found = do(Stage(shared=True), name, fd, ground.put(b"x"), 1)
            assert found in (Answer(-errno.EBADF), ContinueExclusive()), name
        assert native.value.errno == errno.EBADF
    finally:
        os.close(fd)


def test_private_table_runs_natively(ground: Arena, tmp_path: Path) -> None:
    """Nobody can exchange the descriptor: the call is simply continued."""
    fd = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    try:
        assert do(Stage(), "write", fd, ground.put(b"x"), 1) == Continue()
    finally:
        os.close(fd)


def test_huge_datagram_does_not_cost_its_length(stage: Stage, ground: Arena) -> None:
    """A datagram longer than any can be is refused or left to the kernel, not first copied whole."""
    import tracemalloc

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.connect(("127.0.0.1", 9))
        address = ground.put(bytes(1 << 20))
        size = 1 << 26
        tracemalloc.start()
        try:
            found = do(stage, "sendto", sender.fileno(), address, size)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert found in (Answer(-errno.EMSGSIZE), Answer(-errno.EFAULT), ContinueExclusive())
    assert peak < 1 << 24, f"{peak} bytes for a datagram of at most 65507"
