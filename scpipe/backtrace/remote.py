"""The memory and the files of a program that stands still, as its reader can ask for them."""

from __future__ import annotations

import os

from scpipe.backtrace import wire
from scpipe.backtrace.budget import Budget
from scpipe.backtrace.elf import BadFileError, Elf
from scpipe.linux.mapped import Mapping, parse_line
from scpipe.linux.packets import Packets
from scpipe.record import Record

_PAGE = 4096
#: Longest string, and most bytes at once.
_LARGEST = 1 << 16
_WORD = (1 << 64) - 1
#: So many files are remembered from one stack to the next.
_MOST_FILES = 128


class UnreadableError(Exception):
    """What is asked for cannot be read."""


class Memory:
    """Bytes at addresses; every page is asked for once."""

    def __init__(self, packets: Packets, budget: Budget) -> None:
        self._packets = packets
        self._budget = budget
        self._pages: dict[int, bytes] = {}

    def read(self, address: int, size: int) -> bytes:
        """So many bytes. Raises UnreadableError."""
        if not 0 <= address <= _WORD - size or not 0 <= size <= _LARGEST:
            raise UnreadableError
        first, last = address // _PAGE, (address + max(size, 1) - 1) // _PAGE
        self._fetch([number for number in range(first, last + 1) if number not in self._pages])
        data = b"".join(self._pages[number] for number in range(first, last + 1))
        start = address - first * _PAGE
        found = data[start : start + size]
        if len(found) != size:
            raise UnreadableError
        return found

    def word(self, address: int) -> int:
        """Eight bytes as a number. Raises UnreadableError."""
        return int.from_bytes(self.read(address, 8), "little")

    def _fetch(self, numbers: list[int]) -> None:
        while numbers:
            now, numbers = numbers[: wire.MOST_PLACES], numbers[wire.MOST_PLACES :]
            question = wire.ask_for_memory([(number * _PAGE, _PAGE) for number in now])
            answer, _fd = ask(self._packets, self._budget, question)
            self._pages.update(zip(now, wire.decode_memory(answer, len(now)), strict=True))


def ask(packets: Packets, budget: Budget, question: bytes) -> tuple[bytes, int]:
    """The answer to a question, and its descriptor. The end of the time is put off for it."""
    with budget.put_off():
        packets.send(question)
        answer, fd = packets.receive_with_file()
    if answer[:1] != question[:1]:
        raise UnreadableError
    return answer, fd


class Module(Record):
    """A file that code runs from. ``bias``: what is added to its addresses in this program."""

    path: str
    elf: Elf
    bias: int


class Modules:
    """The files of a program's mappings, opened where they are needed first."""

    def __init__(
        self, packets: Packets, budget: Budget, maps: bytes, known: dict[tuple[int, ...], Elf]
    ) -> None:
        self._packets = packets
        self._budget = budget
        self._known = known
        self.mappings = [parse_line(line) for line in maps.split(b"\n") if line]
        self._found: dict[int, Module | None] = {}

    def place(self, address: int) -> int | None:
        """The number of the mapping that holds an address."""
        for index, mapping in enumerate(self.mappings):
            if mapping.start <= address < mapping.end:
                return index
        return None

    def name(self, address: int) -> str:
        """What maps says of the mapping that holds an address; "" for none."""
        place = self.place(address)
        return "" if place is None else os.fsdecode(self.mappings[place].path)

    def module(self, index: int) -> Module | None:
        """The file of a mapping; None if it has none, or it cannot be read."""
        if index not in self._found:
            self._found[index] = self._open(index)
        return self._found[index]

    def _open(self, index: int) -> Module | None:
        mapping = self.mappings[index]
        if not mapping.inode:
            return None
        _answer, fd = ask(self._packets, self._budget, wire.ask_for_file(index))
        if fd < 0:
            return None
        try:
            elf = self._read(fd)
            return Module(os.fsdecode(mapping.path), elf, _bias(elf, mapping))
        except (BadFileError, OSError, ValueError):
            return None

    def _read(self, fd: int) -> Elf:
        """The file of a descriptor, which is kept or closed here."""
        try:
            status = os.fstat(fd)
            key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            known = self._known.get(key)
            if known is not None:
                return known
            if len(self._known) >= _MOST_FILES:
                self._known.pop(next(iter(self._known))).close()
            elf = self._known[key] = Elf(fd)
            fd = -1
            return elf
        finally:
            if fd >= 0:
                os.close(fd)


def _bias(elf: Elf, mapping: Mapping) -> int:
    return mapping.start - elf.address_of(mapping.offset)
