"""The lines on stderr, word by word, and a reporter that no stderr can break."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from scpipe.report.events import Advice, Event, Note, TrapFacts
from scpipe.report.tally import Tally
from scpipe.report.text import (
    LINE_LIMIT,
    MOST_GROUPS,
    TextReporter,
    note_line,
    refusal_line,
    summary,
    unavailable_line,
)

from .samples import (
    PIPE,
    SOCKETS,
    created,
    denied_creation,
    end,
    fill,
    message,
    refusal,
    repeated,
    single,
    start,
    unavailable,
)

WAKE = refusal(
    exe="/usr/bin/python3.11",
    syscall="sendto",
    fd=7,
    pair=SOCKETS,
    event_byte=0,
    message=single(0x0F),
    pid=20,
    tid=21,
    other_reading="refuse: another byte than the event byte",
    advice=Advice("signal-number", "use one signal kind only"),
)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe whose reader is non-blocking."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    yield reader, writer
    os.close(reader)
    os.close(writer)


def said(pipe: tuple[int, int], verbosity: Any, *events: Event) -> list[str]:
    """The lines a reporter writes for these events."""
    reporter = TextReporter(pipe[1], verbosity)
    lines: list[str] = []
    for event in events:
        reporter.emit(event)
        try:
            lines += os.read(pipe[0], 65536).decode().splitlines()
        except BlockingIOError:
            continue
    return lines


def tallied(*events: Event) -> Tally:
    """The tally after these events."""
    tally = Tally()
    for event in events:
        tally.note(event)
    return tally


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            refusal_line(refusal()),
            "scpipe: refused: write of 6 bytes to pipe #3 (made by bash[12]) by bash[13] fd 1: byte 0x65 at"
            " offset 1 differs from the first byte 0x68, and a first message must repeat one byte;"
            " a pipeline; use a file",
        ),
        (
            refusal_line(WAKE),
            "scpipe: refused: sendto of 1 byte to socketpair #4 (made by python3.11[20]) by"
            " python3.11[20, thread 21] fd 7: byte 0x0f at offset 0 differs from the event byte 0x00;"
            " use one signal kind only",
        ),
        (
            refusal_line(denied_creation(enforced=False)),
            "scpipe: would refuse: pipe2 by bash[13]: pairs of this kind are denied; pipes are denied",
        ),
        (
            refusal_line(
                refusal(syscall="splice", message=None, verdict="bytes moved by reference cannot be judged")
            ),
            "scpipe: refused: splice to pipe #3 (made by bash[12]) by bash[13] fd 1:"
            " bytes moved by reference cannot be judged; a pipeline; use a file",
        ),
        (
            refusal_line(refusal(message=message(ancillary=True), verdict="descriptors are data")),
            "scpipe: refused: write of 6 bytes to pipe #3 (made by bash[12]) by bash[13] fd 1:"
            " descriptors are data; a pipeline; use a file",
        ),
        (
            refusal_line(
                refusal(event_byte=0x41, pair=replace(PIPE, creator_exe=""), message=message(sample="6865"))
            ),
            "scpipe: refused: write of 6 bytes to pipe #3 by bash[13] fd 1: byte 0x65 at offset 1"
            " differs from the event byte 0x41 (data in hex: 6865); a pipeline; use a file",
        ),
        (
            unavailable_line(unavailable()),
            "scpipe: unavailable: io_uring_setup for node[13, thread 14] (ENOSYS): it cannot be judged;"
            " --relax io-uring lifts this",
        ),
        (note_line(Note(1.0, "error", "killed x:\ny")), r"scpipe: error: killed x:\x0ay"),
    ],
)
def test_golden_lines(line: str, expected: str) -> None:
    """Each kind of line reads as documented."""
    assert line == expected


@pytest.mark.parametrize("verbosity", ["quiet", "normal", "verbose"])
@pytest.mark.parametrize(
    ("trap", "expected"),
    [
        (TrapFacts("armed", "asked for"), "trapped writes: those to pairs (trap armed: asked for)"),
        (TrapFacts("all", "no\nreason"), "trapped writes: all (trap all: no\\x0areason)"),
        (TrapFacts("all", ""), ""),
    ],
)
def test_which_writes_are_trapped(
    pipe: tuple[int, int], verbosity: Any, trap: TrapFacts, expected: str
) -> None:
    """Whoever asks for everything is told in one line; others are not, and not where none is trapped."""
    told = expected if verbosity == "verbose" else ""
    assert said(pipe, verbosity, start(trap=trap)) == ([f"scpipe: {told}"] if told else [])


def test_names_cannot_act() -> None:
    """A hostile name, even where it meets the line's own marks, gives one harmless line."""
    line = refusal_line(refusal(exe="/x/\x1b]0;##\n::error::" + "y" * 5000 + "#", syscall="w:"))
    assert line.isprintable()
    assert "::" not in line
    assert "##" not in line
    assert len(line) <= LINE_LIMIT


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([start(), created()], []),
        (
            [start(), created(), created(SOCKETS), WAKE, replace(WAKE, pair=replace(SOCKETS, id=5))],
            [
                "scpipe: 2 calls refused on 2 pairs (socketpair 2)",
                "scpipe: under SCONE 7.0: SCONE_PIPE=allow-events ok;"
                " SCONE_SOCKETPAIR must be allow (python3.11 signal-number, 2 pairs)",
            ],
        ),
        (
            [start(), created(), refusal(enforced=False)],
            [
                "scpipe: 1 call would have been refused on 1 pair (pipe 1)",
                "scpipe: under SCONE 7.0: SCONE_PIPE must be allow (bash data, 1 pair);"
                " SCONE_SOCKETPAIR=deny ok",
                "scpipe: first-message any would have let every refused message pass",
            ],
        ),
        (
            [start(policy={"pipe": "deny", "socketpair": "allow"}), denied_creation(), denied_creation()],
            [
                "scpipe: 2 calls refused (pipe 2)",
                "scpipe: under SCONE 7.0: SCONE_PIPE must be at least allow-events (bash creation, 2 calls);"
                " SCONE_SOCKETPAIR=allow was not judged",
            ],
        ),
        (
            [start(), *(refusal(exe=f"/bin/p{number}", other_exact=False) for number in range(5))],
            [
                "scpipe: 5 calls refused on 1 pair (pipe 5)",
                "scpipe: under SCONE 7.0: SCONE_PIPE must be allow (p0 data, 1 pair; p1 data, 1 pair;"
                " p2 data, 1 pair; 2 more programs); SCONE_SOCKETPAIR=deny ok",
                "scpipe: first-message any would have let every refused message pass (as far as can be told)",
            ],
        ),
    ],
)
def test_golden_summaries(events: list[Event], expected: list[str]) -> None:
    """The verdict a porter wants, for each thing that can be needed."""
    assert summary(tallied(*events)) == expected


