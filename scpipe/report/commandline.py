"""Programs in the words of who started them: command lines, scripts instead of interpreters, argv[0]. Pure.

Everything that comes out is escaped, and its spaces are HARD: nothing breaks a line inside a name.
"""

from __future__ import annotations

from scpipe.report.escape import escape
from scpipe.report.naming import canonical

#: A space at which no line is broken; wrapping makes it one again. No escaped text holds a NUL.
HARD = "\0"
#: Longest command line, name of a program, and argument that is looked at (characters).
_COMMAND_LIMIT = 44
_NAME_LIMIT = 30
_LOOKED_AT = 4096

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


class _Options:  # no record: every launch makes it
    """How an interpreter's options are read: those with a value behind them, and those without a script.

    ``letters``: they are single letters that may stand together; else whole words.
    """

    __slots__ = ("code", "letters", "values")

    def __init__(self, values: str, code: str, *, letters: bool = True) -> None:
        self.values = frozenset(values if letters else values.split())
        self.code = frozenset(code if letters else code.split())
        self.letters = letters


_SHELL = _Options("oO", "cs")
_NODE = _Options("-r --require --import --loader -C --conditions", "-e --eval -p --print -pe", letters=False)
_JAVA = _Options("-cp -classpath --class-path -p --module-path --add-modules --add-opens", "", letters=False)

#: By the name without a version.
_INTERPRETERS = {
    **dict.fromkeys(("sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "busybox"), _SHELL),
    **dict.fromkeys(("python", "pypy"), _Options("WX", "cm")),
    **dict.fromkeys(("node", "nodejs"), _NODE),
    "java": _JAVA,
    "perl": _Options("I", "eE"),
    "ruby": _Options("IrEC", "e"),
    "php": _Options("cdz", "rBRFE"),
    "lua": _Options("l", "e"),
    **dict.fromkeys(("tclsh", "wish", "expect", "guile", "rscript"), _Options("", "ce")),
}


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
    start = _script(canonical(exe), argv)
    first = argv[start][:_LOOKED_AT]
    if start == 0 and first.startswith("-"):
        first = first[1:]  # a login shell
    return [base(first) if first.startswith("/") else first or base(exe), *argv[start + 1 :]]


def _script(name: str, argv: tuple[str, ...]) -> int:
    """Where an interpreter's script stands in its command line; 0: there is none."""
    options = _INTERPRETERS.get(name)
    if options is None or (name == "busybox" and canonical(argv[0]) not in _INTERPRETERS):
        return 0
    index = 1
    while index < len(argv):
        word = argv[index][:_LOOKED_AT]
        if word == "--":
            index += 1
            break
        if word in ("", "-"):
            return 0
        if not word.startswith(("-", "+")):
            break
        takes = _reads_next(word, options)
        if takes is None:
            return 0
        index += 1 + takes
    return index if index < len(argv) and argv[index] else 0


def _reads_next(word: str, options: _Options) -> bool | None:
    """Whether an option's value is the next word; None: there is no script."""
    if not options.letters or word.startswith("--"):
        return None if word in options.code else word in options.values
    for place, letter in enumerate(word[1:], 2):
        if letter in options.code:
            return None
        if letter in options.values:
            return place == len(word)
    return False


def _quoted(word: str) -> str:
    """An argument as a shell would be given it."""
    if word and _PLAIN.issuperset(word):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
