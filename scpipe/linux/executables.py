"""What the kernel needs beside a file to execute it: a script's interpreter, an ELF file's loader.

Read for words only, never for a verdict: a file can change after it was read.
"""

from __future__ import annotations

import os
import stat
import struct

from scpipe.record import Record

#: The kernel reads the #! line from so many bytes (include/uapi/linux/binfmts.h BINPRM_BUF_SIZE).
_HEAD = 256
_PT_INTERP = 3
_MOST_HEADERS = 1024
_LONGEST_PATH = 4096
#: By the class of an ELF file, 32 or 64 bits (elf.h): e_phoff, e_phentsize and e_phnum of the file's header,
#: p_offset and p_filesz of a program header, each as a place and a format.
_LAYOUTS = {
    1: ((28, "I"), (42, "HH"), (4, "I"), (16, "I")),
    2: ((32, "Q"), (54, "HH"), (8, "Q"), (32, "Q")),
}


class Starter(Record):
    """The program that the kernel starts for a file. ``script``: an interpreter, otherwise a loader."""

    path: str
    script: bool


def starter(path: str) -> Starter | None:
    """What starts a file; None if nothing does, or the file cannot be read. ``path`` may be relative."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        head = os.pread(fd, _HEAD, 0)
        if head.startswith(b"#!"):
            return _interpreter(head)
        return _loader(fd, head) if head.startswith(b"\x7fELF") else None
    except (OSError, IndexError, OverflowError, struct.error):  # damaged
        return None
    finally:
        os.close(fd)


def _interpreter(head: bytes) -> Starter | None:
    """The word after #!, which space, tab or line feed ends, nothing else (fs/binfmt_script.c)."""
    line = head[2:].partition(b"\n")[0].strip(b" \t")
    word = line.replace(b"\t", b" ").partition(b" ")[0]
    return Starter(os.fsdecode(word), True) if word else None


def _loader(fd: int, head: bytes) -> Starter | None:
    layout = _LAYOUTS.get(head[4])
    if layout is None:
        return None
    order = "<" if head[5] == 1 else ">"
    (at, form), (sizes_at, sizes), offset_field, size_field = layout
    (table,) = struct.unpack_from(order + form, head, at)
    entry, count = struct.unpack_from(order + sizes, head, sizes_at)
    for number in range(min(count, _MOST_HEADERS)):
        header = os.pread(fd, 56, table + number * entry)
        if struct.unpack_from(order + "I", header)[0] == _PT_INTERP:
            (place,) = struct.unpack_from(order + offset_field[1], header, offset_field[0])
            (size,) = struct.unpack_from(order + size_field[1], header, size_field[0])
            name = os.pread(fd, min(size, _LONGEST_PATH), place).partition(b"\0")[0]
            return Starter(os.fsdecode(name), False)
    return None
