"""Transfers by reference: refused into a restricted pair, native anywhere else."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

import pytest

from scpipe.handlers.actions import Answer, Continue, ContinueAlone
from scpipe.handlers.byreference import handle_transfer
from scpipe.ledger.model import Reason
from scpipe.policy.model import OnViolation, PairMode, Policy
from scpipe.seccomp.catalogue import CATALOGUE

from .staging import Stage, call

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]
#: The place of the target among the arguments.
ENTRIES = {entry.name: entry for entry in CATALOGUE}
TARGET = {"splice": 2, "tee": 1, "vmsplice": 0, "sendfile": 0}


def do(stage: Stage, name: str, fd: int) -> object:
    """Decide about a transfer whose target is ``fd`` and whose other descriptors name nothing."""
    arguments = [0x7FFFFFF0] * 6
    arguments[TARGET[name]] = fd
    arguments[2] = 0 if name == "sendfile" else arguments[2]  # sendfile's offset: the file's own
    arguments[3] = 0 if name in ("tee", "vmsplice") else arguments[3]
    arguments[5] = 0
    found = handle_transfer(stage.context, stage.task, call(*arguments), ENTRIES[name])
    assert stage.taker.leaked == 0
    return found


@pytest.mark.parametrize("name", TARGET)
def test_into_a_restricted_pipe(pipe: Ends, name: str) -> None:
    """EINVAL, as where the kernel cannot splice, and a refusal that names the target's number."""
    stage = Stage()
    _read_end, write_end = pipe()
    assert do(stage, name, write_end) == Answer(-errno.EINVAL)
    assert [(told.verdict, told.fd, told.errno) for told in stage.refusals] == [
        (Reason.TRANSFER.value, write_end, "EINVAL")
    ]


@pytest.mark.parametrize(("shared", "expected"), [(False, Continue()), (True, Answer(-errno.EINVAL))])
def test_sendfile_with_an_offset(shared: bool, expected: object) -> None:
    """The kernel reads the offset, and may sleep on it, before it takes the target: not in shared tables."""
    stage = Stage(shared=shared)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        asked = call(null, 0x7FFFFFF0, 0x1000, 1)
        assert handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"]) == expected
    finally:
        os.close(null)


@pytest.mark.parametrize(("shared", "expected"), [(False, Continue()), (True, ContinueAlone())])
@pytest.mark.parametrize("name", TARGET)
def test_elsewhere_runs_natively(pipe: Ends, name: str, shared: bool, expected: object) -> None:
    """Read ends, inherited pipes and files are not restricted: alone where the table is shared."""
    stage = Stage(shared=shared)
    read_end, write_end = pipe()
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        assert do(stage, name, null) == expected
    finally:
        os.close(null)
    assert do(stage, name, read_end) == expected
    stage.context.ledger.inherit_pipe(os.fstat(write_end).st_ino, writable=True)
    assert do(stage, name, write_end) == expected
    assert stage.events == []


@pytest.mark.parametrize("name", ["splice", "sendfile"])
def test_into_an_unregistered_socket_pair(pair: Pair, name: str) -> None:
    """A quarantined pair takes nothing by reference either."""
    stage = Stage()
    assert do(stage, name, pair()[0].fileno()) == Answer(-errno.EINVAL)
    assert stage.refusals[0].verdict == Reason.QUARANTINED.value


def test_into_a_denied_pipe(pipe: Ends) -> None:
    """A pipe that deny could not keep from being made says so."""
    stage = Stage(Policy(pipe=PairMode.DENY))
    assert do(stage, "splice", pipe()[1]) == Answer(-errno.EINVAL)
    assert stage.refusals[0].verdict == Reason.DENIED.value


def test_audit_reports_and_lets_run(pipe: Ends) -> None:
    """on-violation report tells of it and continues."""
    stage = Stage(Policy(on_violation=OnViolation.REPORT))
    assert do(stage, "splice", pipe()[1]) == Continue()
    assert len(stage.refusals) == 1


@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("splice", (-1, 0, -1, 0, 0, 0x100), 0),
        ("splice", (-1, 0, -1, 0, 1, 0x100), -errno.EINVAL),
        ("tee", (-1, -1, 0, 0), 0),
        ("tee", (-1, -1, 0, 0x100), -errno.EINVAL),
        ("vmsplice", (-1, 0, 0, 0x100), -errno.EINVAL),
    ],
)
def test_what_comes_before_the_descriptors(name: str, arguments: tuple[int, ...], answer: int) -> None:
    """No bytes are no error and unknown flags are one, whatever the descriptors name."""
    stage = Stage()
    found = handle_transfer(stage.context, stage.task, call(*arguments), ENTRIES[name])
    assert found == Answer(answer) and not stage.taker.seen


@pytest.mark.parametrize("name", TARGET)
def test_target_that_names_nothing(name: str) -> None:
    """EBADF comes out as it is: the call is not continued."""
    with pytest.raises(OSError) as caught:
        do(Stage(), name, 1 << 20)
    assert caught.value.errno == errno.EBADF
