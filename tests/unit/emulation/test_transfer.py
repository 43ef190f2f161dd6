"""Sending into real pipes and sockets without ever blocking, driven by hand."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import struct
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from unit.handlers.staging import DEVICE

from scpipe.emulation.arguments import Request
from scpipe.emulation.sources import Constant, Sent, Transfer
from scpipe.emulation.transfer import to_file, to_pipe, to_socket
from scpipe.linux import files, procroot
from scpipe.linux.descriptors import Borrowed
from scpipe.tracee.actions import Block, Step, Wake

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]
RWF_NOWAIT = 8


class Bytes:
    """A source of these bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def peek(self, size: int) -> bytes:
        """The next bytes."""
        return self._data[:size]

    def advance(self, count: int) -> None:
        """They have gone out."""
        self._data = self._data[count:]


def borrowed(fd: int) -> Borrowed:
    """A descriptor of the test's as if it had been taken; the test closes it."""
    return Borrowed(fd, files.inspect(fd, DEVICE))


def run(transfer: Transfer, *wakes: Wake | Callable[[], Wake]) -> tuple[Sent, list[Step]]:
    """Drive a transfer; each wait is answered in turn."""
    seen: list[Step] = []
    answers = iter(wakes)
    try:
        item = next(transfer)
        while True:
            seen.append(item)
            answer = next(answers)
            item = transfer.send(answer if isinstance(answer, Wake) else answer())
    except StopIteration as ended:
        return ended.value, seen


def pipe_transfer(fd: int, data: bytes, rw_flags: int = 0) -> Transfer:
    """A transfer of these bytes into a pipe."""
    return to_pipe(borrowed(fd), Request([(0, len(data))], rw_flags=rw_flags), Bytes(data), Sent())


def socket_transfer(made: socket.socket, data: bytes, *, whole: bool = False, **more: int) -> Transfer:
    """A transfer of these bytes into a socket."""
    request = Request([(0, len(data))], plain=False, **more)  # type: ignore[arg-type]
    return to_socket(borrowed(made.fileno()), request, Bytes(data), Sent(), whole=whole)


def fill(fd: int, size: int = 4096) -> int:
    """Fill a pipe or socket to the last byte; how many went in."""
    before, count = os.get_blocking(fd), 0
    os.set_blocking(fd, False)
    try:
        while True:
            try:
                count += os.write(fd, bytes(size))
            except BlockingIOError:
                if size == 1:
                    return count
                size = 1
    finally:
        os.set_blocking(fd, before)


@pytest.mark.parametrize("size", [0, 1, 4096, 40000])
def test_pipe_takes_a_message(pipe: Ends, size: int) -> None:
    """What fits goes in at once."""
    read_end, write_end = pipe()
    sent, seen = run(pipe_transfer(write_end, b"x" * size))
    assert (sent.count, sent.error, seen) == (size, 0, [])
    if size:
        assert os.read(read_end, 1 << 16) == b"x" * size


def test_full_pipe_blocks_until_there_is_room(pipe: Ends) -> None:
    """A full pipe yields a Block on the taken descriptor; READY tries again."""
    read_end, write_end = pipe()
    full = fill(write_end)

    def drain() -> Wake:
        os.read(read_end, full)
        return Wake.READY

    sent, seen = run(pipe_transfer(write_end, b"xyz"), Wake.READY, drain)
    assert seen == [Block(write_end), Block(write_end)]
    assert (sent.count, sent.error, os.read(read_end, 9)) == (3, 0, b"xyz")


def test_small_messages_are_atomic(pipe: Ends) -> None:
    """PIPE_BUF bytes go in whole or not at all; more may go in by parts, and progress is told."""
    _read_end, write_end = pipe()
    fill(write_end)
    sent, seen = run(pipe_transfer(write_end, b"x" * 4096), Wake.SIGNAL)
    assert (sent.count, sent.interrupted, len(seen)) == (0, True, 1)


