"""Tables of lines: CPython's two forms, and the rows of DWARF's programs."""

from __future__ import annotations

import io
import os
import random
import sys
from types import CodeType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scpipe.backtrace import linerows
from scpipe.backtrace.dwarf import source_line
from scpipe.backtrace.elf import Elf
from scpipe.backtrace.linerows import Coding, read_rows
from scpipe.backtrace.linetables import line_by_entries, line_by_pairs

from .programs import compiled

#: Code of the standard library, with all that occurs in tables.
MODULES = ("argparse", "ast", "asyncio.base_events", "subprocess", "typing")
CODING = Coding(13, -5, 14, 1, (0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1))


def _codes(code: CodeType) -> list[CodeType]:
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    return [code, *(found for each in inner for found in _codes(each))]


@pytest.mark.slow
def test_python_lines_are_the_interpreters_own() -> None:
    """For every instruction of some modules the line is what the interpreter itself says."""
    read = line_by_pairs if sys.version_info < (3, 11) else line_by_entries
    compared = 0
    for name in MODULES:
        __import__(name)
        path = sys.modules[name].__file__
        assert path is not None
        with open(path, encoding="utf-8") as file:
            whole = compile(file.read(), path, "exec")
        for code in _codes(whole):
            for start, _end, line in list(code.co_lines())[:60]:
                assert read(code.co_linetable, code.co_firstlineno, start) == (line or 0)
                compared += 1
    assert compared > 5000


@pytest.mark.parametrize(
    ("position", "line"), [(0, 10), (3, 10), (4, 12), (5, 12), (6, 0), (8, 11), (9, 11), (10, 0)]
)
def test_pairs(position: int, line: int) -> None:
    """3.10's form: differences of lines may be negative, -128 says that there is no line."""
    table = bytes([4, 0, 2, 2, 2, 0x80, 2, 0xFF])
    assert line_by_pairs(table, 10, position) == line


@given(st.binary(max_size=200), st.integers(0, 2**40), st.integers(0, 400))
@settings(max_examples=100)
def test_any_table_gives_a_number(table: bytes, first: int, position: int) -> None:
    """Random tables give some line, or none, in any case a number that is not negative."""
    assert line_by_entries(table, first, position) >= 0
    assert line_by_pairs(table, first, position) >= 0


def test_rows_are_those_of_pyelftools() -> None:
    """A compiler's program gives the rows that pyelftools reads from it."""
    from elftools.elf.elffile import ELFFile

    for options in ((), ("-gdwarf-4",), ("-O2",)):
        info = ELFFile(io.BytesIO(compiled(*options))).get_dwarf_info()
        program = info.line_program_for_CU(next(info.iter_CUs()))
        assert program is not None
        states = [entry.state for entry in program.get_entries() if entry.state is not None]
        wanted = [(state.address, state.file, 0 if state.end_sequence else state.line) for state in states]
        program.stream.seek(program.program_start_offset)
        data = program.stream.read(program.program_end_offset - program.program_start_offset)
        header = program.header
        coding = Coding(
            header["opcode_base"], header["line_base"], header["line_range"],
            header["minimum_instruction_length"], header["standard_opcode_lengths"],
        )  # fmt: skip
        assert read_rows(data, coding) == wanted
        assert len(wanted) > 8


@given(st.binary(max_size=400))
@settings(max_examples=100)
def test_any_program_ends(program: bytes) -> None:
    """Random programs give rows or ValueError."""
    try:
        rows = read_rows(program, CODING)
    except ValueError:
        return
    assert len(rows) <= len(program)


@pytest.mark.parametrize(
    "program",
    [b"\x02" + b"\xff" * 40, b"\x03" + b"\xff" * 40, b"\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"],
)
def test_numbers_without_end(program: bytes) -> None:
    """A number that goes on and on is an error, not a number of that size."""
    with pytest.raises(ValueError, match="without end"):
        read_rows(program, CODING)


def test_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of more rows than anybody writes is an error."""
    monkeypatch.setattr(linerows, "_MOST_ROWS", 100)
    assert len(read_rows(b"\x20" * 100, CODING)) == 100
    with pytest.raises(ValueError, match="too many"):
        read_rows(b"\x20" * 101, CODING)


@pytest.mark.parametrize(
    "coding", [Coding(13, -5, 0, 1, ()), Coding(0, -5, 14, 1, ()), Coding(300, 0, 1, 1, ())]
)
def test_headers_that_divide_by_zero(coding: Coding) -> None:
    """A header with impossible numbers is an error."""
    with pytest.raises(ValueError, match="says nothing"):
        read_rows(b"\x20", coding)


@pytest.mark.slow
def test_damaged_debug_information() -> None:
    """Random bytes in the sections of debug information give some line or none, and no exception."""
    whole = compiled()
    chance = random.Random(5)
    start = whole.find(b"GNU C")  # among the strings behind all code
    for _try in range(60):
        content = bytearray(whole)
        for _byte in range(chance.choice((3, 100))):
            content[chance.randrange(start - 3000, len(content) - 4000)] = chance.randrange(256)
        fd = os.memfd_create("file")
        os.write(fd, content)
        try:
            elf = Elf(fd)
        except ValueError:
            os.close(fd)
            continue
        file, line = source_line(elf, 0x1140)
        assert isinstance(file, str) and line >= 0
        elf.close()
