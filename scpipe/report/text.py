"""The voice on stderr: one line for a refusal, a verdict for a porter at the end. Never payload."""

from __future__ import annotations

import errno

from scpipe.policy.model import FirstMessage, PairKind
from scpipe.report.advice import CREATIONS, variable
from scpipe.report.alike import Group, group_of
from scpipe.report.escape import escape
from scpipe.report.events import (
    End,
    Event,
    MessageFacts,
    Note,
    Refusal,
    Repeated,
    Start,
    TrapFacts,
    Unavailable,
)
from scpipe.report.missing import Missing
from scpipe.report.places import places
from scpipe.report.stream import write_all
from scpipe.report.tally import KindTally, ProgramTally, Tally

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    #: How much is said on stderr.
    Verbosity = Literal["quiet", "normal", "verbose"]

#: Longest line in characters, so that a line is one write(2) to a pipe.
LINE_LIMIT = 1000
_NAME_LIMIT = 60
_SHOWN_PROGRAMS = 3
#: So many groups of alike refusals are told of; a hostile program invents names without end.
MOST_GROUPS = 20
#: A refusal that has been repeated so often has a line of its own; so many have.
_OFTEN = 1000
_MOST_OFTEN = 5

#: Seconds a full stderr is waited for; after a line was lost it is not waited for until one gets through.
PATIENCE = 1.0


def refusal_line(refusal: Refusal) -> str:
    """One line: what was refused, where, by whom, why, and what to do."""
    verb = "refused" if refusal.enforced else "would refuse"
    parts = [f"{_what(refusal)} by {_who(refusal.exe, refusal.pid, refusal.tid)}"]
    if refusal.fd >= 0:
        parts[0] += f" fd {refusal.fd}"
    why = _why(refusal)
    if refusal.message is not None and refusal.message.sample:
        why += f" (data in hex: {escape(refusal.message.sample)})"
    return _line(f"{verb}: {parts[0]}: {why}; {refusal.advice.text}")


def unavailable_line(event: Unavailable) -> str:
    """One line for a safety refusal of the filter."""
    line = f"unavailable: {escape(event.syscall, _NAME_LIMIT)} for {_who(event.exe, event.pid, event.tid)}"
    line += f" ({event.errno}): {event.reason}"
    return _line(f"{line}; --relax {event.relax} lifts this" if event.relax else line)


def note_line(note: Note) -> str:
    """One line for a note, which begins with its level."""
    return _line(f"{note.level}: {note.text}")


def trap_line(trap: TrapFacts) -> str:
    """Which writes are trapped, and why, without the name of scpipe."""
    which = "those to pairs" if trap.mode == "armed" else "all"
    return f"trapped writes: {which} (trap {trap.mode}: {trap.reason})"


def repeated_line(event: Repeated) -> str:
    """One line for a program that does again and again what is refused."""
    last = event.last
    verb = "refused" if last.enforced else "would have been refused"
    line = f"{_what(last)} by {_who(last.exe, last.pid, last.tid)}: {verb} {event.total} times by now"
    if last.advice.pattern == "error-report":
        line += "; musl's posix_spawn does that for ever: "
        line += f"allow {last.pair.kind}s, or see that the program exists"
    return _line(line)


def summary(tally: Tally) -> list[str]:
    """The lines at the end of a run; none where nothing was refused or reported."""
    if not tally.refused and not tally.would_refuse:
        return []
    verdicts = "; ".join(_verdict(kind, counts) for kind, counts in tally.kinds.items())
    lines = [_line(_totals(tally)), _line(f"under SCONE 7.0: {verdicts}")]
    other = _other_reading(tally)
    return [*lines, _line(other)] if other else lines


class TextReporter:
    """A sink for stderr. It never raises: what cannot be written is dropped and counted.

    ``tally``: the counts of somebody who notes every event before it comes here; None: it counts itself.
    """

    def __init__(self, stream_fd: int, verbosity: Verbosity = "normal", tally: Tally | None = None) -> None:
        self.dropped = 0
        self._fd = stream_fd
        self._verbosity = verbosity
        self._counts = tally is None
        self._tally = tally or Tally()
        self._missing = Missing()
        self._alike: dict[Group, int] = {}  # how many more than the one that was told
        self._left_out = 0
        self._often = 0
        self._patience = PATIENCE
        self._torn = False  # a line was cut short: begin the next one on a line of its own

    def emit(self, event: Event) -> None:
        """Say what the verbosity asks for."""
        if self._counts:
            self._tally.note(event)
        self._missing.note(event)
        for line in self._lines(event):
            self._say(line)
        if isinstance(event, End) and self.dropped and self._verbosity != "quiet":
            self._say(_line(f"{self.dropped} lines were lost: stderr could not take them"))

    def _lines(self, event: Event) -> list[str]:
        if isinstance(event, Note):
            loud = event.level == "error" or self._verbosity != "quiet"
            return [note_line(event)] if loud else []
        if self._verbosity == "quiet":
            return []
        if isinstance(event, Refusal):
            return [refusal_line(event), *map(_line, places(event))] if self._is_news(event, 1) else []
        if isinstance(event, Repeated):
            self._is_news(event.last, event.count)
            return [repeated_line(event)] if self._is_often(event) else []
        if isinstance(event, Unavailable):
            return [unavailable_line(event)] if self._verbosity == "verbose" else []
        if isinstance(event, Start):
            return [*self._how(event), *(_line(f"warning: {text}") for text in event.warnings)]
        if not isinstance(event, End):
            return []
        return [*self._more(), *summary(self._tally), *map(_line, self._missing.lines())]

    def _how(self, event: Start) -> list[str]:
        """Which writes are trapped, for whoever wants to know everything."""
        told = self._verbosity == "verbose" and event.trap.reason
        return [_line(trap_line(event.trap))] if told else []

    def _is_news(self, event: Refusal, times: int) -> bool:
        """True for the first of its group; the others are counted. With -v all are news."""
        if self._verbosity == "verbose":
            return True
        group = group_of(event)
        if group in self._alike:
            self._alike[group] += times
        elif len(self._alike) < MOST_GROUPS:
            self._alike[group] = times - 1
            return True
        else:
            self._left_out += times
        return False

    def _is_often(self, event: Repeated) -> bool:
        if self._verbosity == "verbose":
            return True
        before = event.total - event.count
        self._often += before < _OFTEN <= event.total
        return before < _OFTEN <= event.total and self._often <= _MOST_OFTEN

    def _more(self) -> list[str]:
        """What was not told one by one, at the end."""
        counts = self._alike.items()
        lines = [_line(f"and {more} more alike: {_about(group)}") for group, more in counts if more]
        if self._left_out:
            lines.append(_line(f"and {_count(self._left_out, 'refusal')} of other programs and kinds"))
        return lines

    def _say(self, line: str) -> None:
        data = (("\n" if self._torn else "") + line + "\n").encode("utf-8", "backslashreplace")
        written = write_all(self._fd, data, self._patience)
        if written.error:
            self.dropped += 1
            self._torn = self._torn or written.count > 0
            self._patience = 0.0 if written.error == errno.ETIMEDOUT else self._patience
        else:
            self._torn = False
            self._patience = PATIENCE


