"""Turning a request's bytes into features, on one copy, without keeping them."""

from __future__ import annotations

from collections.abc import Generator

from scpipe.emulation.arguments import Memory, Request
from scpipe.emulation.sources import Copied
from scpipe.ledger.model import Message
from scpipe.record import Record
from scpipe.tracee.actions import Step, Turn, Wake

_CHUNK = 65536
#: A message that is known to be mixed is read no further than this.
_ENOUGH = 1 << 20
_SAMPLE = 64
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n\r\x0b\x0c"


class Inspection(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """A message's features; ``faulted`` if a page could not be read and only the bytes before it count."""

    message: Message
    faulted: bool = False

    def __init__(self, message: Message, faulted: bool = False) -> None:
        self.message = message
        self.faulted = faulted


def inspect_request(
    tid: int, request: Request, copy: Copied | None = None
) -> Generator[Step, Wake, Inspection | None]:
    """Read the bytes of a request once. ``copy``: keep them there (for first-message any only).

    A long message lets others have their turn; None if a signal came meanwhile.
    """
    message = Message(0, ancillary=request.ancillary, addressed=request.addressed)
    message.printable = True
    source = Memory(tid, request.segments)
    while True:
        try:
            if not _read_some(source, message, copy):
                return Inspection(message)
        except OSError:
            return Inspection(message, faulted=True)
        kept = copy is not None and not copy.overflowed
        if not kept and message.length >= _ENOUGH and not message.uniform:
            message.length = request.length
            return Inspection(message)
        if message.length % _ENOUGH == 0 and (yield Turn()) is Wake.SIGNAL:
            return None


def inspect_at_once(tid: int, request: Request, copy: Copied | None = None) -> Inspection:
    """The same without turns."""
    steps = inspect_request(tid, request, copy)
    try:
        next(steps)
        while True:
            steps.send(Wake.READY)
    except StopIteration as ended:
        found: Inspection = ended.value
    return found


def _read_some(source: Memory, message: Message, copy: Copied | None) -> bool:
    """Look at the next bytes, which live no longer than this call; False at the end. Raises OSError."""
    chunk = source.take(_CHUNK)
    if not chunk:
        return False
    _add(message, chunk)
    if copy is not None:
        copy.add(chunk, mixed=not message.uniform)
    return True


def _add(message: Message, chunk: bytes) -> None:
    if message.length == 0:
        message.first_byte = chunk[0]
    if message.other_offset < 0 and chunk.count(message.first_byte) != len(chunk):
        rest = chunk.lstrip(bytes((message.first_byte,)))
        message.other_byte = rest[0]
        message.other_offset = message.length + len(chunk) - len(rest)
    if message.printable and chunk.translate(None, _PRINTABLE):
        message.printable = False
    if len(message.sample) < _SAMPLE:
        message.sample += chunk[: _SAMPLE - len(message.sample)]
    message.length += len(chunk)
