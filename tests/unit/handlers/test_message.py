"""Judged messages, from a call's registers to what comes out of the other end."""

from __future__ import annotations

import errno
import os
import re
import socket
import struct
from collections.abc import Callable

import pytest
from unit.emulation.test_transfer import fill
from unit.handlers.staging import BAD, ENTRIES, Arena, Stage, call, drive, result

from scpipe.handlers.message import handle_message
from scpipe.ledger.model import Creator, Reason
from scpipe.linux import sockets
from scpipe.policy.model import FirstMessage, OnViolation, PairMode, Policy
from scpipe.report.events import Note
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Interrupted, Perform, Wake

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]
STREAM, DGRAM, SEQPACKET = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET
EVENTS = PairMode.ALLOW_EVENTS


def do(stage: Stage, name: str, *args: int, wakes: tuple[Wake, ...] = ()) -> Action | Interrupted:
    """What a call ends in; no copy of ours stays open."""
    found = result(handle_message(stage.context, stage.task, call(*args), ENTRIES[name]), wakes)
    assert stage.descriptor_source.leaked == 0
    return found


def write(stage: Stage, ground: Arena, fd: int, data: bytes) -> Action | Interrupted:
    """A write of these bytes."""
    return do(stage, "write", fd, ground.put(data), len(data))


def register(stage: Stage, one: socket.socket, two: socket.socket) -> None:
    """Note a pair at its making, as the exit stop of socketpair() does."""
    for end in (one, two):
        stage.descriptor_source.borrow(0, 0, end.fileno()).close()
    cookies = [borrowed.facts.cookie for borrowed in stage.descriptor_source.open[-2:]]
    stage.context.ledger.sockets.register((cookies[0], cookies[1]), EVENTS, Creator())


def test_pipe_repeats_its_event_byte(ground: Arena, pipe: Ends) -> None:
    """The first message sets the byte, repetitions pass, another byte is EACCES and does not go in."""
    stage = Stage()
    read_end, write_end = pipe()
    found = [write(stage, ground, write_end, data) for data in (b"aa", b"a", b"b", b"ab", b"")]
    assert found == [Answer(2), Answer(1), Answer(-errno.EACCES), Answer(-errno.EACCES), Answer(0)]
    assert os.read(read_end, 99) == b"aaa"
    assert [refusal.verdict for refusal in stage.refusals] == [Reason.OTHER_BYTE.value, Reason.MIXED.value]
    assert stage.context.reports.violations == 2 and not stage.context.reports.kill_all


def test_refused_first_message_leaves_no_byte(ground: Arena, pipe: Ends) -> None:
    """After a mixed first message the pair is free for any byte."""
    stage = Stage()
    read_end, write_end = pipe()
    assert write(stage, ground, write_end, b"ab") == Answer(-errno.EACCES)
    assert stage.context.ledger.pipes.admit(os.fstat(read_end).st_ino).event.byte is None
    assert write(stage, ground, write_end, b"z") == Answer(1)


def test_message_that_fails_leaves_no_byte(ground: Arena, pipe: Ends) -> None:
    """A first message that meets no reader sets nothing, and SIGPIPE is due."""
    stage = Stage()
    read_end, write_end = pipe()
    pair = stage.context.ledger.pipes.admit(os.fstat(read_end).st_ino)
    os.close(read_end)
    assert write(stage, ground, write_end, b"a") == Answer(-errno.EPIPE, sigpipe=True)
    assert (pair.event.byte, pair.event.claims) == (None, 0)


def test_waiting_message_claims_its_byte(ground: Arena, pipe: Ends) -> None:
    """While one message waits for room another byte is refused; a signal gives the byte back."""
    stage = Stage()
    _read_end, write_end = pipe()
    fill(write_end)
    action = handle_message(stage.context, stage.task, call(write_end, ground.put(b"a"), 1), ENTRIES["write"])
    operation = action.operation  # type: ignore[union-attr]
    next(operation)
    other = handle_message(stage.context, stage.task, call(write_end, ground.put(b"b"), 1), ENTRIES["write"])
    assert result(other) == Answer(-errno.EACCES)
    with pytest.raises(StopIteration) as ended:
        operation.send(Wake.SIGNAL)
    assert ended.value.value == Interrupted()
    assert stage.context.ledger.pipes.admit(os.fstat(write_end).st_ino).event.byte is None
    assert stage.descriptor_source.leaked == 0


