"""Which programs lack the rights of their files: a table over modes, owners and capabilities."""

from __future__ import annotations

import os
import stat
import time
from types import SimpleNamespace

import pytest

from scpipe.linux import privileges, procfs, procroot
from scpipe.linux.privileges import Examiner
from scpipe.linux.procfs import Identity

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


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every look at a program's file; each is a plain one."""
    found: list[str] = []

    def look(path: str, flags: int) -> int:
        found.append(path)
        return os.open("/dev/null", flags)

    monkeypatch.setattr(procroot, "open_file", look)
    monkeypatch.setattr(privileges, "_kind", lambda status, program: "")
    return found


def _file(inode: int = 1, age: float = 60.0) -> Identity:
    return Identity("/bin/x", 1, inode, (), time.time_ns() - int(age * 1e9))


def test_a_plain_file_is_looked_at_once(looks: list[str]) -> None:
    """As long as it is the same file and has not changed, whoever executes it."""
    examiner, program = Examiner(), _file()
    for pid in (1, 2, 3):
        assert examiner.missed(pid, program) is None
    assert looks == ["1/exe"]
    examiner.missed(4, _file(inode=2))
    changed = _file(age=30.0)
    for pid in (5, 6):
        examiner.missed(pid, changed)
    assert looks == ["1/exe", "4/exe", "5/exe"]


def test_a_file_that_has_just_changed_is_looked_at_again(looks: list[str]) -> None:
    """It can change once more at the same time of a coarse clock; so can one from the future, or unknown."""
    examiner = Examiner()
    for program in (_file(age=0.1), _file(age=-3600.0), Identity("/bin/x", 1, 1, ())):
        del looks[:]
        for pid in (1, 2):
            examiner.missed(pid, program)
        assert looks == ["1/exe", "2/exe"]


def test_not_every_file_is_remembered(looks: list[str]) -> None:
    """Programs that execute new files without end take no memory."""
    examiner = Examiner()
    for inode in range(3 * privileges._MOST_FILES):
        examiner.missed(1, _file(inode))
    assert len(examiner._plain) <= privileges._MOST_FILES
    assert len(looks) == 3 * privileges._MOST_FILES


def test_a_file_with_rights_is_looked_at_each_time(monkeypatch: pytest.MonkeyPatch, looks: list[str]) -> None:
    """Whether its rights are missed depends on who executes it."""
    monkeypatch.setattr(privileges, "_kind", lambda status, program: "setuid")
    monkeypatch.setattr(os, "fstatvfs", lambda fd: SimpleNamespace(f_flag=0))
    fields = {1: {**_ID, "Uid": "0\t0"}, 2: _ID, os.getpid(): {"NoNewPrivs": "0"}}
    monkeypatch.setattr(procfs, "status_fields", fields.__getitem__)
    examiner, program = Examiner(), _file()
    found = [examiner.missed(pid, program) for pid in (1, 2)]
    assert found == [None, privileges.Missed("setuid", by_flag=True)]
    assert looks == ["1/exe", "2/exe"]


def test_a_file_that_cannot_be_looked_at_is_not_remembered() -> None:
    """Nothing is known of it."""
    examiner, program = Examiner(), _file()
    assert examiner.missed(0x7FFFFFFE, program) is None
    assert not examiner._plain
