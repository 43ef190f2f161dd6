"""What each program of a run needed of its pairs: collected while events pass."""

from __future__ import annotations

from collections.abc import Callable

from scpipe.linux import procfs
from scpipe.linux.procfs import Identity
from scpipe.numbers import NumberSet
from scpipe.policy.model import PairKind, PairMode
from scpipe.record import Record, field
from scpipe.report.events import Event, Exec, Exit, PairCreated, Refusal, Repeated, Unavailable
from scpipe.report.tally import PASSES

#: More makers than this, or pairs alive in memory, are not told apart: a hostile program makes up both.
MOST_MAKERS = 1024
MOST_PAIRS = 1 << 18
_MOST_PROCESSES = 1 << 16
_MOST_STARTED = 8


class Maker(Record):
    """Which program makes pairs: its path as the kernel shows it, and its file; "" and 0 where unknown."""

    path: str
    device: int = 0
    inode: int = 0


NOBODY = Maker("")


class Use(Record, frozen=False):
    """What the pairs of one kind that one program made were used for.

    ``rule``: the pattern of the rule that gave them their mode, "" for the policy's own. ``example``: the
    first message that carried data. ``with_any``: the other first-message reading would let all pass, and
    that is certain.
    """

    pairs: int = 0
    rule: str = ""
    argv: tuple[str, ...] = ()
    messages: int = 0
    concerned: NumberSet = field(factory=NumberSet)
    patterns: dict[str, int] = field(factory=dict)
    example: Refusal | None = None
    with_any: bool = True

    def need(self) -> PairMode:
        """The least mode under which everything would have gone through."""
        if self.messages:
            return PairMode.ALLOW
        return PairMode.ALLOW_EVENTS if self.pairs else PairMode.DENY


def _identity(pid: int) -> Identity:
    return procfs.identity(pid, arguments=False)


class Needs:
    """A sink for the events of an audit in which no kind of pair is denied.

    ``identify``: the identity of the program that a process runs now. It is asked while the process stands
    still, after the call that made a pair.
    """

    def __init__(self, identify: Callable[[int], Identity] = _identity) -> None:
        self.uses: dict[PairKind, dict[Maker, Use]] = {kind: {} for kind in PairKind}
        self.started: dict[str, dict[str, None]] = {}  # names of the programs that a program has started
        self.unavailable: dict[str, Unavailable] = {}  # by the relaxation that lifts it
        self.crowded = False
        self._identify = identify
        self._makers: dict[int, Maker] = {}
        self._running: dict[int, str] = {}

    def emit(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, PairCreated):
            self._note_pair(event)
        elif isinstance(event, Refusal):
            self._note_refusals(event, 1)
        elif isinstance(event, Repeated):
            self._note_refusals(event.last, event.count)
        elif isinstance(event, Unavailable):
            self.unavailable.setdefault(event.relax, event)
        elif isinstance(event, Exec):
            self._note_exec(event)
        elif isinstance(event, Exit):
            self._running.pop(event.pid, None)

    def _note_pair(self, event: PairCreated) -> None:
        maker = self._maker(event)
        if len(self._makers) >= MOST_PAIRS:
            del self._makers[next(iter(self._makers))]
        self._makers[event.pair.id] = maker
        use = self._use(PairKind(event.pair.kind), maker)
        use.pairs += 1
        if use.pairs == 1:
            use.rule, use.argv = event.pair.rule, event.pair.creator_argv

    def _maker(self, event: PairCreated) -> Maker:
        """By its file as well: another file system can have another program under the same path."""
        path = event.pair.creator_exe
        now = self._identify(event.pair.creator_pid)
        return Maker(path, now.device, now.inode) if now.path == path else Maker(path)

    def _note_refusals(self, event: Refusal, times: int) -> None:
        pair = event.pair
        use = self._use(PairKind(pair.kind), self._makers.get(pair.id, Maker(pair.creator_exe)))
        if not use.pairs and not use.messages:
            use.rule, use.argv = pair.rule, pair.creator_argv
        if use.example is None:
            use.example = event
            use.argv = pair.creator_argv or use.argv
        use.messages += times
        use.concerned.add(pair.id)
        use.patterns[event.advice.pattern] = use.patterns.get(event.advice.pattern, 0) + times
        use.with_any = use.with_any and event.other_exact and event.other_reading.startswith(PASSES)

    def _use(self, kind: PairKind, maker: Maker) -> Use:
        uses = self.uses[kind]
        if maker not in uses and len(uses) >= MOST_MAKERS:
            self.crowded = True
            maker = NOBODY
        return uses.setdefault(maker, Use())

    def _note_exec(self, event: Exec) -> None:
        """Who started which program: the process itself, which ran another one before, or its parent."""
        before = self._running.get(event.pid) or self._running.get(event.parent, "")
        if before and before != event.exe and len(self.started) < MOST_MAKERS:
            names = self.started.setdefault(before, {})
            if len(names) < _MOST_STARTED:
                names[event.exe.rpartition("/")[2]] = None
        if len(self._running) >= _MOST_PROCESSES:
            del self._running[next(iter(self._running))]
        self._running[event.pid] = event.exe