def test_tracee_that_dies_waiting_gives_back_claim_and_copy(ground: Arena, pipe: Ends) -> None:
    """Closing the operation settles the claim and closes our descriptor."""
    stage = Stage()
    _read_end, write_end = pipe()
    fill(write_end)
    action = handle_message(stage.context, stage.task, call(write_end, ground.put(b"a"), 1), ENTRIES["write"])
    next(action.operation)  # type: ignore[union-attr]
    action.operation.close()  # type: ignore[union-attr]
    pair = stage.context.ledger.pipes.admit(os.fstat(write_end).st_ino)
    assert (pair.event.claims, pair.event.byte, stage.descriptor_source.leaked) == (0, None, 0)


def test_what_is_judged_is_what_is_sent(ground: Arena, pipe: Ends) -> None:
    """Memory that changes while the message waits does not change what goes in."""
    import ctypes

    stage = Stage()
    read_end, write_end = pipe()
    full = fill(write_end)
    address = ground.put(b"aaa")
    action = handle_message(stage.context, stage.task, call(write_end, address, 3), ENTRIES["write"])
    operation = action.operation  # type: ignore[union-attr]
    next(operation)
    ctypes.memmove(address, b"SEC", 3)
    os.read(read_end, full)
    with pytest.raises(StopIteration) as ended:
        operation.send(Wake.READY)
    assert ended.value.value == Answer(3)
    assert os.read(read_end, 9) == b"aaa"


def test_first_message_any(ground: Arena, pipe: Ends) -> None:
    """A mixed first message goes in as it is under first-message any."""
    stage = Stage(Policy(first_message=FirstMessage.ANY))
    read_end, write_end = pipe()
    assert write(stage, ground, write_end, b"abc") == Answer(3)
    assert write(stage, ground, write_end, b"b") == Answer(-errno.EACCES)
    assert os.read(read_end, 9) == b"abc"


def test_first_message_any_has_a_bound(ground: Arena, pipe: Ends) -> None:
    """A mixed first message for which there is no room is not sent, sets nothing, and is told once."""
    stage = Stage(Policy(first_message=FirstMessage.ANY))
    stage.context.room.left = 1 << 16
    read_end, write_end = pipe()
    data = b"ab" * (1 << 16)
    assert [write(stage, ground, write_end, data) for _number in range(2)] == [Answer(-errno.ENOBUFS)] * 2
    assert [type(event) for event in stage.events] == [Note]
    assert write(stage, ground, write_end, b"xyz") == Answer(3)
    assert write(stage, ground, write_end, data) == Answer(-errno.EACCES)
    assert write(stage, ground, write_end, b"x" * 4000) == Answer(4000)
    assert os.read(read_end, 1 << 17) == b"xyz" + b"x" * 4000
    assert stage.context.room.left == 1 << 16


def test_room_comes_back_when_a_task_dies(ground: Arena, pipe: Ends) -> None:
    """A first message that waits for room, and whose task is gone, keeps nothing."""
    stage = Stage(Policy(first_message=FirstMessage.ANY))
    _read_end, write_end = pipe()
    fill(write_end)
    before = stage.context.room.left
    place = ground.put(b"ab" * 9999)
    action = handle_message(stage.context, stage.task, call(write_end, place, 19998), ENTRIES["write"])
    assert isinstance(action, Perform)
    next(action.operation)
    assert stage.context.room.left < before
    action.operation.close()
    assert stage.context.room.left == before


def test_vectors_are_one_message(ground: Arena, pipe: Ends) -> None:
    """writev and pwritev2 are judged over all their segments."""
    stage = Stage()
    read_end, write_end = pipe()
    assert do(stage, "writev", write_end, ground.iovec(b"a", b"aa"), 2) == Answer(3)
    assert do(stage, "pwritev2", write_end, ground.iovec(b"a", b"b"), 2, -1, 0, 0) == Answer(-errno.EACCES)
    assert do(stage, "pwritev2", write_end, ground.iovec(b"a"), 1, 0, 0, 0) == Answer(-errno.ESPIPE)
    assert os.read(read_end, 9) == b"aaa"