def test_large_message_goes_in_by_parts(pipe: Ends) -> None:
    """A message larger than the pipe waits with its progress; every byte comes out in order."""
    read_end, write_end = pipe()
    data = os.urandom(200000)
    out = bytearray()

    def drain() -> Wake:
        out.extend(os.read(read_end, 1 << 17))
        return Wake.READY

    sent, seen = run(pipe_transfer(write_end, data), *[drain] * 50)
    progress = [block.progress for block in seen if isinstance(block, Block)]
    assert sent.count == len(data) and progress == sorted(progress) and progress[0] > 0
    os.close(write_end)
    while chunk := os.read(read_end, 1 << 17):
        out.extend(chunk)
    assert bytes(out) == data


def test_no_more_may_wait(pipe: Ends) -> None:
    """A transfer that may not wait is ENOBUFS, or as much as went in before."""
    _read_end, write_end = pipe()
    sent, _seen = run(pipe_transfer(write_end, b"x" * 200000), Wake.CROWDED)
    assert sent.count > 0 and not sent.interrupted
    sent, _seen = run(pipe_transfer(write_end, b"x"), Wake.CROWDED)
    assert (sent.count, sent.error) == (0, errno.ENOBUFS)


@pytest.mark.parametrize("kind", ["pipe", "socket"])
def test_what_waits_keeps_no_bytes(pipe: Ends, pair: Pair, kind: str) -> None:
    """Transfers of many MiB that wait for room take next to no memory, before a wait and after it."""
    read_end, write_end = pipe()
    one, two = pair()
    fd = write_end if kind == "pipe" else one.fileno()
    full = fill(fd)
    waiting: list[Transfer] = []
    tracemalloc.start()
    try:
        for _number in range(50):
            request, source = Request([(0, 8 << 20)]), Constant(0x61, 8 << 20)
            if kind == "pipe":
                waiting.append(to_pipe(borrowed(fd), request, source, Sent()))
            else:
                waiting.append(to_socket(borrowed(fd), request, source, Sent(), whole=False))
            assert isinstance(next(waiting[-1]), Block)
        os.read(read_end if kind == "pipe" else two.fileno(), full)
        for transfer in waiting:
            assert isinstance(transfer.send(Wake.READY), Block)
        now, _most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        for transfer in waiting:
            transfer.close()
    assert now < 1 << 20, now


def test_signal_keeps_what_went_in(pipe: Ends) -> None:
    """A signal in the middle ends the transfer with the count so far."""
    _read_end, write_end = pipe()
    sent, _seen = run(pipe_transfer(write_end, b"x" * 200000), Wake.SIGNAL)
    assert 0 < sent.count < 200000 and sent.interrupted and sent.error == 0


def test_nonblocking_pipe_is_answered_at_once(pipe: Ends) -> None:
    """O_NONBLOCK never waits: EAGAIN, or what fits."""
    _read_end, write_end = pipe(os.O_NONBLOCK)
    sent, seen = run(pipe_transfer(write_end, b"x" * 200000))
    assert 0 < sent.count < 200000 and seen == []
    sent, seen = run(pipe_transfer(write_end, b"x" * 4096))
    assert (sent.count, sent.error, seen) == (0, errno.EAGAIN, [])


def test_nonblocking_set_while_waiting(pipe: Ends) -> None:
    """The flag is looked at again after every wait, as the kernel does."""
    _read_end, write_end = pipe()
    fill(write_end)

    def change() -> Wake:
        os.set_blocking(write_end, False)
        return Wake.READY

    sent, seen = run(pipe_transfer(write_end, b"x"), change)
    assert (sent.error, len(seen)) == (errno.EAGAIN, 1)


def test_nowait_flag_never_waits(pipe: Ends) -> None:
    """RWF_NOWAIT of the caller is honoured on a blocking pipe."""
    _read_end, write_end = pipe()
    fill(write_end)
    sent, seen = run(pipe_transfer(write_end, b"x", RWF_NOWAIT))
    assert (sent.error, seen) == (errno.EAGAIN, [])


