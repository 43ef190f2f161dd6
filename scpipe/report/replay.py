"""A report file read back into events."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from scpipe.errors import ReportError
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
    TrapFacts,
    Unavailable,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def read_events(lines: Iterable[str | bytes], name: str = "report") -> Iterator[Event]:
    """The events of a report file, in order. Raises ReportError with ``name`` and the line number.

    Whether the report is complete is the reader's to see: its last event is then an End.
    """
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise ReportError(f"{name}:{number}: not a line of JSON: {error}") from None
        except RecursionError:
            raise ReportError(f"{name}:{number}: nested too deep for a report") from None
        if not isinstance(record, dict):
            raise ReportError(f"{name}:{number}: not a JSON object")
        try:
            yield from_record(record)
        except ReportError as error:
            raise ReportError(f"{name}:{number}: {error}") from None


def from_record(record: Mapping[str, Any]) -> Event:
    """The event of one object of a report file. Raises ReportError on anything else."""
    name = record.get("event")
    if not isinstance(name, str) or name not in _READERS:
        raise ReportError(f"not an event of a report: {str(name)[:40]!r}")
    try:
        return _READERS[name](record)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReportError(f"a broken {name!r} event: {error}") from None


def _none(value: int | None) -> int:
    return -1 if value is None else value


def _read_holders(record: Mapping[str, Any]) -> tuple[Holder, ...]:
    return tuple(Holder(**holder) for holder in record["holders"])


def _read_stack(record: Mapping[str, Any], key: str) -> tuple[Frame, ...]:
    return tuple(_read_frame(frame) for frame in record.get(key, ()))


def _read_frame(record: Mapping[str, Any]) -> Frame:
    module, function, file = (record[key] or "" for key in ("module", "function", "file"))
    return Frame(record["language"], module, function, file, record["line"] or 0, _none(record["address"]))


def _read_message(record: Mapping[str, Any] | None) -> MessageFacts | None:
    if record is None:
        return None
    bytes_ = {key: _none(record[key]) for key in ("first_byte", "offending_byte", "offending_offset")}
    return MessageFacts(**{**record, **bytes_})


def _read_start(record: Mapping[str, Any]) -> Start:
    rest = {key: record[key] for key in ("time", "version", "policy", "origins", "kernel")}
    trap = TrapFacts(record["trap"]["mode"], record["trap"]["reason"] or "")
    return Start(command=tuple(record["command"]), trap=trap, warnings=tuple(record["warnings"]), **rest)


def _read_facts(record: Mapping[str, Any]) -> PairFacts:
    return PairFacts(**{**record, "creator_argv": tuple(record["creator_argv"])})


def _read_program(record: Mapping[str, Any] | None) -> Program | None:
    return None if record is None else Program(record["pid"], record["exe"], tuple(record["argv"]))


def _read_pair(record: Mapping[str, Any]) -> PairCreated:
    first, second = record["fds"]
    who = {key: record[key] for key in ("time", "pid", "tid")}
    pair, holders = _read_facts(record["pair"]), _read_holders(record)
    stack = _read_stack(record, "backtrace")
    return PairCreated(pair=pair, fds=(first, second), holders=holders, backtrace=stack, **who)


_SAME_IN_REFUSALS = (
    *("time", "pid", "tid", "exe", "argv0", "syscall"),
    *("errno", "verdict", "other_reading", "other_exact", "enforced"),
)


def _read_refusal(record: Mapping[str, Any]) -> Refusal:
    return Refusal(
        fd=_none(record["fd"]),
        argv=tuple(record["argv"]),
        parent=_read_program(record["parent"]),
        pair=_read_facts(record["pair"]),
        event_byte=_none(record["event_byte"]),
        message=_read_message(record["message"]),
        holders=_read_holders(record),
        advice=Advice(**record["advice"]),
        backtrace=_read_stack(record, "backtrace"),
        creator_backtrace=_read_stack(record, "creator_backtrace"),
        **{key: record[key] for key in _SAME_IN_REFUSALS},
    )


def _read_repeated(record: Mapping[str, Any]) -> Repeated:
    return Repeated(record["time"], record["count"], record["total"], _read_refusal(record["last"]))


def _read_exec(record: Mapping[str, Any]) -> Exec:
    return Exec(record["time"], record["pid"], record["exe"], tuple(record["argv"]), record["parent"])


def _read_exit(record: Mapping[str, Any]) -> Exit:
    return Exit(record["time"], record["pid"], _none(record["status"]), _none(record["signal"]))


def _fields_of(kind: type[Any]) -> Callable[[Mapping[str, Any]], Any]:
    names: tuple[str, ...] = kind.__match_args__
    return lambda record: kind(**{name: record[name] for name in names})


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Event]] = {
    "start": _read_start,
    "pair": _read_pair,
    "refused": _read_refusal,
    "would-refuse": _read_refusal,
    "repeated": _read_repeated,
    "unavailable": _fields_of(Unavailable),
    "exec": _read_exec,
    "exit": _read_exit,
    "note": _fields_of(Note),
    "end": _fields_of(End),
}