@pytest.mark.parametrize("name", ["write", "writev", "pwritev2"])
def test_read_end_cannot_be_written(pipe: Ends, name: str) -> None:
    """A write to a read end is EBADF, whatever its arguments are."""
    assert do(Stage(), name, pipe()[0], BAD, 1, -1) == Answer(-errno.EBADF)


def test_a_position_comes_before_the_mode(pipe: Ends) -> None:
    """pwritev2 at a position is ESPIPE on both ends, whatever its vector is (fs/read_write.c do_pwritev)."""
    for end in pipe():
        assert do(Stage(), "pwritev2", end, BAD, -1, 0) == Answer(-errno.ESPIPE)


@pytest.mark.parametrize("name", ["sendto", "sendmsg", "sendmmsg"])
@pytest.mark.parametrize("end", [0, 1])
def test_pipe_is_no_socket(pipe: Ends, name: str, end: int) -> None:
    """A send to either end of a pipe is ENOTSOCK: the kernel looks for a socket before anything else."""
    assert do(Stage(), name, pipe()[end], BAD, 1) == Answer(-errno.ENOTSOCK)


def test_kernel_says_enotsock_for_both_ends(pipe: Ends) -> None:
    """The claim of the test above, asked of the kernel."""
    for end in pipe():
        with pytest.raises(OSError) as caught:
            sockets.send_message(end, b"x", 0)
        assert caught.value.errno == errno.ENOTSOCK


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("write", (BAD, 1), errno.EFAULT),
        ("write", (BAD, -1), errno.EFAULT),
        ("writev", (BAD, 1), errno.EFAULT),
        ("writev", (BAD, 1025), errno.EINVAL),
        ("pwritev2", (BAD, 1, -2), errno.EINVAL),
    ],
)
def test_bad_arguments_on_a_pipe(pipe: Ends, name: str, args: tuple[int, ...], code: int) -> None:
    """Bad arguments are answered with the kernel's errno and judged by nobody."""
    stage = Stage()
    assert do(stage, name, pipe()[1], *args) == Answer(-code)
    assert stage.events == []


def test_message_is_clipped_at_a_bad_page(ground: Arena, pipe: Ends) -> None:
    """Whole pages before a bad one go in, as natively; less than a page is EFAULT."""
    stage = Stage()
    read_end, write_end = pipe()
    data = b"a" * 8192
    assert do(stage, "write", write_end, ground.before_hole(data), 9000) == Answer(8192)
    assert os.read(read_end, 9999) == data
    assert do(stage, "write", write_end, ground.before_hole(b"a" * 100), 101) == Answer(-errno.EFAULT)


@pytest.mark.parametrize("kind", [STREAM, DGRAM, SEQPACKET])
def test_socket_ends_share_the_byte(ground: Arena, pair: Pair, kind: int) -> None:
    """Both directions of a pair carry one value."""
    stage = Stage()
    one, two = pair(kind)
    register(stage, one, two)
    assert write(stage, ground, one.fileno(), b"a") == Answer(1)
    assert write(stage, ground, two.fileno(), b"b") == Answer(-errno.EACCES)
    assert do(stage, "sendto", two.fileno(), ground.put(b"aa"), 2) == Answer(2)
    assert one.recv(9) == b"aa"


def test_unregistered_pair_is_quarantined(ground: Arena, pair: Pair) -> None:
    """A pair nobody saw being made takes nothing at all."""
    stage = Stage()
    one, _two = pair()
    assert write(stage, ground, one.fileno(), b"") == Answer(-errno.EACCES)
    assert stage.refusals[0].verdict == Reason.QUARANTINED.value
    assert stage.refusals[0].pair.mode == "quarantined"


@pytest.mark.parametrize("kind", [STREAM, DGRAM, SEQPACKET])
def test_descriptors_are_refused(ground: Arena, pair: Pair, kind: int) -> None:
    """Control data on a restricted pair is EACCES, and nothing arrives."""
    stage = Stage()
    one, two = pair(kind)
    register(stage, one, two)
    control = struct.pack("=Qiii", 20, socket.SOL_SOCKET, socket.SCM_RIGHTS, 0) + bytes(4)
    assert do(stage, "sendmsg", one.fileno(), ground.message(b"a", control=control)) == Answer(-errno.EACCES)
    assert stage.refusals[0].verdict == Reason.ANCILLARY.value
    two.setblocking(False)
    with pytest.raises(BlockingIOError):
        two.recv(1)


