"""Calls that give an end of a pair one more number: which numbers are trapped, when, and what if not."""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from unit.handlers.staging import ENTRIES, ME, Arena, Stage, call

from scpipe.handlers.creation import handle_creation
from scpipe.handlers.naming_ends import (
    MOST_OPENED,
    handle_duplicate,
    handle_open,
    handle_receive,
    handle_sharing,
)
from scpipe.handlers.redirections import Redirections
from scpipe.handlers.selfprotection import handle_filter
from scpipe.linux import procfs
from scpipe.linux.abi import native
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.procfs import Identity
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import OnViolation, PairKind, PairMode, Policy, Rule
from scpipe.tracee.actions import (
    Action,
    Answer,
    Arm,
    ArmLater,
    Continue,
    ContinueAs,
    ContinueChanged,
    ContinueExclusive,
    ContinueToExit,
    Kill,
    MakeAgain,
    Scope,
)
from scpipe.tracee.armed import NOTHING

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]
NO_MEMORY = Answer(-errno.ENOMEM)
GARBAGE = 0xDEADBEEF << 32
VM, FILES, VFORK = 0x100, 0x400, 0x4000
DUP = {"dup": native.SYS_FCNTL, "dup2": native.SYS_DUP2, "dup3": native.SYS_DUP3, "fcntl": native.SYS_FCNTL}
_DUP = 32
EVENTS, DENY, ALLOW = PairMode.ALLOW_EVENTS, PairMode.DENY, PairMode.ALLOW


