"""Opens for writing in programs with threads, where they are changed on their way (--trap armed)."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count

import pytest
from harness import trap
from harness.machine import needs_x86_64
from harness.runner import Runner

from .launching import lines_of_scpipe, python, run, scpipe

needs_armed = pytest.mark.skipif(trap.is_armed_too_new(), reason="trap armed needs Linux 6.7")
pytestmark = [needs_x86_64, needs_armed]

Built = Callable[[str], str]
Told = Callable[..., list[str]]

#: The flags of a descriptor of a program with another thread, of one without, and of what it passes on.
FLAGS = """
import fcntl, os, sys, threading
def flags(name, how=os.O_CREAT):
    return fcntl.fcntl(os.open(name, os.O_WRONLY | how), fcntl.F_GETFL)
os.symlink("file", "link")
alone = flags("file")
threading.Thread(target=threading.Event().wait, daemon=True).start()
beside = flags("file"), flags("link"), flags("new", os.O_CREAT | os.O_EXCL)
print(*(f"{found:o}" for found in (alone, *beside)))
"""

#: Files that a program writes to beside threads that sleep.
FILES = """
import os, threading
for _ in range(8):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
for number in range(200):
    fd = os.open(f"file{number}", os.O_WRONLY | os.O_CREAT)
    os.write(fd, b"data")
    os.close(fd)
print("written")
"""


@pytest.fixture
def told(runner: Runner, built: Built) -> Told:
    """What a part of the guest says, in a new directory; ``mode``: of --trap, "" without scpipe."""
    guest, places = built("opens"), count()

    def tell(part: str, mode: str) -> list[str]:
        place = str(runner.home / f"{part}{next(places)}")
        command = ["sh", "-c", 'mkdir "$2" && exec "$0" "$1" "$2"', guest, part, place]
        words = scpipe(runner, "-q", "--trap", mode, "--", *command) if mode else command
        done = runner.bare_run(words)
        assert done.returncode == 0 and not lines_of_scpipe(done.stderr), done
        return done.stdout.splitlines()

    return tell


@pytest.mark.parametrize("part", ["results", "waits", "waits-moved", "waits-linked", "crowded", "ended"])
def test_nothing_differs(told: Told, part: str) -> None:
    """Results, errors, flags, modes, registers, and what handlers find in them, are as without scpipe."""
    bare = told(part, "")
    assert bare and told(part, "armed") == bare


def test_ends_are_judged_as_ever(told: Told) -> None:
    """Through whichever link they are opened: what the other mode lets pass, and no more."""
    armed = told("ends", "armed")
    assert armed == told("ends", "all")
    assert armed.count("opened") == 12 and armed.count("-1 13") > 12


def test_what_a_descriptor_shows(runner: Runner) -> None:
    """O_NOFOLLOW, where the open was changed: docs/limits.md tells of it."""
    shown = {}
    for mode in ("all", "armed"):
        command = ["sh", "-c", 'mkdir "$0" && cd "$0" && exec "$@"', str(runner.home / mode)]
        done = run(runner, ["-q", "--trap", mode], [*command, *python(runner, FLAGS)])
        shown[mode] = [int(word, 8) for word in done.stdout.split()]
    plain = shown["all"][0]
    assert shown["all"] == [plain] * 4 and not plain & os.O_NOFOLLOW
    assert shown["armed"] == [plain, plain | os.O_NOFOLLOW, plain, plain]


def test_an_open_stops_nobody(runner: Runner) -> None:
    """Threads that sleep are not asked to stop, however many files are opened for writing."""
    log = runner.home / "log"
    command = ["sh", "-c", 'cd "$0" && exec "$@"', str(runner.home), *python(runner, FILES)]
    done = run(runner, ["-q", "--trap", "armed", "--debug", str(log)], command)
    assert done.stdout == "written\n", done
    stops = log.read_text().splitlines()
    assert sum("SyscallStop" in stop for stop in stops) >= 200
    assert sum("InterruptStop" in stop for stop in stops) < 100
