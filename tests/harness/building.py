"""Building the C programs that tests run, where every user can run them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

#: Seconds; no program of ours takes a thousandth of it.
LONGEST = 600.0
#: Nothing is overlooked in our own guests.
STRICT = ("-Wall", "-Werror")
#: An attack asks for what fails: it does not look at every result.
HEEDLESS = ("-Wno-unused-result",)


@dataclass(frozen=True, slots=True)
class Builder:
    """Compiles with one set of options into one directory."""

    place: Path
    options: Sequence[str] = STRICT
    level: str = "-O2"

    def build(self, name: str, *sources: Path) -> Path:
        """The program of that name (with a room: "room/name"), compiled when it is asked for first."""
        program = self.place / name
        if not program.exists():
            program.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            words = ["gcc", self.level, "-pthread", *self.options, "-o", str(program), *map(str, sources)]
            subprocess.run(words, check=True, timeout=LONGEST)
            program.chmod(0o755)
        return program

    def build_all(self, sources: Mapping[str, Path]) -> None:
        """Every program by its name, on all CPUs."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for built in [pool.submit(self.build, name, source) for name, source in sources.items()]:
                built.result()


def need_compiler(what: str) -> None:
    """Skip the test where there is no C compiler: ``what`` cannot be built."""
    if shutil.which("gcc") is None:
        pytest.skip(f"gcc is not installed: {what} cannot be built")


@contextlib.contextmanager
def builder(name: str, options: Sequence[str] = STRICT, level: str = "-O2") -> Iterator[Builder]:
    """A builder with a directory of its own, removed at the end. ``name``: begins the directory's."""
    place = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    place.chmod(0o755)
    try:
        yield Builder(place, options, level)
    finally:
        shutil.rmtree(place)


@contextlib.contextmanager
def built_below(guests: Path, name: str) -> Iterator[Callable[[str], str]]:
    """Compiles NAME.c of a directory when it is asked for; gives the program's path."""
    with builder(name) as made:
        yield lambda guest: str(made.build(guest, guests / f"{guest}.c"))
