"""Operations on pairs inside one process, or with one child: each checks what must come out."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import random
import select
import signal
import socket
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator

ROOM = 4096


def expect(truth: object, what: str) -> None:
    """Raise unless it is so; -O does not matter."""
    if not truth:
        raise AssertionError(what)


def expect_refused(call: Callable[[], object], what: str) -> None:
    """The call fails with EACCES."""
    try:
        result = call()
    except PermissionError as error:
        expect(error.errno == errno.EACCES, f"{what}: {error}")
        return
    raise AssertionError(f"{what}: not refused: {result!r}")


@contextlib.contextmanager
def pipe(room: int = 0) -> Iterator[list[int]]:
    """A pipe, closed afterwards; an end that is closed before is set to -1."""
    ends = [*os.pipe()]
    try:
        if room:
            fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, room)
        yield ends
    finally:
        for end in ends:
            if end >= 0:
                os.close(end)


def in_child(program: Callable[[], None]) -> int:
    """Fork; the child runs the function and exits with 0, or 1 if it raised."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            program()
            status = 0
        except BaseException:  # noqa: BLE001 - told, and in the status
            os.write(2, f"soak: in a child: {traceback.format_exc()}\n".encode())
        finally:
            os._exit(status)
    return child


def expect_status(child: int, wanted: int = 0) -> None:
    """Wait for a child, and compare its status (of waitpid)."""
    _pid, status = os.waitpid(child, 0)
    expect(status == wanted, f"a child ended with {status:#x}, not {wanted:#x}")


def use_pairs() -> None:
    """Make one pair of each kind, and let its event pass."""
    byte = bytes([random.randrange(256)])
    with pipe() as (reading, writing):
        expect(os.write(writing, byte * 3) == 3, "write")
        expect(os.read(reading, 9) == byte * 3, "what was read")
    kind = random.choice([socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET])
    one, two = socket.socketpair(socket.AF_UNIX, kind)
    with one, two:
        one.sendall(byte)
        two.sendmsg([byte, byte])
        expect((two.recv(9), one.recv(9)) == (byte, byte * 2), "what was received")


