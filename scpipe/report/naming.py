"""What a program is called, without directory and version. Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: So much of an argument is looked at (characters).
LOOKED_AT = 4096


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


def canonical(name: str) -> str:
    """A program's name without directory, login dash and version: ``/usr/bin/python3.11`` is ``python``."""
    name = name.removesuffix(" (deleted)").rsplit("/", 1)[-1].lstrip("-").split(":")[0].lower()
    return _without_version(name) or name


def _without_version(name: str) -> str:
    """What is left of ``python3.11``, ``gcc-12`` or ``openssl1.1a``."""
    end = len(name) - ("a" <= name[-1:] <= "z")
    start = _before_digits(name, end)
    if start == end:
        return name
    while name[start - 1 : start] == "." and _before_digits(name, start - 1) < start - 1:
        start = _before_digits(name, start - 1)
    return name[: start - 1] if name[start - 1 : start] in ("-", "_") else name[:start]


def _before_digits(name: str, end: int) -> int:
    """Where the digits begin that go up to ``end``; ``end`` if there are none."""
    while end and name[end - 1].isdecimal():
        end -= 1
    return end


def names_of(exe: str, argv: Sequence[str]) -> tuple[str, ...]:
    """What a process may be known as: by its program, by its name for itself, by the script that it runs.

    redis-server is a link to redis-check-rdb on Debian, busybox has a hundred names, and gunicorn is a script
    of Python's.
    """
    program = canonical(exe)
    called = canonical(argv[0]) if argv else ""
    script = _script(program, argv) or _script(called, argv)
    return tuple(dict.fromkeys(name for name in (program, called, script) if name))


def _script(name: str, argv: Sequence[str]) -> str:
    """The canonical name of an interpreter's script or (``-m``) module; "" where its code is an argument."""
    if name not in _INTERPRETERS:
        return ""
    place = script_place(name, argv)
    return canonical(argv[place]) if place else _module(argv)


def _module(argv: Sequence[str]) -> str:
    words = iter(argv[1:])
    for word in words:
        if word == "-m":
            return canonical(next(words, ""))
        if word in ("-c", "-e"):
            break
    return ""


def script_place(name: str, argv: Sequence[str]) -> int:
    """Where an interpreter's script stands in its command line; 0: there is none."""
    options = _INTERPRETERS.get(name)
    if options is None or not argv or (name == "busybox" and canonical(argv[0]) not in _INTERPRETERS):
        return 0
    index = 1
    while index < len(argv):
        word = argv[index][:LOOKED_AT]
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
