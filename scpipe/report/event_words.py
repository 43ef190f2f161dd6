"""Everything that is known of one event of a report, in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from scpipe.policy.model import RELAXATIONS
from scpipe.report.escape import escape
from scpipe.report.events import (
    End,
    Event,
    Exec,
    Exit,
    Holder,
    MessageFacts,
    Note,
    PairCreated,
    PairFacts,
    Refusal,
    Repeated,
    Start,
    Unavailable,
)
from scpipe.report.people import TEXT_LIMIT, command_line, moment, name_of, noun_of
from scpipe.report.places import places
from scpipe.report.wording import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_COMMAND_LIMIT = 1000


def in_words(event: Event) -> list[str]:
    """The lines that tell an event."""
    return [*_TELLERS[type(event)](event)]


def headline(event: Event) -> str:
    """One line that says which event this is."""
    return next(iter(_TELLERS[type(event)](event)))


def pair_of(event: Event) -> int:
    """The number of the pair that an event is about; 0 if about none."""
    if isinstance(event, Repeated):
        event = event.last
    return event.pair.id if isinstance(event, (PairCreated, Refusal)) else 0


def process_of(event: Event) -> int:
    """The process that an event is about; 0 if about none."""
    if isinstance(event, Repeated):
        event = event.last
    return event.pid if isinstance(event, (PairCreated, Refusal, Unavailable, Exec, Exit)) else 0


def _start(event: Start) -> Iterator[str]:
    yield f"the run of {command_line(event.command, _COMMAND_LIMIT)} began"
    yield f"when: {moment(event.time)}"
    yield f"scpipe: {escape(event.version)}"
    yield from _table("policy", event.policy, event.origins)
    yield from _table("kernel", event.kernel, {})
    why = escape(event.trap.reason, TEXT_LIMIT) or "no write is trapped"
    yield f"trapped writes: {escape(event.trap.mode)} ({why})"
    yield from (f"warning: {escape(text, TEXT_LIMIT)}" for text in event.warnings)


def _table(title: str, values: Mapping[str, object], origins: Mapping[str, str]) -> Iterator[str]:
    for key, value in values.items():
        source = f" (from {escape(origins[key], TEXT_LIMIT)})" if key in origins else ""
        yield f"{title}: {escape(key)} = {escape(str(value), TEXT_LIMIT)}{source}"


def _pair_created(event: PairCreated) -> Iterator[str]:
    maker = _who(event.pair.creator_exe, event.pid, event.tid)
    yield f"{noun_of(event.pair.kind)} #{event.pair.id} was made by {maker}"
    yield f"when: {moment(event.time)}"
    yield from _pair(event.pair)
    yield f"descriptors: {event.fds[0]} and {event.fds[1]}"
    yield from _holders(event.holders)


def _refusal(event: Refusal) -> Iterator[str]:
    verb = "was refused" if event.enforced else "would have been refused"
    where = f" to {noun_of(event.pair.kind)} #{event.pair.id}" if event.fd >= 0 else ""
    yield f"{escape(event.syscall)}{where} by {_who(event.exe, event.pid, event.tid)} {verb}"
    yield f"when: {moment(event.time)}"
    what = f": {escape(event.advice.what, TEXT_LIMIT)}" if event.advice.what else ""
    yield f"why: {escape(event.verdict, TEXT_LIMIT)}{what}"
    yield from (place.strip() for place in places(event))
    yield f"what to do: {escape(event.advice.to_do, TEXT_LIMIT)} (pattern: {escape(event.advice.pattern)})"
    yield (
        f"the call failed with {escape(event.errno)}"
        if event.enforced
        else "the call went through: an audit refuses nothing"
    )
    yield f"program: {escape(event.exe, TEXT_LIMIT)}"
    yield f"command line: {command_line(event.argv, _COMMAND_LIMIT) or 'not known'}"
    if event.parent is None:
        yield "parent: not known"
    else:
        words = command_line(event.parent.argv, _COMMAND_LIMIT)
        yield f"parent: {_who(event.parent.exe, event.parent.pid, 0)}: {words}"
    if event.fd >= 0:
        yield f"descriptor: {event.fd}"
    yield from _message(event.message, event.event_byte)
    certain = "certain" if event.other_exact else "an indication, no proof"
    yield f"under the other first-message reading: {escape(event.other_reading, TEXT_LIMIT)} ({certain})"
    if event.pair.id:
        yield from _pair(event.pair)
    yield from _holders(event.holders)


def _message(message: MessageFacts | None, event_byte: int) -> Iterator[str]:
    if message is None:
        yield "message: none that could be looked at"
        return
    kinds = [
        "all bytes alike" if message.uniform else "bytes that differ",
        *(["printable"] if message.printable else []),
        *(["with descriptors or other control data"] if message.ancillary else []),
        "the first of its pair" if message.first else "not the first of its pair",
    ]
    yield f"message: {count(message.length, 'byte')}, {', '.join(kinds)}"
    if message.first_byte >= 0:
        yield f"first byte: {_byte(message.first_byte)}"
    if message.offending_byte >= 0:
        yield f"wrong byte: {_byte(message.offending_byte)} at offset {message.offending_offset}"
    yield f"event byte of the pair: {_byte(event_byte) if event_byte >= 0 else 'none yet'}"
    if message.sample:
        yield f"beginning, in hexadecimal: {escape(message.sample, TEXT_LIMIT)}"


def _repeated(event: Repeated) -> Iterator[str]:
    yield f"{count(event.count, 'more refusal')} like the one below, {event.total} in all by then"
    yield from (f"the last of them: {line}" for line in _refusal(event.last))


def _unavailable(event: Unavailable) -> Iterator[str]:
    yield f"{escape(event.syscall)} of {_who(event.exe, event.pid, event.tid)} was refused for safety's sake"
    yield f"when: {moment(event.time)}"
    yield f"why: {escape(event.reason, TEXT_LIMIT)}"
    yield f"the call failed with {escape(event.errno)}"
    lost = RELAXATIONS.get(event.relax)
    yield f"lifted by: --relax {event.relax}; then {lost}" if lost else "lifted by: nothing"
    yield f"program: {escape(event.exe, TEXT_LIMIT)}"


def _exec(event: Exec) -> Iterator[str]:
    yield f"process {event.pid} began to run {escape(event.exe, TEXT_LIMIT)}"
    yield f"when: {moment(event.time)}"
    yield f"command line: {command_line(event.argv, _COMMAND_LIMIT)}"
    yield f"made by process {event.parent}" if event.parent else "nobody saw which process made it"


def _exit(event: Exit) -> Iterator[str]:
    how = f"died of signal {event.signal}" if event.signal >= 0 else f"ended with status {event.status}"
    yield f"process {event.pid} {how}"
    yield f"when: {moment(event.time)}"


def _note(event: Note) -> Iterator[str]:
    yield f"{escape(event.level)}: {escape(event.text, TEXT_LIMIT)}"
    yield f"when: {moment(event.time)}"


def _end(event: End) -> Iterator[str]:
    yield f"the run was over: {escape(event.status)}"
    yield f"when: {moment(event.time)}"
    code = event.returncode
    yield f"the command died of signal {-code}" if code < 0 else f"the command ended with status {code}"
    yield f"{event.processes} processes, {event.pairs} pairs"
    yield f"{event.refused} refused, {event.would_refuse} would have been, {event.unavailable} not available"
    yield from (f"for SCONE: {escape(name)}={escape(str(mode))}" for name, mode in event.needs.items())


def _pair(pair: PairFacts) -> Iterator[str]:
    by = f"by the rule for {escape(pair.rule, TEXT_LIMIT)}" if pair.rule else "the policy's own mode"
    yield f"pair: {noun_of(pair.kind)} #{pair.id}, {escape(pair.mode)} ({by})"
    if pair.creator_exe:
        words = command_line(pair.creator_argv, _COMMAND_LIMIT)
        yield f"made by: {escape(pair.creator_exe, TEXT_LIMIT)}, process {pair.creator_pid}: {words}"
    else:
        yield "made by: nobody saw that"


def _holders(holders: Iterable[Holder]) -> Iterator[str]:
    for each in holders:
        yield f"held by: process {each.pid} as descriptor {each.fd} ({escape(each.end)})"


def _who(exe: str, pid: int, tid: int) -> str:
    thread = "" if tid in (pid, 0) else f", thread {tid}"
    return f"{name_of(exe)}[{pid}{thread}]"


def _byte(value: int) -> str:
    shown = f" ({chr(value)!r})" if 0x20 <= value < 0x7F else ""
    return f"0x{value:02x}{shown}"


_TELLERS: Mapping[type[Any], Callable[[Any], Iterator[str]]] = {
    Start: _start,
    PairCreated: _pair_created,
    Refusal: _refusal,
    Repeated: _repeated,
    Unavailable: _unavailable,
    Exec: _exec,
    Exit: _exit,
    Note: _note,
    End: _end,
}
