"""Transfers by reference: refused into a restricted pair, native anywhere else."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from unit.handlers.staging import ENTRIES, Stage, arena, call, result

from scpipe.handlers.splice import handle_transfer
from scpipe.ledger.model import Reason
from scpipe.policy.model import OnViolation, PairMode, Policy
from scpipe.tracee.actions import Answer, Continue, ContinueExclusive, Perform

Ends = Callable[..., tuple[int, int]]
Pair = Callable[..., tuple[socket.socket, socket.socket]]
#: The place of the target among the arguments.
TARGET = {"splice": 2, "tee": 1, "vmsplice": 0, "sendfile": 0}


def do(stage: Stage, name: str, fd: int) -> object:
    """Decide about a transfer whose target is ``fd`` and whose other descriptors name nothing."""
    arguments = [0x7FFFFFF0] * 6
    arguments[TARGET[name]] = fd
    arguments[2] = 0 if name == "sendfile" else arguments[2]  # sendfile's offset: the file's own
    arguments[3] = 0 if name in ("tee", "vmsplice") else arguments[3]
    arguments[5] = 0
    found = handle_transfer(stage.context, stage.task, call(*arguments), ENTRIES[name])
    assert stage.descriptor_source.leaked == 0
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


@pytest.mark.parametrize("offset", [0, 0x1000])
@pytest.mark.parametrize(("shared", "expected"), [(False, Continue()), (True, Answer(-errno.EINVAL))])
def test_sendfile_to_a_device(tmp_path: Path, offset: int, shared: bool, expected: object) -> None:
    """It can sleep before it takes its target: where the table is shared it is not made natively."""
    stage = Stage(shared=shared)
    with open(os.devnull, "wb") as null, (tmp_path / "f").open("wb+") as file:
        asked = call(null.fileno(), file.fileno(), offset, 1)
        assert handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"]) == expected
    assert stage.descriptor_source.leaked == 0 and len(stage.events) == shared


@pytest.mark.parametrize("where", ["own", "given"])
@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_sendfile_performed(pipe: Ends, tmp_path: Path, where: str, kind: str) -> None:
    """In a shared table: the bytes go over, and the position moves on that the kernel would move."""
    stage = Stage(shared=True)
    read_end, write_end = pipe()
    stage.inherit(write_end)
    (tmp_path / "f").write_bytes(b"0123456789")
    with arena() as memory, (tmp_path / "f").open("rb") as source, (tmp_path / "t").open("wb+") as target:
        os.lseek(source.fileno(), 2, os.SEEK_SET)
        place = memory.put((5).to_bytes(8, "little")) if where == "given" else 0
        out = write_end if kind == "pipe" else target.fileno()
        asked = call(out, source.fileno(), place, 3)
        assert result(handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"])) == Answer(3)
        arrived = os.read(read_end, 9) if kind == "pipe" else (tmp_path / "t").read_bytes()
        assert arrived == (b"567" if place else b"234")
        assert os.lseek(source.fileno(), 0, os.SEEK_CUR) == (2 if place else 5)
        assert not place or ctypes.string_at(place, 8) == (8).to_bytes(8, "little")
    assert stage.descriptor_source.leaked == 0


def test_sendfile_that_ends_early(pipe: Ends, tmp_path: Path) -> None:
    """A task that dies while its target is full has moved the file's position by what went in."""
    stage = Stage(shared=True)
    _read_end, write_end = pipe()
    stage.inherit(write_end)
    (tmp_path / "f").write_bytes(bytes(1 << 20))
    with (tmp_path / "f").open("rb") as source:
        asked = call(write_end, source.fileno(), 0, 1 << 20)
        action = handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"])
        assert isinstance(action, Perform)
        next(action.operation)
        action.operation.close()
        assert os.lseek(source.fileno(), 0, os.SEEK_CUR) == fcntl.fcntl(write_end, fcntl.F_GETPIPE_SZ)
    assert stage.descriptor_source.leaked == 0


def test_sendfile_with_wrong_descriptors(pipe: Ends, tmp_path: Path) -> None:
    """A source that cannot be read, or a target that cannot be written, is EBADF, as natively."""
    stage = Stage(shared=True)
    read_end, _write_end = pipe()
    (tmp_path / "f").write_bytes(b"x")
    with (tmp_path / "f").open("rb") as source, (tmp_path / "t").open("wb") as target:
        for out, into in ((target, target), (source, source)):
            asked = call(out.fileno(), into.fileno(), 0, 1)
            found = handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"])
            assert found == Answer(-errno.EBADF)
        asked = call(read_end, source.fileno(), 0, 1)
        assert handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"]) == Answer(-errno.EBADF)
    assert stage.descriptor_source.leaked == 0 and stage.events == []


@pytest.mark.parametrize(("shared", "expected"), [(False, Continue()), (True, ContinueExclusive())])
@pytest.mark.parametrize("name", sorted(TARGET.keys() - {"sendfile"}))
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
    stage.inherit(write_end)
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
    assert found == Answer(answer) and not stage.descriptor_source.seen


@pytest.mark.parametrize("offset", [0, 0x1000])
def test_audit_lets_sendfile_run(pipe: Ends, offset: int) -> None:
    """Nobody is stopped for it: it could wait for one of them."""
    stage = Stage(Policy(on_violation=OnViolation.REPORT), shared=True)
    asked = call(pipe()[1], 0x7FFFFFF0, offset, 1)
    assert handle_transfer(stage.context, stage.task, asked, ENTRIES["sendfile"]) == Continue()


@pytest.mark.parametrize("name", TARGET)
def test_target_that_names_nothing(name: str) -> None:
    """EBADF comes out as it is: the call is not continued."""
    with pytest.raises(OSError) as caught:
        do(Stage(), name, 1 << 20)
    assert caught.value.errno == errno.EBADF
