"""bind, connect and options made on our copy, and what is left to the task."""

from __future__ import annotations

import errno
import socket
import struct

import pytest
from unit.handlers.staging import BAD, ENTRIES, Arena, Stage, call

from scpipe.handlers.naming import handle_naming
from scpipe.linux import landlock
from scpipe.tracee.actions import Answer, Continue, ContinueExclusive

LOCAL = socket.inet_aton("127.0.0.1")


def inet(port: int) -> bytes:
    """A sockaddr_in of the loopback."""
    return struct.pack("=H", socket.AF_INET) + struct.pack("!H", port) + LOCAL + bytes(8)


def do(stage: Stage, name: str, one: socket.socket, *args: int) -> object:
    """What a call on a socket ends in; an error as the loop would answer it."""
    try:
        found = handle_naming(stage.context, stage.task, call(one.fileno(), *args), ENTRIES[name])
    except OSError as error:
        found = Answer(-(error.errno or 0))
    assert stage.descriptor_source.leaked == 0
    return found


@pytest.fixture
def stage() -> Stage:
    """A task whose table another one shares."""
    return Stage(shared=True)


def test_udp_is_connected_at_once(stage: Stage, ground: Arena) -> None:
    """Nothing of the caller counts: also to take the connection back, and for what the kernel refuses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        assert do(stage, "connect", one, ground.put(inet(9)), 16) == Answer(0)
        assert one.getpeername() == ("127.0.0.1", 9)
        assert do(stage, "connect", one, ground.put(bytes(16)), 16) == Answer(0)
        with pytest.raises(OSError):
            one.getpeername()
        assert do(stage, "connect", one, ground.put(inet(9)), 4) == Answer(-errno.EINVAL)
        assert do(stage, "connect", one, BAD, 16) == Answer(-errno.EFAULT)
        assert do(stage, "connect", one, ground.put(inet(9)), -1) == ContinueExclusive()


def test_udp_is_bound_to_any_port_at_once(stage: Stage, ground: Arena) -> None:
    """A port of its own choice may need a capability, or be told apart by rules of the task's own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        assert do(stage, "bind", one, ground.put(inet(7)), 16) == ContinueExclusive()
        assert do(stage, "bind", one, ground.put(inet(0)), 16) == Answer(0)
        assert one.getsockname()[0] == "127.0.0.1" and one.getsockname()[1] > 0


def test_unknown_landlock_leaves_udp_alone(
    stage: Stage, ground: Arena, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later kernel may have rules about UDP, and a task rules of its own."""
    monkeypatch.setattr(landlock, "abi", lambda: landlock.NEWEST_KNOWN_ABI + 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        assert do(stage, "connect", one, ground.put(inet(9)), 16) == ContinueExclusive()


def test_tcp_is_left_alone(stage: Stage, ground: Arena) -> None:
    """Its connect may sleep, and Landlock rules of the task's own count for both calls."""
    with socket.socket() as one:
        assert do(stage, "connect", one, ground.put(inet(9)), 16) == ContinueExclusive()
        assert do(stage, "bind", one, ground.put(inet(0)), 16) == ContinueExclusive()


def test_unix_sockets(stage: Stage, ground: Arena) -> None:
    """Names without a path are given at once; paths and connections are the task's own."""
    name = b"\1\0\0scpipe-test-%d" % stage.task.tid
    path = b"\1\0/nonexistent/x"
    with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as two:
        assert do(stage, "bind", one, ground.put(path), len(path)) == ContinueExclusive()
        assert do(stage, "bind", one, ground.put(name), len(name)) == Answer(0)
        assert one.getsockname() == name[2:]
        assert do(stage, "bind", two, ground.put(name), len(name)) == Answer(-errno.EADDRINUSE)
        assert do(stage, "bind", two, ground.put(name), 2) == Answer(0)  # the kernel chooses
        assert two.getsockname()[0] == 0
        assert do(stage, "connect", two, ground.put(name), len(name)) == ContinueExclusive()


def test_other_families_are_left_alone(stage: Stage, ground: Arena) -> None:
    """A netlink socket would get the supervisor's pid for its address."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as one:
        address = ground.put(struct.pack("=HHII", socket.AF_NETLINK, 0, 0, 0))
        assert do(stage, "bind", one, address, 12) == ContinueExclusive()


def test_options(stage: Stage, ground: Arena) -> None:
    """SO_PASSCRED is set at once on a unix socket; its value is read once."""
    value = ground.put((1).to_bytes(4, "little"))
    with socket.socket(socket.AF_UNIX) as one:
        assert do(stage, "setsockopt", one, 1, socket.SO_PASSCRED, value, 4) == Answer(0)
        assert one.getsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED) == 1
        assert do(stage, "setsockopt", one, 1, socket.SO_PASSCRED, BAD, 4) == Answer(-errno.EFAULT)
        assert do(stage, "setsockopt", one, 1, socket.SO_PASSCRED, value, 3) == ContinueExclusive()


def test_private_tables_run_natively(ground: Arena) -> None:
    """Nobody can exchange the descriptor."""
    with socket.socket(socket.AF_UNIX) as one:
        assert do(Stage(), "bind", one, ground.put(b"\1\0"), 2) == Continue()


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("bind", (BAD, 16), errno.EFAULT),
        ("bind", (0, 129), errno.EINVAL),
        ("connect", (BAD, 0), errno.EINVAL),
        ("connect", (BAD, -1), errno.EINVAL),
        ("setsockopt", (1, socket.SO_PASSCRED, BAD, 4), errno.EFAULT),
        ("setsockopt", (1, socket.SO_PASSCRED, BAD, -1), errno.EINVAL),
    ],
)
def test_wrong_arguments_come_before_our_refusal(name: str, arguments: tuple[int, ...], error: int) -> None:
    """On an end that may not be named the kernel's own reason is given first, and nothing is told."""
    stage = Stage()
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    with one, two:
        assert do(stage, name, one, *arguments) == Answer(-error)
        assert stage.events == []