def test_no_reader_is_epipe(pipe: Ends) -> None:
    """A pipe without readers is EPIPE; so it is when the reader goes while we wait."""
    read_end, write_end = pipe()
    fill(write_end)

    def leave() -> Wake:
        os.close(read_end)
        return Wake.READY

    assert run(pipe_transfer(write_end, b"x"), leave)[0].error == errno.EPIPE
    assert run(pipe_transfer(write_end, b"x"))[0].error == errno.EPIPE


def test_reopened_end_waits_too(pipe: Ends) -> None:
    """An end reopened through /proc refuses RWF_NOWAIT: a description of ours stands in, and goes again."""
    read_end, write_end = pipe()
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    procroot.root()  # opened once, to stay
    try:
        before = len(os.listdir("/proc/self/fd"))
        sent, _seen = run(pipe_transfer(again, b"abc"))
        assert (sent.count, os.read(read_end, 9)) == (3, b"abc")
        full = fill(write_end)

        def drain() -> Wake:
            os.read(read_end, full)
            return Wake.READY

        sent, seen = run(pipe_transfer(again, b"def"), drain)
        assert (sent.count, seen, os.read(read_end, 9)) == (3, [Block(again)], b"def")
        assert os.get_blocking(again)
        assert len(os.listdir("/proc/self/fd")) == before
    finally:
        os.close(again)


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every pipe is another user's, and may not be opened again."""
    really = procroot.open_file

    def opened(path: str, flags: int = os.O_RDONLY) -> int:
        if path.startswith("self/fd/"):
            raise PermissionError(errno.EACCES, "not yours")
        return really(path, flags)

    monkeypatch.setattr(procroot, "open_file", opened)


@pytest.fixture
def end_of_another(pipe: Ends) -> Iterator[tuple[int, int, int]]:
    """A read end, a write end, and a description of the pipe that refuses RWF_NOWAIT."""
    read_end, write_end = pipe()
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    yield read_end, write_end, again
    os.close(again)


def test_end_that_may_not_be_reopened(
    end_of_another: tuple[int, int, int], request: pytest.FixtureRequest
) -> None:
    """The bytes take a way round: in order, without waiting for room, and nothing is left open."""
    read_end, write_end, again = end_of_another
    request.getfixturevalue("others")
    before = len(os.listdir("/proc/self/fd"))
    data = os.urandom(10000)
    sent, seen = run(pipe_transfer(again, data))
    assert (sent.count, seen, os.read(read_end, 20000)) == (10000, [], data)
    full = fill(write_end)

    def drain() -> Wake:
        os.read(read_end, full)
        return Wake.READY

    sent, seen = run(pipe_transfer(again, b"def"), Wake.READY, drain)
    assert (sent.count, seen, os.read(read_end, 9)) == (3, [Block(again), Block(again)], b"def")
    fill(write_end)
    sent, seen = run(pipe_transfer(again, b"def"), Wake.SIGNAL)
    assert (sent.count, sent.interrupted) == (0, True)
    assert len(os.listdir("/proc/self/fd")) == before


def test_way_round_keeps_packets_and_flags(
    end_of_another: tuple[int, int, int], request: pytest.FixtureRequest
) -> None:
    """In packet mode each write is read by itself; flags that splice has not got are not dropped."""
    read_end, _write_end, again = end_of_another
    fcntl.fcntl(again, fcntl.F_SETFL, os.O_DIRECT)
    request.getfixturevalue("others")
    for data in (b"ab", b"c"):
        assert run(pipe_transfer(again, data))[0].count == len(data)
    assert [os.read(read_end, 9), os.read(read_end, 9)] == [b"ab", b"c"]
    assert run(pipe_transfer(again, b"x", 0x2))[0].error  # RWF_DSYNC


def test_way_round_to_nobody(pipe: Ends, request: pytest.FixtureRequest) -> None:
    """EPIPE where nobody reads any more."""
    read_end, write_end = pipe()
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    request.getfixturevalue("others")
    os.close(read_end)
    try:
        assert run(pipe_transfer(again, b"x"))[0].error == errno.EPIPE
    finally:
        os.close(again)
    assert write_end


