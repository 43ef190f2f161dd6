"""Registering what a creating call made, and killing what does not look like a new pair."""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from unit.handlers.staging import BAD, ENTRIES, Arena, Stage, call

from scpipe.handlers.creation import handle_creation
from scpipe.linux import sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.originals import Originals
from scpipe.policy.model import OnViolation, PairKind, PairMode, Policy, Rule
from scpipe.report.events import PairCreated
from scpipe.tracee.actions import Action, Answer, Continue, ContinueToExit, Kill

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]
RULES = Policy(rules=(Rule("/bin/guest", pipe=PairMode.ALLOW),))
DENY = Policy(pipe=PairMode.DENY, socketpair=PairMode.DENY)


def made(stage: Stage, ground: Arena, name: str, one: int, two: int, returned: int = 0) -> Action:
    """What follows at the exit stop when the call has left these two numbers."""
    place = ground.put(struct.pack("=ii", one, two))
    arguments = (1, 1, 0, place) if name == "socketpair" else (place, 0)
    action = handle_creation(stage.context, stage.task, call(*arguments), ENTRIES[name])
    assert isinstance(action, ContinueToExit)
    found = action.then(returned)
    assert stage.descriptor_source.leaked == 0
    return found


@pytest.mark.parametrize("name", ["pipe", "pipe2"])
def test_pipe_is_registered(ground: Arena, pipe: Ends, name: str) -> None:
    """A fresh pipe is noted with its maker and told of."""
    stage = Stage()
    read_end, write_end = pipe()
    assert made(stage, ground, name, read_end, write_end) == Continue()
    inode = os.fstat(read_end).st_ino
    pair = stage.context.ledger.pipes.admit(inode)
    assert (pair.id, pair.kind, pair.mode) == (1, PairKind.PIPE, PairMode.ALLOW_EVENTS)
    assert (pair.creator.pid, pair.creator.exe, pair.inodes) == (os.getpid(), "/bin/guest", (inode, inode))
    event = stage.events[0]
    assert isinstance(event, PairCreated) and event.fds == (read_end, write_end)


@pytest.mark.parametrize("kind", [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET])
def test_socketpair_is_registered(ground: Arena, pair: Pair, kind: int) -> None:
    """Both ends of a fresh pair are noted as one."""
    stage = Stage()
    one, two = pair(kind)
    assert made(stage, ground, "socketpair", one.fileno(), two.fileno()) == Continue()
    cookies = [sockets.cookie(end.fileno()) for end in (one, two)]
    found = [stage.context.ledger.sockets.find(cookie) for cookie in cookies]
    assert found[0] is found[1] is not None


def test_failed_call_registers_nothing(ground: Arena, pipe: Ends) -> None:
    """An errno at the exit stop: the numbers in memory mean nothing."""
    stage = Stage()
    assert made(stage, ground, "pipe", *pipe(), returned=-errno.EMFILE) == Continue()
    assert stage.context.ledger.pairs == 0 and stage.events == []


@pytest.mark.parametrize("name", ["pipe", "socketpair"])
@pytest.mark.parametrize("which", [0, 1])
def test_ends_that_are_hidden_kill(ground: Arena, pipe: Ends, name: str, which: int) -> None:
    """An end that cannot be found could be shown later as half of another pair: nothing is noted."""
    stage = Stage()
    ends = list(pipe())
    ends[which] = -1
    assert isinstance(made(stage, ground, name, ends[0], ends[1]), Kill)
    assert stage.context.ledger.pairs == 0
    assert stage.task.process.pid in stage.context.ledger.sockets._hidden_creators


def test_numbers_that_cannot_be_read_kill() -> None:
    """Where the kernel has just stored two numbers they can be read, unless somebody hides them."""
    stage = Stage()
    action = handle_creation(stage.context, stage.task, call(BAD), ENTRIES["pipe"])
    assert isinstance(action, ContinueToExit) and isinstance(action.then(0), Kill)


@pytest.mark.parametrize("name", ["pipe", "socketpair"])
def test_blindness_at_the_exit_stop_is_an_action(ground: Arena, pipe: Ends, name: str) -> None:
    """Access that a sibling's setuid() took away between two stops ends in an action, not in an exception.

    The loop guards decide(), not what a handler does at the exit stop: what escapes there ends the sandbox.
    """
    stage = Stage()
    stage.descriptor_source.blind = True
    assert isinstance(made(stage, ground, name, *pipe()), Continue | Kill)


def test_pairs_of_a_process_that_hid_one_are_quarantined(ground: Arena) -> None:
    """After a pair nobody saw, two ends of the same creator need not belong together."""
    stage = Stage()
    stage.context.pairs.note_hidden(stage.task.process.pid)
    one, two = socket.socketpair()
    with one, two:
        assert made(stage, ground, "socketpair", one.fileno(), two.fileno()) == Continue()
        pair = stage.context.ledger.sockets.find(sockets.cookie(one.fileno()))
    assert pair is not None and pair.mode is None


