"""What a case of tests/compat/test_advice.py is: a program that is refused something, and how it runs.

Each word of a command may hold ``{python}``, ``{home}`` (the test's directory), ``{guests}`` and ``{advice}``
(the small programs of this suite).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Everything is killed at the first refusal: for programs that would wait for ever, or not stop.
KILL = ("--on-violation", "kill")


@dataclass(frozen=True, slots=True)
class Case:
    """A program, what is said of its refusal, and how it runs."""

    name: str
    command: tuple[str, ...]
    works: str  # what it prints when all is well
    row: str = ""  # of scpipe/report/remedies*.py; the name, if left out. "generic": none
    pattern: str = ""  # for a generic one
    words: str = ""  # of the advice, for a generic one
    shows: str = ""  # what is seen of the refusal, in its output
    flags: tuple[str, ...] = ()  # of the refused run
    remedy: tuple[str, ...] | None = None  # the command with the fix; None: the rules for what was refused
    environment: Mapping[str, str] = field(default_factory=dict)  # of the remedy
    rules: Mapping[str, tuple[str, ...]] | None = (
        None  # kinds to allow by maker, in place of what was refused
    )
    prepare: tuple[str, ...] | None = None  # run before each run, without scpipe
    keeps: bool = False  # what the refused run has left is not in the way of the other one
    harmless: frozenset[str] = frozenset()  # rows of what is still refused, and does no harm


def sh(script: str) -> tuple[str, ...]:
    return ("dash", "-c", script)
