"""Socket options, names and raw messages on real sockets."""

from __future__ import annotations

import array
import errno
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from scpipe.linux import sockets

from .children import child, outcome

TYPES = [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET]


@pytest.fixture
def keep() -> Iterator[ExitStack]:
    """Closes what a test opens."""
    with ExitStack() as stack:
        yield stack


def pair(keep: ExitStack, kind: int = socket.SOCK_STREAM) -> tuple[socket.socket, socket.socket]:
    """A pair that is closed with the test; nothing in it waits for ever."""
    one, two = socket.socketpair(socket.AF_UNIX, kind)
    for end in (one, two):
        keep.enter_context(end)
        end.settimeout(5)
    return one, two


@pytest.mark.parametrize("kind", TYPES)
def test_domain_and_type(keep: ExitStack, kind: int) -> None:
    """The family and type are those it was made with."""
    one, _two = pair(keep, kind)
    assert (sockets.domain(one.fileno()), sockets.socket_type(one.fileno())) == (sockets.AF_UNIX, kind)


def test_options_of_no_socket(keep: ExitStack) -> None:
    """What is no socket answers ENOTSOCK."""
    fd = os.eventfd(0)
    keep.callback(os.close, fd)
    with pytest.raises(OSError) as caught:
        sockets.domain(fd)
    assert caught.value.errno == errno.ENOTSOCK


def test_send_buffer_is_what_the_kernel_counts(keep: ExitStack) -> None:
    """SO_SNDBUF reads as the kernel keeps it."""
    one, _two = pair(keep)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 8192)
    assert sockets.send_buffer(one.fileno()) == one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) == 16384


@pytest.mark.parametrize(
    ("seconds", "micros", "expected"), [(0, 0, None), (2, 0, 2.0), (0, 500000, 0.5), (1, 250000, 1.25)]
)
def test_send_timeout(keep: ExitStack, seconds: int, micros: int, expected: float | None) -> None:
    """SO_SNDTIMEO in seconds; zero is for ever."""
    one, _two = pair(keep)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("qq", seconds, micros))
    found = sockets.send_timeout(one.fileno())
    assert found is None if expected is None else found == pytest.approx(expected, abs=0.02)


def test_zerocopy(keep: ExitStack) -> None:
    """Off until asked for on an inet socket; a unix socket and no socket at all have none."""
    made = keep.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
    assert not sockets.uses_zerocopy(made.fileno())
    made.setsockopt(socket.SOL_SOCKET, sockets.SO_ZEROCOPY, 1)
    assert sockets.uses_zerocopy(made.fileno())
    event = os.eventfd(0)
    keep.callback(os.close, event)
    assert not sockets.uses_zerocopy(event)


@pytest.mark.parametrize("kind", TYPES)
def test_pair_is_connected_and_unnamed(keep: ExitStack, kind: int) -> None:
    """Both ends of a fresh pair of every type."""
    assert all(sockets.is_connected_and_unnamed(end.fileno()) for end in pair(keep, kind))


@pytest.mark.parametrize("kind", TYPES)
def test_bound_end_is_named_from_both_sides(keep: ExitStack, kind: int, tmp_path: Path) -> None:
    """A pair end that was given a name no longer looks like one, nor does its peer."""
    one, two = pair(keep, kind)
    one.bind(str(tmp_path / "name"))
    assert not sockets.is_connected_and_unnamed(one.fileno())
    assert not sockets.is_connected_and_unnamed(two.fileno())


def test_named_connection_is_no_pair(keep: ExitStack, tmp_path: Path) -> None:
    """A client, its accepted peer and the listener have a name among them."""
    listener = keep.enter_context(socket.socket(socket.AF_UNIX))
    client = keep.enter_context(socket.socket(socket.AF_UNIX))
    for made in (listener, client):
        made.settimeout(5)
    listener.bind(str(tmp_path / "name"))
    listener.listen()
    client.connect(str(tmp_path / "name"))
    accepted = keep.enter_context(listener.accept()[0])
    found = [sockets.is_connected_and_unnamed(made.fileno()) for made in (listener, client, accepted)]
    assert found == [False, False, False]


