"""The short way does what the long way does, and only where nothing is in doubt."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import select
import socket
import struct
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.handlers.staging import ENTRIES, Arena, OwnTaker, arena, result
from unit.supervisor.staging import task as made_task

from scpipe.handlers.context import Context
from scpipe.handlers.message import handle_message
from scpipe.handlers.reports import Reports
from scpipe.ledger.judge import judge
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Accept, Creator, Message, Pair, Reason
from scpipe.linux import files, memory, procroot, ptrace, sockets
from scpipe.linux.abi import x86_64
from scpipe.linux.brief import BriefWriter
from scpipe.linux.descriptors import DescriptorSource, ThreadSource
from scpipe.linux.ptrace import RawEntry
from scpipe.policy.model import FirstMessage, OnViolation, PairKind, PairMode, Policy
from scpipe.report.events import Event, Refusal
from scpipe.seccomp.plan import plan
from scpipe.supervisor import enforce
from scpipe.supervisor.fastpath import FastPath
from scpipe.supervisor.options import Options
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee import armed, phase
from scpipe.tracee.actions import Answer
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

DEVICE = files.pipe_device()
EVENTS = Policy()
NATIVE = "native"
EACCES = -errno.EACCES
EVENT = ord("e")


def _context(policy: Policy, source: DescriptorSource, events: list[Event] | None = None) -> Context:
    events = [] if events is None else events
    rules = lambda *_: (PairMode.ALLOW, "")  # noqa: E731 - of many arguments
    return Context(policy, Ledger(policy), source, events.append, rules, Reports(lambda *_: ()))


def _fast(policy: Policy, context: Context) -> FastPath:
    return FastPath(Sandbox(0, plan(policy), context, TaskTable(), Options()))


class Stage:
    """Our own descriptors and memory play the tracee's; what enforce would do is noted."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, arena: Arena, policy: Policy = EVENTS) -> None:
        self.arena = arena
        self.task = made_task(threading.get_native_id())
        descriptor_source = ThreadSource(DEVICE)
        descriptor_source.borrow(os.getpid(), self.task.tid, 0).close()  # from now on its pidfd is kept
        self.events: list[Event] = []
        self.context = _context(policy, descriptor_source, self.events)
        self.ledger = self.context.ledger
        self.fast = _fast(policy, self.context)
        self.done: list[int | str] = []
        self._opened = contextlib.ExitStack()
        self._opened.callback(descriptor_source.forget, self.task.tid)
        monkeypatch.setattr(enforce, "answer", lambda task, value: self.done.append(value))
        monkeypatch.setattr(enforce, "resume", lambda task: self.done.append(NATIVE))

    def close(self) -> None:
        """Close what was made here."""
        self._opened.close()

    def call(self, fd: int, data: bytes, number: int = x86_64.SYS_WRITE, *more: int) -> list[int | str]:
        """What is done for a write of ``data``; nothing if it has to go the long way."""
        if number == x86_64.SYS_SENDMSG:
            return self.raw(entry(fd, self.arena.message(data), *(more or (0,)), number=number))
        return self.raw(entry(fd, self.arena.put(data), len(data), *more, number=number))

    def raw(self, raw: RawEntry) -> list[int | str]:
        """The same for a call as the registers hold it."""
        self.done = []
        before = len(os.listdir("/proc/self/fd"))
        served = self.fast.serve(self.task, raw)
        assert served is bool(self.done) and len(os.listdir("/proc/self/fd")) == before
        return self.done

    @property
    def verdicts(self) -> list[str]:
        """Why the calls were refused that were told of since it was asked last."""
        told = [event.verdict for event in self.events if isinstance(event, Refusal)]
        self.events.clear()
        return told

    def settle(self, pair: Pair, byte: int = EVENT) -> Pair:
        """Let a first message enter a pair."""
        message = Message(1, byte)
        assert isinstance(self.ledger.judge(pair, message).verdict, Accept)
        self.ledger.settle(pair, entered=True)
        return pair

    def pipe(self) -> tuple[int, int, Pair]:
        """A restricted pipe that nothing has entered yet."""
        read_end, write_end = os.pipe()
        os.set_blocking(read_end, False)
        self._opened.callback(_close, read_end)
        self._opened.callback(_close, write_end)
        pair = self.ledger.pipes.register(os.fstat(read_end).st_ino, PairMode.ALLOW_EVENTS, Creator())
        return read_end, write_end, pair

    def sockets(self, kind: int = socket.SOCK_STREAM) -> tuple[socket.socket, socket.socket, Pair]:
        """A restricted pair of sockets whose type somebody has looked at."""
        one, other = socket.socketpair(socket.AF_UNIX, kind)
        self._opened.enter_context(one)
        self._opened.enter_context(other)
        cookies = (sockets.cookie(one.fileno()), sockets.cookie(other.fileno()))
        pair = self.ledger.sockets.register(cookies, PairMode.ALLOW_EVENTS, Creator())
        pair.socket_type = kind
        one.setblocking(False)
        other.setblocking(False)
        return one, other, pair


