"""What a report tells, gathered for people: who talks to whom, what was refused. Pure."""

from __future__ import annotations

from scpipe.record import Record, field
from scpipe.report.alike import CallGroup, call_group_of
from scpipe.report.events import (
    End,
    Event,
    Exec,
    Exit,
    Note,
    PairCreated,
    Refusal,
    Repeated,
    Start,
    Unavailable,
)
from scpipe.report.people import command_line, name_of
from scpipe.report.tally import Tally

#: A hostile program invents names without end: so many of each are told apart.
MOST_GROUPS = 200
MOST_MAKERS = 200
_MOST_NOTES = 100
_MOST_PROCESSES = 1 << 16
_MOST_EDGES = 12
_MOST_COMMANDS = 3


class Made(Record, frozen=False):
    """The pairs of one kind and mode that one program made; ``talk``: who wrote to whom, and how often."""

    pairs: int = 0
    first: int = 0
    commands: dict[str, None] = field(factory=dict)
    talk: dict[tuple[str, str], int] = field(factory=dict)


class Alike(Record, frozen=False):
    """Refusals that are one fault to people; ``first``: the first of them, on that ``line``."""

    line: int
    first: Refusal
    calls: int = 0


class Story:
    """Feed it every event with the number of its line."""

    def __init__(self) -> None:
        self.tally = Tally()
        self.start: Start | None = None
        self.end: End | None = None
        self.made: dict[tuple[str, str, str, str], Made] = {}
        self.refused: dict[CallGroup, Alike] = {}
        self.unavailable: dict[tuple[str, str], tuple[int, Unavailable]] = {}
        self.notes: list[tuple[int, Note]] = []
        self.left_out = 0
        self._programs: dict[int, str] = {}

    def note(self, line: int, event: Event) -> None:
        """Take one event."""
        self.tally.note(event)
        if isinstance(event, Start):
            self.start = event
        elif isinstance(event, End):
            self.end = event
        elif isinstance(event, Exec):
            self._note_program(event.pid, event.exe)
        elif isinstance(event, Exit):
            self._programs.pop(event.pid, None)
        elif isinstance(event, PairCreated):
            self._note_pair(line, event)
        elif isinstance(event, Refusal):
            self._note_refusals(line, event, 1)
        elif isinstance(event, Repeated):
            self._note_refusals(line, event.last, event.count)
        else:
            self._note_rest(line, event)

    def _note_program(self, pid: int, exe: str) -> None:
        if len(self._programs) >= _MOST_PROCESSES:
            del self._programs[next(iter(self._programs))]
        self._programs[pid] = exe

    def _note_pair(self, line: int, event: PairCreated) -> None:
        pair = event.pair
        made = self._made_by((pair.kind, pair.creator_exe, pair.mode, pair.rule), line)
        if made is None:
            return
        made.pairs += 1
        if len(made.commands) < _MOST_COMMANDS:
            made.commands[command_line(pair.creator_argv)] = None

    def _made_by(self, key: tuple[str, str, str, str], line: int) -> Made | None:
        if key not in self.made and len(self.made) >= MOST_MAKERS:
            self.left_out += 1
            return None
        return self.made.setdefault(key, Made(first=line))

    def _note_refusals(self, line: int, event: Refusal, times: int) -> None:
        group, pair = call_group_of(event), event.pair
        if group not in self.refused and len(self.refused) >= MOST_GROUPS:
            self.left_out += times
            return
        self.refused.setdefault(group, Alike(line, event)).calls += times
        self._programs.setdefault(event.pid, event.exe)
        if event.fd < 0:
            return
        made = self._made_by((pair.kind, pair.creator_exe, pair.mode, pair.rule), line)
        if made is not None and len(made.talk) < MOST_GROUPS:
            edge = (name_of(event.exe), self._readers(event))
            made.talk[edge] = made.talk.get(edge, 0) + times

    def _readers(self, event: Refusal) -> str:
        """Who else held an end to read from, as far as /proc showed it then."""
        reading = [each.pid for each in event.holders if each.end != "write"]
        pids = [pid for pid in reading if pid != event.pid] or reading
        names = dict.fromkeys(map(self._name, pids))
        return ", ".join([*names][:_MOST_COMMANDS]) or "?"

    def _name(self, pid: int) -> str:
        known = self._programs.get(pid)
        return f"process {pid}" if known is None else name_of(known)

    def _note_rest(self, line: int, event: Event) -> None:
        if isinstance(event, Unavailable):
            if len(self.unavailable) < MOST_GROUPS:
                self.unavailable.setdefault((event.exe, event.syscall), (line, event))
        elif isinstance(event, Note) and len(self.notes) < _MOST_NOTES:
            self.notes.append((line, event))
