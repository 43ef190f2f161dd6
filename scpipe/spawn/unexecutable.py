"""Why the kernel did not execute a command, by a look at its file afterwards."""

from __future__ import annotations

import errno
import os

from scpipe.errors import CommandNotExecutableError, CommandNotFoundError, ScpipeError
from scpipe.linux.executables import Starter, starter
from scpipe.policy.complaints import shown
from scpipe.spawn.child import Command, candidates

_NOT_FOUND = frozenset({errno.ENOENT, errno.ENOTDIR})
_LONGEST = 400
#: So often an interpreter may be a script itself (fs/exec.c exec_binprm).
_DEEPEST = 5


def explain(command: Command, code: int) -> ScpipeError:
    """The error for a command whose exec failed with this errno.

    A file whose interpreter or loader is missing is a CommandNotFoundError too: the errno is ENOENT, and
    shells, env(1) and timeout(1) end with 127 as well.
    """
    name = command.arguments[0] or "''"
    if code not in _NOT_FOUND:
        return CommandNotExecutableError(f"{name}: cannot be executed: {_why_refused(command, code)}")
    why = next(filter(None, map(_why_missing, _files(command))), "")
    return CommandNotFoundError(f"{name}: cannot be executed: {why}" if why else f"{name}: command not found")


def _files(command: Command) -> list[str]:
    """The files with the command's name, in the order in which they were tried."""
    environment = dict(os.environ if command.environment is None else command.environment)
    names = candidates(command.arguments[0], environment)
    return [os.path.join(command.directory or "", name) for name in names if "\0" not in name]


def _why_missing(path: str) -> str:
    """What a file that is there lacks; "" if it is not there."""
    if not os.path.lexists(path):
        return ""
    if not os.path.exists(path):
        return f"{_quoted(path)} is a symbolic link to a file that does not exist"
    for _ in range(_DEEPEST):
        needed = starter(path)
        if needed is None:
            break
        if not os.path.exists(needed.path):
            return _lacks(path, needed)
        path = needed.path
    return f"{_quoted(path)} needs an interpreter or a loader that does not exist"


def _lacks(path: str, needed: Starter) -> str:
    if not needed.script:
        return f"the ELF loader of {_quoted(path)}, {_quoted(needed.path)}, does not exist"
    why = ""
    if needed.path.endswith("\r"):
        why = " (the file has DOS line ends)"
    elif not needed.path.startswith("/"):
        why = " (#! takes no name to be searched for, it takes a path)"
    return f"the interpreter of {_quoted(path)}, {_quoted(needed.path)}, does not exist{why}"


def _why_refused(command: Command, code: int) -> str:
    reason = os.strerror(code)
    if code != errno.EACCES:
        return reason
    for path in _files(command):
        needed = starter(path) if os.access(path, os.X_OK) else None
        if needed is not None and not os.access(needed.path, os.X_OK):
            kind = "interpreter" if needed.script else "ELF loader"
            return f"{reason} (the {kind} of {_quoted(path)}, {_quoted(needed.path)}, may not be executed)"
    return reason


def _quoted(path: str) -> str:
    return shown(path, limit=_LONGEST)
