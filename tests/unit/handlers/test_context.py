"""Which pair a descriptor names, whose table it is taken from, and what blinds nobody."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

import pytest
from unit.handlers.staging import DEVICE, ENTRIES, Stage, call

from scpipe.handlers.selfprotection import handle_dumpable, handle_filter
from scpipe.linux import sockets
from scpipe.linux.descriptors import Borrowed, LeaderSource
from scpipe.policy.model import PairMode, Policy
from scpipe.tracee.actions import Answer, Continue

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]


def take(stage: Stage, fd: int) -> Borrowed:
    """A copy that the caller closes."""
    return stage.context.borrow(stage.task, fd)


def test_reopened_pipe_is_the_same_pair(pipe: Ends) -> None:
    """The object decides, not the description."""
    stage = Stage()
    read_end, write_end = pipe()
    again = os.open(f"/proc/self/fd/{read_end}", os.O_WRONLY)
    copies = [take(stage, fd) for fd in (write_end, again)]
    found = [stage.context.pairs.find(copy) for copy in copies]
    for copy in copies:
        copy.close()
    os.close(again)
    assert found[0] is found[1] is not None


@pytest.mark.parametrize(("allowed", "quarantined"), [(False, True), (True, False)])
def test_unknown_pair_is_quarantined_where_pairs_are_watched(
    pair: Pair, allowed: bool, quarantined: bool
) -> None:
    """Where every socket pair is allowed none is looked for."""
    stage = Stage(Policy(socketpair=PairMode.ALLOW) if allowed else None)
    copy = take(stage, pair()[0].fileno())
    found = stage.context.pairs.find(copy)
    copy.close()
    assert (found is not None and found.mode is None) is quarantined


def test_inherited_and_other_sockets_are_no_pairs(pair: Pair) -> None:
    """A handed-over end and an unconnected socket name no pair."""
    stage = Stage()
    one, _two = pair()
    stage.context.ledger.inherited.add_socket(sockets.cookie(one.fileno()))
    with socket.socket(socket.AF_UNIX) as lonely:
        for fd in (one.fileno(), lonely.fileno()):
            copy = take(stage, fd)
            assert stage.context.pairs.find(copy) is None
            copy.close()
    assert stage.context.ledger.pairs == 0


@pytest.mark.parametrize(("users", "named"), [({100, 101}, 100), ({101}, 101)])
def test_leader_is_named_only_for_its_own_table(users: set[int], named: int) -> None:
    """Before Linux 6.9 a thread is served through its leader if it shares the leader's table, else not."""
    asked = []

    class Noting(LeaderSource):
        def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
            asked.append((pid, tid, fd))
            raise OSError(errno.EBADF, "noted")

    stage = Stage()
    stage.context.descriptor_source = Noting(DEVICE)
    stage.process.pid, stage.task.tid, stage.task.table.users = 100, 101, users
    with pytest.raises(OSError, match="noted"):
        take(stage, 5)
    assert asked == [(100, named, 5)]


def test_dumpable_is_answered_consistently() -> None:
    """The program believes what it asked for; the real flag is never touched."""
    stage = Stage()

    def prctl(option: int, value: int = 0) -> object:
        return handle_dumpable(stage.context, stage.task, call(option, value), ENTRIES["prctl"])

    assert prctl(3) == Answer(1)
    assert [prctl(4, 0), prctl(3), prctl(4, 1), prctl(3)] == [Answer(0), Answer(0), Answer(0), Answer(1)]
    assert [prctl(4, value) for value in (2, 3, -1)] == [Answer(-errno.EINVAL)] * 3
    assert prctl(3 | 0xDEADBEEF << 32) == Answer(1)


def test_filter_of_its_own_is_remembered() -> None:
    """The call runs; from then on the process waits in its stops."""
    stage = Stage()
    assert handle_filter(stage.context, stage.task, call(), ENTRIES["prctl"]) == Continue()
    assert stage.process.filtered