def entry(
    fd: int,
    address: int,
    length: int,
    *more: int,
    number: int = x86_64.SYS_WRITE,
    arch: int = x86_64.AUDIT_ARCH,
) -> RawEntry:
    """A call as its registers hold it."""
    a, b, c = (*more, 0, 0, 0)[:3]
    return (ptrace.INFO_SECCOMP, arch, 0, 0, number, fd, address, length, a, b, c)


def _close(fd: int) -> None:
    with contextlib.suppress(OSError):
        os.close(fd)


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """One under the default policy."""
    with arena() as memory_of_ours, contextlib.closing(Stage(monkeypatch, memory_of_ours)) as made:
        yield made


def content(fd: int) -> bytes:
    """All that is in a non-blocking pipe or socket."""
    with contextlib.suppress(BlockingIOError):
        return os.read(fd, 4096)
    return b""


@pytest.mark.parametrize("length", [1, 2, 255, 256])
def test_an_event_enters_a_settled_pipe(stage: Stage, length: int) -> None:
    """It is written, its length is the answer, and the ledger is as it was."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    before = replace(pair)
    assert stage.call(write_end, b"e" * length) == [length]
    assert content(read_end) == b"e" * length and pair == before
    assert stage.task.call_number == x86_64.SYS_WRITE


@pytest.mark.parametrize("data", [b"", b"e" * 257, b"f" * 257])
def test_an_empty_or_a_long_message_goes_the_long_way(stage: Stage, data: bytes) -> None:
    """Nothing is written, and nothing is decided."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    assert stage.call(write_end, data) == [] and content(read_end) == b"" and stage.verdicts == []


@pytest.mark.parametrize("data", [b"f", b"ef", b"fe", b"eeeeeef", b"\0", b"f" * 256])
def test_any_other_message_is_refused(stage: Stage, data: bytes) -> None:
    """It is told of once, with the call, the descriptor and what the message looks like; nothing goes in."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    assert stage.call(write_end, data) == [EACCES] and content(read_end) == b""
    (told,) = stage.events
    assert isinstance(told, Refusal) and told.message is not None
    assert (told.syscall, told.fd, told.pair.id, told.errno) == ("write", write_end, pair.id, "EACCES")
    assert (told.message.length, told.message.first_byte) == (len(data), data[0])
    assert stage.context.reports.violations == 1 and stage.task.call_number == x86_64.SYS_WRITE
    assert stage.call(write_end, b"ee") == [2] and content(read_end) == b"ee"


def test_first_messages_are_refused_where_something_was_before(stage: Stage) -> None:
    """The long way is for the first refusal of a run, and for whatever sets a pair's byte."""
    read_end, write_end, pair = stage.pipe()
    assert stage.call(write_end, b"ef") == [] and stage.verdicts == []
    stage.context.reports.violations = 1
    assert stage.call(write_end, b"ef") == [EACCES] and stage.verdicts == [Reason.MIXED_FIRST.value]
    assert stage.call(write_end, b"e") == [] and stage.verdicts == [] and pair.event.byte is None
    assert content(read_end) == b""


