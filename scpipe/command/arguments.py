"""The command line of a run, read without typer, which takes as long to import as the rest of a start.

Only what is beyond doubt is read here: options by their whole names, values that cannot be options, and a
command. Anything else (help, mistakes, short options in a bundle) is left to the whole grammar
(scpipe/command/grammar.py), which says what it thinks of it; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from scpipe.command.invocation import Invocation
from scpipe.errors import UsageError
from scpipe.policy.resolve import Flags

#: Options with a value that is text, those with a number, those without.
_TEXTS = frozenset(
    {
        "policy", "service", "pipe", "socketpair", "first_message", "on_violation", "report", "timeout",
        "kill_after", "orphans", "debug",
    }
)  # fmt: skip
_NUMBERS = frozenset({"report_fd", "violation_status", "show_data"})
_SWITCHES = frozenset({"audit", "fail_on_violation", "supervise", "no_supervisor", "quiet", "verbose"})
_REPEATABLE = "relax"
_SHORT = {"-p": "--policy", "-q": "--quiet", "-v": "--verbose"}
#: Longer numbers are left to the whole grammar.
_LONGEST_NUMBER = 9


class _UnclearError(Exception):
    """This is for the whole grammar to say."""


def read(words: Sequence[str]) -> Invocation | None:
    """The run that the words after ``scpipe-run`` ask for; None: only the whole grammar can tell.

    Raises UsageError as make() does.
    """
    try:
        return make(**_read(list(words)))  # type: ignore[arg-type] # each name has its type
    except _UnclearError:
        return None


def make(
    command: Sequence[str],
    *,
    pipe: str | None = None,
    socketpair: str | None = None,
    first_message: str | None = None,
    relax: Sequence[str] = (),
    on_violation: str | None = None,
    audit: bool = False,
    **others: object,
) -> Invocation:
    """The invocation of options as they were given. Raises UsageError where two contradict each other."""
    if audit and on_violation not in (None, "report"):
        raise UsageError(f"--audit means --on-violation report, not {on_violation}")
    violation = "report" if audit else on_violation
    flags = Flags(pipe, socketpair, first_message, violation, tuple(relax))
    return Invocation(command, flags=flags, **others)  # type: ignore[arg-type] # the rest has the same names


def _read(words: list[str]) -> dict[str, object]:
    """Options by name, and ``command``. Raises _UnclearError."""
    found: dict[str, object] = {}
    words.reverse()  # the next one is the last one
    while words:
        word = words.pop()
        if word == "--" or not word.startswith("-"):
            command = words if word == "--" else [*words, word]
            if not word or not command:
                break
            return {**found, "command": command[::-1]}
        _take(_SHORT.get(word, word), words, found)
    raise _UnclearError


def _take(word: str, words: list[str], found: dict[str, object]) -> None:
    """Read one option and, where it has one, its value. Raises _UnclearError."""
    option, equals, value = word.partition("=")
    name = option[2:].replace("-", "_")
    if option != f"--{name.replace('_', '-')}":
        raise _UnclearError
    if name in _SWITCHES and not equals:
        found[name] = True
        return
    if name not in _TEXTS and name not in _NUMBERS and name != _REPEATABLE:
        raise _UnclearError
    if not equals:
        value = _value(words)
    if name == _REPEATABLE:
        found[name] = [*found.get(name, ()), value]  # type: ignore[misc] # a list, if it is there
    else:
        found[name] = _number(value) if name in _NUMBERS else value


def _value(words: list[str]) -> str:
    if not words or (words[-1].startswith("-") and words[-1] != "-"):
        raise _UnclearError
    return words.pop()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise _UnclearError
    return int(text)
