"""Turning a request's bytes into features, on one copy, without keeping them."""

from __future__ import annotations

from dataclasses import dataclass

from scpipe.handlers.requests import Memory, Request
from scpipe.ledger.model import Message

_CHUNK = 65536
_SAMPLE = 64
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n\r\x0b\x0c"


@dataclass(slots=True)
class Inspection:
    """A message's features; ``faulted`` if a page could not be read and only the bytes before it count."""

    message: Message
    faulted: bool
    copy: bytes


def inspect_request(tid: int, request: Request, keep: bool) -> Inspection:
    """Read every byte of a request once. ``keep``: keep the copy (for first-message any only)."""
    message = Message(0, ancillary=request.ancillary, addressed=request.addressed)
    message.printable = True
    source = Memory(tid, request.segments)
    kept: list[bytes] = []
    faulted = False
    while True:
        try:
            chunk = source.take(_CHUNK)
        except OSError:
            faulted = True
            break
        if not chunk:
            break
        _add(message, chunk)
        if keep:
            kept.append(chunk)
    return Inspection(message, faulted, b"".join(kept))


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
