"""What the supervisor and a process that reads stacks tell each other: one packet each, pure.

Supervisor: a snapshot; then the answers to what is asked for. Reader: questions, and at the end the stack.
The reader has looked at what programs have written, so nothing that it says is believed, and everything that
it asks for is bounded.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from scpipe.record import Record
from scpipe.report.events import Frame

#: The first byte of each packet.
SNAPSHOT, MEMORY, FILE, STACK = b"S", b"M", b"F", b"A"
#: So many registers are told, the thread pointer among them.
REGISTERS = 18
#: Bounds of one stack: frames, letters of a name, places asked for at once, bytes of one place.
MOST_FRAMES = 64
LONGEST_NAME = 512
MOST_PLACES = 16
LARGEST_PLACE = 1 << 12
#: Lines of maps are cut there (bytes).
LONGEST_MAPS = 96 << 10

_REGISTERS = struct.Struct(f"<{REGISTERS}Q")
_PLACE = struct.Struct("<QI")
_INDEX = struct.Struct("<I")
_LENGTH = struct.Struct("<I")
_FRAME = struct.Struct("<BIqHHH")
_LANGUAGES = ("native", "python")


class WireError(ValueError):
    """A packet that says nothing that is known."""


class Snapshot(Record):
    """A thread that stands still: its registers by their number in debug information, and lines of maps."""

    registers: tuple[int, ...]
    maps: bytes


Place = tuple[int, int]


def encode_snapshot(snapshot: Snapshot) -> bytes:
    """A snapshot as a packet."""
    return SNAPSHOT + _REGISTERS.pack(*snapshot.registers) + snapshot.maps


def decode_snapshot(packet: bytes) -> Snapshot:
    """The snapshot of a packet. Raises WireError."""
    if packet[:1] != SNAPSHOT or len(packet) < 1 + _REGISTERS.size:
        raise WireError("no snapshot")
    return Snapshot(_REGISTERS.unpack_from(packet, 1), packet[1 + _REGISTERS.size :])


def ask_for_memory(places: list[Place]) -> bytes:
    """The question what lies at some places (address, size)."""
    return MEMORY + b"".join(_PLACE.pack(*place) for place in places)


def ask_for_file(index: int) -> bytes:
    """The question for the file of a line of maps."""
    return FILE + _INDEX.pack(index)


def wanted_places(packet: bytes) -> list[Place]:
    """The places that are asked for. Raises WireError."""
    places = list(_PLACE.iter_unpack(packet[1:])) if len(packet) % _PLACE.size == 1 else []
    if not 0 < len(places) <= MOST_PLACES or any(size > LARGEST_PLACE for _address, size in places):
        raise WireError("no places, or too many or too large ones")
    return places


def wanted_file(packet: bytes) -> int:
    """The line of maps whose file is asked for. Raises WireError."""
    if len(packet) != 1 + _INDEX.size:
        raise WireError("no number of a line")
    index: int = _INDEX.unpack_from(packet, 1)[0]
    return index


def encode_memory(found: list[bytes]) -> bytes:
    """What lies at the places, each as far as it could be read."""
    return MEMORY + b"".join(_LENGTH.pack(len(data)) + data for data in found)


def decode_memory(packet: bytes, count: int) -> list[bytes]:
    """The same of a packet. Raises WireError."""
    found, place = [], 1
    try:
        for _each in range(count):
            (length,) = _LENGTH.unpack_from(packet, place)
            place += _LENGTH.size
            found.append(packet[place : place + length])
            place += length
    except struct.error:
        raise WireError("memory is missing") from None
    return found


def encode_stack(frames: Sequence[Frame]) -> bytes:
    """A stack, from the inside out, as a packet; what is too much of it is left out."""
    told = frames[:MOST_FRAMES]
    return STACK + bytes([len(told)]) + b"".join(map(_encode_frame, told))


def _encode_frame(frame: Frame) -> bytes:
    words = [_cut(word) for word in (frame.module, frame.function, frame.file)]
    head = (_LANGUAGES.index(frame.language), frame.line, frame.address)
    return _FRAME.pack(*head, *map(len, words)) + b"".join(words)


def _cut(word: str) -> bytes:
    return word.encode("utf-8", "surrogateescape")[:LONGEST_NAME]


def decode_stack(packet: bytes) -> tuple[Frame, ...]:
    """The stack of a packet. Raises WireError for anything that encode_stack() does not make."""
    try:
        count = packet[1]
        if packet[:1] != STACK or count > MOST_FRAMES:
            raise WireError("no stack")
        frames, place = [], 2
        for _each in range(count):
            frame, place = _decode_frame(packet, place)
            frames.append(frame)
    except (struct.error, IndexError):
        raise WireError("a broken stack") from None
    if place != len(packet):
        raise WireError("more than a stack")
    return tuple(frames)


def _decode_frame(packet: bytes, place: int) -> tuple[Frame, int]:
    language, line, address, *lengths = _FRAME.unpack_from(packet, place)
    place += _FRAME.size
    if address < -1 or any(length > LONGEST_NAME for length in lengths):
        raise WireError("a broken frame")
    words = []
    for length in lengths:
        word = packet[place : place + length]
        if len(word) != length:
            raise WireError("a name is missing")
        words.append(word.decode("utf-8", "surrogateescape"))
        place += length
    module, function, file = words
    return Frame(_LANGUAGES[language], module, function, file, line, address), place
