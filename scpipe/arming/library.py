"""The filters that a program can be given, as the bytes of a file that is mapped into it.

A file has those for a block of descriptor numbers: each number, each two that follow one another (a socket
pair), each number together with standard output, and all numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from scpipe.record import Record
from scpipe.seccomp import bpf
from scpipe.seccomp.entries import Entry
from scpipe.seccomp.extension import everything, extension, lets_move
from scpipe.tracee.armed import STANDARD_OUTPUT

#: So many descriptor numbers are in one file.
BLOCK = 16
#: Higher numbers are not trapped one by one: what is made for them is kept, and a program chooses them.
HIGHEST = 1023
_PAGE = 4096
#: struct sock_fprog: the number of instructions, and where they are (linux/filter.h).
_PROGRAM = struct.Struct("=HxxxxxxQ")
#: The constant of an instruction, and where it lies in it.
_OPERAND = struct.Struct("<I")
_OPERAND_AT = 4
#: No constant of a filter is one of these.
_FIRST_MARK = 0x7ABCDE00

#: What one filter traps: descriptor numbers, or None for all.
Numbers = frozenset[int] | None


class Image(Record):
    """The bytes of a file for one address, and the addresses of each ``struct sock_fprog`` in it."""

    content: bytes
    places: dict[Numbers, int]


class Library:
    """Every filter of a plan, made when it is asked for first. ``rows``: what the filters trap."""

    def __init__(self, rows: tuple[Entry, ...]) -> None:
        self._rows = rows
        self._made: dict[Numbers, bytes] = {}
        self._blocks: dict[int, tuple[Numbers, ...]] = {}
        self._templates: dict[tuple[int, bool], Template] = {}

    def parts(self, numbers: Numbers, most: int) -> list[Numbers]:
        """The filters to add for some numbers; one for all where that would be more than ``most``."""
        if numbers is None or max(numbers) > HIGHEST:
            return [None]
        found: list[Numbers] = []
        left = sorted(numbers)
        while left:
            size = 2 if len(left) > 1 and _go_together(left[0], left[1]) else 1
            found.append(frozenset(left[:size]))
            left = left[size:]
        return found if len(found) <= most else [None]

    def size(self, part: Numbers) -> int:
        """How long the file is that has one filter (bytes, whole pages)."""
        length = sum(_PROGRAM.size + len(self._filter(one)) for one in self._block(part))
        return -(-length // _PAGE) * _PAGE

    def image(self, part: Numbers, address: int) -> Image:
        """The file that has one filter, for the address at which it is going to be mapped."""
        content, places = b"", {}
        for one in self._block(part):
            program = self._filter(one)
            places[one] = address + len(content)
            start = address + len(content) + _PROGRAM.size
            content += _PROGRAM.pack(len(program) // bpf.INSTRUCTION.size, start) + program
        return Image(content.ljust(self.size(part), b"\0"), places)

    def _block(self, part: Numbers) -> tuple[Numbers, ...]:
        first = 0 if part is None else max(part) - max(part) % BLOCK
        found = self._blocks.get(first)
        if found is None:
            numbers = range(first, first + BLOCK)
            singles = [frozenset((number,)) for number in numbers]
            standard = {STANDARD_OUTPUT} if first else set()
            lower = (*standard, *numbers)
            doubles = [
                frozenset((one, other)) for other in numbers for one in lower if _go_together(one, other)
            ]
            found = self._blocks[first] = (*singles, *doubles, None)
        return found

    def _filter(self, part: Numbers) -> bytes:
        found = self._made.get(part)
        if found is None:
            found = self._made[part] = everything(self._rows) if part is None else self._extension(part)
        return found

    def _extension(self, part: frozenset[int]) -> bytes:
        key = (len(part), lets_move(part))
        template = self._templates.get(key)
        if template is None:
            template = self._templates[key] = Template(self._rows, *key)
        return template.fill(sorted(part))


class Template:
    """A filter for so many numbers, which are put into it: that is ten times as fast as to assemble it."""

    def __init__(self, rows: tuple[Entry, ...], count: int, moves: bool = False) -> None:
        marks = [_FIRST_MARK + place for place in range(count)]
        self._program = extension(rows, marks, moves=moves)
        operands = [operand for _code, _true, _false, operand in bpf.INSTRUCTION.iter_unpack(self._program)]
        self._places = [(place, marks.index(one)) for place, one in enumerate(operands) if one in marks]

    def fill(self, numbers: Sequence[int]) -> bytes:
        """The filter for these numbers, in their order."""
        program = bytearray(self._program)
        for place, which in self._places:
            _OPERAND.pack_into(program, place * bpf.INSTRUCTION.size + _OPERAND_AT, numbers[which])
        return bytes(program)


def _go_together(one: int, other: int) -> bool:
    """True if two numbers, the lower one first, have one filter."""
    if one == STANDARD_OUTPUT:
        return other > one
    return other == one + 1 and other % BLOCK != 0