def test_what_cannot_be_written_to_is_not_refused(stage: Stage) -> None:
    """A read end and a path fail with EBADF, as the long way says, whatever the message is."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    path = os.open(f"/proc/self/fd/{write_end}", os.O_PATH)
    for fd in (read_end, path):
        assert stage.call(fd, b"f") == [] and stage.verdicts == []
    os.close(path)


def test_a_violation_that_ends_everything_goes_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under on-violation kill events are short, and nothing else is."""
    policy = Policy(on_violation=OnViolation.KILL)
    with arena() as ours, contextlib.closing(Stage(monkeypatch, ours, policy)) as stage:
        _read_end, write_end, pair = stage.pipe()
        stage.settle(pair)
        assert stage.call(write_end, b"e") == [1]
        assert stage.call(write_end, b"f") == [] and stage.verdicts == []


def _unset(_stage: Stage, pair: Pair) -> None:
    pair.event.byte = pair.event.shadow = None
    pair.event.entered = False


def _claimed(_stage: Stage, pair: Pair) -> None:
    pair.event.entered = False


def _diverged(_stage: Stage, pair: Pair) -> None:
    pair.event.shadow = None


def _other_shadow(_stage: Stage, pair: Pair) -> None:
    pair.event.shadow = EVENT + 1


def _denied(_stage: Stage, pair: Pair) -> None:
    pair.mode = PairMode.DENY


def _quarantined(_stage: Stage, pair: Pair) -> None:
    pair.mode = None


def _allowed(_stage: Stage, pair: Pair) -> None:
    pair.mode = PairMode.ALLOW


def _ambiguous(_stage: Stage, pair: Pair) -> None:
    pair.ambiguous = True


def _inherited(stage: Stage, pair: Pair) -> None:
    stage.ledger.inherited.add_pipe(pair.inodes[0], writable=True)


def _interrupted(stage: Stage, _pair: Pair) -> None:
    stage.task.interrupt_pending = True


def _unknown(stage: Stage, _pair: Pair) -> None:
    stage.ledger.pipes._pairs.clear()


DOUBTS = [
    _unset, _claimed, _diverged, _other_shadow, _denied, _quarantined, _allowed, _ambiguous, _inherited,
    _interrupted, _unknown,
]  # fmt: skip


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.__name__)
def test_a_pipe_in_doubt_goes_the_long_way(stage: Stage, doubt: Callable[[Stage, Pair], None]) -> None:
    """Whatever is not certain of the pair or of its task: nothing is written."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    assert stage.call(write_end, b"e") == [1] and content(read_end) == b"e"
    doubt(stage, pair)
    assert stage.call(write_end, b"e") == [] and content(read_end) == b""


def test_a_call_that_is_no_plain_write_goes_the_long_way(stage: Stage) -> None:
    """Another ABI, another call, a number that is none, and sendto on a pipe."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    place = stage.arena.put(b"e")
    good = entry(write_end, place, 1)
    assert stage.raw(good) == [1]
    assert content(read_end) == b"e"
    for bad in (
        entry(write_end, place, 1, arch=0x40000003),
        entry(write_end, place, 1, number=x86_64.SYS_WRITEV),
        entry(write_end, place, 1, number=1 << 32 | x86_64.SYS_WRITE),
        entry(write_end, place, 1, number=x86_64.SYS_SENDTO),
        entry(write_end, stage.arena.message(b"e"), 0, number=x86_64.SYS_SENDMSG),
        entry(0xFFFFFFFF, place, 1),
        entry(0x7FFFFFFF, place, 1),
        entry(read_end, place, 1),
        entry(write_end, 16, 1),
        entry(write_end, 0xFFFFFFFFFFFFFFFF, 1),
        entry(write_end, place, 1 << 63),
    ):
        assert stage.raw(bad) == [] and content(read_end) == b""