@pytest.fixture(autouse=True)
def own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table that is read is our own: without the descriptor with which it is read."""
    read = procfs.used_descriptors

    def used(tid: int) -> set[int]:
        return {number for number in read(tid) if _is_open(number)}

    monkeypatch.setattr(procfs, "used_descriptors", used)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


@pytest.fixture
def stage() -> Stage:
    """A task of which no write is trapped yet."""
    return _unarmed(Stage())


def _unarmed(stage: Stage, *numbers: int) -> Stage:
    stage.task.armed = NOTHING
    if numbers:
        stage.task.armed = NOTHING.plus(frozenset(numbers))
    return stage


def _free(count: int = 1, least: int = 0) -> list[int]:
    """The lowest numbers of ours that are free, as handlers find them."""
    return procfs.free_descriptors(ME(), count, least)


def _duplicate(stage: Stage, name: str, *args: int) -> Action:
    number = _DUP if name == "dup" else DUP[name]
    action = handle_duplicate(stage.context, stage.task, call(*args, nr=number), ENTRIES[name])
    assert stage.descriptor_source.leaked == 0
    return action


# -- duplicates --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["dup2", "dup3"])
@pytest.mark.parametrize("target", [0, 1, 77, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_target_is_trapped_before_an_end_is_put_there(
    stage: Stage, pipe: Ends, name: str, target: int
) -> None:
    """The low half of the argument counts, as for the kernel; if it cannot be trapped the call fails."""
    _read_end, write_end = pipe()
    for argument in (target, GARBAGE | target):
        action = _duplicate(stage, name, write_end, argument)
        assert action == Arm(frozenset((target,)), NO_MEMORY)
    stage.task.armed = stage.task.armed.plus(frozenset((target,)))
    assert _duplicate(stage, name, write_end, target) == ContinueExclusive(Scope.COMPANY)


@pytest.mark.parametrize("old", [GARBAGE, 0])
def test_the_lowest_free_number_is_trapped(stage: Stage, pipe: Ends, old: int) -> None:
    """dup and fcntl give it out, from a least number on; which commands do is the matter of the rows."""
    _read_end, write_end = pipe()
    assert _duplicate(stage, "dup", old | write_end) == Arm(frozenset(_free()), NO_MEMORY)
    for least in (0, 5, 77, 500):
        found = _duplicate(stage, "fcntl", old | write_end, 0, old | least)
        assert found == Arm(frozenset(_free(1, least)), NO_MEMORY)
    occupied = os.dup2(write_end, 500)
    try:
        assert _duplicate(stage, "fcntl", write_end, 1030, 500) == Arm(frozenset((501,)), NO_MEMORY)
    finally:
        os.close(occupied)


def test_a_least_number_that_is_none_is_the_kernels_matter(stage: Stage, pipe: Ends) -> None:
    """It says EINVAL; nobody counts up to 2 to the power of 31."""
    _read_end, write_end = pipe()
    assert _duplicate(stage, "fcntl", write_end, 0, 0x80000000) == Continue()
    assert _duplicate(stage, "fcntl", write_end, 0, -1) == Continue()


@pytest.mark.parametrize("name", ["dup", "dup2", "dup3", "fcntl"])
def test_what_takes_no_bytes_of_a_pair_is_duplicated_freely(
    stage: Stage, pipe: Ends, name: str, tmp_path: Path, keep: ExitStack
) -> None:
    """A read end, a file, an unconnected socket, and an O_PATH copy of a write end."""
    read_end, write_end = pipe()
    file = keep.enter_context((tmp_path / "file").open("w"))
    plain = keep.enter_context(socket.socket(socket.AF_UNIX))
    inet = keep.enter_context(socket.socket())
    path = os.open(f"/proc/self/fd/{write_end}", os.O_PATH)
    keep.callback(os.close, path)
    for fd in (read_end, file.fileno(), plain.fileno(), inet.fileno(), path):
        assert _duplicate(stage, name, fd, 77, 77) == Continue()


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET])
def test_both_ends_of_a_socket_pair_take_bytes(stage: Stage, pair: Pair, kind: int) -> None:
    """Neither goes to a number that is not trapped, registered or not."""
    for end in pair(kind):
        assert _duplicate(stage, "dup2", end.fileno(), 77) == Arm(frozenset((77,)), NO_MEMORY)


def test_an_end_that_is_free_now_is_trapped(pipe: Ends) -> None:
    """A pair can become restricted later: its ends are where writes are trapped even so."""
    stage = _unarmed(Stage(Policy(rules=(Rule("/bin/guest", pipe=ALLOW),))))
    _read_end, write_end = pipe()
    stage.context.ledger.pipes.admit(os.fstat(write_end).st_ino).mode = ALLOW
    assert _duplicate(stage, "dup2", write_end, 77) == Arm(frozenset((77,)), NO_MEMORY)


def test_a_handed_over_write_end_is_no_pair(stage: Stage, pipe: Ends) -> None:
    """The command may write anything to what it was given, under any number."""
    _read_end, write_end = pipe()
    stage.inherit(write_end)
    assert _duplicate(stage, "dup2", write_end, 77) == Continue()


def test_the_read_end_of_a_handed_over_pipe_opened_for_writing_is_a_pair(stage: Stage, pipe: Ends) -> None:
    """A pipe that the command only was to read from."""
    read_end, _write_end = pipe()
    stage.inherit(read_end, writable=False)
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    try:
        assert _duplicate(stage, "dup2", again, 77) == Arm(frozenset((77,)), NO_MEMORY)
    finally:
        os.close(again)


def test_descriptors_that_are_not_open_are_answered(stage: Stage) -> None:
    """EBADF goes to the dispatcher, which never continues such a call."""
    with pytest.raises(OSError, match="Bad file descriptor"):
        _duplicate(stage, "dup2", _free()[0], 77)


@pytest.mark.parametrize("name", ["dup", "dup2", "dup3", "fcntl"])
def test_where_all_is_trapped_nothing_is_looked_at(pipe: Ends, name: str) -> None:
    """With a filter for all, and with --trap all, which has no such rows at all."""
    stage = Stage()
    assert _duplicate(stage, name, pipe()[1], 77) == Continue()
    assert stage.descriptor_source.seen == []


def test_programs_that_redirect_are_known_after_a_while(stage: Stage, pipe: Ends) -> None:
    """Standard output only, and not before it has been so a few times."""
    _read_end, write_end = pipe()
    identity = stage.process.identity
    for target in (2, 5, 0):
        for _ in range(9):
            _duplicate(stage, "dup2", write_end, target)
    assert stage.context.pairs.redirections.expected(identity) == frozenset()
    for _ in range(9):
        _duplicate(stage, "dup2", write_end, 1)
    assert stage.context.pairs.redirections.expected(identity) == {1}


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/bin/sh", {1}), ("/usr/bin/bash", {1}), ("dash", {1}), ("/bin/busybox", {1}), ("/bin/bashful", set()),
     ("/sh/x", set()), ("", set())],
)  # fmt: skip
def test_shells_are_known_by_name(path: str, expected: set[int]) -> None:
    """A wrong guess costs a filter, and no more: the name decides about nothing else."""
    assert Redirections().expected(Identity(path, 7, 8, ())) == expected


def test_only_so_many_programs_are_counted() -> None:
    """A program that makes programs does not fill our memory."""
    counted = Redirections()
    for inode in range(5000):
        for _ in range(5):
            counted.note(Identity("/x", 1, inode, ()), 1)
    assert len(counted._times) <= 1024
    assert counted.expected(Identity("/x", 1, 0, ())) == {1}
    assert counted.expected(Identity("/x", 1, 4999, ())) == frozenset()


# -- opens -------------------------------------------------------------------------------------------------


OPEN, CREAT = call(0, os.O_WRONLY, nr=native.SYS_OPEN), call(0, 0o600, nr=85)


def _open(stage: Stage, opens: SyscallEntry = OPEN) -> Action:
    return handle_open(stage.context, stage.task, opens, ENTRIES["open"])


def _opened(stage: Stage, result: int, opens: SyscallEntry = OPEN) -> Action:
    action = _open(stage, opens)
    assert isinstance(action, ContinueToExit | ContinueChanged)
    found = action.then(result)
    assert stage.descriptor_source.leaked == 0
    return found


def test_an_end_that_was_opened_is_trapped_at_the_next_call(stage: Stage, pipe: Ends) -> None:
    """Its number is known at the exit only; one that is trapped already needs nothing."""
    read_end, write_end = pipe()
    for flags in (os.O_WRONLY, os.O_RDWR):
        again = os.open(f"/proc/self/fd/{read_end}", flags)
        assert _opened(stage, again) == ArmLater(frozenset((again,)))
        assert _opened(_unarmed(Stage(), again), again) == Continue()
        os.close(again)
    assert _opened(stage, write_end) == ArmLater(frozenset((write_end,)))


def test_other_opens_go_on(stage: Stage, pipe: Ends, tmp_path: Path) -> None:
    """A failure, a file, a device, a FIFO with a name, and a read end."""
    os.mkfifo(tmp_path / "fifo")
    read_end, _write_end = pipe()
    assert _opened(stage, -errno.ENOENT) == Continue()
    assert _opened(stage, read_end) == Continue()
    for path, flags in ((tmp_path / "f", os.O_CREAT | os.O_RDWR), ("/dev/null", os.O_RDWR)):
        found = os.open(path, flags)
        assert _opened(stage, found) == Continue()
        os.close(found)
    fifo = os.open(tmp_path / "fifo", os.O_RDWR)
    assert _opened(stage, fifo) == Continue()
    os.close(fifo)


def test_what_was_opened_and_cannot_be_seen_kills(stage: Stage, pipe: Ends) -> None:
    """It has the number already: what cannot be looked at could be an end of a pair."""
    stage.descriptor_source.blind = True
    assert isinstance(_opened(stage, pipe()[1]), Kill)
    assert isinstance(_opened(_unarmed(Stage()), _free()[0]), Kill)


def test_opens_run_freely_where_all_is_trapped() -> None:
    """Not even to their exit."""
    assert _open(Stage()) == _open(_in_company(Stage())) == Continue()


def _in_company(stage: Stage) -> Stage:
    """A thread beside it, with the same table and memory."""
    stage.process.threads.update((stage.task.tid, 2))
    stage.task.table.users.update((stage.task.tid, 2))
    return stage


@pytest.mark.parametrize("result", [-512, -513, -514, -errno.EINTR])
def test_an_open_that_was_woken_is_made_again_where_all_is_trapped(stage: Stage, result: int) -> None:
    """It slept while others had to stand still; what a signal of its own ends is left to the kernel."""
    assert _opened(stage, result, CREAT) == Continue()
    stage.task.interrupt_pending = True
    assert _opened(stage, result, CREAT) == Continue(), "nobody had to"
    _in_company(stage)
    assert _opened(stage, result, CREAT) == ArmLater(None)
    assert _opened(stage, -errno.ENOENT, CREAT) == Continue()
    assert _opened(stage, result) == Continue(), "nobody stands still for it"


def test_opens_stop_threads_only_so_often(stage: Stage, pipe: Ends) -> None:
    """Some opens for writing are made alone; after many of them every write is trapped instead."""
    _in_company(stage)
    for _time in range(MOST_OPENED):
        action = _open(stage, CREAT)
        assert isinstance(action, ContinueToExit) and action.alone
        assert action.then(-errno.ENOENT) == Continue()
        assert _opened(stage, -errno.ENOENT) == Continue(), "this one stops nobody, and does not count"
    assert _open(stage, CREAT) == Arm(None, NO_MEMORY)
    stage.process.threads.discard(2), stage.task.table.users.discard(2)
    assert isinstance(_opened(stage, pipe()[0]), Continue), "where nobody has to stand still it is free"


def _beside(stage: Stage, flags: int = os.O_WRONLY, ip: int = 0) -> ContinueChanged:
    action = _open(_in_company(stage), SyscallEntry(OPEN.arch, OPEN.nr, (1, flags, 2, 3, 4, 5), ip))
    assert isinstance(action, ContinueChanged)
    return action


def test_an_open_in_company_follows_no_link(stage: Stage) -> None:
    """Its flags are changed for the kernel, and nobody stands still; the rest of the register is kept."""
    for flags in (os.O_WRONLY, GARBAGE | os.O_RDWR | os.O_CREAT):
        action = _beside(stage, flags)
        assert (action.argument, action.value, action.own) == (1, flags | os.O_NOFOLLOW, flags)
    assert stage.process.opened == 0


def test_an_open_that_meets_a_link_is_made_alone(stage: Stage, pipe: Ends) -> None:
    """Once more from its entry, by this task and this call only; what it gives is trapped as ever."""
    write_end = pipe()[1]
    assert _beside(stage).then(-errno.ENOENT) == Continue() and _beside(stage)
    assert _beside(stage).then(-errno.ELOOP) == MakeAgain()
    assert _beside(stage, ip=8) and _beside(stage, os.O_RDWR), "a handler's, which comes between"
    again = SyscallEntry(OPEN.arch, OPEN.nr, (1, os.O_WRONLY, 2, 3, 4, 5), 0)
    for _asked_again_when_all_stand_still in range(2):
        action = _open(stage, again)
        assert isinstance(action, ContinueToExit) and action.alone
    assert action.then(write_end) == ArmLater(frozenset((write_end,))) and stage.process.opened == 1
    assert _beside(stage), "the next one is a new one"
    assert stage.descriptor_source.leaked == 0


@pytest.mark.parametrize(("flags", "again"), [(os.O_WRONLY, False), (os.O_WRONLY | os.O_CREAT, True)])
def test_a_link_in_a_sticky_directory(stage: Stage, flags: int, again: bool) -> None:
    """Of another user's the kernel says EACCES where a file would be made."""
    assert _beside(stage, flags).then(-errno.EACCES) == (MakeAgain() if again else Continue())


