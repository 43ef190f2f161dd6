"""From a position in Python code to its line: the two forms of a code object's table of lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator

#: 3.10: this difference says that instructions have no line (Objects/lnotab_notes.txt).
_NO_LINE = -128
_UNIT = 2


def line_by_pairs(table: bytes, first: int, position: int) -> int:
    """3.10's form: pairs of bytes, how many bytes of code and how many lines further. 0 if there is none."""
    line, end = first, 0
    for length, difference in zip(table[::2], table[1::2], strict=False):
        signed = difference - 256 if difference > 127 else difference
        line += 0 if signed == _NO_LINE else signed
        end += length
        if position < end:
            return 0 if signed == _NO_LINE else max(line, 0)
    return 0


def line_by_entries(table: bytes, first: int, position: int) -> int:
    """The form since 3.11 (Objects/locations.md in CPython's source). 0 if there is none."""
    line, end = first, 0
    letters = iter(table)
    for letter in letters:
        kind = letter >> 3 & 15
        line += _difference(kind, letters)
        end += ((letter & 7) + 1) * _UNIT
        if position < end:
            return 0 if kind == 15 else max(line, 0)
        for _each in range(_LEFT.get(kind, 0)):
            next(letters, 0)
        for _each in range(_NUMBERS.get(kind, 0)):
            _number(letters)
    return 0


#: How many bytes and numbers follow the line's difference, by the kind of entry.
_LEFT = {**dict.fromkeys(range(10), 1), 10: 2, 11: 2, 12: 2}
_NUMBERS = {14: 3}


def _difference(kind: int, letters: Iterator[int]) -> int:
    if kind in (13, 14):
        value = _number(letters)
        return -(value >> 1) if value & 1 else value >> 1
    return kind - 10 if 10 <= kind <= 12 else 0


def _number(letters: Iterator[int]) -> int:
    """A number of six bits a byte, the lowest first; the seventh says that another byte follows."""
    value, shift = 0, 0
    for letter in letters:
        value |= (letter & 63) << shift
        shift += 6
        if not letter & 64 or shift > 60:
            break
    return value