def test_default_tells_the_first_of_those_that_are_alike(pipe: tuple[int, int]) -> None:
    """A program, what it does and whose pair it is make a group; the others are counted at the end."""
    others: list[Event] = [
        denied_creation(),
        denied_creation(),
        denied_creation(exe="/bin/dash"),
        unavailable(),
    ]
    again: list[Event] = [refusal(pair=replace(PIPE, id=number)) for number in range(1, 100)]
    lines = said(pipe, "normal", start(), created(), refusal(), *again, WAKE, *others, end())
    assert [line.split()[1:3] for line in lines[:4]] == [
        ["refused:", name] for name in ("write", "sendto", "pipe2", "pipe2")
    ]
    assert lines[4:6] == [
        "scpipe: and 99 more alike: write by bash to pipes made by bash (data)",
        "scpipe: and 1 more alike: pipe2 by bash (creation)",
    ]
    assert lines[6].startswith("scpipe: 104 calls refused")
    assert lines[7].startswith("scpipe: under SCONE 7.0: ")
    assert lines[8] == "scpipe: not available here: io_uring_setup (node); --relax io-uring lifts this"
    assert len(lines) == 9


def test_names_without_end_make_no_lines_without_end(pipe: tuple[int, int]) -> None:
    """A hostile program can change its name for each refusal: those of later names are counted together."""
    others = [refusal(exe=f"/x/p{number}") for number in range(1000)]
    lines = said(pipe, "normal", start(), *others, end())
    assert len(lines) == MOST_GROUPS + 1 + 3
    assert lines[MOST_GROUPS] == f"scpipe: and {1000 - MOST_GROUPS} refusals of other programs and kinds"


def test_what_is_repeated_is_told_once(pipe: tuple[int, int]) -> None:
    """From a thousand on there is a line, with the reason where one is known; the rest is in the counts."""
    report = Advice("error-report", "the report that exec failed")
    events = [refusal(advice=report), *(repeated(10**n * 9 // 10, 10**n, advice=report) for n in range(2, 6))]
    lines = said(pipe, "normal", start(), *events, end())
    assert lines[1:3] == [
        "scpipe: write of 6 bytes to pipe #3 (made by bash[12]) by bash[13]: refused 1000 times by now;"
        " musl's posix_spawn does that for ever: allow pipes, or see that the program exists",
        "scpipe: and 99990 more alike: write by bash to pipes made by bash (error-report)",
    ]
    assert len(lines) == 6


def test_of_many_that_are_repeated_few_are_told(pipe: tuple[int, int]) -> None:
    """A program with many threads that all repeat themselves has a few lines."""
    events = [repeated(980, 1000, tid=number) for number in range(100)]
    lines = said(pipe, "normal", start(), *events)
    assert 0 < len(lines) < 10


def test_default_says_warnings_and_nothing_of_a_clean_run(pipe: tuple[int, int]) -> None:
    """What weakens the protection is said; a run without refusals ends in silence."""
    weak = start(warnings=("no Landlock",))
    lines = said(pipe, "normal", weak, created(), Note(1.0, "warning", "waiting"), end())
    assert lines == ["scpipe: warning: no Landlock", "scpipe: warning: waiting"]


def test_verbose_tells_everything(pipe: tuple[int, int]) -> None:
    """With -v each refusal and each safety refusal has a line."""
    lines = said(pipe, "verbose", refusal(), refusal(), unavailable(), repeated())
    assert [line.split()[1] for line in lines[:-1]] == ["refused:", "refused:", "unavailable:"]
    assert lines[-1].endswith(": refused 100 times by now")


def test_quiet_tells_errors_only(pipe: tuple[int, int]) -> None:
    """With -q only errors are said."""
    notes = [Note(1.0, "warning", "w"), Note(1.0, "error", "e")]
    lines = said(pipe, "quiet", start(warnings=("x",)), refusal(), *notes, end())
    assert lines == ["scpipe: error: e"]


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
    assert reporter.dropped == 50
    os.read(reader, 65536)
    reporter.emit(end())
    assert (
        os.read(reader, 65536).decode().splitlines()[-1]
        == "scpipe: 50 lines were lost: stderr could not take them"
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