def test_what_an_open_in_company_gave_is_looked_at(stage: Stage, pipe: Ends) -> None:
    """An end cannot be, unless a sibling has put it there, where it is trapped; or closed what was given."""
    read_end, write_end = pipe()
    action = _beside(stage)
    null = os.open("/dev/null", os.O_WRONLY)
    assert action.then(null) == action.then(read_end) == action.then(_free()[0]) == Continue()
    os.close(null)
    assert isinstance(action.then(write_end), Kill)
    stage.task.armed = NOTHING.plus(frozenset((write_end,)))
    assert action.then(write_end) == Continue()
    stage.task.armed = NOTHING
    stage.descriptor_source.blind = True
    assert isinstance(action.then(write_end), Kill)
    stage.task.armed = NOTHING.plus(None)
    assert action.then(write_end) == Continue()
    assert stage.descriptor_source.leaked == 0


def test_what_an_open_in_company_gave_and_cannot_be_copied_kills(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For any other reason than that there is nothing."""

    def full(*_named: int) -> Borrowed:
        raise OSError(errno.EMFILE, "full")

    monkeypatch.setattr(stage.descriptor_source, "borrow", full)
    assert isinstance(_beside(stage).then(3), Kill)


def test_opens_stop_nobody_who_has_only_the_memory(stage: Stage) -> None:
    """After a vfork: where it can be sealed, the filter for what was opened is added before the next call."""
    stage.task.memory.users.update((stage.task.tid, 2))
    stage.task.memory.sealable = True
    stage.task.interrupt_pending = True
    action = _open(stage, OPEN)
    assert isinstance(action, ContinueToExit) and not action.alone
    assert action.then(-errno.EINTR) == Continue() and stage.process.opened == 0
    stage.task.memory.sealable = False
    assert isinstance(_open(stage, OPEN), ContinueChanged)


# -- messages ----------------------------------------------------------------------------------------------


def _receive(stage: Stage, fd: int, meanwhile: Callable[[], object], result: int = 1) -> Action:
    action = handle_receive(stage.context, stage.task, call(fd, 0, nr=47), ENTRIES["recvmsg"])
    assert stage.descriptor_source.leaked == 0
    if not isinstance(action, ContinueToExit):
        return action
    meanwhile()
    found = action.then(result)
    assert stage.descriptor_source.leaked == 0
    return found


@pytest.mark.parametrize("result", [1, 0, -errno.EINTR, -errno.EFAULT])
def test_ends_that_a_message_brought_are_trapped_at_the_next_call(
    stage: Stage, pipe: Ends, pair: Pair, keep: ExitStack, result: int
) -> None:
    """All of them, whatever the call returns: the table tells, not the memory of the program."""
    read_end, write_end = pipe()
    end = pair()[0]
    number = pair()[0].fileno()
    got: list[int] = []

    def arrive() -> None:
        for fd in (write_end, read_end, end.fileno(), write_end):
            got.append(os.dup(fd))
            keep.callback(os.close, got[-1])

    found = _receive(stage, number, arrive, result)
    assert found == ArmLater(frozenset((got[0], got[2], got[3])))


def test_messages_without_ends_go_on(stage: Stage, pair: Pair, pipe: Ends, keep: ExitStack) -> None:
    """Nothing new, or nothing of it an end, or one that goes to a number that is trapped."""
    number, read_end = pair()[0].fileno(), pipe()[0]
    assert _receive(stage, number, lambda: None) == Continue()
    assert _receive(stage, number, lambda: keep.callback(os.close, os.dup(read_end))) == Continue()
    write_end, (free,) = pipe()[1], _free()
    armed = _unarmed(Stage(), free)
    assert _receive(armed, number, lambda: keep.callback(os.close, os.dup(write_end))) == Continue()


def test_only_unix_sockets_bring_descriptors(stage: Stage, pipe: Ends, keep: ExitStack) -> None:
    """Any other descriptor is not even followed to its exit."""
    inet = keep.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    for fd in (inet.fileno(), pipe()[0]):
        assert _receive(stage, fd, lambda: pytest.fail("it is not followed")) == Continue()


def test_what_was_received_and_cannot_be_seen_kills(
    stage: Stage, pair: Pair, pipe: Ends, keep: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table or a descriptor in it, after the fact."""
    number, write_end = pair()[0].fileno(), pipe()[1]

    def arrive_blind() -> None:
        keep.callback(os.close, os.dup(write_end))
        stage.descriptor_source.blind = True

    assert isinstance(_receive(stage, number, arrive_blind), Kill)
    stage.descriptor_source.blind = False

    def unreadable(_tid: int) -> set[int]:
        raise PermissionError(13, "fd")

    assert isinstance(
        _receive(stage, number, lambda: monkeypatch.setattr(procfs, "used_descriptors", unreadable)), Kill
    )


def test_a_table_that_cannot_be_read_lets_nothing_arrive(
    stage: Stage, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the fact it is an error of the call, which the dispatcher answers."""

    def unreadable(_tid: int) -> set[int]:
        raise PermissionError(13, "fd")

    monkeypatch.setattr(procfs, "used_descriptors", unreadable)
    with pytest.raises(PermissionError):
        _receive(stage, pair()[0].fileno(), lambda: None)


def test_messages_run_freely_where_all_is_trapped(pair: Pair) -> None:
    """Not even to their exit."""
    stage = Stage()
    assert _receive(stage, pair()[0].fileno(), lambda: None) == Continue()
    assert stage.descriptor_source.seen == []


@pytest.mark.parametrize("free", [False, True])
def test_what_is_no_end_is_duplicated_freely_where_none_can_come(stage: Stage, free: bool) -> None:
    """Not where a sibling can put an end there meanwhile, by a duplicate that its filter lets pass."""
    stage.task.armed = NOTHING.plus(frozenset((7,) if free else (1, 7)))
    null = os.open("/dev/null", os.O_WRONLY)
    assert _duplicate(stage, "dup2", null, 7) == Continue()
    _in_company(stage)
    found = _duplicate(stage, "dup2", null, 7)
    assert found == (Continue() if free else ContinueExclusive(Scope.COMPANY))
    os.close(null)


def test_a_thread_receives_where_all_is_trapped(stage: Stage, pair: Pair) -> None:
    """Others can write to what a message brings, and exchange the socket for another one."""
    _in_company(stage)
    number = pair()[0].fileno()
    inet = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def receive(name: str, fd: int, nr: int) -> Action:
        return handle_receive(stage.context, stage.task, call(fd, 0, nr=nr), ENTRIES[name])

    assert receive("recvmsg", number, 47) == receive("recvmmsg", number, 299) == Arm(None, NO_MEMORY)
    assert receive("recvmsg", inet.fileno(), 47) == ContinueExclusive()
    assert receive("recvmmsg", inet.fileno(), 299) == Arm(None, NO_MEMORY)
    arena = Arena()
    vector = arena.put(struct.pack("=QQ", arena.put(b"room"), 4))
    for count in (1, 2):
        plain = arena.put(struct.pack("=QQQQQQQ", 0, 0, vector, count, 0, 0, 0))
        here = call(inet.fileno(), plain, nr=native.SYS_RECVMSG)
        action = handle_receive(stage.context, stage.task, here, ENTRIES["recvmsg"])
        assert isinstance(action, ContinueAs if count == 1 else ContinueExclusive)
    assert stage.descriptor_source.leaked == 0
    inet.close()


# -- what is shared ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flags", "crowded"),
    [(FILES, False), (VM, True), (VM | FILES, True), (VM | VFORK | FILES, False),
     (GARBAGE | VM, True), (GARBAGE | VM | VFORK | FILES, False)],
)  # fmt: skip
def test_everything_is_trapped_before_others_share(stage: Stage, flags: int, crowded: bool) -> None:
    """A table or memory; memory that both go on to use takes no filter any more."""
    entry = ENTRIES["clone"]
    action = handle_sharing(stage.context, stage.task, call(flags, nr=56), entry)
    assert action == Arm(None, Answer(-errno.EAGAIN))
    assert not stage.task.memory.crowded
    stage.task.armed = stage.task.armed.plus(None)
    assert handle_sharing(stage.context, stage.task, call(flags, nr=56), entry) == Continue()
    assert stage.task.memory.crowded is crowded


def test_everything_is_trapped_before_a_filter_of_its_own(stage: Stage) -> None:
    """It could answer the calls with which ours are added; afterwards it waits in its seccomp stops."""
    entry = ENTRIES["seccomp"]
    assert handle_filter(stage.context, stage.task, call(1, nr=317), entry) == Arm(None, NO_MEMORY)
    assert not stage.process.filtered
    stage.task.armed = stage.task.armed.plus(None)
    assert handle_filter(stage.context, stage.task, call(1, nr=317), entry) == Continue()
    assert stage.process.filtered


# -- pairs at their making ---------------------------------------------------------------------------------


def _create(stage: Stage, name: str, place: int = 0) -> Action:
    arguments = (1, 1, 0, place) if name == "socketpair" else (place, 0)
    return handle_creation(stage.context, stage.task, call(*arguments), ENTRIES[name])


@pytest.mark.parametrize("name", ["pipe", "pipe2", "socketpair"])
def test_the_numbers_of_a_pair_are_trapped_before_it_is_made(stage: Stage, name: str) -> None:
    """The write end of a pipe is the second one, of a socket pair both take bytes."""
    first, second = _free(2)
    wanted = {first, second} if name == "socketpair" else {second}
    assert _create(stage, name) == Arm(frozenset(wanted), NO_MEMORY)
    stage.task.armed = stage.task.armed.plus(frozenset((second,)))
    if name == "socketpair":
        assert _create(stage, name) == Arm(frozenset((first,)), NO_MEMORY)
        stage.task.armed = stage.task.armed.plus(frozenset((first,)))
    assert isinstance(_create(stage, name), ContinueToExit)
    assert stage.events == []


@pytest.mark.parametrize("name", ["pipe", "socketpair"])
def test_a_shell_has_its_output_trapped_at_once(stage: Stage, name: str) -> None:
    """Its children will put an end there, and have its filters."""
    stage.process.identity = Identity("/bin/bash", 1, 2, ("bash",))
    action = _create(stage, name)
    assert isinstance(action, Arm) and action.numbers is not None and 1 in action.numbers
    stage.task.armed = stage.task.armed.plus(action.numbers)
    assert isinstance(_create(stage, name), ContinueToExit)


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("name", ["pipe", "socketpair"])
def test_other_numbers_than_those_that_were_trapped_kill(
    ground: Arena, pipe: Ends, pair: Pair, name: str, which: int
) -> None:
    """What a fresh pair has that somebody else's numbers were exchanged for; a read end may go anywhere."""
    ends = pipe() if name == "pipe" else tuple(end.fileno() for end in pair())
    stage = _unarmed(Stage(), *_free(2), ends[which])
    action = _create(stage, name, ground.put(struct.pack("=ii", *ends)))
    assert isinstance(action, ContinueToExit)
    found = action.then(0)
    is_right = name == "pipe" and which == 1
    assert isinstance(found, Continue if is_right else Kill)
    hidden = stage.task.process.pid in stage.context.ledger.sockets._hidden_creators
    assert hidden is not is_right
    assert stage.descriptor_source.leaked == 0


@pytest.mark.parametrize("audit", [False, True])
def test_a_denied_pair_is_told_of_once(audit: bool) -> None:
    """Refused at once, without a filter; in an audit it is made, after its filters, and told of then."""
    violation = OnViolation.REPORT if audit else OnViolation.REFUSE
    stage = _unarmed(Stage(Policy(pipe=DENY, socketpair=EVENTS, on_violation=violation)))
    action = _create(stage, "pipe")
    if not audit:
        assert action == Answer(-errno.EACCES) and len(stage.events) == 1
        return
    assert isinstance(action, Arm) and action.numbers is not None and stage.events == []
    stage.task.armed = stage.task.armed.plus(action.numbers)
    action = _create(stage, "pipe")
    assert isinstance(action, ContinueToExit) and stage.events == []
    assert action.then(-errno.EFAULT) == Continue() and len(stage.events) == 1


def test_free_pairs_are_made_where_writes_are_trapped() -> None:
    """A kind that only some programs may use freely: another program can get an end of it later."""
    stage = _unarmed(Stage(Policy(rules=(Rule("/bin/guest", pipe=ALLOW),))))
    stage.context.mode_for = lambda kind, task: (ALLOW if kind is PairKind.PIPE else EVENTS, "")
    assert isinstance(_create(stage, "pipe"), Arm)


def test_pairs_are_made_at_once_where_all_is_trapped() -> None:
    """No table is read."""
    stage = Stage()
    assert isinstance(_create(stage, "socketpair"), ContinueToExit)
