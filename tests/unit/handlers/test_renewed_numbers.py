"""A pipe with a forgotten one's number is new only if it is the only unknown one in a private table."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import OpenFile
from unit.handlers.staging import Stage

from scpipe.handlers import new_pairs
from scpipe.ledger.ledger import Ledger
from scpipe.ledger.model import Creator, Pair
from scpipe.linux import files
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.originals import Originals
from scpipe.policy.model import PairKind, PairMode, Policy

KNOWN, NEW, STRANGE = 1, 2, 3


class Asked:
    """The parts of a context and a task that are looked at."""

    def __init__(self, *, private: bool) -> None:
        self.ledger = Ledger(Policy())
        self.ledger.pipes.register(KNOWN, PairMode.ALLOW_EVENTS, Creator())
        self.tid = 5
        self.private = private
        self.table = self


@pytest.mark.parametrize(
    ("pipes", "private", "new"),
    [
        ([NEW, NEW], True, True),
        ([KNOWN, NEW], True, True),
        ([NEW], False, False),
        ([NEW, STRANGE], True, False),
        ([KNOWN], True, False),
        ([], True, False),
    ],
)
def test_only_one_unknown_pipe(kernel: FakeKernel, pipes: list[int], private: bool, new: bool) -> None:
    """Another unknown pipe, a missing one, or a table that others can change: nothing is proved."""
    held = [*map(OpenFile, pipes), OpenFile(STRANGE, "socket")]
    kernel.add(5).table.files = dict(enumerate(held))
    asked = Asked(private=private)
    assert new_pairs._is_only_unknown(asked, NEW, asked) is new  # type: ignore[arg-type]


def test_a_table_that_cannot_be_read(kernel: FakeKernel) -> None:
    """What is not seen may be another unknown pipe."""
    kernel.add(5, hidden={"fd/1"}).table.pipe(NEW)
    asked = Asked(private=True)
    assert not new_pairs._is_only_unknown(asked, NEW, asked)  # type: ignore[arg-type]


@pytest.fixture
def ends() -> Iterator[list[Borrowed]]:
    """Both ends of two pipes, as if both had one number: first those of the older one."""
    found = []
    for _ in range(2):
        for fd in os.pipe():
            facts = files.inspect(fd, files.pipe_device())
            facts.inode = NEW
            found.append(Borrowed(fd, facts))
    yield found
    for borrowed in found:
        borrowed.close()


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("mode", [PairMode.ALLOW_EVENTS, PairMode.ALLOW])
def test_the_forgotten_pipe_comes_back(
    monkeypatch: pytest.MonkeyPatch, ends: list[Borrowed], mode: PairMode, watched: bool
) -> None:
    """It stays refused beside a new pipe with its number, which is like any other if it can be told apart."""
    stage = Stage(Policy(pipe=PairMode.ALLOW_EVENTS))
    context = stage.context
    context.ledger.pipes.register(NEW, PairMode.ALLOW_EVENTS, Creator())
    context.ledger.note_passing()
    context.ledger.forget(set(), set())
    monkeypatch.setattr(new_pairs, "_is_only_unknown", lambda *_: True)
    if not watched:
        monkeypatch.setattr(Originals, "_watch", lambda *_: -1)
    made = new_pairs._note_pipe(context, stage.task, Pair(0, PairKind.PIPE, mode), ends[2], ends[3])
    assert made is not None
    assert context.pairs.find(ends[3]) is made
    assert made.mode is (mode if watched else None)
    back = context.pairs.find(ends[1])
    assert back is not None
    assert back.mode is None
