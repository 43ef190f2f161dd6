"""Where something happened, in words."""

from __future__ import annotations

import pytest

from scpipe.report.events import Frame
from scpipe.report.places import places, where
from scpipe.report.rulehints import PolicyFile
from scpipe.report.teller import refusal_message

from .samples import refusal

WRITE = Frame("native", "/usr/lib/libc.so.6", "__write", "", 0, 1)
C = Frame("native", "/opt/t", "send_it", "/src/t.c", 3, 5)
MAIN = Frame("native", "/opt/t", "main", "/src/t.c", 9, 7)
START = Frame("native", "/opt/t", "_start", "", 0, 7)
BARE = Frame("native", "/opt/libx.so", "", "", 0, 0x1234)
NAMED = Frame("native", "/opt/libx.so", "notify", "", 0, 0x1234)
PYTHON = Frame("python", "", "Worker.send", "/srv/worker.py", 17, -1)
MODULE = Frame("python", "", "<module>", "/srv/main.py", 5, -1)
STANDARD = Frame("python", "", "put", "/usr/lib/python3.11/queues.py", 42, -1)
FROZEN = Frame("python", "", "_run", "<frozen runpy>", 88, -1)
PACKAGE = Frame("python", "", "f", "/v/lib/python3.11/site-packages/a.py", 1, -1)
HOSTILE = Frame("python", "", "\x1b[31m::error::", "/srv/##[x]\n::debug::.py", 5, -1)


@pytest.mark.parametrize(
    ("frames", "words"),
    [
        ([WRITE, C, MAIN, WRITE, START], "t.c:3 in send_it(), called from t.c:9 in main()"),
        ([WRITE, NAMED, BARE], "notify() in libx.so, called from libx.so+0x1234"),
        ([WRITE, PYTHON, MODULE], "worker.py:17 in Worker.send(), called from main.py:5"),
        ([WRITE, C, PYTHON], "worker.py:17 in Worker.send()"),
        (
            [STANDARD, STANDARD, PACKAGE, STANDARD, FROZEN, MODULE],
            "queues.py:42 in put(), called from a.py:1 in f(), called from main.py:5",
        ),
        ([STANDARD] * 2, ", called from ".join(["queues.py:42 in put()"] * 2)),
        ([C] * 9, ", called from ".join(["t.c:3 in send_it()"] * 3)),
        ([WRITE], "__write() in libc.so.6"),
        ([Frame("native", "", "", "", 0, -1)], "?"),
        ([Frame("python", "", "f", "a.py", 0, -1)], "a.py in f()"),
    ],
)
def test_the_programs_own_frames_count(frames: list[Frame], words: str) -> None:
    """Libraries that everybody calls are left out; Python's frames say more than its extensions'."""
    assert where(frames) == words


def test_nobody_asked() -> None:
    """Without stacks there is no line."""
    assert places(refusal()) == []


def test_both_places() -> None:
    """One line says where the call was made, one where the pair was."""
    lines = places(refusal(backtrace=(PYTHON,), creator_backtrace=(MODULE,)))
    assert lines == ["  at worker.py:17 in Worker.send()", "  pipe #3 was made at main.py:5"]


def test_names_are_escaped() -> None:
    """Control characters, line ends and commands to a CI in names come out as escapes."""
    (line,) = places(refusal(backtrace=(HOSTILE,)))
    assert line.isprintable()
    assert "::" not in line and "##" not in line


def test_long_names_are_cut() -> None:
    """A line stays a line, however long names are."""
    long = Frame("python", "", "f" * 5000, "/" + "g" * 5000, 1, -1)
    assert len(where([long] * 60)) < 600


def test_places_stand_between_why_and_fix() -> None:
    """Stacks add lines to a message and change none."""
    told = refusal(backtrace=(PYTHON,), creator_backtrace=(MODULE,))
    plain, placed = refusal_message(refusal(), PolicyFile()), refusal_message(told, PolicyFile())
    added = [line for line in placed if line not in plain]
    assert [line for line in placed if line not in added] == plain
    assert [line.partition(": ")[2].strip() for line in added] == [line.strip() for line in places(told)]
    assert placed.index(added[0]) > next(i for i, line in enumerate(placed) if "why:" in line)
    assert placed.index(added[-1]) < next(i for i, line in enumerate(placed) if "fix:" in line)
