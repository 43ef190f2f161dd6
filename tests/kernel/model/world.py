"""Who holds what: workers, descriptor tables, open file descriptions; no bytes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from .operations import CARRIERS, CLOEXEC, DIRECT, NONBLOCK, Kind, Mode


@dataclass(eq=False, slots=True)
class Pair:
    """A pair object; ``sent`` counts what may still lie in one that blocks, ``shut`` after a shutdown."""

    number: int
    kind: Kind
    flags: int
    sent: int = 0
    shut: bool = False

    @property
    def packets(self) -> bool:
        """True if a reader sees message boundaries."""
        return self.kind in (Kind.DGRAM, Kind.SEQPACKET) or bool(self.flags & DIRECT)

    @property
    def blocking(self) -> bool:
        """True if a write may sleep."""
        return not self.flags & NONBLOCK

    def __str__(self) -> str:
        return f"pair {self.number} ({self.kind.name.lower()})"


@dataclass(eq=False, slots=True)
class Description:
    """An open file description. ``end``: 0 or 1 of a socket pair; of a pipe 0 always."""

    pair: Pair | None
    end: int = 0
    mode: Mode = Mode.BOTH

    @property
    def readable(self) -> bool:
        """True unless it is a pipe's write end."""
        return self.mode is not Mode.WRITE

    @property
    def writable(self) -> bool:
        """True unless it is a pipe's read end."""
        return self.mode is not Mode.READ


@dataclass(eq=False, slots=True)
class Table:
    """A descriptor table: number -> description and close-on-exec."""

    entries: dict[int, tuple[Description, bool]] = field(default_factory=dict)

    def lowest(self, least: int = 0) -> int:
        """The number a new descriptor gets."""
        number = least
        while number in self.entries:
            number += 1
        return number

    def add(self, description: Description, cloexec: bool = False, least: int = 0) -> int:
        """Give a description the lowest number."""
        number = self.lowest(least)
        self.entries[number] = (description, cloexec)
        return number

    def get(self, number: int) -> Description | None:
        """What a number names."""
        entry = self.entries.get(number)
        return entry[0] if entry else None


@dataclass(eq=False, slots=True)
class Worker:
    """A thread: its process (a number) and its table."""

    number: int
    process: int
    table: Table
    leader: bool


class World:
    """The state of a program between two operations."""

    def __init__(self) -> None:
        carriers = [Description(None) for _one in CARRIERS]
        inherited = {number: (Description(None), False) for number in range(3)}
        inherited |= {fd: (carrier, False) for fd, carrier in zip(CARRIERS, carriers, strict=True)}
        self.workers = {0: Worker(0, 0, Table(inherited), True)}
        self.pairs: list[Pair] = []
        self.flying: dict[int, deque[Description]] = {carrier: deque() for carrier in CARRIERS}
        self.started = 1

    # -- questions -----------------------------------------------------------------------------

    def held(self) -> Iterator[Description]:
        """Every description that somebody holds or that is on its way."""
        for table in {id(worker.table): worker.table for worker in self.workers.values()}.values():
            yield from (description for description, _cloexec in table.entries.values())
        for queue in self.flying.values():
            yield from queue

    def has_reader(self, description: Description) -> bool:
        """True if what is written here can be read by somebody."""
        return any(
            one.pair is description.pair and one.readable and _is_other_side(one, description)
            for one in self.held()
        )

    def has_writer(self, description: Description) -> bool:
        """True if somebody can write what is read here."""
        return any(
            one.pair is description.pair and one.writable and _is_other_side(one, description)
            for one in self.held()
        )

    def of_process(self, process: int) -> list[Worker]:
        """Its threads."""
        return [worker for worker in self.workers.values() if worker.process == process]

    # -- changes -------------------------------------------------------------------------------

    def create(self, worker: Worker, kind: Kind, flags: int) -> tuple[Pair, int, int]:
        """A new pair and its two numbers."""
        pair = Pair(len(self.pairs), kind, flags)
        self.pairs.append(pair)
        ends = [Description(pair, 0), Description(pair, 1)]
        if kind is Kind.PIPE:
            ends = [Description(pair, 0, Mode.READ), Description(pair, 0, Mode.WRITE)]
        one, two = (worker.table.add(end, bool(flags & CLOEXEC)) for end in ends)
        return pair, one, two

    def start(self, worker: Worker, *, process: bool, share: bool) -> Worker:
        """A new process or thread."""
        number = self.started
        self.started += 1
        table = worker.table if share else Table(dict(worker.table.entries))
        new = Worker(number, number if process else worker.process, table, process)
        self.workers[number] = new
        return new

    def execute(self, worker: Worker) -> None:
        """exec: the other threads end, the table is its own, close-on-exec is done."""
        for other in self.of_process(worker.process):
            if other is not worker:
                del self.workers[other.number]
        kept = {number: entry for number, entry in worker.table.entries.items() if not entry[1]}
        worker.table = Table(kept)
        worker.leader = True

    def end(self, workers: list[Worker]) -> None:
        """Threads that are no more."""
        for worker in workers:
            del self.workers[worker.number]


def _is_other_side(one: Description, description: Description) -> bool:
    """In a pipe everybody who may read meets everybody who may write; a socket meets its peer."""
    pair = description.pair
    return pair is not None and (pair.kind is Kind.PIPE or one.end != description.end)
