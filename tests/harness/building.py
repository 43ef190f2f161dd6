"""Building the C programs that tests run, where every user can run them.

SCPIPE_BUILT names a directory that keeps them: what was built before of the same words, sources and headers
is taken from there. So a virtual machine, where a compiler takes ten times as long, gets what was built
outside.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

#: Seconds; no program of ours takes a thousandth of it.
LONGEST = 600.0
#: Nothing is overlooked in our own guests.
STRICT = ("-Wall", "-Werror")
#: An attack asks for what fails: it does not look at every result.
HEEDLESS = ("-Wno-unused-result",)
TESTS = Path(__file__).parents[1]


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
            options = [self.level, "-pthread", *self.options]
            kept = _kept(options, sources)
            if kept is not None and kept.exists():
                shutil.copyfile(kept, program)
            else:
                words = ["gcc", *options, "-o", str(program), *map(str, sources)]
                subprocess.run(words, check=True, timeout=LONGEST)
                _keep(program, kept)
            program.chmod(0o755)
        return program

    def build_all(self, sources: Mapping[str, Path]) -> None:
        """Every program by its name, on all CPUs."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for built in [pool.submit(self.build, name, source) for name, source in sources.items()]:
                built.result()


def _kept(options: Sequence[str], sources: Sequence[Path]) -> Path | None:
    """Where SCPIPE_BUILT keeps what these sources give; None without one."""
    directory = os.environ.get("SCPIPE_BUILT")
    if not directory:
        return None
    key = hashlib.sha256(_headers(TESTS))
    for option in options:
        key.update(option.encode() + b"\0")
    for source in sources:
        name = source.relative_to(TESTS) if source.is_relative_to(TESTS) else source
        key.update(str(name).encode() + b"\0" + source.read_bytes())
    return Path(directory) / key.hexdigest()


@functools.cache
def _headers(directory: Path) -> bytes:
    """A digest of every header below a directory: which a source includes, only a compiler could say."""
    key = hashlib.sha256()
    for path in sorted(directory.rglob("*.h")):
        key.update(path.read_bytes())
    return key.digest()


def _keep(program: Path, kept: Path | None) -> None:
    """Keep a program for other runs, where that directory can be written."""
    if kept is not None and os.access(kept.parent, os.W_OK):
        unfinished = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(program, unfinished)
        unfinished.replace(kept)


def need_compiler(what: str) -> None:
    """Skip the test where there is no C compiler: ``what`` cannot be built."""
    import pytest  # the bench builds, too, and has none

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