def test_nowait_on_a_reopened_end_is_the_kernels_answer(pipe: Ends) -> None:
    """The caller's own RWF_NOWAIT on such an end fails as it does natively."""
    read_end, _write_end = pipe()
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    try:
        with pytest.raises(OSError) as native:
            os.pwritev(again, [b"x"], -1, RWF_NOWAIT)
        assert run(pipe_transfer(again, b"x", RWF_NOWAIT))[0].error == native.value.errno
    except NotImplementedError:
        pytest.skip("this Python has no pwritev2")
    finally:
        os.close(again)


@pytest.mark.parametrize("reopened", [False, True])
def test_packet_pipe_keeps_packets(pipe: Ends, reopened: bool) -> None:
    """O_DIRECT: each message is a packet of its own, also where our own description stands in."""
    read_end, write_end = pipe(os.O_DIRECT)
    target = write_end
    if reopened:
        target = os.open(f"/proc/self/fd/{write_end}", os.O_WRONLY)
        fcntl.fcntl(target, fcntl.F_SETFL, os.O_DIRECT)
    try:
        for data in (b"ab", b"cd"):
            assert run(pipe_transfer(target, data))[0].count == 2
        assert [os.read(read_end, 9), os.read(read_end, 9)] == [b"ab", b"cd"]
    finally:
        if reopened:
            os.close(target)


def test_closing_a_waiting_transfer_gives_everything_up(pipe: Ends) -> None:
    """A tracee that dies while it waits leaves no descriptor of ours behind."""
    read_end, write_end = pipe()
    fill(write_end)
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    try:
        before = len(os.listdir("/proc/self/fd"))
        transfer = pipe_transfer(again, b"x")
        next(transfer)
        transfer.close()
        assert len(os.listdir("/proc/self/fd")) == before
    finally:
        os.close(again)


@pytest.mark.parametrize(
    ("kind", "whole"), [(socket.SOCK_STREAM, False), (socket.SOCK_SEQPACKET, True), (socket.SOCK_DGRAM, True)]
)
@pytest.mark.parametrize("size", [1, 5000])
def test_socket_takes_a_message(pair: Pair, kind: int, whole: bool, size: int) -> None:
    """What fits goes in at once, as one record where there are records."""
    one, two = pair(kind)
    sent, seen = run(socket_transfer(one, b"x" * size, whole=whole))
    assert (sent.count, sent.error, seen) == (size, 0, [])
    assert two.recv(10000) == b"x" * size


def test_empty_record(pair: Pair) -> None:
    """An empty message is a record of its own."""
    one, two = pair(socket.SOCK_SEQPACKET)
    assert run(socket_transfer(one, b"", whole=True))[0].count == 0
    assert two.recv(10) == b""


def test_full_socket_blocks_until_there_is_room(pair: Pair) -> None:
    """A large message on a stream waits with its progress, and looks for a shutdown meanwhile."""
    one, two = pair()
    data = os.urandom(600000)
    out = bytearray()

    def drain() -> Wake:
        out.extend(two.recv(1 << 20))
        return Wake.READY

    sent, seen = run(socket_transfer(one, data), *[drain] * 200)
    assert sent.count == len(data) and seen
    assert all(isinstance(block, Block) and block.look and block.deadline is None for block in seen)
    two.settimeout(0.2)
    while len(out) < len(data):
        out.extend(two.recv(1 << 20))
    assert bytes(out) == data


@pytest.mark.parametrize("how", ["descriptor", "flag", "nowait"])
def test_nonblocking_socket_is_answered_at_once(pair: Pair, how: str) -> None:
    """O_NONBLOCK, MSG_DONTWAIT and RWF_NOWAIT never wait."""
    one, _two = pair()
    fill(one.fileno())
    one.setblocking(how != "descriptor")
    more = {"flag": {"flags": socket.MSG_DONTWAIT}, "nowait": {"rw_flags": RWF_NOWAIT}}.get(how, {})
    sent, seen = run(socket_transfer(one, b"x" * 100, **more))
    assert (sent.count, sent.error, seen) == (0, errno.EAGAIN, [])


