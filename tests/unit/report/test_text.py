"""A reporter that no stderr can break; one write for a message; colour."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping

import pytest

from scpipe.report.commandline import label
from scpipe.report.events import Event
from scpipe.report.tally import Tally
from scpipe.report.text import TextReporter, coloured, wants_colour
from scpipe.report.wording import PREFIX

from .samples import end, fill, refusal, start


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe whose reader is non-blocking."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    yield reader, writer
    os.close(reader)
    os.close(writer)


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is written, by calls of write(2)."""
    found: list[bytes] = []

    def write(_fd: int, data: bytes) -> int:
        found.append(bytes(data))
        return len(data)

    monkeypatch.setattr(os, "write", write)
    return found


def reported(*events: Event, colour: bool = False) -> None:
    """Have a reporter tell events to /dev/null, which is always ready."""
    fd = os.open(os.devnull, os.O_WRONLY)
    try:
        reporter = TextReporter(fd, colour=colour)
        for event in events:
            reporter.emit(event)
    finally:
        os.close(fd)


def test_a_message_is_one_write(writes: list[bytes]) -> None:
    """What is said of one refusal comes in one piece; every line of it says whose it is."""
    reported(start(), refusal())
    (message,) = writes
    lines = message.decode().splitlines()
    assert len(lines) > 3 and all(line.startswith(PREFIX) for line in lines)


def test_a_long_message_is_written_by_lines(writes: list[bytes]) -> None:
    """What a pipe would not take as a whole is cut at the ends of lines."""
    warnings = tuple(f"{number} " + "w" * 900 for number in range(10))
    reported(start(warnings=warnings))
    assert len(writes) == 10
    assert all(data.endswith(b"\n") and len(data) <= 1001 for data in writes)


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", True, {"NO_COLOR": "", "TERM": "xterm"}, True),
        ("auto", True, {"NO_COLOR": "0"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {}, False),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", True, {}, False),
    ],
)
def test_when_lines_are_coloured(
    choice: str, terminal: bool, environ: Mapping[str, str], wanted: bool
) -> None:
    """At a terminal that is not dumb, unless NO_COLOR says something; what was asked for counts more."""
    assert wants_colour(choice, terminal, environ) is wanted


def test_colour_is_around_words_of_ours(writes: list[bytes]) -> None:
    """Without its colours a message is the same; a program's own sequences stay spelt out."""
    hostile = refusal(exe="/x/\x1b[32mz", argv=("\x1b[31mrefused:", "why:"))
    reported(hostile)
    reported(hostile, colour=True)
    plain, painted = (data.decode() for data in writes)
    assert "\x1b" not in plain and "\\x1b[31m" in plain
    assert painted.count("\x1b[") == 6  # refused, why and fix: on and off
    for sequence in ("\x1b[1;31m", "\x1b[36m", "\x1b[m"):
        painted = painted.replace(sequence, "")
    assert painted == plain


def test_lines_of_other_kinds_have_no_colour() -> None:
    """A line that begins otherwise stays as it is."""
    assert coloured("scpipe: and 3 more") == "scpipe: and 3 more"


def test_a_summary_may_be_asked_for_until_the_end(pipe: tuple[int, int]) -> None:
    """While the run goes on the counts so far are told; afterwards the descriptor is another's."""
    reporter = TextReporter(pipe[1])
    for event in (start(), refusal(), refusal()):
        reporter.emit(event)
    os.read(pipe[0], 1 << 16)
    reporter.summarize()
    lines = os.read(pipe[0], 1 << 16).decode().splitlines()
    assert lines[0].startswith("scpipe: so far: 2 calls refused on 1 pair")
    assert f"2 times: {label('/usr/bin/bash', ())} wrote to pipes that bash made (data)" in lines[1]
    reporter.emit(end())
    os.read(pipe[0], 1 << 16)
    reporter.summarize()
    with pytest.raises(BlockingIOError):
        os.read(pipe[0], 1 << 16)


def test_closed_and_broken_stderr_are_survived() -> None:
    """EBADF, EPIPE and ENOSPC lose lines, count them, and raise nothing."""
    reader, writer = os.pipe()
    os.close(reader)
    full = os.open("/dev/full", os.O_WRONLY)
    gone = os.dup(full)
    os.close(gone)
    for fd in (writer, full, gone, -1):
        reporter = TextReporter(fd)
        reporter.emit(refusal())
        reporter.emit(end())
        assert reporter.dropped >= 3
    os.close(writer)
    os.close(full)


@pytest.mark.slow
@pytest.mark.parametrize("blocking", [True, False])
def test_full_stderr_costs_a_bounded_wait_and_recovers(pipe: tuple[int, int], blocking: bool) -> None:
    """A reader that sleeps delays the run once, not once a line, and is told what it missed."""
    reader, writer = pipe
    fill(writer)
    os.set_blocking(writer, blocking)
    reporter = TextReporter(writer, "verbose")
    began = time.monotonic()
    for _ in range(50):
        reporter.emit(refusal())
    assert time.monotonic() - began < 25  # once a line would be 50 s
    lost = reporter.dropped
    assert lost > 50
    os.read(reader, 65536)
    reporter.emit(end())
    assert (
        os.read(reader, 65536).decode().splitlines()[-1]
        == f"scpipe: {lost} lines were lost: stderr could not take them"
    )


def test_counts_of_somebody_else(pipe: tuple[int, int]) -> None:
    """With the run's own counts nothing is counted twice; the summary is made from them."""
    tally = Tally()
    reporter = TextReporter(pipe[1], "normal", tally)
    for event in (refusal(), end()):
        tally.note(event)
        reporter.emit(event)
    assert tally.refused == 1
    assert b"scpipe: 1 call refused on 1 pair" in os.read(pipe[0], 1 << 16)
