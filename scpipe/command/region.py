"""Lines at the bottom of a terminal that stay while programs write above them.

The terminal is told to scroll only what is above (DECSTBM), as progress bars of package managers do. Between
two drawings the cursor is where programs have left it: it is saved and restored around ours. Nothing is
asked of the terminal, so no answer of its can reach a program.
"""

from __future__ import annotations

from collections.abc import Sequence

_SAVE, _RESTORE = "\x1b7", "\x1b8"
_ERASE_LINE = "\x1b[2K"
#: Smaller terminals keep their lines for programs.
_LEAST_ROWS, _LEAST_COLUMNS = 8, 20


def fits(rows: int, columns: int, count: int) -> bool:
    """True if a terminal of this size has room for ``count`` lines."""
    return rows >= max(_LEAST_ROWS, 2 * count) and columns >= _LEAST_COLUMNS


def opened(rows: int, count: int) -> str:
    """Make room for the lines: what is at the bottom moves up, and the cursor with it."""
    return "\n" * count + f"\x1b[{count}A{_SAVE}\x1b[1;{rows - count}r{_RESTORE}"


def drawn(rows: int, lines: Sequence[str]) -> str:
    """The lines, each at its place."""
    first = rows - len(lines) + 1
    placed = (f"\x1b[{first + number};1H{_ERASE_LINE}{line}" for number, line in enumerate(lines))
    return f"{_SAVE}{''.join(placed)}\x1b[m{_RESTORE}"


def closed(rows: int, count: int) -> str:
    """The whole terminal scrolls again, and the lines are gone."""
    erased = (f"\x1b[{row};1H{_ERASE_LINE}" for row in range(max(rows - count, 0) + 1, rows + 1))
    return f"{_SAVE}\x1b[r{''.join(erased)}{_RESTORE}"
