"""The filters of bpf/ as bytes: what nearly every run loads is read from the package, not built.

libseccomp takes 16 ms to load and to make a filter. A file's name says which rows of the catalogue are in
force and whether somebody supervises, which is all that a filter depends on; so a plan finds its own
filter or none. ``python -m scpipe.seccomp.generate`` makes the files, a test compares them with what
is built.
"""

from __future__ import annotations

import os
from binascii import crc32

from scpipe.seccomp.layers import first_filter
from scpipe.seccomp.plan import Plan

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "filters")
#: Behind a program: a file that was cut short is no program.
_CHECK = 4


def filter_of(plan: Plan, arch: str = "x86_64") -> bytes:
    """A plan's first filter as raw ``struct sock_filter``. Raises SetupError where it cannot be built."""
    first = first_filter(plan)
    program = load(first, arch)
    if program is not None:
        return program
    from scpipe.seccomp.build import build

    return build(first, arch)


def load(plan: Plan, arch: str) -> bytes | None:
    """The filter of a plan as it was shipped; None if this one was not."""
    try:
        with open(os.path.join(FOLDER, file_name(plan, arch)), "rb", buffering=0) as file:
            return unpack(file.read())
    except OSError:
        return None


def file_name(plan: Plan, arch: str) -> str:
    """The name of a plan's filter: a bit for each row in force (its trace id), who answers, the machine."""
    rows = sum(1 << entry.trace_id for entry in plan.entries)
    return f"{rows:032x}.{'supervised' if plan.supervised else 'alone'}.{arch}"


def pack(program: bytes) -> bytes:
    """A program as its file holds it."""
    return program + crc32(program).to_bytes(_CHECK, "little")


def unpack(content: bytes) -> bytes | None:
    """The program of a file; None if the file is damaged."""
    program, check = content[:-_CHECK], content[-_CHECK:]
    return program if program and pack(program)[-_CHECK:] == check else None
