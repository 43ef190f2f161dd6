"""What a program is called, without directory and version. Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: Programs whose script says more of what runs than they do.
_NAMES = "ash bash dash ksh sh zsh node nodejs perl python pypy ruby tclsh expect php"
_INTERPRETERS = frozenset(_NAMES.split())


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
    script = _script(argv) if program in _INTERPRETERS or called in _INTERPRETERS else ""
    return tuple(dict.fromkeys(name for name in (program, called, script) if name))


def _script(argv: Sequence[str]) -> str:
    """The canonical name of an interpreter's script or (``-m``) module; "" where its code is an argument."""
    words = iter(argv[1:])
    for word in words:
        if word == "-m":
            return canonical(next(words, ""))
        if word in ("-c", "-e"):
            return ""
        if not word.startswith("-"):
            return canonical(word)
    return ""