def test_high_bits_of_a_descriptor_mean_nothing(stage: Stage) -> None:
    """The kernel takes 32 of them."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    assert stage.raw(entry(write_end | 0xABC << 32, stage.arena.put(b"e"), 1)) == [1]
    assert content(read_end) == b"e"


def test_a_message_across_an_unreadable_page_goes_the_long_way(stage: Stage) -> None:
    """What could be read is not all of it."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    place = stage.arena.before_hole(b"ee")
    assert stage.raw(entry(write_end, place, 2)) == [2] and content(read_end) == b"ee"
    assert stage.raw(entry(write_end, place, 3)) == [] and content(read_end) == b""
    other = stage.arena.before_hole(b"ef")
    assert stage.raw(entry(write_end, other, 3)) == [] and stage.verdicts == []


def test_what_is_read_is_what_is_written(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that changes after the look changes nothing: it is read once."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    reads: list[bytes] = []
    real = memory.read_little

    def read(tid: int, address: int, size: int) -> bytes:
        reads.append(real(tid, address, size))
        return reads[-1]

    monkeypatch.setattr(memory, "read_little", read)
    assert stage.call(write_end, b"eee") == [3]
    assert reads == [b"eee"] and content(read_end) == b"eee"
    assert stage.call(write_end, b"efe") == [EACCES] and reads[1:] == [b"efe"]


def test_a_full_or_broken_pipe_goes_the_long_way(stage: Stage) -> None:
    """Waiting and SIGPIPE are not decided here; a blocking pipe does not block us."""
    read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    while stage.call(write_end, b"e" * 256):
        pass
    assert os.get_blocking(write_end)
    os.close(read_end)
    assert stage.call(write_end, b"e") == []


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET])
def test_an_event_enters_a_settled_socket_pair(stage: Stage, kind: int) -> None:
    """By write at any end; by a plain sendto on a stream, where both are the same."""
    one, other, pair = stage.sockets(kind)
    stage.settle(pair)
    assert stage.call(one.fileno(), b"ee") == [2] and content(other.fileno()) == b"ee"
    assert stage.call(other.fileno(), b"e") == [1] and content(one.fileno()) == b"e"
    sent = stage.call(one.fileno(), b"e", x86_64.SYS_SENDTO)
    assert sent == ([1] if kind == socket.SOCK_STREAM else [])
    assert content(other.fileno()) == b"e" * len(sent)
    for data, done in ((b"e", sent), (b"ef", [EACCES] if sent else [])):
        header = entry(one.fileno(), stage.arena.message(data), 0, number=x86_64.SYS_SENDMSG)
        assert stage.raw(header) == done
    assert content(other.fileno()) == b"e" * len(sent)


def test_a_sendmsg_that_is_not_plain_goes_the_long_way(stage: Stage) -> None:
    """Flags, an address, control data, several places or none, a header that is wrong or not there."""
    one, other, pair = stage.sockets()
    stage.settle(pair)
    stage.context.reports.violations = 1
    put, message = stage.arena.put, stage.arena.message
    control = struct.pack("=Qii", 20, socket.SOL_SOCKET, socket.SCM_RIGHTS) + struct.pack("=i", 0)
    for event in (b"e", b"f"):
        for place, flags in (
            (message(event), sockets.MSG_OOB),
            (message(event), sockets.MSG_NOSIGNAL),
            (message(event, name=b"x" * 16), 0),
            (message(event, control=control), 0),
            (message(event, control=b"x" * 8), 0),
            (message(event, control=put(event), control_length=1 << 40), 0),
            (message(event, event), 0),
            (message(), 0),
            (message((0x10, 1)), 0),
            (message((0xFFFFFFFFFFFFFFFF, 1)), 0),
            (message(event, name_length=-1, name=put(event)), 0),
            (message(event, count=1025), 0),
            (16, 0),
        ):
            raw = entry(one.fileno(), place, flags, number=x86_64.SYS_SENDMSG)
            assert stage.raw(raw) == [] and stage.verdicts == []
            stage.fast._vain.clear()
    assert stage.raw(entry(one.fileno(), message(b"e"), 0, number=x86_64.SYS_SENDMSG)) == [1]
    pair.socket_type = 0
    for event in (b"e", b"f"):
        assert stage.raw(entry(one.fileno(), message(event), 0, number=x86_64.SYS_SENDMSG)) == []
    assert content(other.fileno()) == b"e"


