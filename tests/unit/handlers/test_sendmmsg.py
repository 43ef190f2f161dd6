"""sendmmsg: every entry a message of its own, the count as the kernel gives it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

import pytest
from unit.emulation.test_transfer import fill
from unit.handlers.staging import BAD, ENTRIES, Arena, Stage, call, result

from scpipe.handlers.message import handle_message
from scpipe.tracee.actions import Action, Answer, Interrupted, Wake

from .test_message import register

Pair = Callable[..., tuple[socket.socket, socket.socket]]
DGRAM, STREAM = socket.SOCK_DGRAM, socket.SOCK_STREAM

SENDMMSG = ENTRIES["sendmmsg"]


def send(
    stage: Stage,
    ground: Arena,
    fd: int,
    *messages: bytes,
    count: int | None = None,
    wakes: tuple[Wake, ...] = (),
) -> Action | Interrupted:
    """sendmmsg() of these messages."""
    place = ground.put(b"".join(ground.header(data) + bytes(8) for data in messages))
    count = len(messages) if count is None else count
    found = result(handle_message(stage.context, stage.task, call(fd, place, count, 0), SENDMMSG), wakes)
    assert stage.descriptor_source.leaked == 0
    return found


@pytest.fixture
def stage() -> Stage:
    """A stage under the default policy."""
    return Stage()


@pytest.fixture
def ends(stage: Stage, pair: Pair) -> tuple[socket.socket, socket.socket]:
    """A registered datagram pair."""
    one, two = pair(DGRAM)
    register(stage, one, two)
    return one, two


def test_all_pass(ground: Arena, stage: Stage, ends: tuple[socket.socket, socket.socket]) -> None:
    """Each message arrives as a record of its own, empty ones too."""
    assert send(stage, ground, ends[0].fileno(), b"a", b"", b"aa") == Answer(3)
    assert [ends[1].recv(9) for _message in range(3)] == [b"a", b"", b"aa"]


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([b"ab", b"a"], -errno.EACCES),
        ([b"a", b"ab", b"a"], 1),
        ([b"a", b"a", b"b"], 2),
        ([], 0),
    ],
)
def test_first_refusal_ends_the_call(
    ground: Arena,
    stage: Stage,
    ends: tuple[socket.socket, socket.socket],
    messages: list[bytes],
    expected: int,
) -> None:
    """The count of those that went in, or the errno if that is none."""
    assert send(stage, ground, ends[0].fileno(), *messages) == Answer(expected)


def test_byte_set_by_the_first_message_binds_the_second(
    ground: Arena, stage: Stage, ends: tuple[socket.socket, socket.socket]
) -> None:
    """Messages of one call are judged one after the other."""
    assert send(stage, ground, ends[0].fileno(), b"a", b"b") == Answer(1)
    assert ends[1].recv(9) == b"a"


def test_bad_entries(ground: Arena, stage: Stage, ends: tuple[socket.socket, socket.socket]) -> None:
    """A header that cannot be read ends the call, a huge count is no more than the headers there are."""
    fd = ends[0].fileno()
    assert result(handle_message(stage.context, stage.task, call(fd, BAD, 1, 0), SENDMMSG)) == Answer(
        -errno.EFAULT
    )
    place = ground.before_hole(ground.header(b"a") + bytes(8))
    found = result(handle_message(stage.context, stage.task, call(fd, place, 0xFFFFFFFF, 0), SENDMMSG))
    assert found == Answer(1)
    assert stage.descriptor_source.leaked == 0


def test_most_messages(ground: Arena, stage: Stage, ends: tuple[socket.socket, socket.socket]) -> None:
    """1024 messages are looked at, no more: the rest is for another call."""
    ends[0].setblocking(False)
    found = send(stage, ground, ends[0].fileno(), *[b""] * 1100)
    assert isinstance(found, Answer) and 0 < found.value <= 1024


def test_signal_before_the_first_message(ground: Arena, stage: Stage, pair: Pair) -> None:
    """Nothing sent and a signal: the kernel restarts the call or says EINTR."""
    one, two = pair(STREAM)
    register(stage, one, two)
    fill(one.fileno())
    assert send(stage, ground, one.fileno(), b"\0", b"\0", wakes=(Wake.SIGNAL,)) == Interrupted()


def test_partial_message_ends_the_call(ground: Arena, stage: Stage, pair: Pair) -> None:
    """A stream message of which a part went in before a signal counts and is the last."""
    one, two = pair(STREAM)
    register(stage, one, two)
    found = send(stage, ground, one.fileno(), b"a" * 2000000, b"a", wakes=(Wake.SIGNAL,))
    assert found == Answer(1)


def test_closed_peer_after_nothing(ground: Arena, stage: Stage, pair: Pair) -> None:
    """EPIPE on the first message raises SIGPIPE as sendmsg() would."""
    one, two = pair(STREAM)
    register(stage, one, two)
    two.close()
    assert send(stage, ground, one.fileno(), b"a", b"a") == Answer(-errno.EPIPE, sigpipe=True)
