"""What host and supervisor process tell each other: one JSON object a line, in both directions.

Host: first a Request, then ``signal`` and ``kill``. Supervisor: the report's events
(docs/reference/report.md) and, among them, objects with the key ``control``: ``ready`` (the
first of all), ``started``, ``ended``, ``failed``. Names the kernel knows as bytes (arguments,
environment, directory) travel as bytes, one character each: the two processes need not agree on a
file system encoding.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from scpipe.record import Record, as_dict, field


class Program(Record):
    """What to run. ``process_group`` as setpgid(2)."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    directory: str | None = None
    process_group: int | None = None
    new_session: bool = False


class Enforced(Record):
    """The policy to run it under, where each value came from, and what to warn of."""

    policy: Mapping[str, object]
    origins: Mapping[str, str] = field(factory=dict)
    warnings: tuple[str, ...] = ()


class Request(Record):
    """What the supervisor is to do. ``timeout`` and ``kill_after`` in seconds."""

    program: Program
    enforced: Enforced
    timeout: float | None = None
    kill_after: float = 10.0
    orphans: str = "wait"
    trap: str | None = None
    holders: bool = False
    show_data: int = 0
    backtrace: bool = False


class Ready(Record):
    """An interpreter has begun with the service's code; until then sys.executable may be any program."""


class Started(Record):
    """The command's program has begun."""

    pid: int


class Ended(Record):
    """The command is gone; ``code`` as Popen.returncode. ``orphans``: processes of the sandbox still live."""

    code: int
    status: str
    detail: str = ""
    orphans: bool = False


class Failed(Record):
    """The command has not run: an error's class and text, and an errno with the file it is about."""

    error: str
    text: str
    errno: int = 0
    filename: str = ""


Control = Ready | Started | Ended | Failed
_CONTROLS: Mapping[str, type[Control]] = {
    "ready": Ready,
    "started": Started,
    "ended": Ended,
    "failed": Failed,
}


def encode_request(request: Request) -> bytes:
    """A request as one line."""
    program = as_dict(request.program)
    program["arguments"] = [_to_wire(word) for word in request.program.arguments]
    pairs = request.program.environment.items()
    program["environment"] = {_to_wire(name): _to_wire(value) for name, value in pairs}
    if request.program.directory is not None:
        program["directory"] = _to_wire(request.program.directory)
    return _line({**as_dict(request), "program": program, "enforced": as_dict(request.enforced)})


def decode_request(line: bytes) -> Request:
    """The request of a line."""
    record = json.loads(line)
    program, enforced = record.pop("program"), record.pop("enforced")
    program["arguments"] = tuple(_from_wire(word) for word in program["arguments"])
    pairs = program["environment"].items()
    program["environment"] = {_from_wire(name): _from_wire(value) for name, value in pairs}
    if program["directory"] is not None:
        program["directory"] = _from_wire(program["directory"])
    enforced["warnings"] = tuple(enforced["warnings"])
    return Request(Program(**program), Enforced(**enforced), **record)


def encode_signal(number: int) -> bytes:
    """Send a signal to the command."""
    return _line({"do": "signal", "number": number})


def encode_kill(status: str) -> bytes:
    """Kill the whole sandbox; ``status`` is what that means, unless something came first."""
    return _line({"do": "kill", "status": status})


def decode_order(line: bytes) -> tuple[str, int | str]:
    """``("signal", number)`` or ``("kill", status)``. Raises KeyError, ValueError for anything else."""
    record = json.loads(line)
    if record["do"] == "signal":
        return "signal", int(record["number"])
    return "kill", str(record["status"])


def encode_control(message: Control) -> bytes:
    """A control message as one line."""
    name = next(name for name, kind in _CONTROLS.items() if kind is type(message))
    return _line({"control": name, **as_dict(message)})


def decode_control(record: Mapping[str, object]) -> Control | None:
    """The control message of an object, None for any other. Raises KeyError, TypeError."""
    rest = dict(record)
    name = rest.pop("control", None)
    return None if name is None else _CONTROLS[str(name)](**rest)  # type: ignore[arg-type] # checked by our peer


def _line(record: Mapping[str, object]) -> bytes:
    return json.dumps(record, separators=(",", ":")).encode("ascii") + b"\n"


def _to_wire(text: str) -> str:
    return os.fsencode(text).decode("latin-1")


def _from_wire(text: str) -> str:
    return os.fsdecode(text.encode("latin-1"))