def test_a_sendto_that_is_not_plain_goes_the_long_way(stage: Stage) -> None:
    """Flags or an address; and as long as nobody has looked what type of socket it is."""
    one, other, pair = stage.sockets()
    stage.settle(pair)
    for flags, address in ((sockets.MSG_OOB, 0), (sockets.MSG_NOSIGNAL, 0), (0, stage.arena.put(b"x" * 16))):
        assert stage.call(one.fileno(), b"e", x86_64.SYS_SENDTO, flags, address) == []
    pair.socket_type = 0
    assert stage.call(one.fileno(), b"e", x86_64.SYS_SENDTO) == [] and content(other.fileno()) == b""


def test_a_socket_pair_in_doubt_goes_the_long_way(stage: Stage) -> None:
    """Somebody asks who sends, an end was handed over, nothing has entered, or nobody knows it."""
    one, other, pair = stage.sockets()
    assert stage.call(one.fileno(), b"e") == []
    stage.settle(pair)
    pair.names_senders = True
    assert stage.call(one.fileno(), b"e") == []
    pair.names_senders = False
    assert stage.call(one.fileno(), b"e") == [1]
    stage.ledger.inherited.add_socket(sockets.cookie(one.fileno()))
    assert stage.call(one.fileno(), b"e") == []
    stage.ledger.sockets._pairs.clear()
    assert stage.call(other.fileno(), b"e") == [] and content(other.fileno()) == b"e"


def test_an_error_that_waits_on_a_socket_is_told_once(stage: Stage) -> None:
    """The attempt takes ECONNRESET away, so it is the answer; EPIPE stays, and goes the long way."""
    one, other, pair = stage.sockets(socket.SOCK_SEQPACKET)
    stage.settle(pair)
    assert stage.call(one.fileno(), b"e") == [1]
    other.close()  # with what was sent unread
    assert stage.call(one.fileno(), b"e") == [-errno.ECONNRESET]
    assert stage.call(one.fileno(), b"e") == []


def test_writes_to_no_pair_run_natively(stage: Stage) -> None:
    """Files, devices and inet sockets, in a table that nobody else can change; nothing is written by us."""
    with tempfile.TemporaryFile() as file, socket.socket() as inet, open(os.devnull, "wb") as null:
        for fd in (file.fileno(), null.fileno()):
            assert stage.call(fd, b"data") == [NATIVE]
            assert stage.call(fd, b"data", x86_64.SYS_SENDTO) == []
        for number in (x86_64.SYS_WRITE, x86_64.SYS_SENDTO, x86_64.SYS_SENDMSG):
            assert [stage.call(inet.fileno(), b"data", number) for _ in range(2)] == [[NATIVE]] * 2
        assert os.fstat(file.fileno()).st_size == 0
        stage.task.table.users.add(7)
        for fd in (file.fileno(), inet.fileno()):
            assert stage.call(fd, b"data") == []
        kept, stage.task.process.armed = stage.task.process.armed, armed.NOTHING
        assert stage.call(inet.fileno(), b"data") == [NATIVE]
        assert stage.call(inet.fileno(), b"data", x86_64.SYS_SENDMSG) == []
        stage.task.process.armed = kept
        stage.task.table.users.discard(7)
        stage.task.table.unknown = True
        assert stage.call(file.fileno(), b"data") == []


