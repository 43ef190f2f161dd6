"""What launch() takes beside the command: Popen's arguments, and scpipe's own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, Literal, TypedDict, TypeVar

from scpipe.api.delivery import Listener
from scpipe.api.policies import PolicyLike
from scpipe.errors import UsageError
from scpipe.record import Record

StrOrBytesPath = str | bytes | os.PathLike[str] | os.PathLike[bytes]
Command = StrOrBytesPath | Sequence[StrOrBytesPath]
File = int | IO[Any] | None
Environment = Mapping[str, str] | Mapping[bytes, bytes] | None
Part = TypeVar("Part", bound=Record)

#: Arguments of Popen that cannot be had, and what to do instead.
NOT_HERE: Mapping[str, str] = {
    "preexec_fn": "no Python code runs between fork and exec: let a small program prepare and exec",
    "executable": "the executable is found by the command's first word",
    "universal_newlines": "use text",
    "close_fds": "the command gets 0, 1, 2 and pass_fds, never more",
    "restore_signals": "signals that Python ignores are always restored",
    "startupinfo": "there is no such thing on Linux",
    "creationflags": "there is no such thing on Linux",
}


class SandboxOptions(Record):
    """What Popen does not know: the policy, limits, and what is told."""

    policy: PolicyLike = None
    service: str | None = None
    on_event: Listener | None = None
    time_limit: float | None = None
    kill_after: float = 10.0
    orphans: Literal["wait", "kill"] = "wait"
    trap: Literal["all", "armed"] | None = None
    holders: bool = False
    show_data: int = 0
    backtrace: bool = False


class StreamOptions(Record):
    """The descriptors that the command gets, as for Popen."""

    stdin: File = None
    stdout: File = None
    stderr: File = None
    bufsize: int = -1
    pipesize: int = -1
    pass_fds: Sequence[int] = ()


class ProcessOptions(Record):
    """How the command's process is to be, as for Popen."""

    shell: bool = False
    cwd: StrOrBytesPath | None = None
    env: Environment = None
    start_new_session: bool = False
    process_group: int | None = None
    umask: int = -1
    user: str | int | None = None
    group: str | int | None = None
    extra_groups: Iterable[str | int] | None = None


class Options(Record):
    """The arguments of launch(), with their defaults (docs/reference/library.md)."""

    sandbox: SandboxOptions
    streams: StreamOptions
    process: ProcessOptions


class Keywords(TypedDict, total=False):
    """The same for type checkers; a test holds the two against each other."""

    policy: PolicyLike
    service: str | None
    on_event: Listener | None
    time_limit: float | None
    kill_after: float
    orphans: Literal["wait", "kill"]
    trap: Literal["all", "armed"] | None
    holders: bool
    show_data: int
    backtrace: bool
    stdin: File
    stdout: File
    stderr: File
    bufsize: int
    pipesize: int
    shell: bool
    cwd: StrOrBytesPath | None
    env: Environment
    pass_fds: Sequence[int]
    start_new_session: bool
    process_group: int | None
    umask: int
    user: str | int | None
    group: str | int | None
    extra_groups: Iterable[str | int] | None


def read_options(keywords: Keywords) -> Options:
    """The arguments as a value. Raises UsageError for one that does not exist or contradicts another."""
    for name in keywords:
        if name in NOT_HERE:
            raise UsageError(f"launch() has no {name}: {NOT_HERE[name]}")
        if name not in Keywords.__annotations__:
            raise UsageError(f"launch() has no argument {name}")
    options = Options(
        _part(SandboxOptions, keywords), _part(StreamOptions, keywords), _part(ProcessOptions, keywords)
    )
    _check(options.sandbox)
    return options


def _part(kind: type[Part], keywords: Mapping[str, Any]) -> Part:
    """The arguments that are the fields of a part."""
    return kind(**{name: keywords[name] for name in kind.__match_args__ if name in keywords})


def _check(options: SandboxOptions) -> None:
    if options.orphans not in ("wait", "kill"):
        raise UsageError(f"orphans={options.orphans!r}: allowed: 'wait', 'kill'")
    if options.trap not in (None, "all", "armed"):
        raise UsageError(f"trap={options.trap!r}: allowed: 'all', 'armed'")
    if options.service is not None and not isinstance(options.policy, (str, os.PathLike)):
        raise UsageError("service chooses from a SCONE session: give the session's path as policy")
    if options.time_limit is not None and options.time_limit <= 0:
        raise UsageError(f"time_limit={options.time_limit}: allowed: more than 0")
    if options.show_data < 0:
        raise UsageError(f"show_data={options.show_data}: allowed: 0 and more")


def read_command(command: Command, *, shell: bool) -> tuple[str, ...]:
    """The words to execute, as Popen reads them. Raises UsageError for none, ValueError for a NUL."""
    words: list[StrOrBytesPath]
    words = [command] if isinstance(command, (str, bytes, os.PathLike)) else list(command)
    if not words:
        raise UsageError("the command is empty")
    if shell:
        words = ["/bin/sh", "-c", *words]
    found = tuple(os.fsdecode(word) for word in words)
    if any("\0" in word for word in found):
        raise ValueError("embedded null byte")
    return found


def read_environment(environment: Environment) -> dict[str, str]:
    """The environment as strings; None is this process's own now. Raises ValueError as Popen does."""
    if environment is None:
        return dict(os.environ)
    found = {os.fsdecode(name): os.fsdecode(value) for name, value in environment.items()}
    for name, value in found.items():
        if "=" in name or "\0" in name + value:
            raise ValueError("illegal environment variable name" if "=" in name else "embedded null byte")
    return found


def shown(command: Command) -> str | Sequence[str]:
    """The command as results and errors name it."""
    if isinstance(command, (str, bytes, os.PathLike)):
        return os.fsdecode(command)
    return [os.fsdecode(word) for word in command]


PIPE, DEVNULL, STDOUT = subprocess.PIPE, subprocess.DEVNULL, subprocess.STDOUT
