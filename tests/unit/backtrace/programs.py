"""Programs and memory to read stacks of, without any process."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

from harness.building import LONGEST, need_compiler

from scpipe.backtrace.remote import UnreadableError

SOURCE = """\
static int inner(int a)
{
    return a * 2;
}

int outer(int a)
{
    return inner(a) + 1;
}

int main(void)
{
    return outer(1);
}
"""


@functools.cache
def compiled(*options: str) -> bytes:
    """The program of SOURCE, compiled with debug information and these options."""
    need_compiler("a program to read")
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder, "sample.c"), Path(folder, "sample")
        source.write_text(SOURCE)
        words = ["gcc", "-g", "-O0", "-fno-inline", *options, "-o", str(program), str(source)]
        subprocess.run(words, check=True, timeout=LONGEST)
        return program.read_bytes()


class FakeMemory:
    """Bytes at addresses; everything else cannot be read. ``reads``: how often anything was asked for."""

    def __init__(self, *places: tuple[int, bytes]) -> None:
        self._places = dict(places)
        self.reads = 0

    def put(self, address: int, data: bytes) -> None:
        """Lay bytes down."""
        self._places[address] = data

    def read(self, address: int, size: int) -> bytes:
        """See Memory.read."""
        self.reads += 1
        for start, data in self._places.items():
            if start <= address and address + size <= start + len(data):
                return data[address - start : address - start + size]
        raise UnreadableError

    def word(self, address: int) -> int:
        """See Memory.word."""
        return int.from_bytes(self.read(address, 8), "little")
