"""A row of the bench: what is measured, for whom, and what a sample looks like."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .place import Place

#: One measurement: "wall" (time that passed), "cpu" (the supervisor's CPU time), "total" (CPU time of all;
#: what others do on the machine hits these two least), or what else a row measures. In the row's unit.
Sample = dict[str, float]

#: Who is compared: nobody watches; the least tracer in C; strace; scpipe-run by ``--trap all`` and ``armed``.
NATIVE, TRACER, STRACE, SCPIPE, ARMED = "native", "tracer", "strace", "scpipe", "armed"
ALL = (NATIVE, TRACER, STRACE, SCPIPE, ARMED)


class MissingError(Exception):
    """A row cannot be measured here; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    ``sample`` measures once, in a directory of its own, for one of ``modes``; raises MissingError where a
    program it needs is not there. ``unit``: of the times; other measures say their unit in their name.
    ``most_rounds``: more would take too long.
    """

    name: str
    about: str
    unit: str
    sample: Callable[[Place, str], Sample]
    modes: Sequence[str] = ALL
    most_rounds: int = 1000


def choose(rows: Sequence[Row], patterns: Sequence[str]) -> list[Row]:
    """The rows that a pattern names: a glob, or the beginning of a name up to a dot. All without a pattern.

    Raises LookupError for a pattern that names nothing.
    """
    for pattern in patterns:
        if not any(_matches(row.name, pattern) for row in rows):
            raise LookupError(f"{pattern}: no such row; --list names them")
    return [row for row in rows if not patterns or any(_matches(row.name, pattern) for pattern in patterns)]


def _matches(name: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(name, pattern) or name.startswith(pattern + ".")
