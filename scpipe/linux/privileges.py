"""What a program's file would have given it, and it did not get (execve(2), capabilities(7))."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from scpipe.linux import procfs, procroot

_CAPABILITIES = "security.capability"


@dataclass(frozen=True, slots=True)
class Missed:
    """``kind``: setuid, setgid or file capabilities. ``by_flag``: by no_new_privs, not by its tracer."""

    kind: str
    by_flag: bool


def missed(pid: int) -> Missed | None:
    """What the program that a process has just executed did not get of its file's rights.

    Nothing is missed on a file system without set-id programs, and by a process of ours that could not have
    gained anything without us either, because no_new_privs was set when we began.
    """
    try:
        program = procroot.open_file(f"{pid}/exe", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        status = os.fstat(program)
        kind = _kind(status, program)
        if not kind or os.fstatvfs(program).f_flag & os.ST_NOSUID:
            return None
    except OSError:
        return None
    finally:
        os.close(program)
    fields = procfs.status_fields(pid)
    if not fields or procfs.status_fields(os.getpid()).get("NoNewPrivs") == "1":
        return None
    user, group = (int(fields[key].split()[1]) for key in ("Uid", "Gid"))
    has = {
        "setuid": user == status.st_uid,
        "setgid": group == status.st_gid,
        "file capabilities": user == 0 or int(fields["CapPrm"], 16) != 0,
    }
    return None if has[kind] else Missed(kind, fields.get("NoNewPrivs") == "1")


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
