"""Unwinding rules and source lines, read by pyelftools: the one file that imports it.

Both are kept with the file they are of. What pyelftools makes of a broken file is any Exception of its own or
of Python's, so every caller here takes all of them for "not known".
"""

from __future__ import annotations

import io
import os
from bisect import bisect_right

from elftools.dwarf.callframe import FDE, CallFrameInfo, RegisterRule
from elftools.dwarf.ranges import RangeEntry
from elftools.dwarf.structs import DWARFStructs
from elftools.elf.elffile import ELFFile

from scpipe.backtrace.elf import BadFileError, Elf, Entry
from scpipe.backtrace.linerows import Coding, read_rows
from scpipe.backtrace.linerows import Row as LineRow
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from elftools.construct.lib.container import Container
    from elftools.dwarf.compileunit import CompileUnit
    from elftools.dwarf.dwarfinfo import DWARFInfo

_STRUCTS = DWARFStructs(little_endian=True, dwarf_format=32, address_size=8)
_LARGEST_LINE = (1 << 31) - 1
#: Compilation units looked through for one address, where the file has no table of addresses.
_MOST_UNITS = 2000


class Row(Record):
    """How to get one frame up from the instructions from ``address`` on.

    The frame's address is that in register ``base`` plus ``offset``. ``saved``: registers by where they lie,
    relative to it; ``lost``: those that are not known any more.
    """

    address: int
    base: int
    offset: int
    saved: dict[int, int]
    lost: frozenset[int]


def row_for(elf: Elf, address: int) -> tuple[Row, int] | None:
    """The rule for an instruction, and where its function begins; None if there is none.

    Raises BadFileError.
    """
    entry = elf.entry(address)
    if entry is None:
        return None
    rows = elf.cache.get(entry.address)
    if rows is None:
        rows = elf.cache[entry.address] = _rows(entry)
    if not rows or address >= rows[0]:
        return None
    found = None
    for row in rows[1:]:
        if row.address > address:
            break
        found = row
    return None if found is None else (found, entry.start)


def _rows(entry: Entry) -> tuple[Any, ...]:
    """The end of a function, and its rows; empty where they follow rules that are not understood."""
    try:
        back = (4 + len(entry.common)).to_bytes(4, "little")  # from the second's pointer to the first
        data = entry.common + entry.rules[:4] + back + entry.rules[8:]
        start = entry.address - len(entry.common)  # so that relative addresses come out right
        found = CallFrameInfo(io.BytesIO(data), len(data), start, _STRUCTS, for_eh_frame=True)
        rules = next(each for each in found.get_entries() if isinstance(each, FDE))
        end = rules["initial_location"] + rules["address_range"]
        return (end, *(_row(line) for line in rules.get_decoded().table if line["cfa"].reg is not None))
    except Exception as error:  # noqa: BLE001 - see the module's docstring
        raise BadFileError(str(error)) from None


def _row(line: dict[Any, Any]) -> Row:
    saved, lost = {}, set()
    for number, rule in line.items():
        if not isinstance(number, int):
            continue
        if rule.type == RegisterRule.OFFSET:
            saved[number] = rule.arg
        elif rule.type != RegisterRule.SAME_VALUE:
            lost.add(number)
    return Row(line["pc"], line["cfa"].reg, line["cfa"].offset, saved, frozenset(lost))


class _Lines:
    """The lines of one compilation unit, in order of their addresses."""

    def __init__(self, rows: list[LineRow], files: list[str]) -> None:
        rows.sort()
        self._rows = rows
        self._starts = [row[0] for row in rows]
        self._files = files

    def find(self, address: int) -> tuple[str, int]:
        place = bisect_right(self._starts, address) - 1
        if place < 0:
            return "", 0
        _start, file, line = self._rows[place]
        is_known = 0 <= file < len(self._files) and 0 < line <= _LARGEST_LINE
        return (self._files[file], line) if is_known else ("", 0)