@pytest.mark.parametrize("shared", [False, True])
def test_the_last_close_of_our_copy_does_not_sleep(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, shared: bool
) -> None:
    """SO_LINGER: our copy is the last where another thread has closed the task's meanwhile."""
    apart: list[int] = []
    monkeypatch.setattr(sockets, "_close_apart", lambda fd: (apart.append(fd), os.close(fd)))
    stage.task.table.unknown = shared
    done = [] if shared else [NATIVE]
    with socket.socket() as inet:
        assert stage.call(inet.fileno(), b"x") == done and not apart
        inet.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("=ii", 1, 1))
        assert stage.call(inet.fileno(), b"x") == done and len(apart) == 1
        assert stage.pipe() and stage.call(stage.pipe()[1], b"x") == [] and len(apart) == 1


def test_unix_sockets_that_are_no_known_pair_go_the_long_way(stage: Stage) -> None:
    """Whether they are one is found there."""
    one, other = socket.socketpair()
    with one, other:
        assert stage.call(one.fileno(), b"x") == []
        other.setblocking(False)
        assert content(other.fileno()) == b""


def test_a_sendmsg_in_vain_is_not_tried_again(stage: Stage) -> None:
    """At a number that was another unix socket's; a write is, and the pair that has it by then."""
    one, _other, pair = stage.sockets()
    stage.settle(pair)
    with socket.socket(socket.AF_UNIX) as unix:
        number = unix.fileno()
        place = stage.arena.message(b"e")
        assert stage.raw(entry(number, place, 0, number=x86_64.SYS_SENDMSG)) == []
    assert os.dup2(one.fileno(), number) == number
    assert stage.raw(entry(number, place, 0, number=x86_64.SYS_SENDMSG)) == []
    assert stage.call(number, b"e") == [1] and stage.call(number, b"f") == [EACCES]
    os.close(number)


def test_a_sendmsg_of_several_parts_is_not_tried_again(stage: Stage) -> None:
    """Nor are others at that number; at another one they are, and by sendto."""
    one, other, pair = stage.sockets()
    stage.settle(pair)
    number, message = one.fileno(), stage.arena.message
    for place in (message(b"e", b"e"), message(b"e")):
        assert stage.raw(entry(number, place, 0, number=x86_64.SYS_SENDMSG)) == []
    assert stage.call(number, b"e", x86_64.SYS_SENDTO) == [1] and content(other.fileno()) == b"e"
    assert stage.raw(entry(other.fileno(), place, 0, number=x86_64.SYS_SENDMSG)) == [1]


def test_few_cookies_are_kept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with a million connections costs no memory here."""
    monkeypatch.setattr("scpipe.supervisor.fastpath._MOST_KNOWN", 4)
    for high in range(20):
        with socket.socket() as inet, socket.socket(socket.AF_UNIX) as unix:
            assert stage.call(inet.fileno(), b"x") == [NATIVE]
            assert stage.call(unix.fileno() | high << 32, b"x", x86_64.SYS_SENDMSG) == []
        assert 0 < len(stage.fast._inet) <= 4 and 0 < len(stage.fast._vain) <= 4


@pytest.mark.parametrize(
    "policy",
    [
        Policy(on_violation=OnViolation.REPORT),
        Policy(pipe=PairMode.DENY, socketpair=PairMode.DENY),
    ],
    ids=["audit", "deny"],
)
def test_where_nothing_is_judged_so_nothing_is_short(monkeypatch: pytest.MonkeyPatch, policy: Policy) -> None:
    """In an audit everything is told; under deny we trap no write, so a stop at one is another filter's."""
    with (
        arena() as ours,
        tempfile.TemporaryFile() as file,
        contextlib.closing(Stage(monkeypatch, ours, policy)) as stage,
    ):
        assert stage.call(file.fileno(), b"x") == []


