"""What a program's file would have given it, and it did not get (execve(2), capabilities(7))."""

from __future__ import annotations

import os
import stat
import time

from scpipe.linux import procfs, procroot
from scpipe.linux.procfs import Identity
from scpipe.record import Record

_CAPABILITIES = "security.capability"
#: So many files are remembered at a time.
_MOST_FILES = 512
#: A file that changed later than this is not: it could change again and show the same time (ns).
_SETTLED = 2_000_000_000


class Missed(Record):
    """``kind``: setuid, setgid or file capabilities. ``by_flag``: by no_new_privs, not by its tracer."""

    kind: str
    by_flag: bool


class _Rights(Record):
    """What a file gives who executes it ("" for nothing), and whose it is."""

    kind: str
    owner: int
    group: int


class Examiner:
    """Looks at each program's file once, as long as it does not change: most files give nobody any rights.

    A change of mode, owner or attributes changes st_ctime (inode(7)). For words only, never for a verdict.
    """

    def __init__(self) -> None:
        self._plain: dict[tuple[int, int], int] = {}

    def missed(self, pid: int, program: Identity) -> Missed | None:
        """What a process did not get of the rights of the file that it has just executed, as ``missed``."""
        file = (program.device, program.inode)
        if program.changed and self._plain.get(file) == program.changed:
            return None
        rights = _rights(pid)
        if rights is None:
            return None
        if not rights.kind and 0 < program.changed < time.time_ns() - _SETTLED:
            if len(self._plain) >= _MOST_FILES:
                self._plain.clear()
            self._plain[file] = program.changed
        return _missed(pid, rights)


def missed(pid: int) -> Missed | None:
    """What the program that a process has just executed did not get of its file's rights.

    Nothing is missed on a file system without set-id programs, and by a process of ours that could not have
    gained anything without us either, because no_new_privs was set when we began.
    """
    rights = _rights(pid)
    return None if rights is None else _missed(pid, rights)


def _rights(pid: int) -> _Rights | None:
    """None if the file cannot be looked at, or would give no rights whatever it says."""
    try:
        program = procroot.open_file(f"{pid}/exe", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        status = os.fstat(program)
        kind = _kind(status, program)
        if kind and os.fstatvfs(program).f_flag & os.ST_NOSUID:
            return None
        return _Rights(kind, status.st_uid, status.st_gid)
    except OSError:
        return None
    finally:
        os.close(program)


def _missed(pid: int, rights: _Rights) -> Missed | None:
    if not rights.kind:
        return None
    fields = procfs.status_fields(pid)
    if not fields or procfs.status_fields(os.getpid()).get("NoNewPrivs") == "1":
        return None
    user, group = (int(fields[key].split()[1]) for key in ("Uid", "Gid"))
    has = {
        "setuid": user == rights.owner,
        "setgid": group == rights.group,
        "file capabilities": user == 0 or int(fields["CapPrm"], 16) != 0,
    }
    return None if has[rights.kind] else Missed(rights.kind, fields.get("NoNewPrivs") == "1")


def _kind(status: os.stat_result, program: int) -> str:
    """setgid counts only with the group's x bit (without it, it once meant mandatory locking)."""
    if status.st_mode & stat.S_ISUID:
        return "setuid"
    if status.st_mode & stat.S_ISGID and status.st_mode & stat.S_IXGRP:
        return "setgid"
    try:
        return "file capabilities" if os.getxattr(program, _CAPABILITIES) else ""
    except OSError:
        return ""  # ENODATA: none
