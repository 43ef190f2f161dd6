"""How a policy error is worded: place, what was found, what is allowed, a hint."""

from __future__ import annotations

from collections.abc import Iterable

from scpipe.errors import PolicyError
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import Enum
    from typing import TypeVar

    Choice = TypeVar("Choice", bound=Enum)

#: Words people write for a value that is called otherwise here.
_SYNONYMS = {
    "audit": "report",
    "log": "report",
    "warn": "report",
    "block": "refuse",
    "events": "allow-events",
    "event": "allow-events",
    "strict": "uniform",
    "literal": "any",
    "no": "deny",
    "off": "deny",
    "none": "deny",
    "false": "deny",
    "0": "deny",
    "disabled": "deny",
    "forbid": "deny",
    "uring": "io-uring",
    "iouring": "io-uring",
}

_YES = frozenset({"true", "yes", "on", "1", "enabled"})

_LINE_END = "\r\n|[\n\r\x85\u2028\u2029]"


class Mark(Record):
    """A place in a file; line and column count from 1 in characters, 0 means there is none."""

    line: int
    column: int


NOWHERE = Mark(0, 0)

#: Lines that documentation prints where something was left out.
PLACEHOLDERS = ("(...)", "(\u2026)", "\u2026")


def complaint(source: str, mark: Mark, message: str, *, allowed: str = "", hint: str = "") -> PolicyError:
    """The error for one place of one file."""
    return PolicyError(message, source=source, line=mark.line, column=mark.column, allowed=allowed, hint=hint)


def lines_of(text: str) -> list[str]:
    """The lines as YAML 1.1 counts them, without their ends."""
    import re

    return re.split(_LINE_END, text)


def mark_after(text: str) -> Mark:
    """The place that follows a text."""
    lines = lines_of(text)
    return Mark(len(lines), len(lines[-1]) + 1)


def placeholder_fault(source: str, mark: Mark) -> PolicyError:
    """The error for a ``(...)`` line copied from documentation."""
    return complaint(
        source,
        mark,
        "(...) is a placeholder of the documentation, not a setting",
        hint="remove the (...) lines",
    )


def shown(text: str, *, quotes: bool = True, limit: int = 60) -> str:
    """Text from a file, safe in one line of a terminal: escaped, quoted, cut after ``limit`` characters."""
    cut = text if len(text) <= limit else text[: limit - 3] + "..."
    quoted = repr(cut)
    return quoted if quotes else quoted[1:-1]


def place(source: str, mark: Mark) -> str:
    """A place as origins name it: ``p.yaml:3``."""
    return f"{source}:{mark.line}" if mark.line else source


def closest(text: str, choices: Iterable[str]) -> str:
    """The choice a reader most likely meant, or an empty string."""
    names = list(choices)
    word = text.strip().strip("\"'").lower().replace("_", "-").replace(" ", "-")
    if word in names:
        return word
    if _SYNONYMS.get(word) in names:
        return _SYNONYMS[word]
    from difflib import get_close_matches

    near = get_close_matches(word[:100], names, n=1, cutoff=0.6)
    return near[0] if near else ""


def did_you_mean(text: str, choices: Iterable[str]) -> str:
    """The hint for a mistyped word, or an empty string."""
    near = closest(text, choices)
    return f"did you mean {near}?" if near else ""


def word_hint(text: str, words: Iterable[str]) -> str:
    """The hint for something that is none of the words allowed, or an empty string."""
    allowed = [*words]
    if not text:
        return "give one of them, or leave it out"
    if text.startswith("$"):
        return "neither variables nor SCONE's $$...$$ are replaced here: write the word"
    if text.lstrip("\\").startswith("@"):
        return "@@NAME stands in place of a variable's name, never of its value: write the word"
    if text.strip().lower() in _YES and "allow" in allowed:
        return "did you mean allow-events or allow?"
    return did_you_mean(text, allowed)


def boolean_hint(text: str, words: Iterable[str]) -> str:
    """The hint for a boolean in place of a word: YAML 1.1 takes an unquoted yes, no, on and off for one."""
    why = "" if text.lower() in ("true", "false") else f"an unquoted {text} is a boolean in YAML"
    return "; ".join(filter(None, (why, word_hint(text, words))))


def values(choices: type[Choice]) -> tuple[str, ...]:
    """The words an enumeration allows, in its own order."""
    return tuple(str(member.value) for member in choices)


def pick(text: str, choices: type[Choice]) -> Choice | None:
    """The member written exactly so, or None."""
    return next((member for member in choices if member.value == text), None)