@pytest.mark.slow
@settings(deadline=None)
@given(
    data=st.binary(min_size=0, max_size=300),
    byte=st.integers(0, 255),
    repeat=st.booleans(),
    mode=st.sampled_from([*PairMode, None]),
    entered=st.booleans(),
)
def test_the_ledger_would_say_the_same(
    data: bytes, byte: int, repeat: bool, mode: PairMode | None, entered: bool
) -> None:
    """What enters on the short way repeats the event byte by the judge's own words."""
    data = bytes((byte,)) * len(data) if repeat else data
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        arena() as ours,
        contextlib.closing(Stage(monkeypatch, ours)) as stage,
    ):
        read_end, write_end, pair = stage.pipe()
        if entered:
            stage.settle(pair, byte)
        pair.mode = mode
        done = stage.call(write_end, data)
        found = content(read_end)
        other = data.lstrip(data[:1])
        offset = len(data) - len(other) if other else -1
        message = Message(len(data), data[0] if data else -1, other[0] if other else -1, offset)
        verdict = judge(pair, message, FirstMessage.UNIFORM)
        assert found == (data if done == [len(data)] else b"")
        if not entered or mode is not PairMode.ALLOW_EVENTS or not 0 < len(data) <= 256:
            assert done == [] and stage.verdicts == []
        elif isinstance(verdict, Accept):
            assert done == [len(data)] and verdict.reason is Reason.REPEATS and stage.verdicts == []
        else:
            assert done == [EACCES] and stage.verdicts == [verdict.reason.value]


@pytest.mark.slow
@settings(deadline=None)
@given(
    data=st.binary(min_size=1, max_size=8) | st.sampled_from([b"e", b"ee", b"f", b"ef", b"e" * 300]),
    number=st.sampled_from([x86_64.SYS_WRITE, x86_64.SYS_SENDTO, x86_64.SYS_SENDMSG]),
    reading=st.sampled_from(FirstMessage),
    former=st.lists(st.sampled_from([b"e", b"f", b"ef"]), max_size=3),
)
def test_the_long_way_would_do_the_same(
    data: bytes, number: int, reading: FirstMessage, former: list[bytes]
) -> None:
    """Where the short way serves a call the long one answers the same, tells the same and notes the same."""
    policy = Policy(first_message=reading)
    with (
        pytest.MonkeyPatch.context() as monkeypatch,
        arena() as ours,
        contextlib.closing(Stage(monkeypatch, ours, policy)) as stage,
    ):
        monkeypatch.setattr(Context, "now", staticmethod(lambda: 0.0))
        one, other, pair = stage.sockets()
        events: list[Event] = []
        long = _context(policy, OwnTaker(), events)
        twin = long.ledger.sockets.register(
            (sockets.cookie(one.fileno()), sockets.cookie(other.fileno())), PairMode.ALLOW_EVENTS, Creator()
        )
        for context, each in ((stage.context, pair), (long, twin)):
            context.reports.violations = 1
            for message in former:
                _note(context.ledger, each, message)
        place, length = ours.put(data), len(data)
        if number == x86_64.SYS_SENDMSG:
            place, length = ours.message(data), 0
        raw = entry(one.fileno(), place, length, number=number)
        done, sent = stage.raw(raw), content(other.fileno())
        names = {x86_64.SYS_WRITE: "write", x86_64.SYS_SENDTO: "sendto", x86_64.SYS_SENDMSG: "sendmsg"}
        action = handle_message(long, stage.task, ptrace.as_entry(raw), ENTRIES[names[number]])
        found = result(action)
        assert isinstance(found, Answer)
        if done:
            assert done == [found.value] and sent == content(other.fileno())
            assert stage.events == events and pair == twin
        else:
            assert stage.events == [] and (found.value == len(data) or len(data) > 256)


def _note(ledger: Ledger, pair: Pair, data: bytes) -> None:
    """A message comes that enters if it may."""
    message = Message(0)
    message.add(data)
    if isinstance(ledger.judge(pair, message).verdict, Accept):
        ledger.settle(pair, entered=True)
    pair.socket_type = socket.SOCK_STREAM


