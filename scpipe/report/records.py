"""Events as the JSON objects of a report file (docs/reference/report.md).

Keys are the names of the events' fields, in their order; a pair, a message and an advice are
objects of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scpipe.record import as_dict
from scpipe.report.events import (
    Advice,
    End,
    Event,
    Exec,
    Exit,
    Frame,
    Holder,
    MessageFacts,
    Note,
    PairCreated,
    PairFacts,
    Program,
    Refusal,
    Repeated,
    Start,
    Unavailable,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Record = dict[str, object]

#: Longest string and list taken over from a tracee: execve(2) allows 128 KiB and 2 MiB.
_TEXT_LIMIT = 4096
_LIST_LIMIT = 256


def to_record(event: Event) -> Record:
    """An event as one JSON object. Keys keep their order; "there is none" (-1) is None."""
    return _WRITERS[type(event)](event)


def _text(text: str, limit: int = _TEXT_LIMIT) -> str:
    """Valid Unicode: many JSON readers refuse lone surrogates, so undecodable bytes become \\xNN."""
    if len(text) > limit:
        text = text[: limit - 3] + "..."
    return text if text.isascii() else "".join(_spell(letter) for letter in text)


def _spell(letter: str) -> str:
    code = ord(letter)
    if not 0xD800 <= code <= 0xDFFF:
        return letter
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def _texts(texts: tuple[str, ...]) -> list[str]:
    cut = [_text(text) for text in texts[:_LIST_LIMIT]]
    return cut if len(texts) <= _LIST_LIMIT else [*cut, f"... ({len(texts) - _LIST_LIMIT} more)"]


def _plain(value: object) -> object:
    """Policy and kernel facts as JSON values: str-Enums, sets and tuples occur in them."""
    if isinstance(value, str):
        return _text(str(getattr(value, "value", value)))
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else _text(str(value))


def _some(value: int) -> int | None:
    return None if value < 0 else value


def _start(event: Start) -> Record:
    return {
        "event": "start",
        "time": event.time,
        "version": event.version,
        "command": _texts(event.command),
        "policy": _plain(event.policy),
        "origins": _plain(event.origins),
        "kernel": _plain(event.kernel),
        "trap": {"mode": event.trap.mode, "reason": _text(event.trap.reason) or None},
        "warnings": [_text(text) for text in event.warnings],
    }


def _facts(pair: PairFacts) -> Record:
    return {
        "id": pair.id,
        "kind": pair.kind,
        "mode": pair.mode,
        "creator_pid": pair.creator_pid,
        "creator_exe": _text(pair.creator_exe),
        "creator_argv": _texts(pair.creator_argv),
        "rule": _text(pair.rule),
    }


def _holders(holders: tuple[Holder, ...]) -> list[Record]:
    return [{"pid": holder.pid, "fd": holder.fd, "end": holder.end} for holder in holders]


def _backtraces(**stacks: tuple[Frame, ...]) -> Record:
    """The stacks that there are, by their keys."""
    return {key: [_frame(frame) for frame in frames] for key, frames in stacks.items() if frames}


def _frame(frame: Frame) -> Record:
    return {
        "language": frame.language,
        "module": _text(frame.module) or None,
        "function": _text(frame.function) or None,
        "file": _text(frame.file) or None,
        "line": frame.line or None,
        "address": _some(frame.address),
    }


def _pair(event: PairCreated) -> Record:
    return {
        "event": "pair",
        "time": event.time,
        "pid": event.pid,
        "tid": event.tid,
        "pair": _facts(event.pair),
        "fds": list(event.fds),
        "holders": _holders(event.holders),
        **_backtraces(backtrace=event.backtrace),
    }


def _message(message: MessageFacts | None) -> Record | None:
    if message is None:
        return None
    record: Record = {
        "length": message.length,
        "first_byte": _some(message.first_byte),
        "offending_byte": _some(message.offending_byte),
        "offending_offset": _some(message.offending_offset),
        "uniform": message.uniform,
        "printable": message.printable,
        "ancillary": message.ancillary,
        "first": message.first,
    }
    if message.sample:
        record["sample"] = _text(message.sample)
    return record


def _program(program: Program | None) -> Record | None:
    if program is None:
        return None
    return {"pid": program.pid, "exe": _text(program.exe), "argv": _texts(program.argv)}


def _refusal(event: Refusal) -> Record:
    return {
        "event": "refused" if event.enforced else "would-refuse",
        "time": event.time,
        "pid": event.pid,
        "tid": event.tid,
        "exe": _text(event.exe),
        "argv0": _text(event.argv0),
        "argv": _texts(event.argv),
        "parent": _program(event.parent),
        "syscall": event.syscall,
        "fd": _some(event.fd),
        "pair": _facts(event.pair),
        "event_byte": _some(event.event_byte),
        "message": _message(event.message),
        "errno": event.errno,
        "verdict": event.verdict,
        "other_reading": event.other_reading,
        "other_exact": event.other_exact,
        "enforced": event.enforced,
        "holders": _holders(event.holders),
        "advice": _advice(event.advice),
        **_backtraces(backtrace=event.backtrace, creator_backtrace=event.creator_backtrace),
    }


def _advice(advice: Advice) -> Record:
    texts = {"text": advice.text, "what": advice.what, "fix": advice.fix}
    return {"pattern": advice.pattern, **{key: _text(text) for key, text in texts.items()}}


def _repeated(event: Repeated) -> Record:
    counts: Record = {"event": "repeated", "time": event.time, "count": event.count, "total": event.total}
    return {**counts, "last": _refusal(event.last)}


def _unavailable(event: Unavailable) -> Record:
    return {
        "event": "unavailable",
        "time": event.time,
        "pid": event.pid,
        "tid": event.tid,
        "exe": _text(event.exe),
        "syscall": event.syscall,
        "errno": event.errno,
        "reason": event.reason,
        "relax": event.relax,
    }


def _exec(event: Exec) -> Record:
    head: Record = {"event": "exec", "time": event.time, "pid": event.pid, "parent": event.parent}
    return {**head, "exe": _text(event.exe), "argv": _texts(event.argv)}


def _exit(event: Exit) -> Record:
    head: Record = {"event": "exit", "time": event.time, "pid": event.pid}
    return {**head, "status": _some(event.status), "signal": _some(event.signal)}


def _note(event: Note) -> Record:
    return {"event": "note", "time": event.time, "level": event.level, "text": _text(event.text)}


def _end(event: End) -> Record:
    return {"event": "end", **as_dict(event), "needs": dict(event.needs)}


_WRITERS: Mapping[type[Any], Callable[[Any], Record]] = {
    Start: _start,
    PairCreated: _pair,
    Refusal: _refusal,
    Repeated: _repeated,
    Unavailable: _unavailable,
    Exec: _exec,
    Exit: _exit,
    Note: _note,
    End: _end,
}
