"""ELF files as strangers have made them: read right, or BadFileError."""

from __future__ import annotations

import os
import random
import signal
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from scpipe.backtrace import dwarf, symbols
from scpipe.backtrace.budget import SIGNALS, Budget
from scpipe.backtrace.elf import BadFileError, Elf
from scpipe.backtrace.stack import Reader
from scpipe.linux.abi import native

from .programs import SOURCE, compiled

#: Where struct Elf64_Ehdr has the offsets, sizes and counts of its tables.
FIELDS = {"segments": (32, "Q"), "sections": (40, "Q"), "segment size": (54, "H"), "segment count": (56, "H"),
          "section size": (58, "H"), "section count": (60, "H"), "names": (62, "H")}  # fmt: skip


@pytest.fixture
def opened() -> Callable[[bytes], Elf]:
    """Opens content as a file in memory."""

    def open_it(content: bytes) -> Elf:
        fd = os.memfd_create("file")
        os.write(fd, content)
        try:
            return Elf(fd)
        except BadFileError:
            os.close(fd)
            raise

    return open_it


def _address(elf: Elf, name: str) -> int:
    found = symbols.address_of(elf, name.encode())
    assert found is not None
    return found


def _look_everywhere(elf: Elf) -> None:
    """Everything that a stack asks of a file, at some addresses. Raises BadFileError."""
    for address in (0, 0x1140, 0x2000, 1 << 40, (1 << 64) - 1):
        symbols.function(elf, address)
        dwarf.source_line(elf, address)
        dwarf.row_for(elf, address)
    symbols.address_of(elf, b"main")
    elf.address_of(0)
    elf.has_section(b".text")


def test_functions_and_lines(opened: Callable[[bytes], Elf]) -> None:
    """A function that is not exported is named by its own table; its source file and line are found."""
    elf = opened(compiled())
    inner, outer = _address(elf, "inner"), _address(elf, "outer")
    lines = SOURCE.splitlines()
    assert symbols.function(elf, inner + 3) == "inner"
    assert symbols.function(elf, outer + 3, start=outer) == "outer"
    file, line = dwarf.source_line(elf, inner + 5)
    assert os.path.basename(file) == "sample.c" and os.path.isabs(file)
    assert lines[line - 1].strip() in ("static int inner(int a)", "{", "return a * 2;")
    assert dwarf.source_line(elf, 0) == ("", 0)
    elf.close()


@pytest.mark.parametrize(
    "options", [("-gdwarf-4",), ("-gdwarf-5",), ("-gdwarf-5", "-gz"), ("-fno-pie", "-no-pie")]
)
def test_forms_of_debug_information(opened: Callable[[bytes], Elf], options: tuple[str, ...]) -> None:
    """DWARF 4 and 5, compressed sections and programs at fixed addresses say the same."""
    elf = opened(compiled(*options))
    place = _address(elf, "outer") + 4
    file, line = dwarf.source_line(elf, place)
    assert (os.path.basename(file), 6 <= line <= 8) == ("sample.c", True)
    elf.close()


def test_lines_without_a_table_of_addresses(opened: Callable[[bytes], Elf]) -> None:
    """Where no table says which unit has an address, the units' own ranges do, as other compilers need it."""
    elf = opened(compiled())
    elf.cache["addresses"] = ()
    assert dwarf.source_line(elf, _address(elf, "outer") + 4)[1] in (6, 7, 8)
    elf.close()


def test_lines_that_there_was_no_time_for(opened: Callable[[bytes], Elf]) -> None:
    """They are read when nobody waits, unless somebody does by then."""
    elf = opened(compiled())
    place = _address(elf, "outer") + 4
    kept = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        reader = Reader(cast("Any", None), Budget(300.0, 300.0))
        reader._unread = [(None, 0), (elf, place)]
        reader.go_on(lambda: False)
        assert any(key[0] == "lines" for key in elf.cache if isinstance(key, tuple))
        before = dict(elf.cache)
        reader.go_on(lambda: False)
        assert elf.cache == before and reader._unread == []
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    elf.close()


def test_stripped(opened: Callable[[bytes], Elf]) -> None:
    """Without symbols and debug information there is no name and no line, and still a way up."""
    whole, bare = opened(compiled()), opened(compiled("-s"))
    place = _address(whole, "outer") + 10
    assert symbols.function(bare, place) == ""
    assert dwarf.source_line(bare, place) == ("", 0)
    assert dwarf.row_for(bare, place) == dwarf.row_for(whole, place) is not None
    whole.close()
    bare.close()


def test_the_way_up(opened: Callable[[bytes], Elf]) -> None:
    """Behind a prologue the frame is found by rbp, and the return address lies below it."""
    elf = opened(compiled())
    start = _address(elf, "outer")
    found = dwarf.row_for(elf, start + 8)
    assert found is not None
    row, begin = found
    assert (begin, row.base, row.offset) == (start, 6, 16)
    assert row.saved[native.RETURN_ADDRESS] == -8
    elf.close()


def test_the_c_library() -> None:
    """A large library of everybody's can be read, and addresses all over it have a way up."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    with open(next(line.split()[-1] for line in lines if "libc." in line or "libc-" in line), "rb") as file:
        elf = Elf(os.dup(file.fileno()))
    base, index = elf.unwinding_index()
    assert len(index) > 100
    for place in range(0, len(index) // 2, len(index) // 50):
        assert dwarf.row_for(elf, base + index[2 * place]) is not None
    elf.close()


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("value", [1, 0xFFFF, 0x7FFFFFFF, 1 << 62, (1 << 64) - 1])
def test_headers_that_lie(opened: Callable[[bytes], Elf], name: str, value: int) -> None:
    """Offsets beyond the file and huge counts are errors, or leave something out; nothing else happens."""
    offset, form = FIELDS[name]
    content = bytearray(compiled())
    struct.pack_into(f"<{form}", content, offset, value & (1 << 8 * struct.calcsize(form)) - 1)
    try:
        elf = opened(bytes(content))
    except BadFileError:
        return
    try:
        _look_everywhere(elf)
    except BadFileError:
        pass
    finally:
        elf.close()


@pytest.mark.parametrize("content", [b"", b"\x7fELF", b"#!/bin/sh\n", b"\x7fELF\x01\x01\x01" + b"\0" * 200])
def test_other_files(opened: Callable[[bytes], Elf], content: bytes) -> None:
    """An empty file, a script and a program of another machine are no files of ours."""
    with pytest.raises(BadFileError):
        opened(content)


@pytest.mark.slow
def test_damaged_files(opened: Callable[[bytes], Elf]) -> None:
    """Files with random bytes in random places, and files cut off, raise nothing but BadFileError."""
    whole = compiled()
    chance = random.Random(15)
    for _try in range(150):
        content = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _byte in range(chance.choice((1, 10, 500))):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            elf = opened(bytes(content))
        except BadFileError:
            continue
        try:
            _look_everywhere(elf)
        except BadFileError:
            pass
        finally:
            elf.close()


def test_rules_that_refer_to_themselves(opened: Callable[[bytes], Elf]) -> None:
    """An entry of the unwinding table whose pointer leads to itself is an error, not a loop."""
    elf = opened(compiled())
    entry = elf.entry(_address(elf, "outer") + 4)
    assert entry is not None
    elf.close()
    place = compiled().find(entry.rules)
    content = bytearray(compiled())
    struct.pack_into("<I", content, place + 4, 4)
    broken = opened(bytes(content))
    with pytest.raises(BadFileError):
        dwarf.row_for(broken, _address(broken, "outer") + 4)
    broken.close()