@pytest.mark.parametrize(
    ("flags", "sent"),
    [(os.RWF_SYNC, 3), (os.RWF_DSYNC, 3), (RWF_NOWAIT, errno.EOPNOTSUPP), (0x40000000, errno.EOPNOTSUPP)],
    ids=["sync", "dsync", "nowait", "unknown"],
)
def test_socket_that_takes_no_nowait(
    pair: Pair, flags: int, sent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where sockets refuse RWF_NOWAIT (Linux 6.1) the flags that the caller gave are what counts."""

    def write_at(fd: int, data: bytes, position: int, flags: int) -> int:
        if flags & RWF_NOWAIT:
            raise OSError(errno.EOPNOTSUPP, "no RWF_NOWAIT")
        return original(fd, data, position, flags)

    original = files.write_at
    monkeypatch.setattr(files, "write_at", write_at)
    one, two = pair()
    done, _steps = run(socket_transfer(one, b"eee", rw_flags=flags))
    assert sent in (done.count, done.error)
    if sent == 3:
        assert two.recv(10) == b"eee"


def test_send_timeout_becomes_a_deadline(pair: Pair) -> None:
    """SO_SNDTIMEO is ours to keep; its end is EAGAIN."""
    one, _two = pair()
    fill(one.fileno())
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("qq", 3, 0))
    sent, seen = run(socket_transfer(one, b"x" * 100), Wake.TIMEOUT)
    assert isinstance(seen[0], Block) and seen[0].deadline is not None
    assert seen[0].deadline - time.monotonic() == pytest.approx(3, abs=1)
    assert (sent.error, sent.interrupted) == (errno.EAGAIN, False)


def test_signal_ends_a_send(pair: Pair) -> None:
    """A signal ends the wait with nothing sent."""
    one, _two = pair()
    fill(one.fileno())
    sent, _seen = run(socket_transfer(one, b"x"), Wake.SIGNAL)
    assert (sent.count, sent.error, sent.interrupted) == (0, 0, True)


def test_closed_peer(pair: Pair) -> None:
    """A peer that is gone is EPIPE, without a wait before it that would keep the signal back."""
    one, two = pair()
    two.close()
    sent, seen = run(socket_transfer(one, b"x"))
    assert (sent.error, sent.slept, seen) == (errno.EPIPE, False, [])


def test_peer_that_goes_while_we_wait(pair: Pair) -> None:
    """A sleeping sender sees the reset or EPIPE, and is marked as one that slept."""
    one, two = pair()
    fill(one.fileno())

    def leave() -> Wake:
        two.close()
        return Wake.READY

    sent, _seen = run(socket_transfer(one, b"x" * 100), leave)
    assert sent.error in (errno.EPIPE, errno.ECONNRESET) and sent.slept


def test_regular_file(tmp_path: Path) -> None:
    """A file is written at the current position, or at the request's."""
    fd = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    try:
        for data, offset in ((b"abcdef", -1), (b"XY", 1), (b"g", -1)):
            request = Request([(0, len(data))], offset=offset)
            assert run(to_file(borrowed(fd), request, Bytes(data), Sent()))[0].count == len(data)
        assert os.pread(fd, 99, 0) == b"aXYdefg"
    finally:
        os.close(fd)


def test_regular_file_that_cannot_be_written(tmp_path: Path) -> None:
    """A read-only file answers the kernel's errno."""
    (tmp_path / "file").touch()
    fd = os.open(tmp_path / "file", os.O_RDONLY)
    try:
        assert run(to_file(borrowed(fd), Request([(0, 1)]), Bytes(b"x"), Sent()))[0].error == errno.EBADF
    finally:
        os.close(fd)
