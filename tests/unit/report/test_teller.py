"""What is said at which verbosity, and how often."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scpipe.policy.model import IN_A_SESSION
from scpipe.report.events import Advice, Event, Note, Refusal, TrapFacts
from scpipe.report.teller import MOST_GROUPS, Teller, note_line, unavailable_line

from .samples import (
    PIPE,
    SOCKETS,
    created,
    denied_creation,
    end,
    refusal,
    repeated,
    single,
    start,
    unavailable,
)

WAKE = refusal(
    exe="/usr/bin/python3.11",
    argv=("python3", "loop.py"),
    syscall="sendto",
    fd=7,
    pair=SOCKETS,
    event_byte=0,
    message=single(0x0F),
    other_reading="refuse: another byte than the event byte",
    advice=Advice("signal-number", "use one signal kind only"),
)


def said(verbosity: Any, *events: Event) -> list[str]:
    """The lines for these events."""
    teller = Teller(verbosity)
    return [line for event in events for line in teller.lines(event)]


def heads(lines: list[str]) -> list[str]:
    """The first lines of messages, without what follows the first words."""
    return [" ".join(line.split()[1:4]) for line in lines if not line.startswith("scpipe:  ")]


def on_pair(number: int, event: Refusal) -> Refusal:
    """The same on another pair, by another process."""
    return replace(event, pair=replace(event.pair, id=number), pid=number, tid=number)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            unavailable_line(unavailable()),
            "scpipe: unavailable: io_uring_setup for node (pid 13, thread 14): ENOSYS, it cannot be judged;"
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
def test_which_writes_are_trapped(verbosity: Any, trap: TrapFacts, expected: str) -> None:
    """Whoever asks for everything is told in one line; others are not, and not where none is trapped."""
    told = expected if verbosity == "verbose" else ""
    assert said(verbosity, start(trap=trap)) == ([f"scpipe: {told}"] if told else [])


def test_default_tells_the_first_of_those_that_are_alike() -> None:
    """A program, what it does and whose pair it is make a group; the others are counted at the end."""
    others = [denied_creation(), denied_creation(), denied_creation(exe="/bin/dash", argv=("dash",))]
    again = [on_pair(number, refusal()) for number in range(1, 100)]
    lines = said("normal", start(), created(), refusal(), *again, WAKE, *others, unavailable(), end())
    assert heads(lines) == [
        *(
            "refused: `bash -c",
            "refused: `loop.py` (python3.11,",
            "refused: `bash -c",
            "refused: `dash` (pid",
        ),
        *("and 99 more", "and 1 more", "104 calls refused", "under SCONE 7.0", "SCONE's page is"),
        "not available here:",
    ]
    assert "scpipe: and 99 more like it: bash wrote to pipes that bash made (data)" in lines
    assert "scpipe: and 1 more like it: bash asked for pipes (creation)" in lines
    assert lines[-1] == "scpipe: not available here: io_uring_setup (node); --relax io-uring lifts this"


def test_a_loop_of_pipelines_makes_few_lines() -> None:
    """Two hundred pipelines, a pair and a process each: one message, one count, the end."""
    again = [on_pair(number, refusal()) for number in range(200)]
    assert len(said("normal", start(), *again, end())) < 25


def test_names_without_end_make_no_lines_without_end() -> None:
    """A hostile program can change its name for each refusal: those of later names are counted together."""
    others = [refusal(exe=f"/x/p{number}", argv=(f"p{number}",)) for number in range(1000)]
    lines = said("normal", start(), *others, end())
    assert len(heads(lines)) == MOST_GROUPS + 1 + 3
    assert f"scpipe: and {1000 - MOST_GROUPS} refusals of other programs and kinds" in lines


def test_what_is_repeated_is_told_once() -> None:
    """From a thousand on there is a line, with the reason where one is known; the rest is in the counts."""
    report = Advice("error-report", "the report that exec failed")
    events = [refusal(advice=report), *(repeated(10**n * 9 // 10, 10**n, advice=report) for n in range(2, 6))]
    lines = [line for line in said("normal", start(), *events) if "by now" in line]
    assert lines == [
        "scpipe: `bash -c 'echo hello | cat'` (pid 13, child of bash) wrote 6 bytes to its stdout,"
        " a pipe that bash made: refused 1000 times by now; musl's posix_spawn does that for ever: allow"
        " pipes, or see that the program exists"
    ]
    lines = said("normal", start(), *events, end())
    told = lines.index("scpipe: and 99990 more like it: bash wrote to pipes that bash made")
    assert lines[told + 1] == "scpipe:   (error-report)"


def test_of_many_that_are_repeated_few_are_told() -> None:
    """A program with many threads that all repeat themselves has a few lines."""
    lines = said("normal", start(), *(repeated(980, 1000, tid=number) for number in range(100)))
    assert 0 < len(lines) < 10


def test_default_says_warnings_and_nothing_of_a_clean_run() -> None:
    """What weakens the protection is said; a run without refusals ends in silence."""
    weak = start(warnings=("no Landlock",))
    lines = said("normal", weak, created(), Note(1.0, "warning", "waiting"), end())
    assert lines == ["scpipe: warning: no Landlock", "scpipe: warning: waiting"]


def test_verbose_tells_everything() -> None:
    """With -v the first of a group is told in full, each other one and each safety refusal in a line."""
    lines = said("verbose", refusal(), refusal(), unavailable(), repeated(), end())
    told = ["refused: `bash -c", "refused: `bash -c", "unavailable: io_uring_setup for"]
    assert heads(lines)[:3] == told
    short = next(line for line in lines[1:] if line.startswith("scpipe: refused:"))
    assert short.endswith("made: byte 0x65 at offset 1 differs from the first byte 0x68: data (a pipeline)")
    assert any(line.endswith(": refused 100 times by now") for line in lines)
    assert not any("more like it" in line for line in lines)


def test_quiet_tells_errors_only() -> None:
    """With -q only errors are said."""
    notes = [Note(1.0, "warning", "w"), Note(1.0, "error", "e")]
    assert said("quiet", start(warnings=("x",)), refusal(), *notes, end()) == ["scpipe: error: e"]


def test_the_policy_in_force_is_named() -> None:
    """Where the fix goes is taken from the beginning of the run."""
    began = start(origins={"pipe": "s.yaml:4", "rules": IN_A_SESSION})
    lines = said("normal", began, refusal())
    assert "scpipe:   fix: use a file; or SCONE_PIPE=allow in s.yaml" in lines


def test_rules_for_the_writer_are_told_at_the_end() -> None:
    """Before the counts, once for each rule, whatever was refused in between."""
    policy = {"rules": [{"exe": "/proc/self/exe/none"}, {"exe": "/nowhere/date"}]}
    wrote = refusal(exe="/nowhere/date", argv=("date",), pair=PIPE)
    lines = said("normal", start(policy=policy), wrote, wrote, end())
    assert heads(lines)[1:4] == ["and 1 more", "rule 2 (exe", "2 calls refused"]
