"""What a run is told of in words: for each event the lines that people are to read. Never payload."""

from __future__ import annotations

from scpipe.report import closing
from scpipe.report.alike import Counts
from scpipe.report.commandline import hard, label
from scpipe.report.escape import escape
from scpipe.report.events import End, Event, Note, Refusal, Repeated, Start, TrapFacts, Unavailable
from scpipe.report.missing import Missing
from scpipe.report.places import places
from scpipe.report.rulehints import PolicyFile, RuleWatch
from scpipe.report.tally import Tally
from scpipe.report.wording import line, lines, remedy, sample, sentence, verb_of, why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    #: How much is said on stderr.
    Verbosity = Literal["quiet", "normal", "verbose"]

#: So many groups of alike refusals are told of; a hostile program invents names without end.
MOST_GROUPS = 20
#: A refusal that has been repeated so often has a line of its own; so many have.
_OFTEN = 1000
_MOST_OFTEN = 5
_CALL_LIMIT = 60


def refusal_message(refusal: Refusal, policy: PolicyFile) -> list[str]:
    """All that is to be said of one refusal: what, by whom, why, where in the program, and what to do."""
    told = lines(f"{verb_of(refusal)}: {sentence(refusal)}")
    told += lines(f"why: {why(refusal)}", 2)
    told += [line(place) for place in places(refusal)]
    shown = sample(refusal.message)
    told += [line(f"  data in hex: {shown}")] if shown else []
    hint, (_what, fix) = policy.hint(refusal), remedy(refusal.advice)
    told += lines(f"fix: {f'{fix}; or ' if fix else ''}{hint.text}", 2)
    return told + [line(f"    {rule}") for rule in hint.lines]


def in_one_line(refusal: Refusal, policy: PolicyFile) -> str:
    """The same as refusal_message() in one line, for those who show lines one by one."""
    hint, (_what, fix) = policy.hint(refusal), remedy(refusal.advice)
    fixes = " ".join([f"{fix}; or {hint.text}" if fix else hint.text, *hint.lines])
    return line(f"{verb_of(refusal)}: {sentence(refusal)}: {why(refusal)}; fix: {fixes}")


def refusal_line(refusal: Refusal) -> str:
    """One line: what was refused, by whom and why."""
    shown = sample(refusal.message)
    data = f" (data in hex: {shown})" if shown else ""
    return line(f"{verb_of(refusal)}: {sentence(refusal)}: {why(refusal)}{data}")


def unavailable_line(event: Unavailable) -> str:
    """One line for a safety refusal of the filter."""
    thread = "" if event.tid in (event.pid, 0) else f", thread {event.tid}"
    who = f"{label(event.exe, ())} (pid {event.pid}{thread})"
    told = f"unavailable: {escape(event.syscall, _CALL_LIMIT)} for {who}: {event.errno}, {event.reason}"
    return line(f"{told}; --relax {event.relax} lifts this" if event.relax else told)


def note_line(note: Note) -> str:
    """One line for a note, which begins with its level."""
    return line(f"{note.level}: {note.text}")


def trap_line(trap: TrapFacts) -> str:
    """Which writes are trapped, and why, without the name of scpipe."""
    which = "those to pairs" if trap.mode == "armed" else "all"
    return f"trapped writes: {which} (trap {trap.mode}: {trap.reason})"


def repeated_line(event: Repeated) -> str:
    """One line for a program that does again and again what is refused."""
    last = event.last
    verb = "refused" if last.enforced else "would have been refused"
    told = f"{sentence(last)}: {verb} {event.total} times by now"
    if last.advice.pattern == "error-report":
        told += "; musl's posix_spawn does that for ever: "
        told += f"allow {hard(last.pair.kind, _CALL_LIMIT)}s, or see that the program exists"
    return line(told)


class Teller:
    """Turns events into lines, as many as the verbosity asks for.

    ``tally``: the counts of somebody who notes every event before it comes here; None: it counts itself.
    """

    def __init__(self, verbosity: Verbosity, tally: Tally | None = None) -> None:
        self._verbosity = verbosity
        self._counts_itself = tally is None
        self._tally = tally or Tally()
        self._missing = Missing()
        self._alike = Counts(MOST_GROUPS)
        self._often = 0
        self._policy = PolicyFile()
        self._rules = RuleWatch()

    def lines(self, event: Event) -> list[str]:
        """What is to be said of an event, as one message."""
        if self._counts_itself:
            self._tally.note(event)
        if isinstance(event, Note):
            loud = event.level == "error" or self._verbosity != "quiet"
            return [note_line(event)] if loud else []
        if self._verbosity == "quiet":
            return []
        self._missing.note(event)
        self._rules.note(event)
        if isinstance(event, Refusal):
            return self._of_refusal(event)
        if isinstance(event, Repeated):
            self._alike.note(event.last, event.count)
            return [repeated_line(event)] if self._is_often(event) else []
        if isinstance(event, Unavailable):
            return [unavailable_line(event)] if self._verbosity == "verbose" else []
        if isinstance(event, Start):
            return self._at_start(event)
        return self._at_end() if isinstance(event, End) else []

    def interim(self) -> list[str]:
        """What has happened so far, for who asks."""
        return closing.interim(self._tally, self._alike)

    def _of_refusal(self, event: Refusal) -> list[str]:
        """The first of a group is told in full, the others with -v only."""
        if self._alike.note(event):
            return refusal_message(event, self._policy)
        if self._verbosity != "verbose":
            return []
        return [refusal_line(event), *map(line, places(event))]

    def _at_start(self, event: Start) -> list[str]:
        self._policy, self._rules = PolicyFile(event), RuleWatch(event)
        told = self._verbosity == "verbose" and event.trap.reason
        how = [line(trap_line(event.trap))] if told else []
        return how + [line(f"warning: {text}") for text in event.warnings]

    def _at_end(self) -> list[str]:
        told = [] if self._verbosity == "verbose" else closing.more(self._alike)
        for sentence_ in self._rules.sentences():
            told += lines(sentence_)
        return [*told, *closing.summary(self._tally), *map(line, self._missing.lines())]

    def _is_often(self, event: Repeated) -> bool:
        if self._verbosity == "verbose":
            return True
        before = event.total - event.count
        self._often += before < _OFTEN <= event.total
        return before < _OFTEN <= event.total and self._often <= _MOST_OFTEN
