"""One run, as one report file tells it: counts, programs, pairs, times. Pure, and bounded."""

from __future__ import annotations

from scpipe.record import Record
from scpipe.rendering.flows import Flows
from scpipe.rendering.programs import Programs, name_of
from scpipe.rendering.timeline import Timeline
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
from scpipe.report.tally import Tally

#: Things of one kind that a run remembers with their words.
MOST_MOMENTS = 200
MOST_UNAVAILABLE = 100


class Moment(Record):
    """Something that happened once: ``kind`` is start, refused, audit, note, unavailable or end."""

    time: float
    kind: str
    event: Event


class Run:
    """A run. ``name``: its file. Feed it every event, in order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.damaged = 0  # lines that could not be read
        self.damage = ""  # what was wrong with the first of them
        self.start: Start | None = None
        self.end: End | None = None
        self.tally = Tally()
        self.programs = Programs()
        self.flows = Flows()
        self.timeline = Timeline()
        self.moments: list[Moment] = []
        self.unavailable: dict[tuple[str, str, str], int] = {}  # program, call, relaxation

    @property
    def is_complete(self) -> bool:
        """Whether everything that happened is told: there is an end, and nothing was unreadable."""
        return self.end is not None and not self.damaged

    @property
    def has_events(self) -> bool:
        """Whether any line could be read."""
        return bool(self.moments or self.timeline.steps)

    @property
    def command(self) -> tuple[str, ...]:
        """The command and its arguments; empty where the report has no beginning."""
        return self.start.command if self.start else ()

    def note(self, event: Event, is_first: bool) -> None:
        """Take an event. ``is_first``: the run had no refusal of that kind before."""
        self.tally.note(event)
        if isinstance(event, Refusal | Repeated):
            self._refuse(event, is_first)
        elif isinstance(event, PairCreated):
            self.flows.make(event)
            self.timeline.note(event.time, pairs=1)
        elif isinstance(event, Exec):
            self.programs.start(event)
            self.timeline.note(event.time, programs=1)
        elif isinstance(event, Exit):
            self.programs.end(event.pid)
            self.timeline.note(event.time)
        elif isinstance(event, Unavailable):
            self._miss(event)
        else:
            self._tell(event)

    def miss_line(self, damage: str) -> None:
        """Count a line that could not be read."""
        self.damaged += 1
        self.damage = self.damage or damage

    def _tell(self, event: Start | Note | End) -> None:
        if isinstance(event, Start):
            self.start = self.start or event
        elif isinstance(event, End):
            self.end = event
        self._remember(event, "note" if isinstance(event, Note) else type(event).__name__.lower())

    def _refuse(self, event: Refusal | Repeated, is_first: bool) -> None:
        last, times = (event, 1) if isinstance(event, Refusal) else (event.last, event.count)
        self.timeline.note(event.time, refused=times)
        self.programs.refuse(last.pid, times)
        self.flows.refuse(last, times, self.programs)
        if is_first:
            self._remember(last, "refused" if last.enforced else "audit")

    def _miss(self, event: Unavailable) -> None:
        what = name_of(event.exe), event.syscall, event.relax
        if what in self.unavailable or len(self.unavailable) < MOST_UNAVAILABLE:
            self.unavailable[what] = self.unavailable.get(what, 0) + 1
        self._remember(event, "unavailable")

    def _remember(self, event: Event, kind: str) -> None:
        self.timeline.note(event.time)
        if len(self.moments) < MOST_MOMENTS or (kind == "end" and self.moments[-1].kind != "end"):
            self.moments.append(Moment(event.time, kind, event))


def ending(run: Run) -> str:
    """How a run ended, in words for people."""
    end = run.end
    if end is None:
        return "the report has no end: the run was killed, is going on, or could not begin"
    code = end.returncode
    own = f"the command ended with status {code}" if code >= 0 else f"the command died of signal {-code}"
    return f"{end.status}; {own}"


def gaps(run: Run) -> list[str]:
    """Why a run is not known as a whole; empty if it is."""
    told = []
    if run.end is None:
        told.append("it has no end, so that it lists no refusal means nothing")
    if run.damaged:
        lines = "1 line" if run.damaged == 1 else f"{run.damaged} lines"
        told.append(f"{lines} could not be read ({run.damage})")
    return told
