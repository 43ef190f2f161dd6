"""The supervisor's side: a snapshot of a thread that stands still to a reader, and a stack back.

The reader may be anything by now: what it asks for is bounded in number, size and time, and what it answers
is parsed strictly. It is waited for at most LONGEST seconds, and killed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from scpipe.backtrace import wire
from scpipe.backtrace.nursery import Nursery, Reader
from scpipe.backtrace.wire import Snapshot, WireError
from scpipe.linux import mapped, memory, packets
from scpipe.linux.abi import native
from scpipe.linux.ptrace import TraceeGoneError
from scpipe.report.events import Frame
from scpipe.tracee.task import Task

#: CPU time of a reader for one stack; and how long it is waited for on a busy machine (seconds).
BUDGET = 0.05
LONGEST = 0.25
#: Questions for one stack.
_MOST_QUESTIONS = 2000
#: Stacks of one run.
MOST_STACKS = 4096
#: So many pairs' makers are remembered; the first one is let go first.
_MOST_REMEMBERED = 4096


class ReaderFailedError(Exception):
    """A reader took too long, died, or said what no reader says."""


class Backtraces:
    """The stacks that a run asks for, bounded in number and cost: no program makes us read for ever."""

    def __init__(self) -> None:
        """Begin to start the readers. Raises OSError."""
        self._nursery = Nursery()
        self._readers: list[Reader] = []
        self._left = MOST_STACKS
        self._told: set[tuple[object, ...]] = set()
        self._made: dict[int, tuple[Frame, ...]] = {}
        self._notes: list[str] = []

    def begin(self) -> None:
        """Wait for the readers, before anything runs that they are to look at."""
        self._readers = self._nursery.readers()
        if not self._readers:
            self._notes.append(
                "no backtraces: no process that reads them can be started (is pyelftools there?)"
            )

    def of_refusal(self, task: Task, what: tuple[object, ...]) -> tuple[Frame, ...]:
        """The stack of a thread whose call is refused; empty for what was told before (``what``)."""
        if what in self._told or not self._may_ask():
            return ()
        self._told.add(what)
        return self._read(task)

    def of_maker(self, task: Task, pair_id: int) -> tuple[Frame, ...]:
        """The stack of a thread that has made a pair; it is remembered."""
        frames = self._read(task) if self._may_ask() else ()
        if frames:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.pop(next(iter(self._made)))
            self._made[pair_id] = frames
        return frames

    def made(self, pair_id: int) -> tuple[Frame, ...]:
        """Where a pair was made; empty if that is not known."""
        return self._made.get(pair_id, ())

    def take_notes(self) -> list[str]:
        """What the user should know about it, once."""
        notes, self._notes = self._notes, []
        return notes

    def _may_ask(self) -> bool:
        if self._readers and not self._left:
            self._notes.append(f"no more backtraces: there have been {MOST_STACKS}")
            self._end()
        return bool(self._readers)

    def _end(self) -> None:
        for reader in self._readers:
            reader.kill()
        self._readers = []

    def _read(self, task: Task) -> tuple[Frame, ...]:
        self._left -= 1
        tid = task.tid
        try:
            if native.is_32_bit(tid):
                return ()
            snapshot = Snapshot(native.unwinding_registers(tid), mapped.code_lines(tid, wire.LONGEST_MAPS))
        except (OSError, TraceeGoneError):  # it died, or waits in a call of its own
            return ()
        try:
            return converse(self._readers[0], snapshot, tid, task.process.pid)
        except (ReaderFailedError, OSError) as error:
            self._lose(str(error))
            return ()

    def _lose(self, why: str) -> None:
        self._readers.pop(0).kill()
        left = len(self._readers)
        rest = f"{left} more left" if left else "there is none left, and there will be no more backtraces"
        self._notes.append(f"no backtrace: the process that reads them was ended ({why}); {rest}")


def converse(reader: Reader, snapshot: Snapshot, tid: int, pid: int) -> tuple[Frame, ...]:
    """A reader's stack of a snapshot; what it asks for meanwhile is answered.

    Raises ReaderFailedError; OSError where it is gone or does not read.
    """
    begun, spent = time.monotonic(), packets.processor_time(reader.pid)
    lines = snapshot.maps.split(b"\n")
    reader.packets.send(wire.encode_snapshot(snapshot))
    for _question in range(_MOST_QUESTIONS):
        packet = _next(reader, begun, spent)
        try:
            if packet[:1] == wire.STACK:
                return wire.decode_stack(packet)
            _answer(reader, packet, lines, tid, pid)
        except WireError as error:
            raise ReaderFailedError(f"it said what none says: {error}") from None
    raise ReaderFailedError("it asked too much")


def _next(reader: Reader, begun: float, spent: float) -> bytes:
    """What the reader says next."""
    while True:
        left = begun + LONGEST - time.monotonic()
        try:
            packet = reader.packets.receive(min(left, BUDGET))
        except TimeoutError:
            used = packets.processor_time(reader.pid) - spent
            if used >= BUDGET:
                raise ReaderFailedError(f"it took more than {BUDGET * 1000:.0f} ms") from None
            if left <= 0:
                raise ReaderFailedError(f"there was no answer in {LONGEST * 1000:.0f} ms") from None
            continue
        if not packet:
            raise ReaderFailedError("it died")
        return packet


def _answer(reader: Reader, packet: bytes, lines: list[bytes], tid: int, pid: int) -> None:
    """Answer a question about memory or a file. Raises WireError, OSError."""
    kind = packet[:1]
    if kind == wire.MEMORY:
        places = wire.wanted_places(packet)
        reader.packets.send(wire.encode_memory([_at(tid, *place) for place in places]))
    elif kind == wire.FILE:
        index = wire.wanted_file(packet)
        if index >= len(lines):
            raise WireError("no such line")
        _send_file(reader, lambda: mapped.open_mapped(pid, lines[index]))
    else:
        raise WireError("no question")


def _at(tid: int, address: int, size: int) -> bytes:
    return memory.read_little(tid, address, size) if size else b""


def _send_file(reader: Reader, opened: Callable[[], int]) -> None:
    try:
        fd = opened()
    except (OSError, ValueError, IndexError):
        reader.packets.send(wire.FILE)
        return
    try:
        reader.packets.send(wire.FILE, fd)
    finally:
        os.close(fd)