@pytest.mark.parametrize("kind", TYPES)
def test_unconnected_socket_is_no_pair(keep: ExitStack, kind: int) -> None:
    """A fresh socket has no peer."""
    made = keep.enter_context(socket.socket(socket.AF_UNIX, kind))
    assert not sockets.is_connected_and_unnamed(made.fileno())


def test_names_of_no_socket_raise(keep: ExitStack) -> None:
    """Only "not connected" means no; every other failure is told."""
    fd = os.eventfd(0)
    keep.callback(os.close, fd)
    with pytest.raises(OSError) as caught:
        sockets.is_connected_and_unnamed(fd)
    assert caught.value.errno == errno.ENOTSOCK


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("data", [b"a", b"\0b\0", b""])
def test_message_arrives_as_it_is(keep: ExitStack, kind: int, data: bytes) -> None:
    """Bytes with NULs, and empty records where there are records."""
    one, two = pair(keep, kind)
    assert sockets.send_message(one.fileno(), data, sockets.MSG_DONTWAIT) == len(data)
    if data or kind != socket.SOCK_STREAM:
        assert two.recv(10) == data


def test_control_passes_a_descriptor(keep: ExitStack) -> None:
    """Control data is raw: SCM_RIGHTS laid out by hand hands over a descriptor."""
    one, two = pair(keep)
    passed = os.eventfd(7)
    keep.callback(os.close, passed)
    header = struct.pack("=Qii", 20, socket.SOL_SOCKET, socket.SCM_RIGHTS)
    control = header + array.array("i", [passed]).tobytes() + bytes(4)
    sockets.send_message(one.fileno(), b"x", 0, control=control)
    _data, fds, _flags, _address = socket.recv_fds(two, 10, 1)
    keep.callback(os.close, fds[0])
    assert os.eventfd_read(fds[0]) == 7


def test_name_addresses_a_datagram(keep: ExitStack, tmp_path: Path) -> None:
    """The raw sockaddr says where an unconnected datagram goes."""
    receiver = keep.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    receiver.settimeout(5)
    receiver.bind(str(tmp_path / "name"))
    sender = keep.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    name = struct.pack("=H", socket.AF_UNIX) + os.fsencode(tmp_path / "name") + b"\0"
    assert sockets.send_message(sender.fileno(), b"hello", 0, name=name) == 5
    assert receiver.recv(10) == b"hello"


def test_full_socket_answers_at_once(keep: ExitStack) -> None:
    """MSG_DONTWAIT on a full blocking socket is EAGAIN."""
    one, _two = pair(keep)
    one.settimeout(None)
    with pytest.raises(BlockingIOError):
        for _attempt in range(10000):
            sockets.send_message(one.fileno(), bytes(4096), sockets.MSG_DONTWAIT)


def test_pending_error_is_taken_once(keep: ExitStack) -> None:
    """A refused connection's error waits on the socket until it is read."""
    made = keep.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    closed = keep.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    closed.bind(("127.0.0.1", 0))
    made.connect(closed.getsockname())
    closed.close()
    made.send(b"x")
    assert sockets.pending_error(made.fileno()) == errno.ECONNREFUSED
    assert sockets.pending_error(made.fileno()) == 0


def test_peer_pid_is_the_creator(keep: ExitStack) -> None:
    """SO_PEERCRED of a pair names who made it, also in a child that inherited it."""
    one, two = pair(keep)
    parent = os.getpid()
    assert sockets.peer_pid(one.fileno()) == sockets.peer_pid(two.fileno()) == parent

    def look() -> None:
        assert sockets.peer_pid(one.fileno()) == parent != os.getpid()

    assert outcome(look) == 0


def test_peer_pid_of_a_pair_from_elsewhere(keep: ExitStack) -> None:
    """A pair that another process made and sent to us names that process."""
    one, two = pair(keep)

    def make() -> None:
        made = socket.socketpair()
        socket.send_fds(two, [b"x"], [made[0].fileno()])

    with child(make) as pid:
        _data, fds, _flags, _address = socket.recv_fds(one, 10, 1)
        keep.callback(os.close, fds[0])
        assert sockets.peer_pid(fds[0]) == pid
