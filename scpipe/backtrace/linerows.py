"""The rows of a line number program: which instruction belongs to which line (DWARF 5, section 6.2). Pure.

pyelftools reads the program's header; its reading of what follows takes 45 us a row, a quarter of a second
for a source file of some size, and this takes 1 us.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from scpipe.record import Record

#: A row: address, number of the file, line (0: behind the end of a sequence).
Row = tuple[int, int, int]

_COPY, _ADVANCE, _LINE, _FILE, _ADD, _FIXED = 1, 2, 3, 4, 8, 9
_END, _ADDRESS = 1, 2
#: A hostile program could go on for ever with little (rows, and bits of a number).
_MOST_ROWS = 2_000_000
_LONGEST_NUMBER = 70


class Coding(Record):
    """How a header says that its program is coded. ``lengths``: of operands, by opcode from 1 on."""

    base: int
    line_base: int
    line_range: int
    step: int
    lengths: Sequence[int]


def read_rows(program: bytes, coding: Coding) -> list[Row]:
    """All rows, in the program's order. Raises ValueError for a program that is none."""
    return _Program(program, coding).run()


class _Program:
    """One program while it is read."""

    def __init__(self, program: bytes, coding: Coding) -> None:
        if coding.line_range <= 0 or not 1 <= coding.base <= 256:
            raise ValueError("a header that says nothing")
        self._letters = iter(program)
        self._coding = coding
        self._rows: list[Row] = []
        self._begin()

    def _begin(self) -> None:
        self._address, self._file, self._line = 0, 1, 1

    def run(self) -> list[Row]:
        base, step, rows = self._coding.base, self._coding.step, self._rows
        line_base, line_range = self._coding.line_base, self._coding.line_range
        for opcode in self._letters:
            if opcode >= base:
                advance, line = divmod(opcode - base, line_range)
                self._address += advance * step
                self._line += line_base + line
                rows.append((self._address, self._file, self._line))
                if len(rows) > _MOST_ROWS:
                    raise ValueError("too many rows")
            elif opcode:
                self._standard(opcode)
            else:
                self._extended()
        return rows

    def _standard(self, opcode: int) -> None:
        coding = self._coding
        if opcode == _COPY:
            self._rows.append((self._address, self._file, self._line))
        elif opcode == _ADVANCE:
            self._address += self._number() * coding.step
        elif opcode == _LINE:
            self._line += self._signed()
        elif opcode == _FILE:
            self._file = self._number()
        elif opcode == _ADD:
            self._address += (255 - coding.base) // coding.line_range * coding.step
        elif opcode == _FIXED:
            self._address += int.from_bytes(islice(self._letters, 2), "little")
        else:
            for _operand in range(coding.lengths[opcode - 1] if opcode <= len(coding.lengths) else 0):
                self._number()

    def _extended(self) -> None:
        content = bytes(islice(self._letters, self._number()))
        if content[:1] == bytes([_END]):
            self._rows.append((self._address, self._file, 0))
            self._begin()
        elif content[:1] == bytes([_ADDRESS]):
            self._address = int.from_bytes(content[1:9], "little")

    def _number(self) -> int:
        """An unsigned number (LEB128)."""
        value, shift = 0, 0
        for letter in self._letters:
            value |= (letter & 127) << shift
            shift += 7
            if not letter & 128:
                return value
            if shift > _LONGEST_NUMBER:
                break
        raise ValueError("a number without end")

    def _signed(self) -> int:
        """A signed number (LEB128)."""
        value, shift = 0, 0
        for letter in self._letters:
            value |= (letter & 127) << shift
            shift += 7
            if not letter & 128:
                return value - (1 << shift) if letter & 64 else value
            if shift > _LONGEST_NUMBER:
                break
        raise ValueError("a number without end")
