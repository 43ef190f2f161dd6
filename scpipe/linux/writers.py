"""Who may write to a file, or put another one in its place; told as a warning, never used for a verdict."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

_MAGIC = frozenset("*?[")
#: Whom the kernel names where the owner has no number in this user namespace (overflowuid).
_UNMAPPED = 65534


def may_write(path: str) -> str:
    """Who may change what stands at a path, "" if nobody but root and the file's owner, somebody else.

    For root, which may write everywhere, it is a question of others: everybody, or an owner who is not root.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ""
    user = os.geteuid()
    if user and (status.st_uid == user or os.access(path, os.W_OK, effective_ids=True)):
        return "the user of the sandbox"
    if status.st_mode & stat.S_IWOTH:
        return "everybody"
    return f"user {status.st_uid}" if status.st_uid not in (0, user, _UNMAPPED) else ""


def open_directory(pattern: str) -> tuple[str, str]:
    """The first directory on the way of an absolute path or glob where somebody may choose what is found.

    With it who that is; two empty strings if there is none. In a sticky directory only what is missing, or
    named by a pattern, can be chosen: nobody replaces the files of others (inode(7), S_ISVTX).
    """
    for directory, name in _steps(pattern):
        who = may_write(directory)
        if who and (not _protects(directory) or _is_open(os.path.join(directory, name), name)):
            return directory, who
    return "", ""


def _steps(pattern: str) -> Iterator[tuple[str, str]]:
    """Each directory of a pattern that has a name, and what is looked for in it."""
    directory = "/"
    for name in filter(None, pattern.split("/")):
        if not os.path.isdir(directory):
            return
        yield directory, name
        if not _MAGIC.isdisjoint(name):
            return
        directory = os.path.join(directory, name)


def _protects(directory: str) -> bool:
    try:
        return bool(os.stat(directory).st_mode & stat.S_ISVTX)
    except OSError:
        return False


def _is_open(path: str, name: str) -> bool:
    return not _MAGIC.isdisjoint(name) or not os.path.lexists(path)
