"""SCONE_PIPE and SCONE_SOCKETPAIR: what a value means, and which name was meant by one that is neither."""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.policy.complaints import (
    NOWHERE,
    PLACEHOLDERS,
    Mark,
    complaint,
    pick,
    placeholder_fault,
    shown,
    values,
    word_hint,
)
from scpipe.policy.model import PairMode

#: The variables that set modes, and the setting each one makes.
VARIABLES: Mapping[str, str] = {"SCONE_PIPE": "pipe", "SCONE_SOCKETPAIR": "socketpair"}

_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
#: How like a name must be, as difflib counts it.
_NEAR = 0.85


def parse_mode(name: str, text: str, source: str = "", mark: Mark = NOWHERE) -> PairMode:
    """The mode a variable's value means; one matching pair of quotes around it is not part of it.

    The documented line ``SCONE_PIPE="allow"`` is, to YAML, a value that contains the quotes.
    """
    bare = text[1:-1] if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'" else text
    mode = pick(bare, PairMode)
    if mode is not None:
        return mode
    if any(dots in text for dots in PLACEHOLDERS):
        raise placeholder_fault(source, mark)
    raise complaint(
        source,
        mark,
        f"{name}: found {shown(text)}",
        allowed=", ".join(values(PairMode)),
        hint=word_hint(bare, values(PairMode)),
    )


def misspelling(name: str) -> str:
    """The variable a reader meant by a name that is not quite one, or an empty string."""
    letters = "".join(letter if letter in _LETTERS else " " for letter in name[:100].upper())
    word = "_".join(letters.split())
    if "SCONE_SOCK" in word:
        return "SCONE_SOCKETPAIR"
    if "SCONE_PIP" in word:
        return "SCONE_PIPE"
    if not any(_may_be_near(word, variable) for variable in VARIABLES):
        return ""
    from difflib import get_close_matches

    near = get_close_matches(word, VARIABLES, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def _may_be_near(word: str, variable: str) -> bool:
    """False only where difflib finds no likeness either: it has the same bound, and takes long to import."""
    least = _NEAR * (len(word) + len(variable)) / 2
    if len(word) < least or len(variable) < least:
        return False
    return sum(min(word.count(letter), variable.count(letter)) for letter in set(variable)) >= least