def test_swapped_ends_kill(ground: Arena, pipe: Ends) -> None:
    """Write end first is not what pipe() makes."""
    read_end, write_end = pipe()
    assert isinstance(made(Stage(), ground, "pipe", write_end, read_end), Kill)


@pytest.mark.parametrize("which", [0, 1])
def test_one_end_twice_kills(ground: Arena, pipe: Ends, which: int) -> None:
    """Two numbers of one end are no pair."""
    ends = pipe()
    assert isinstance(made(Stage(), ground, "pipe", ends[which], ends[which]), Kill)


def test_ends_of_two_pipes_kill(ground: Arena, pipe: Ends) -> None:
    """A read end and a write end of different pipes are no pair."""
    stage = Stage()
    assert isinstance(made(stage, ground, "pipe", pipe()[0], pipe()[1]), Kill)
    assert stage.context.ledger.pairs == 0 and stage.events == []


@pytest.mark.parametrize("writable", [False, True])
def test_inherited_pipe_kills(ground: Arena, pipe: Ends, writable: bool) -> None:
    """A pipe that was handed over is not a new one."""
    stage = Stage()
    read_end, write_end = pipe()
    stage.inherit(read_end, writable=writable)
    assert isinstance(made(stage, ground, "pipe", read_end, write_end), Kill)


@pytest.mark.parametrize("seen", [True, False])
def test_number_of_an_inherited_pipe(ground: Arena, pipe: Ends, seen: bool) -> None:
    """A new pipe with the number of one that was handed over is restricted, seen at its making or not."""
    stage = Stage()
    given, new = pipe(), pipe()
    inode = os.fstat(new[0]).st_ino
    stage.context.ledger.inherited.add_pipe(inode, writable=True)
    stage.context.pairs.originals.keep(inode, given[1])
    if seen:
        assert made(stage, ground, "pipe", *new) == Continue()
    borrowed = stage.context.borrow(stage.task, new[1])
    pair = stage.context.pairs.find(borrowed)
    borrowed.close()
    assert pair is not None and pair.restricted


