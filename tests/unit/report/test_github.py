"""Annotations and the step summary: what GitHub shows of a run, and that nobody can forge it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from scpipe.report.events import TrapFacts
from scpipe.report.github import MOST_ANNOTATIONS, GitHub
from scpipe.report.markdown import MOST_ROWS, SummaryTable, cell

from .samples import PIPE, end, refusal, repeated, start

REFUSAL = refusal(pair=PIPE)
END = end()


def annotations(*events: object, summary: str = "") -> list[str]:
    """What a sink writes for events, line by line."""
    read_end, write_end = os.pipe()
    try:
        sink = GitHub(write_end, summary)
        for event in events:
            sink.emit(event)  # type: ignore[arg-type]
        os.close(write_end)
        write_end = -1
        return os.read(read_end, 1 << 16).decode().splitlines()
    finally:
        os.close(read_end)
        if write_end >= 0:
            os.close(write_end)


def on_pair(number: int, **changes: object) -> object:
    """The sample refusal on another pair."""
    return replace(REFUSAL, pair=replace(REFUSAL.pair, id=number), **changes)  # type: ignore[arg-type]


def test_the_first_of_those_that_are_alike_is_an_error() -> None:
    """Refusals that are alike make one error annotation, on whatever pairs they are."""
    lines = annotations(on_pair(1), on_pair(1), on_pair(2), on_pair(1, argv=("x",)))
    assert [line[:22] for line in lines] == ["::error title=scpipe::"] * 2


def test_audit_warns() -> None:
    """What would have been refused is a warning."""
    (line,) = annotations(on_pair(1, enforced=False))
    assert line.startswith("::warning title=scpipe::would refuse")


def test_annotations_are_limited() -> None:
    """GitHub shows ten of a kind, so no more are written."""
    lines = annotations(*(on_pair(number, argv=(f"p{number}",)) for number in range(1, 50)))
    assert len(lines) == MOST_ANNOTATIONS


@pytest.mark.parametrize(
    "name", ["/x/a\n::error::forged", "/x/a%0A::error::forged", "/x/::set-output name=a::b"]
)
def test_a_name_cannot_add_a_command(name: str) -> None:
    """Names of programs can neither begin a command nor smuggle a newline in as %0A."""
    lines = annotations(on_pair(1, exe=name, argv=(name, name)))
    assert len(lines) == 1
    text = lines[0].removeprefix("::error title=scpipe::")
    assert "::" not in text and "%0A" not in text.replace("%25", "")


def test_summary_is_appended(tmp_path: Path) -> None:
    """The summary file keeps what it had and gets one table."""
    place = tmp_path / "summary.md"
    place.write_text("before\n")
    annotations(on_pair(1), END, summary=str(place))
    text = place.read_text()
    assert text.startswith("before\n### scpipe\n")
    assert text.count("| --") <= 1 and "| bash wrote to pipes that bash made" in text


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("missing/summary.md", "No such file or directory"),
        ("", "Is a directory"),
        ("fifo", "No such device or address"),
        ("/dev/full", "No space left on device"),
    ],
)
def test_unwritable_summary_is_told(tmp_path: Path, place: str, why: str) -> None:
    """A job does not fail because its summary cannot be written; its page says so."""
    os.mkfifo(tmp_path / "fifo")
    lines = annotations(on_pair(1), END, summary=str(tmp_path / place))
    told = f"::warning title=scpipe::cannot write the step summary {tmp_path / place}: {why}"
    assert lines[1:] == [told.replace("%", "%25")]


def test_a_link_that_comes_later_is_not_followed(tmp_path: Path) -> None:
    """The summary goes to the file that was there at the start, whatever has its name at the end."""
    place, elsewhere = tmp_path / "summary.md", tmp_path / "elsewhere"
    place.touch()
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        sink = GitHub(null, str(place))
        place.rename(tmp_path / "moved")
        place.symlink_to(elsewhere)
        sink.emit(END)
    finally:
        os.close(null)
    assert not elsewhere.exists()
    assert (tmp_path / "moved").read_text().startswith("### scpipe\n")


def test_what_was_counted_is_in_the_table() -> None:
    """Repetitions that were told as a number count as that many calls."""
    table = SummaryTable()
    for event in (REFUSAL, repeated(80), END):
        table.note(event)
    assert "\n| 81 |" in table.render()


def test_the_summary_says_which_writes_were_trapped() -> None:
    """One line, where any were."""
    for trap, expected in (
        (TrapFacts("armed", "asked for"), r"- trapped writes: those to pairs \(trap armed: asked for\)"),
        (TrapFacts("all", "asked for"), r"- trapped writes: all \(trap all: asked for\)"),
        (TrapFacts("all", ""), ""),
    ):
        table = SummaryTable()
        for event in (start(trap=trap), END):
            table.note(event)
        lines = [line for line in table.render().splitlines() if "trap" in line]
        assert lines == ([expected] if expected else [])


@pytest.mark.parametrize("text", ["a|b", "a\nb", "<b>", "[x](y)", "`x`", "$(x)", "&amp;"])
def test_cell_shows_text_as_it_is(text: str) -> None:
    """No character of a cell keeps a meaning in Markdown."""
    shown = cell(text)
    assert "\n" not in shown
    for place, character in enumerate(shown):
        if character in "|<>[]`$&*_":
            assert shown[place - 1] == "\\"


def test_table_is_bounded() -> None:
    """A program that invents names without end fills the table once."""
    table = SummaryTable()
    for number in range(MOST_ROWS * 2):
        table.note(on_pair(1, argv=(f"p{number}",)))  # type: ignore[arg-type]
    table.note(END)
    text = table.render()
    assert text.count("\n| 1 |") == MOST_ROWS
    assert f"{MOST_ROWS} more calls" in text


def test_table_without_end_says_so() -> None:
    """A report that was cut off does not look complete."""
    table = SummaryTable()
    table.note(REFUSAL)
    assert "incomplete" in table.render()


@pytest.mark.parametrize(
    ("count", "enforced", "code", "headline"),
    [
        (1, True, 0, "1 call was refused (VIOLATION); the command itself ended with status 0."),
        (2, True, 3, "2 calls were refused (VIOLATION); the command itself ended with status 3."),
        (1, False, 0, "1 call would have been refused (VIOLATION); the command itself ended with status 0."),
        (2, True, -9, "2 calls were refused (VIOLATION); the command itself died of signal 9."),
    ],
)
def test_the_headline_tells_the_commands_own_end(
    count: int, enforced: bool, code: int, headline: str
) -> None:
    """It is not taken for the status of scpipe-run, which may be 120."""
    table = SummaryTable()
    end = replace(END, status="VIOLATION", returncode=code)
    for event in (*[on_pair(1, enforced=enforced)] * count, end):
        table.note(event)
    assert f"\n{headline}\n" in table.render()


def test_nothing_refused_says_so() -> None:
    """A clean run has a headline and no table."""
    table = SummaryTable()
    table.note(END)
    text = table.render()
    assert "Nothing was refused" in text and "|" not in text
