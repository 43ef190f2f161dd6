"""Which programs lack the rights of their files: a table over modes, owners and capabilities."""

from __future__ import annotations

import os
import stat
from types import SimpleNamespace

import pytest

from scpipe.linux import privileges, procfs, procroot

PID = 4711
_ID = {"Uid": "7\t7\t7\t7", "Gid": "8\t8\t8\t8", "CapPrm": "0000000000000000", "NoNewPrivs": "1"}


def _program(
    monkeypatch: pytest.MonkeyPatch, status: os.stat_result, capabilities: bytes, *, nosuid: bool
) -> None:
    """What the kernel says of the file that a process runs."""
    flags = SimpleNamespace(f_flag=os.ST_NOSUID if nosuid else 0)
    fake = SimpleNamespace(
        **{name: getattr(os, name) for name in ("O_RDONLY", "O_NONBLOCK", "ST_NOSUID", "getpid", "close")},
        fstat=lambda fd: status,
        fstatvfs=lambda fd: flags,
        getxattr=lambda fd, name: capabilities,
    )
    monkeypatch.setattr(privileges, "os", fake)
    monkeypatch.setattr(procroot, "open_file", lambda path, flags: os.open("/dev/null", flags))


@pytest.mark.parametrize(
    ("mode", "owner", "group", "capabilities", "nosuid", "ours", "expected"),
    [
        (0o755, 0, 0, b"", False, "0", ""),
        (0o4755, 0, 0, b"", False, "0", "setuid"),
        (0o4755, 7, 0, b"", False, "0", ""),
        (0o2755, 0, 0, b"", False, "0", "setgid"),
        (0o2755, 0, 8, b"", False, "0", ""),
        (0o2745, 0, 0, b"", False, "0", ""),
        (0o755, 0, 0, b"\x01", False, "0", "file capabilities"),
        (0o4755, 0, 0, b"", True, "0", ""),
        (0o4755, 0, 0, b"", False, "1", ""),
    ],
)
def test_what_is_missed(
    monkeypatch: pytest.MonkeyPatch,
    mode: int,
    owner: int,
    group: int,
    capabilities: bytes,
    nosuid: bool,
    ours: str,
    expected: str,
) -> None:
    """A program misses what its file would give and its process has not."""
    status = os.stat_result((stat.S_IFREG | mode, 1, 1, 1, owner, group, 0, 0, 0, 0))
    _program(monkeypatch, status, capabilities, nosuid=nosuid)
    fields = {PID: _ID, os.getpid(): {"NoNewPrivs": ours}}
    monkeypatch.setattr(procfs, "status_fields", fields.__getitem__)
    found = privileges.missed(PID)
    assert found == (privileges.Missed(expected, by_flag=True) if expected else None)


@pytest.mark.parametrize(("user", "permitted"), [("0", "0000000000000000"), ("7", "0000000000000400")])
def test_capabilities_that_are_there(monkeypatch: pytest.MonkeyPatch, user: str, permitted: str) -> None:
    """Root has what file capabilities give, and so has who got some."""
    status = os.stat_result((stat.S_IFREG | 0o755, 1, 1, 1, 0, 0, 0, 0, 0, 0))
    _program(monkeypatch, status, b"\x01", nosuid=False)
    fields = {PID: {**_ID, "Uid": f"{user}\t{user}", "CapPrm": permitted}, os.getpid(): {"NoNewPrivs": "0"}}
    monkeypatch.setattr(procfs, "status_fields", fields.__getitem__)
    assert privileges.missed(PID) is None


def test_a_process_that_is_gone() -> None:
    """Of a process that is gone nothing is said."""
    assert privileges.missed(0x7FFFFFFE) is None