def threads() -> None:
    """Threads that come, make pairs, write, close and go."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            use_pairs()
        except BaseException as error:  # noqa: BLE001 - raised again by the one who waits
            failures.append(error)

    group = [threading.Thread(target=work) for _number in range(3)]
    for thread in group:
        thread.start()
    for thread in group:
        thread.join()
    if failures:
        raise failures[0]


def _receive_and_use(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as taker:
        taker.connect(path)
        data, fds, _flags, _address = socket.recv_fds(taker, 16, 2)
        expect(data == b"two ends", "the message with descriptors")
        expect(os.read(fds[0], 9) == b"pp", "what the passed pipe holds")
        with socket.socket(fileno=fds[1]) as passed:
            passed.sendall(b"e")
            expect_refused(lambda: passed.send(b"f"), "another byte through a passed end")
        os.close(fds[0])


def passing() -> None:
    """Ends of pairs in messages over other sockets; one message that nobody takes; none over a pair."""
    place = tempfile.mkdtemp()
    path = f"{place}/s"
    one, two = socket.socketpair()
    with pipe() as (reading, writing), one, two, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        child = in_child(lambda: _receive_and_use(path))
        os.write(writing, b"pp")
        taken, _name = listener.accept()
        with taken:
            expect_refused(lambda: socket.send_fds(one, [b"e"], [reading]), "descriptors over a pair")
            socket.send_fds(taken, [b"two ends"], [reading, two.fileno()])
            expect(one.recv(9) == b"e", "the event through the passed end")
            expect_status(child)
        with socket.socket(socket.AF_UNIX) as sender:
            sender.connect(path)
            socket.send_fds(sender, [b"lost"], [writing])
    os.unlink(path)
    os.rmdir(place)


def refused() -> None:
    """Writes that the rule refuses, between others that it lets pass."""
    with pipe() as (reading, writing):
        expect_refused(lambda: os.write(writing, b"ab"), "a mixed first message")
        expect(os.write(writing, b"aa") == 2, "write")
        for _time in range(random.randrange(1, 5)):
            expect_refused(lambda: os.write(writing, b"b"), "another byte")
            expect_refused(lambda: os.writev(writing, [b"a", b"b"]), "a mixed message")
        expect(os.read(reading, 9) == b"aa", "what went in")
    one, two = socket.socketpair()
    with one, two:
        expect_refused(lambda: one.sendall(b"text"), "text over a socket pair")
        two.send(b"\0")
        expect_refused(lambda: one.send(b"\1"), "another byte from the other end")
        expect(one.recv(9) == b"\0", "what went in")


def blocked() -> None:
    """A writer that waits for a slow reader."""
    with pipe(ROOM) as ends:
        reading, writing = ends

        def write() -> None:
            os.close(reading)
            expect(os.write(writing, b"x" * (3 * ROOM)) == 3 * ROOM, "the whole message")

        child = in_child(write)
        os.close(writing)
        ends[1] = -1
        got = b""
        while len(got) < 3 * ROOM:
            time.sleep(random.choice([0.0, 0.01, 0.03]))
            part = os.read(reading, ROOM // 2)
            expect(part, f"an end of file after {len(got)} bytes")
            got += part
        expect(got == b"x" * (3 * ROOM), "what went in")
        expect_status(child)


class _InterruptedError(Exception):
    """Raised by a handler."""


def _raise_it(_number: int, _frame: object) -> None:
    raise _InterruptedError


def interrupted() -> None:
    """Writers that wait and are interrupted: a part went in, or nothing did."""
    try:
        with pipe(ROOM) as (reading, writing):
            signal.signal(signal.SIGALRM, lambda number, frame: None)
            # Again and again: on a busy machine the first one can come before the write does.
            signal.setitimer(signal.ITIMER_REAL, random.uniform(0.01, 0.03), 0.03)
            expect(os.write(writing, b"i" * 2 * ROOM) == ROOM, "an interrupted write tells how much went in")
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, _raise_it)
            try:
                signal.setitimer(signal.ITIMER_REAL, random.uniform(0.01, 0.03))
                os.write(writing, b"i")
                raise AssertionError("a write to a full pipe came back")
            except _InterruptedError:
                pass
            expect(os.read(reading, 3 * ROOM) == b"i" * ROOM, "what went in")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def timers() -> None:
    """Clocks and waits of all kinds, beside a pair that wakes."""
    with pipe() as (reading, writing):
        began = time.monotonic()
        expect(select.select([reading], [], [], 0.02)[0] == [], "an empty pipe is not readable")
        expect(time.monotonic() - began >= 0.02, "a wait ended early")
        timer = threading.Timer(0.02, lambda: os.write(writing, b"t"))
        timer.start()
        poll = select.epoll()
        with poll:
            poll.register(reading, select.EPOLLIN)
            expect([fd for fd, _events in _poll_all(poll)] == [reading], "the timer's event wakes epoll")
        timer.join()
        expect(os.read(reading, 9) == b"t", "the timer's event")
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
    expect(signal.SIGUSR2 not in signal.sigpending(), "a signal nobody sent")
    os.kill(os.getpid(), signal.SIGUSR2)
    expect(signal.sigwait({signal.SIGUSR2}) == signal.SIGUSR2, "a signal that was sent")


def _poll_all(poll: select.epoll) -> list[tuple[int, int]]:
    for _time in range(100):  # where threads share descriptors epoll_wait may end early, with nothing
        found = poll.poll(1)
        if found:
            return found
    return []


class _Kept:
    """Pairs that live as long as the soak: one in use, and one that is only looked at."""

    def __init__(self) -> None:
        self.used, self.unused, self.ends = os.pipe(), os.pipe(), socket.socketpair()
        os.write(self.unused[1], b"u")
        os.write(self.used[1], b"k")
        self.ends[0].send(b"k")
        self.check()

    def check(self) -> None:
        """Every byte is still the only one."""
        expect_refused(lambda: os.write(self.unused[1], b"v"), "another byte to an old pipe")
        expect_refused(lambda: os.write(self.used[1], b"l"), "another byte to an old, busy pipe")
        for end in self.ends:
            expect_refused(lambda end=end: end.send(b"l"), "another byte to an old socket pair")  # type: ignore[misc]

    def use(self) -> None:
        """The one byte goes on."""
        os.write(self.used[1], b"k")
        self.ends[0].send(b"k")
        expect(set(os.read(self.used[0], 9)) == set(b"k"), "the kept pipe's byte")
        expect(set(self.ends[1].recv(9)) == set(b"k"), "the kept socket pair's byte")


_KEPT: list[_Kept] = []


def keep() -> None:
    """Use the old pairs; now and then try another byte."""
    if not _KEPT:
        _KEPT.append(_Kept())
    _KEPT[0].use()
    if random.random() < 0.05:
        _KEPT[0].check()


def end_keeping() -> None:
    """At the very end: the byte of the first second still counts, and still passes."""
    kept = _KEPT[0]
    kept.check()
    kept.use()
    os.write(kept.unused[1], b"u")
    expect(os.read(kept.unused[0], 9) == b"uu", "the old pipe's byte")
