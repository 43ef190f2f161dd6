"""What starts a file: the first line of a script, the loader an ELF file names."""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

import pytest

from scpipe.linux.executables import Starter, starter

SCRIPTS = [
    (b"#!/bin/sh\n", "/bin/sh"),
    (b"#! \t/bin/sh  -e -u\n", "/bin/sh"),
    (b"#!/bin/sh\t-e\n", "/bin/sh"),
    (b"#!/bin/bash\r\n", "/bin/bash\r"),
    (b"#!/bin/bash -e\r\n", "/bin/bash"),
    (b"#!sh", "sh"),
    (b"#!/b\xff\n", "/b\udcff"),
    (b"#!\n", None),
    (b"#!   \n/bin/sh\n", None),
    (b"", None),
    (b"echo\n", None),
    (b"\x7fELF", None),
    (b"\x7fELF" + bytes(300), None),
    (b"\x7fELF\2\1" + b"\xff" * 300, None),
    (b"\x7fELF\1\2" + b"\xff" * 300, None),
]


def elf(bits: int, order: str, loader: bytes) -> bytes:
    """An ELF file of two program headers, the second for its loader."""
    wide = bits == 64
    head = bytearray(64 if wide else 52)
    head[:6] = b"\x7fELF" + bytes([2 if wide else 1, 1 if order == "<" else 2])
    size = 56 if wide else 32
    struct.pack_into(order + ("Q" if wide else "I"), head, 32 if wide else 28, len(head))
    struct.pack_into(order + "HH", head, 54 if wide else 42, size, 2)
    place = len(head) + 2 * size
    entry = bytearray(size)
    struct.pack_into(order + "I", entry, 0, 3)
    struct.pack_into(order + ("Q" if wide else "I"), entry, 8 if wide else 4, place)
    struct.pack_into(order + ("Q" if wide else "I"), entry, 32 if wide else 16, len(loader) + 1)
    return bytes(head) + bytes(size) + bytes(entry) + loader + b"\0rest"


@pytest.mark.parametrize(("data", "path"), SCRIPTS)
def test_scripts_and_what_is_neither(tmp_path: Path, data: bytes, path: str | None) -> None:
    """The kernel's reading of #!: a carriage return is part of the name; damaged files start with nothing."""
    file = tmp_path / "f"
    file.write_bytes(data)
    assert starter(str(file)) == (None if path is None else Starter(path, script=True))


@pytest.mark.parametrize("bits", [32, 64])
@pytest.mark.parametrize("order", ["<", ">"])
def test_loaders(tmp_path: Path, bits: int, order: str) -> None:
    """ELF files of both sizes and byte orders."""
    file = tmp_path / "f"
    file.write_bytes(elf(bits, order, b"/lib/ld.so"))
    assert starter(str(file)) == Starter("/lib/ld.so", script=False)


def test_the_loader_of_a_real_program() -> None:
    """This interpreter's own loader exists."""
    found = starter(os.path.realpath(sys.executable))
    assert found is None or (not found.script and os.path.exists(found.path))


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    """A FIFO without a writer, a directory, a device, nothing, a name with NUL: none is waited for."""
    os.mkfifo(tmp_path / "fifo")
    for path in (str(tmp_path / "fifo"), str(tmp_path), "/dev/zero", str(tmp_path / "no"), "a\0b"):
        assert starter(path) is None
