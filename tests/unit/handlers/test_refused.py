"""Calls that are refused, and those of them that are wrong anyhow."""

from __future__ import annotations

import errno
import os

import pytest
from unit.handlers.staging import Stage, call

from scpipe.handlers.refused import handle_refused
from scpipe.report.events import Unavailable
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Entry, Family
from scpipe.tracee.actions import Action, Answer, Continue, ContinueToExit, Kill

PIPE2, SOCKETPAIR = (next(entry for entry in CATALOGUE if entry.trace_id == one) for one in (115, 116))


def answer(entry: Entry, *args: int) -> Action | None:
    """What a call gets that is wrong anyhow; None if it meets the row's own refusal, and that is told."""
    stage = Stage()
    found = handle_refused(stage.context, stage.task, call(*args), entry)
    if not stage.events:
        return found
    (told,) = stage.events
    assert isinstance(told, Unavailable)
    assert (told.syscall, found) == (entry.name + ("" if entry.numbers else " 1"), Answer(-entry.errno))
    return None


@pytest.mark.parametrize("flags", [0xDEAD, 0x81, 0x80 | 1 << 30])
def test_unknown_flags_of_a_pipe(flags: int) -> None:
    """EINVAL, as the kernel says before it looks whether it has notification pipes."""
    assert answer(PIPE2, 0, flags) == Answer(-errno.EINVAL)


@pytest.mark.parametrize("flags", [0x80, 0x80 | os.O_CLOEXEC, 0x80 | os.O_DIRECT])
def test_a_notification_pipe_is_refused_as_ever(flags: int) -> None:
    """What is no mistake meets the row's own refusal."""
    assert answer(PIPE2, 0, flags) is None


@pytest.mark.parametrize("family", [0, 2, 10, 16, 17])
def test_families_without_pairs_are_the_kernels_to_refuse(family: int) -> None:
    """Only it knows their protocols; should one of them make a pair, its maker dies."""
    found = answer(SOCKETPAIR, family, 1, 0, 0)
    assert isinstance(found, ContinueToExit)
    assert found.then(-errno.EOPNOTSUPP) == Continue()
    assert isinstance(found.then(0), Kill)


def test_other_families_are_refused() -> None:
    """AF_TIPC has pairs, and a later family may; flags that are wrong are told first."""
    assert answer(SOCKETPAIR, 30, 1, 0, 0) is None
    assert answer(SOCKETPAIR, -1, 1, 0, 0) is None
    assert answer(SOCKETPAIR, 30, 0x100, 0, 0) == Answer(-errno.EINVAL)


def test_other_rows_are_not_looked_at() -> None:
    """Every other refusal stays what it is."""
    for entry in CATALOGUE:
        if entry.family is Family.REFUSED and entry.name not in ("pipe2", "socketpair"):
            assert answer(entry, 0, 0xDEAD) is None