def test_few_descriptors_are_needed(stage: Stage) -> None:
    """Where no copy can be made the long way says why."""
    with tempfile.TemporaryFile() as file:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        place, raised = stage.arena.put(b"x"), []
        highest = max(int(name) for name in os.listdir("/proc/self/fd"))
        filler = [os.dup(0) for _ in range(highest)]
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(filler) + 1, hard))
            raised.append(stage.fast.serve(stage.task, entry(file.fileno(), place, 1)))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            for fd in filler:
                os.close(fd)
        assert raised == [False]


def test_a_task_of_which_nothing_is_kept_goes_the_long_way(stage: Stage) -> None:
    """Its first call opens what later ones use."""
    _read_end, write_end, pair = stage.pipe()
    stage.settle(pair)
    stage.task = Task(1, stage.task.process, stage.task.table, phase.STOPPED)
    assert stage.call(write_end, b"e") == []


def test_the_kinds_of_pairs_have_their_own_numbers() -> None:
    """Where only pipes are watched sendto is not trapped by us, and a stop at it is somebody else's."""
    device = ThreadSource(DEVICE)
    for kind, numbers in (
        (PairKind.PIPE, {x86_64.SYS_WRITE, x86_64.SYS_SENDMSG}),
        (PairKind.SOCKETPAIR, {x86_64.SYS_WRITE, x86_64.SYS_SENDTO, x86_64.SYS_SENDMSG}),
    ):
        both = {**dict.fromkeys(PairKind, PairMode.ALLOW), kind: PairMode.ALLOW_EVENTS}
        policy = Policy(pipe=both[PairKind.PIPE], socketpair=both[PairKind.SOCKETPAIR])
        assert _fast(policy, _context(policy, device))._rows.keys() == numbers


@pytest.fixture
def sharing(stage: Stage) -> Stage:
    """Another task uses the same table; writes that may sleep can be tried."""
    procroot.root()  # opened at the first look
    stage.task.table.users.add(7)
    stage.context.brief = BriefWriter(2)
    stage.context.brief.open()
    return stage


def test_a_null_device_swallows_for_threads(sharing: Stage) -> None:
    """Short writes are answered where the table is shared; long ones, and read-only descriptors, are not."""
    for flags, data, done in (
        (os.O_WRONLY, b"data", [4]),
        (os.O_RDWR, b"", [0]),
        (os.O_WRONLY, b"x" * 4097, []),
        (os.O_RDONLY, b"x", []),
    ):
        fd = os.open(os.devnull, flags)
        try:
            assert sharing.call(fd, data) == done
            assert sharing.raw(entry(fd, 1 << 63, 1)) == []
        finally:
            os.close(fd)


def test_an_eventfd_counts_for_threads(sharing: Stage) -> None:
    """8 bytes are added; anything else, and a counter that is full, goes the long way, and then all do."""
    one, most = (1).to_bytes(8, "little"), (2**64 - 2).to_bytes(8, "little")
    fd = os.eventfd(0)
    try:
        assert sharing.call(fd, one) == [8] and os.eventfd_read(fd) == 1
        assert sharing.call(fd, one[:7]) == sharing.call(fd, one * 2) == []
        assert sharing.raw(entry(fd, 16, 8)) == []
        assert sharing.call(fd, b"\xff" * 8) == []
        assert sharing.call(fd, most) == [8]
        assert sharing.call(fd, one) == [] and sharing.task.process.fills_counters
        assert os.eventfd_read(fd) == 2**64 - 2
        assert sharing.call(fd, one) == []
    finally:
        os.close(fd)
        sharing.context.brief.close()


def test_other_files_of_threads_go_the_long_way(sharing: Stage) -> None:
    """A file, another device, and what has no type and is no eventfd."""
    with tempfile.TemporaryFile() as file, open("/dev/full", "wb", buffering=0) as full:
        epoll = select.epoll()
        for fd in (file.fileno(), full.fileno(), epoll.fileno()):
            assert sharing.call(fd, b"12345678") == []
        epoll.close()
        assert os.fstat(file.fileno()).st_size == 0
