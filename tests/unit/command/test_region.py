"""Lines at the bottom of a terminal: room is made, filled and given back, and nothing else is touched."""

from __future__ import annotations

import re

import pytest

from scpipe.command import region


class _Terminal:
    """What the sequences of region.py do: scrolling, the cursor, saved and restored, and lines."""

    def __init__(self, rows: int, lines: list[str], row: int) -> None:
        self.rows = rows
        self.lines = [*lines, *[""] * (rows - len(lines))]
        self.row = row  # from 0
        self.bottom = rows
        self.saved = row

    def write(self, text: str) -> None:
        """Take characters and the sequences that are used."""
        for found in re.finditer(r"\x1b([78])|\x1b\[([\d;]*)([A-Za-z])|(\n)|([^\x1b\n]+)", text):
            sequence, numbers, letter, newline, plain = found.groups()
            if newline:
                self._feed()
            elif plain:
                self.lines[self.row] += plain
            elif sequence:
                self._keep(sequence)
            else:
                self._control(letter, numbers)

    def _feed(self) -> None:
        if self.row == self.bottom - 1:
            self.lines[: self.bottom] = [*self.lines[1 : self.bottom], ""]
        else:
            self.row = min(self.row + 1, self.rows - 1)

    def _keep(self, sequence: str) -> None:
        if sequence == "7":
            self.saved = self.row
        else:
            self.row = self.saved

    def _control(self, letter: str, numbers: str) -> None:
        if letter == "A":
            self.row = max(self.row - int(numbers), 0)
        elif letter == "r":
            self.bottom = int(numbers.split(";")[1]) if numbers else self.rows
            self.row = 0
        elif letter == "H":
            self.row = int(numbers.split(";", maxsplit=1)[0]) - 1
        elif letter == "K":
            self.lines[self.row] = ""
        else:
            assert letter == "m"


@pytest.mark.parametrize("row", [0, 3, 8, 9])
def test_a_life(row: int) -> None:
    """What a program had written stays, what it writes goes above the lines, and nothing of them is left."""
    before = [f"old {number}" for number in range(row)]
    terminal = _Terminal(10, before, row)
    terminal.write(region.opened(10, 3))
    for text in ("a", "b"):
        terminal.write(region.drawn(10, [text, text, text]))
    assert terminal.lines[7:] == ["b", "b", "b"]
    for number in range(12):
        terminal.write(f"new {number}\n")
        terminal.write(region.drawn(10, ["c", "d", "e"]))
        assert terminal.lines[7:] == ["c", "d", "e"] and terminal.row < 7
        assert f"new {number}" in terminal.lines[terminal.row - 1]
    terminal.write(region.closed(10, 3))
    assert terminal.lines[7:] == ["", "", ""] and terminal.bottom == 10
    assert terminal.lines[terminal.row - 1] == "new 11"


def test_what_was_on_the_last_rows() -> None:
    """It moves up with the cursor: none of it is written over."""
    terminal = _Terminal(10, [f"old {number}" for number in range(9)], 9)
    terminal.write(region.opened(10, 3))
    terminal.write(region.drawn(10, ["x", "x", "x"]))
    assert terminal.lines[:7] == [*(f"old {number}" for number in range(3, 9)), ""] and terminal.row == 6


@pytest.mark.parametrize(
    ("rows", "columns", "fits"),
    [(0, 0, False), (7, 80, False), (8, 80, True), (24, 80, True), (24, 0, False), (24, 19, False)],
)
def test_small_terminals(rows: int, columns: int, fits: bool) -> None:
    """They keep their lines."""
    assert region.fits(rows, columns, 3) is fits


def test_a_terminal_that_shrank() -> None:
    """Closing on fewer rows than there are lines names no row that is none."""
    assert re.findall(r"\x1b\[(\d+);1H", region.closed(2, 3)) == ["1", "2"]