def source_line(elf: Elf | None, address: int) -> tuple[str, int]:
    """The source file and line of an instruction; ("", 0) if that is not known. Never raises an Exception."""
    if elf is None or not elf.has_section(b".debug_line"):
        return "", 0
    try:
        info = elf.cache.get("info")
        if info is None:
            stream = os.fdopen(elf.fd, "rb", closefd=False)
            info = elf.cache["info"] = ELFFile(stream).get_dwarf_info(relocate_dwarf_sections=False)
        unit = _unit(elf, info, address)
        if unit is None:
            return "", 0
        lines = elf.cache.get(("lines", unit.cu_offset))
        if not isinstance(lines, _Lines):
            lines = elf.cache["lines", unit.cu_offset] = _read_lines(info, unit)
        return lines.find(address)
    except Exception:  # noqa: BLE001 - see the module's docstring
        return "", 0


def _unit(elf: Elf, info: DWARFInfo, address: int) -> CompileUnit | None:
    """The compilation unit of an address; None if it is not found."""
    table = elf.cache.get("addresses")
    if table is None:
        table = elf.cache["addresses"] = info.get_aranges() or ()
    offset = table.cu_offset_at_addr(address) if table and table.entries else None
    if offset is not None:
        return info.get_CU_at(offset)
    for number, unit in enumerate(info.iter_CUs()):
        if number >= _MOST_UNITS:
            break
        if _holds(info, unit, address):
            return unit
    return None


def _holds(info: DWARFInfo, unit: CompileUnit, address: int) -> bool:
    """Whether a unit's own range, or one of its list, holds an address."""
    attributes = unit.get_top_DIE().attributes
    low, high = attributes.get("DW_AT_low_pc"), attributes.get("DW_AT_high_pc")
    if low is not None and high is not None:
        end = high.value if high.form == "DW_FORM_addr" else low.value + high.value
        return bool(low.value <= address < end)
    ranges, lists = attributes.get("DW_AT_ranges"), info.range_lists()
    if ranges is None or lists is None:
        return False
    base = 0 if low is None else low.value
    for each in lists.get_range_list_at_offset(ranges.value, unit):
        if not isinstance(each, RangeEntry):
            base = each.base_address
            continue
        start = 0 if each.is_absolute else base
        if start + each.begin_offset <= address < start + each.end_offset:
            return True
    return False


def _read_lines(info: DWARFInfo, unit: CompileUnit) -> _Lines:
    program = info.line_program_for_CU(unit)
    if program is None:
        return _Lines([], [])
    header, start, end = program.header, program.program_start_offset, program.program_end_offset
    program.stream.seek(start)
    coding = Coding(
        header["opcode_base"],
        header["line_base"],
        header["line_range"],
        header["minimum_instruction_length"],
        header["standard_opcode_lengths"],
    )
    rows = read_rows(program.stream.read(max(end - start, 0)), coding)
    return _Lines(rows, _files(header, unit))


def _files(header: Container, unit: CompileUnit) -> list[str]:
    """The names of source files as the rows number them: from 0 on since DWARF 5, from 1 on before."""
    new = header["version"] >= 5
    folders = [_folder(each) for each in header["include_directory"]]
    own = unit.get_top_DIE().attributes.get("DW_AT_comp_dir")
    if not new:
        folders.insert(0, _text(own.value) if own is not None else "")
    names = [_path(folders, each) for each in header["file_entry"]]
    return names if new else ["", *names]


def _folder(entry: Container | bytes) -> str:
    return _text(entry) if isinstance(entry, bytes) else _text(getattr(entry, "DW_LNCT_path", b""))


def _path(folders: list[str], entry: Container) -> str:
    name = _text(entry.name)
    folder = folders[entry.dir_index] if 0 <= entry.dir_index < len(folders) else ""
    if folders and not os.path.isabs(folder):
        folder = os.path.join(folders[0], folder)
    return os.path.normpath(os.path.join(folder, name))


def _text(name: object) -> str:
    return name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else ""