@pytest.mark.parametrize(("kind", "code"), [(DGRAM, errno.EACCES), (STREAM, errno.EISCONN), (SEQPACKET, 0)])
def test_addresses(ground: Arena, pair: Pair, kind: int, code: int) -> None:
    """An address is refused on datagrams, the kernel's error on streams, ignored by seqpacket."""
    stage = Stage()
    one, two = pair(kind)
    register(stage, one, two)
    name = struct.pack("=H", socket.AF_UNIX) + b"/nowhere\0"
    found = do(stage, "sendto", one.fileno(), ground.put(b"a"), 1, 0, ground.put(name), len(name))
    assert found == Answer(-code or 1)


@pytest.mark.parametrize("kind", [DGRAM, SEQPACKET])
def test_message_larger_than_the_send_buffer(pair: Pair, kind: int) -> None:
    """A record that can never fit is EMSGSIZE without being read or judged."""
    stage = Stage()
    one, two = pair(kind)
    register(stage, one, two)
    assert do(stage, "write", one.fileno(), BAD, 0x7FFFF000) == Answer(-errno.EMSGSIZE)


@pytest.mark.parametrize("kind", [STREAM, DGRAM, SEQPACKET])
@pytest.mark.parametrize("name", ["writev", "pwritev2"])
def test_vector_without_bytes_sends_no_record(ground: Arena, pair: Pair, kind: int, name: str) -> None:
    """writev() of no bytes is 0 before the socket is asked (fs/read_write.c vfs_writev): no empty record."""
    native, theirs = pair(kind)
    assert os.writev(native.fileno(), [b"", b""]) == 0
    theirs.setblocking(False)
    with pytest.raises(BlockingIOError):
        theirs.recv(1)
    stage = Stage()
    one, two = pair(kind)
    register(stage, one, two)
    assert do(stage, name, one.fileno(), ground.iovec(b"", b""), 2, -1) == Answer(0)
    two.setblocking(False)
    with pytest.raises(BlockingIOError):
        two.recv(1)


def test_unrestricted_writes_run_natively(ground: Arena, pipe: Ends) -> None:
    """An exempt pipe is nobody's business in a private table."""
    stage = Stage()
    _read_end, write_end = pipe()
    stage.inherit(write_end)
    assert write(stage, ground, write_end, b"secret") == Continue()
    assert stage.events == []


def test_inherited_read_end_reopened_for_writing_is_judged(ground: Arena, pipe: Ends) -> None:
    """Handed over for reading, a pipe is restricted when somebody writes to it."""
    stage = Stage()
    _read_end, write_end = pipe()
    stage.inherit(write_end, writable=False)
    assert write(stage, ground, write_end, b"ab") == Answer(-errno.EACCES)


@pytest.mark.parametrize(("shared", "expected"), [(False, Continue()), (True, Answer(2))])
def test_audit_reports_and_lets_run(ground: Arena, pipe: Ends, shared: bool, expected: Action) -> None:
    """on-violation report: the violation is told, the call runs, or is performed in a shared table."""
    stage = Stage(Policy(on_violation=OnViolation.REPORT), shared=shared)
    _read_end, write_end = pipe()
    assert write(stage, ground, write_end, b"ab") == expected
    assert [refusal.enforced for refusal in stage.refusals] == [False]


def test_audit_performs_what_it_has_judged(ground: Arena, pipe: Ends) -> None:
    """In a shared table the bytes that are told of go in, the event byte stays as in a run that refuses."""
    stage = Stage(Policy(on_violation=OnViolation.REPORT), shared=True)
    read_end, write_end = pipe()
    for data in (b"ab", b"c", b"cc", b"d"):
        assert write(stage, ground, write_end, data) == Answer(len(data))
    assert os.read(read_end, 9) == b"abcccd"
    assert [told.message.length for told in stage.refusals if told.message] == [2, 1]
    assert stage.descriptor_source.leaked == 0


