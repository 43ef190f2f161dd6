"""What a stack needs of an ELF file, read where it lies: code's addresses, functions, unwinding tables.

pyelftools takes 100 ms to go through the symbols of libc, and a second for its unwinding tables: here whole
tables are read as arrays of numbers (symbols.py), and of the unwinding tables one entry
(docs/decisions/0035-where-in-the-program.md). The file is somebody else's: whatever is wrong with it is
BadFileError.
"""

from __future__ import annotations

import os
import struct
from array import array

from scpipe.linux.abi import native
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: struct Elf64_Ehdr, Elf64_Phdr, Elf64_Shdr (elf(5)).
_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SEGMENT = struct.Struct("<IIQQQQQQ")
_SECTION = struct.Struct("<IIQQQQIIQQ")
_MAGIC = b"\x7fELF\x02\x01\x01"
_LOAD, _EH_FRAME = 1, 0x6474E550
_MOST_SEGMENTS, _MOST_SECTIONS = 256, 4096
#: Bytes: the names of sections, the index of the unwinding tables, one entry of those.
_LARGEST_NAMES = 1 << 20
_LARGEST_INDEX = 16 << 20
_LARGEST_ENTRY = 1 << 16
#: The form of the index that all linkers write: 4-byte numbers relative to it (DW_EH_PE_datarel | sdata4).
_INDEX_FORM = b"\x01\x1b\x03\x3b"
_PAGE = 4096


class BadFileError(ValueError):
    """A file that is no ELF file for this machine, or a broken one."""


class Segment(Record):
    """A part of the file that is loaded."""

    kind: int
    offset: int
    address: int
    size: int


class Section(Record):
    """A part of the file that has a name; ``link``: the section that belongs to it."""

    name: int
    kind: int
    address: int
    offset: int
    size: int
    link: int


class Entry(Record):
    """The unwinding rules of one function: bytes of the entry and of the one it refers to, and addresses."""

    start: int
    address: int
    rules: bytes
    common: bytes


class Elf:
    """An ELF file by its descriptor, which belongs to it."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        try:
            self._read_headers()
        except (struct.error, OSError) as error:
            raise BadFileError(str(error)) from None
        self._index: tuple[int, array[int]] | None = None
        self.cache: dict[object, Any] = {}  # of whoever reads more of it

    def close(self) -> None:
        """Give the file up."""
        os.close(self.fd)

    def _read_headers(self) -> None:
        found = _HEADER.unpack(self.read(0, _HEADER.size))
        magic, machine, segments, sections = found[0], found[2], found[5], found[6]
        segment_size, segment_count, section_size, section_count, names = found[9:14]
        if not magic.startswith(_MAGIC) or machine != native.ELF_MACHINE:
            raise BadFileError("no ELF file of this machine")
        if segment_size != _SEGMENT.size or segment_count > _MOST_SEGMENTS:
            raise BadFileError("odd segments")
        self.segments = [
            Segment(kind, offset, address, size)
            for kind, _flags, offset, address, _physical, size, _memory, _align in _SEGMENT.iter_unpack(
                self.read(segments, segment_size * segment_count)
            )
        ]
        self.sections: list[Section] = []
        self._names = b""
        if section_size == _SECTION.size and section_count <= _MOST_SECTIONS:
            data = self.read_some(sections, section_size * section_count)
            for words in _SECTION.iter_unpack(data[: len(data) // section_size * section_size]):
                self.sections.append(Section(words[0], words[1], words[3], words[4], words[5], words[6]))
            if names < len(self.sections):
                self._names = self.read_some(
                    self.sections[names].offset, min(self.sections[names].size, _LARGEST_NAMES)
                )

    def read(self, offset: int, size: int) -> bytes:
        """So many bytes of the file. Raises BadFileError."""
        data = self.read_some(offset, size)
        if len(data) != size:
            raise BadFileError("the file is cut off")
        return data

    def read_some(self, offset: int, size: int) -> bytes:
        """The same, and fewer where the file ends. Raises BadFileError."""
        if not 0 <= offset < 1 << 62:
            raise BadFileError("an offset that no file has")
        return os.pread(self.fd, size, offset)

    def has_section(self, name: bytes) -> bool:
        """True if a section has this name."""
        place = self._names.find(b"\0" + name + b"\0") + 1
        return bool(place) and any(section.name == place for section in self.sections)

    def address_of(self, offset: int) -> int:
        """The address that belongs to an offset at which a page is mapped. Raises BadFileError."""
        for segment in self.segments:
            first = segment.offset // _PAGE * _PAGE
            if segment.kind == _LOAD and first <= offset < segment.offset + segment.size:
                return segment.address - segment.offset + offset
        raise BadFileError("no segment is mapped there")

    def read_at(self, address: int, size: int) -> bytes:
        """Bytes by their address, cut at the segment's end. Raises BadFileError."""
        for segment in self.segments:
            if segment.kind == _LOAD and segment.address <= address < segment.address + segment.size:
                start = address - segment.address
                return self.read_some(segment.offset + start, min(size, segment.size - start))
        raise BadFileError("no segment has this address")

    # -- unwinding -----------------------------------------------------------------------------------

    def entry(self, address: int) -> Entry | None:
        """The unwinding rules of the function that holds an address. Raises BadFileError."""
        base, index = self.unwinding_index()
        if not index:
            return None
        place = _last_not_above(index, address - base)
        if place < 0:
            return None
        start, where = base + index[2 * place], base + index[2 * place + 1]
        rules = self._record(where)
        (back,) = struct.unpack_from("<I", rules, 4)
        if not back:
            raise BadFileError("no function's rules")
        return Entry(start, where, rules, self._record(where + 4 - back))

    def _record(self, address: int) -> bytes:
        (length,) = struct.unpack("<I", self.read_at(address, 4).ljust(4, b"\0"))
        if not 4 < length <= _LARGEST_ENTRY:
            raise BadFileError("odd unwinding rules")
        data = self.read_at(address, 4 + length)
        if len(data) != 4 + length:
            raise BadFileError("unwinding rules are cut off")
        return data

    def unwinding_index(self) -> tuple[int, array[int]]:
        """Where .eh_frame_hdr is, and its numbers: function and rules in turn, relative to it, in order."""
        if self._index is None:
            self._index = (0, array("i"))
            for segment in self.segments:
                if segment.kind == _EH_FRAME and 12 <= segment.size <= _LARGEST_INDEX:
                    data = self.read_some(segment.offset, segment.size)
                    if data[:4] == _INDEX_FORM:
                        count = min(int.from_bytes(data[8:12], "little"), (len(data) - 12) // 8)
                        self._index = (segment.address, array("i", data[12 : 12 + 8 * count]))
        return self._index


def _last_not_above(index: array[int], wanted: int) -> int:
    low, high = 0, len(index) // 2
    while low < high:
        middle = (low + high) // 2
        if index[2 * middle] <= wanted:
            low = middle + 1
        else:
            high = middle
    return low - 1
