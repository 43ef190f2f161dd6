"""Programs in the words of who started them: command lines, scripts instead of interpreters, argv[0]. Pure.

Everything that comes out is escaped, and its spaces are HARD: nothing breaks a line inside a name.
"""

from __future__ import annotations

from scpipe.report.escape import escape
from scpipe.report.naming import LOOKED_AT, canonical, script_place

#: A space at which no line is broken; wrapping makes it one again. No escaped text holds a NUL.
HARD = "\0"
#: Longest command line, and name of a program (characters).
_COMMAND_LIMIT = 44
_NAME_LIMIT = 30

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def label(exe: str, argv: tuple[str, ...]) -> str:
    """A program's name: its script, else argv[0] as typed, without the directory of an absolute path."""
    words = _words(exe, argv)
    return hard(words[0] if words else base(exe), _NAME_LIMIT)


def command_line(exe: str, argv: tuple[str, ...]) -> str:
    """A command line between backquotes, cut; of a script without its interpreter."""
    line, limit = "", 4 * _COMMAND_LIMIT
    for word in _words(exe, argv) or [base(exe)]:
        line += (" " if line else "") + (_quoted(word[:limit]) if line else word[:limit])
        if len(line) > limit:
            break
    return f"`{hard(line, _COMMAND_LIMIT)}`"


def other_name(exe: str, argv: tuple[str, ...]) -> str:
    """The name of the file that runs where the command line does not say it (a script, a link); else ""."""
    words, name = _words(exe, argv), base(exe)
    if not words or canonical(words[0]) == canonical(exe):
        return ""
    return hard(name, _NAME_LIMIT)


def base(path: str) -> str:
    """The last part of a path, "?" for none."""
    return path.removesuffix(" (deleted)").rpartition("/")[2] or "?"


def hard(text: str, limit: int) -> str:
    """Text of a program as one word that nothing can break or end."""
    return escape(text.replace("`", "\\x60"), limit).replace(" ", HARD)


def _words(exe: str, argv: tuple[str, ...]) -> list[str]:
    """The command line as it is shown: from the script on; the first word without an absolute directory."""
    if not argv or not argv[0]:
        return []
    start = script_place(canonical(exe), argv)
    first = argv[start][:LOOKED_AT]
    if start == 0 and first.startswith("-"):
        first = first[1:]  # a login shell
    return [base(first) if first.startswith("/") else first or base(exe), *argv[start + 1 :]]


def _quoted(word: str) -> str:
    """An argument as a shell would be given it."""
    if word and _PLAIN.issuperset(word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