def test_audit_leaves_to_the_task_what_a_copy_is_not(ground: Arena, pipe: Ends, pair: Pair) -> None:
    """Descriptors, addresses, several messages and what is too long to keep: alone, in a shared table."""
    stage = Stage(Policy(on_violation=OnViolation.REPORT), shared=True)
    one, two = pair(DGRAM)
    register(stage, one, two)
    rights = struct.pack("=QiiI4x", 20, socket.SOL_SOCKET, socket.SCM_RIGHTS, 0)
    for place in (ground.message(b"a", control=rights), ground.message(b"a", name=b"\1\0x")):
        assert do(stage, "sendmsg", one.fileno(), place, 0) == ContinueExclusive()
    assert do(stage, "sendmmsg", one.fileno(), ground.put(ground.header(b"a") + bytes(8)), 1, 0) == (
        ContinueExclusive()
    )
    long = b"a" * ((1 << 20) + 1)
    assert write(stage, ground, pipe()[1], long) == ContinueExclusive()


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("pwritev2", (-1, 0, 1, -5), errno.EINVAL),
        ("sendto", (-1, -4096, 1, 0), errno.EFAULT),
        ("sendmsg", (-1, 0, 0x80000000), errno.EINVAL),
        ("sendmmsg", (-1, 0, 1, 0x80000000), errno.EINVAL),
    ],
)
def test_what_comes_before_the_descriptor(name: str, arguments: tuple[int, ...], error: int) -> None:
    """Some arguments are wrong before the kernel looks a descriptor up."""
    stage = Stage()
    assert do(stage, name, *arguments) == Answer(-error) and not stage.descriptor_source.seen


def test_kill_policy_asks_for_the_end(ground: Arena, pipe: Ends) -> None:
    """on-violation kill: the refusal also asks the loop to kill everything."""
    stage = Stage(Policy(on_violation=OnViolation.KILL))
    assert write(stage, ground, pipe()[1], b"ab") == Answer(-errno.EACCES)
    assert stage.context.reports.kill_all


def test_who_brought_death_on_everything_is_told_once(ground: Arena, pipe: Ends) -> None:
    """One note after the first refusal, whatever else is refused while everything dies; none under refuse."""
    stage, mild = Stage(Policy(on_violation=OnViolation.KILL)), Stage()
    write_end = pipe()[1]
    for made in (stage, stage, mild):
        write(made, ground, write_end, b"ab")
    notes = [event for event in stage.events if isinstance(event, Note)]
    assert len(notes) == 1 and stage.events.index(notes[0]) == 1
    pid = stage.task.process.pid
    pattern = rf"on-violation kill: SIGKILL to every process, because of write to pipe #\d+ by .+\[{pid}\]"
    assert re.fullmatch(pattern, notes[0].text)
    assert not any(isinstance(event, Note) for event in mild.events)


def test_no_payload_in_events(ground: Arena, pipe: Ends) -> None:
    """A refusal names single byte values, and a sample only where it was asked for."""
    stage = Stage()
    write(stage, ground, pipe()[1], b"secret-text")
    assert "secret" not in repr(stage.events) and b"secret".hex() not in repr(stage.events)
    stage.context.reports.show_data = 3
    write(stage, ground, pipe()[1], b"secret-text")
    assert stage.refusals[1].message is not None and stage.refusals[1].message.sample == b"sec".hex()


def test_store_is_the_only_other_request(ground: Arena, pair: Pair) -> None:
    """sendmmsg stores the length of each message as it goes."""
    stage = Stage()
    one, two = pair(DGRAM)
    register(stage, one, two)
    headers = b"".join(ground.header(data) + bytes(8) for data in (b"a", b"aaa"))
    place = ground.put(headers)
    action = handle_message(stage.context, stage.task, call(one.fileno(), place, 2, 0), ENTRIES["sendmmsg"])
    ending, seen = drive(action.operation)  # type: ignore[union-attr]
    assert ending == Answer(2)
    assert [(store.address - place, store.data) for store in seen] == [  # type: ignore[union-attr]
        (56, b"\1\0\0\0"),
        (120, b"\3\0\0\0"),
    ]