def _line(text: str) -> str:
    """Escaping the whole line once more keeps marks apart that only meet where parts are joined."""
    return escape(f"scpipe: {text}", LINE_LIMIT)


def _who(exe: str, pid: int, tid: int) -> str:
    name = escape(exe.rsplit("/", 1)[-1] or "?", _NAME_LIMIT)
    return f"{name}[{pid}]" if tid in (pid, 0) else f"{name}[{pid}, thread {tid}]"


def _what(refusal: Refusal) -> str:
    syscall = escape(refusal.syscall, _NAME_LIMIT)
    if refusal.message is None and (refusal.fd < 0 or refusal.syscall in CREATIONS):
        return syscall
    size = "" if refusal.message is None else f" of {_count(refusal.message.length, 'byte')}"
    maker = refusal.pair.creator_exe.rsplit("/", 1)[-1]
    made = f" (made by {escape(maker, _NAME_LIMIT)}[{refusal.pair.creator_pid}])" if maker else ""
    return f"{syscall}{size} to {refusal.pair.kind} #{refusal.pair.id}{made}"


def _about(group: Group) -> str:
    """A group in the words of its first line, without numbers."""
    by = f"{group.syscall} by {escape(group.writer or '?', _NAME_LIMIT)}"
    made = f" made by {escape(group.maker, _NAME_LIMIT)}" if group.maker else ""
    where = "" if group.syscall in CREATIONS else f" to {group.kind}s{made}"
    return f"{by}{where} ({group.pattern})"


def _why(refusal: Refusal) -> str:
    message = refusal.message
    if message is None or message.ancillary or message.offending_byte < 0:
        return refusal.verdict
    return _difference(message, refusal.event_byte)


def _difference(message: MessageFacts, event_byte: int) -> str:
    found = f"byte 0x{message.offending_byte:02x} at offset {message.offending_offset} differs from"
    if event_byte >= 0:
        return f"{found} the event byte 0x{event_byte:02x}"
    return f"{found} the first byte 0x{message.first_byte:02x}, and a first message must repeat one byte"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _totals(tally: Tally) -> str:
    calls = tally.refused + tally.would_refuse
    verb = "refused" if tally.refused else "would have been refused"
    kinds = [f"{kind.value} {counts.refusals}" for kind, counts in tally.kinds.items() if counts.refusals]
    pairs = sum(len(counts.concerned) for counts in tally.kinds.values())
    where = f" on {_count(pairs, 'pair')}" if pairs else ""
    return f"{_count(calls, 'call')} {verb}{where} ({', '.join(kinds)})"


def _verdict(kind: PairKind, counts: KindTally) -> str:
    name = variable(kind.value)
    if counts.messages:
        return f"{name} must be allow ({_programs(counts)})"
    if counts.unjudged:
        return f"{name}=allow was not judged"
    if counts.denied:
        return f"{name} must be at least allow-events ({_programs(counts)})"
    return f"{name}={counts.need().value} ok"


def _programs(counts: KindTally) -> str:
    ordered = sorted(counts.programs.items(), key=lambda item: -item[1].calls)
    told = [_program(name, program) for name, program in ordered[:_SHOWN_PROGRAMS]]
    rest = len(ordered) - len(told)
    return "; ".join([*told, _count(rest, "more program")] if rest else told)


def _program(name: str, program: ProgramTally) -> str:
    pairs = len(program.pairs)
    where = _count(pairs, "pair") if pairs else _count(program.calls, "call")
    return f"{escape(name or '?', _NAME_LIMIT)} {program.pattern}, {where}"


def _other_reading(tally: Tally) -> str:
    """What SCONE's literal reading would have changed, where it would have changed everything."""
    messages = sum(counts.messages for counts in tally.kinds.values())
    accepted = sum(counts.other_accepts for counts in tally.kinds.values())
    if tally.first_message != FirstMessage.UNIFORM.value or not messages or accepted < messages:
        return ""
    exact = all(counts.other_exact for counts in tally.kinds.values())
    doubt = "" if exact else " (as far as can be told)"
    return f"first-message any would have let every refused message pass{doubt}"
