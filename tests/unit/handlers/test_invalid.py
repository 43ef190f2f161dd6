"""Calls that a refusal meets and that are wrong anyhow."""

from __future__ import annotations

import errno
import os

import pytest
from unit.handlers.staging import call

from scpipe.handlers.invalid import answer_invalid
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.tracee.actions import Answer, Continue, ContinueToExit, Kill

PIPE2, SOCKETPAIR = (next(entry for entry in CATALOGUE if entry.trace_id == one) for one in (115, 116))


@pytest.mark.parametrize("flags", [0xDEAD, 0x81, 0x80 | 1 << 30])
def test_unknown_flags_of_a_pipe(flags: int) -> None:
    """EINVAL, as the kernel says before it looks whether it has notification pipes."""
    assert answer_invalid(PIPE2, call(0, flags)) == Answer(-errno.EINVAL)


@pytest.mark.parametrize("flags", [0x80, 0x80 | os.O_CLOEXEC, 0x80 | os.O_DIRECT])
def test_a_notification_pipe_is_refused_as_ever(flags: int) -> None:
    """What is no mistake meets the row's own refusal."""
    assert answer_invalid(PIPE2, call(0, flags)) is None


@pytest.mark.parametrize("family", [0, 2, 10, 16, 17])
def test_families_without_pairs_are_the_kernels_to_refuse(family: int) -> None:
    """Only it knows their protocols; should one of them make a pair, its maker dies."""
    found = answer_invalid(SOCKETPAIR, call(family, 1, 0, 0))
    assert isinstance(found, ContinueToExit)
    assert found.then(-errno.EOPNOTSUPP) == Continue()
    assert isinstance(found.then(0), Kill)


def test_other_families_are_refused() -> None:
    """AF_TIPC has pairs, and a later family may; flags that are wrong are told first."""
    assert answer_invalid(SOCKETPAIR, call(30, 1, 0, 0)) is None
    assert answer_invalid(SOCKETPAIR, call(-1, 1, 0, 0)) is None
    assert answer_invalid(SOCKETPAIR, call(30, 0x100, 0, 0)) == Answer(-errno.EINVAL)


def test_other_rows_are_not_looked_at() -> None:
    """Every other refusal stays what it is."""
    for entry in CATALOGUE:
        if entry.name not in ("pipe2", "socketpair"):
            assert answer_invalid(entry, call(0, 0xDEAD)) is None