def test_number_that_cannot_be_told_apart(ground: Arena, pipe: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the one that was handed over cannot be watched, neither is free when a new one has its number."""
    monkeypatch.setattr(Originals, "_watch", lambda self, fd: -1)
    stage = Stage()
    read_end, write_end = pipe()
    stage.inherit(write_end)
    assert made(stage, ground, "pipe", read_end, write_end) == Continue()
    borrowed = stage.context.borrow(stage.task, write_end)
    pair = stage.context.pairs.find(borrowed)
    borrowed.close()
    assert pair is not None and pair.restricted


@pytest.mark.parametrize("again", [False, True])
def test_number_of_a_free_pipe(ground: Arena, pipe: Ends, again: bool) -> None:
    """What a rule sets free is the object: another one with its number makes both restricted."""
    stage = Stage(RULES)
    stage.context.mode_for = lambda kind, task: (PairMode.ALLOW, "/bin/guest")
    free, other = pipe(), pipe()
    assert made(stage, ground, "pipe", *free) == Continue()
    if again:
        stage.descriptor_source.change = lambda borrowed: setattr(
            borrowed.facts, "inode", os.fstat(free[0]).st_ino
        )
        borrowed = stage.context.borrow(stage.task, other[1])
        pair = stage.context.pairs.find(borrowed)
        borrowed.close()
        assert pair is not None and pair.restricted
    borrowed = stage.context.borrow(stage.task, free[1])
    pair = stage.context.pairs.find(borrowed)
    borrowed.close()
    assert pair is not None and pair.restricted is again


def test_reopened_end_kills(ground: Arena, pipe: Ends) -> None:
    """A write end opened for both directions is not what pipe() makes."""
    read_end, write_end = pipe()
    again = os.open(f"/proc/self/fd/{write_end}", os.O_RDWR)
    try:
        assert isinstance(made(Stage(), ground, "pipe", read_end, again), Kill)
    finally:
        os.close(again)


def test_other_objects_kill(ground: Arena, pipe: Ends, pair: Pair, tmp_path: Path) -> None:
    """A file, a FIFO or a socket where a pipe should be, and a pipe where a socket should be."""
    os.mkfifo(tmp_path / "fifo")
    fifo = [os.open(tmp_path / "fifo", flags) for flags in (os.O_RDONLY | os.O_NONBLOCK, os.O_WRONLY)]
    try:
        assert isinstance(made(Stage(), ground, "pipe", fifo[0], fifo[1]), Kill)
    finally:
        for fd in fifo:
            os.close(fd)
    one, two = pair()
    assert isinstance(made(Stage(), ground, "pipe", one.fileno(), two.fileno()), Kill)
    assert isinstance(made(Stage(), ground, "socketpair", *pipe()), Kill)


@pytest.mark.parametrize("known", ["registered", "forgotten", "inherited"])
@pytest.mark.parametrize("which", [0, 1])
def test_known_socket_kills(ground: Arena, pair: Pair, known: str, which: int) -> None:
    """An end that was seen before is not fresh."""
    stage = Stage()
    ends = pair()
    cookie = sockets.cookie(ends[which].fileno())
    if known == "registered":
        assert made(stage, ground, "socketpair", ends[0].fileno(), ends[1].fileno()) == Continue()
    elif known == "forgotten":
        assert made(stage, ground, "socketpair", ends[0].fileno(), ends[1].fileno()) == Continue()
        stage.context.ledger.note_passing()
        assert stage.context.ledger.forget(set(), set()) == 2
    else:
        stage.context.ledger.inherited.add_socket(cookie)
    assert isinstance(made(stage, ground, "socketpair", ends[0].fileno(), ends[1].fileno()), Kill)


@pytest.mark.parametrize("which", [0, 1])
def test_a_socket_that_was_met_in_its_making_is_new(ground: Arena, pair: Pair, which: int) -> None:
    """A thread has written to its number before the making was over: nobody is killed for it."""
    stage = Stage()
    ends = pair()
    stage.context.ledger.sockets.quarantine(sockets.cookie(ends[which].fileno()), 7)
    assert made(stage, ground, "socketpair", ends[0].fileno(), ends[1].fileno()) == Continue()
    found = stage.context.ledger.sockets.find(sockets.cookie(ends[which].fileno()))
    assert found is not None and found.mode is PairMode.ALLOW_EVENTS


@pytest.mark.parametrize("passes", [False, True])
@pytest.mark.parametrize("name", ["pipe2", "socketpair"])
def test_a_pair_may_be_passed_while_it_is_made(
    ground: Arena, pipe: Ends, pair: Pair, name: str, passes: bool
) -> None:
    """Whoever shares the table has its numbers before they are told: if it comes back it is refused."""
    stage = Stage()
    ledger = stage.context.ledger
    ends = pipe() if name == "pipe2" else tuple(end.fileno() for end in pair())
    place = ground.put(struct.pack("=ii", *ends))
    arguments = (1, 1, 0, place) if name == "socketpair" else (place, 0)
    ledger.note_passing()  # an earlier one says nothing
    action = handle_creation(stage.context, stage.task, call(*arguments), ENTRIES[name])
    if passes:
        ledger.note_passing()
    assert isinstance(action, ContinueToExit) and action.then(0) == Continue()
    ledger.forget(set(), set())
    if name == "pipe2":
        assert ledger.pipes.was_forgotten(os.fstat(ends[0]).st_ino) is passes
    else:
        assert {ledger.sockets.was_forgotten(sockets.cookie(fd)) for fd in ends} == {passes}


def test_one_socket_twice_kills(ground: Arena, pair: Pair) -> None:
    """Two numbers of one end are no pair."""
    one, _two = pair()
    assert isinstance(made(Stage(), ground, "socketpair", one.fileno(), one.fileno()), Kill)


def test_pair_of_another_process_kills(ground: Arena, pair: Pair) -> None:
    """SO_PEERCRED names who made a pair: not this process, so not by this call."""
    stage = Stage()
    stage.process.pid += 1
    one, two = pair()
    assert isinstance(made(stage, ground, "socketpair", one.fileno(), two.fileno()), Kill)


def test_named_end_kills(ground: Arena, pair: Pair, tmp_path: Path) -> None:
    """A bound end is not fresh."""
    one, two = pair()
    one.bind(str(tmp_path / "name"))
    assert isinstance(made(Stage(), ground, "socketpair", one.fileno(), two.fileno()), Kill)


@pytest.mark.parametrize("name", ["pipe", "pipe2", "socketpair"])
def test_denied_creation(name: str) -> None:
    """deny answers EACCES before anything is made, and tells of it."""
    stage = Stage(DENY)
    assert handle_creation(stage.context, stage.task, call(BAD), ENTRIES[name]) == Answer(-errno.EACCES)
    assert [(event.syscall, event.fd, event.message, event.pair.id) for event in stage.refusals] == [
        (name, -1, None, 0)
    ]


def test_denied_creation_in_audit_mode(ground: Arena, pipe: Ends) -> None:
    """on-violation report makes the pair and says what would have been refused."""
    stage = Stage(Policy(pipe=PairMode.DENY, on_violation=OnViolation.REPORT))
    assert made(stage, ground, "pipe", *pipe()) == Continue()
    assert [refusal.enforced for refusal in stage.refusals] == [False]


def test_sockets_that_can_only_be_identified(ground: Arena, pair: Pair) -> None:
    """Without pidfd_getfd a socket pair is told of and not registered."""
    stage = Stage(Policy(socketpair=PairMode.ALLOW))

    def only_path(borrowed: Borrowed) -> None:
        borrowed.whole = False

    stage.descriptor_source.change = only_path
    one, two = pair()
    assert made(stage, ground, "socketpair", one.fileno(), two.fileno()) == Continue()
    assert stage.context.ledger.pairs == 0 and isinstance(stage.events[0], PairCreated)
