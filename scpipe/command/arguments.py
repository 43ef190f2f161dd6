"""The options of scpipe-run, and the short way to read them: without typer.

typer takes as long to import as the rest of a start. Only what is beyond doubt is read here: options by their
whole names, values that cannot be options, and a command. Anything else (help, mistakes, short options in a
bundle) is left to the whole grammar (scpipe/command/grammar.py), which is made from the same table; a test
holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scpipe.command.invocation import Invocation, LimitWords, OutputWords, PolicyWords, StatusWords
from scpipe.errors import UsageError
from scpipe.policy.resolve import Flags
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    Words = TypeVar("Words", bound=Record)


class Option(Record, frozen=False):  # not frozen, __init__ by hand: a dozen and more for every start
    """One option. ``kind``: str and int take a value, list one each time, bool none.

    ``about`` and ``default`` are for the help only; what was not given is not in an invocation's words.
    """

    name: str
    kind: type
    about: str
    metavar: str
    short: str
    default: int | None

    def __init__(
        self,
        name: str,
        kind: type,
        about: str,
        metavar: str = "",
        short: str = "",
        default: int | None = None,
    ) -> None:
        self.name = name
        self.kind = kind
        self.about = about
        self.metavar = metavar
        self.short = short
        self.default = default

    @property
    def key(self) -> str:
        """The name as Python's."""
        return self.name[2:].replace("-", "_")


OPTIONS = (
    Option("--policy", str, "Policy (YAML, JSON) or SCONE session.", "FILE", "-p"),
    Option("--service", str, "Service of a SCONE session that has several.", "NAME"),
    Option("--pipe", str, "deny, allow-events or allow, for pipes.", "MODE"),
    Option("--socketpair", str, "The same for socket pairs.", "MODE"),
    Option("--first-message", str, "uniform or any.", "HOW"),
    Option("--relax", list, "Lift a safety refusal (repeatable).", "NAME"),
    Option("--on-violation", str, "refuse, kill or report.", "WHAT"),
    Option("--audit", bool, "The same as --on-violation report."),
    Option("--report", str, "Write JSON Lines ('-': stdout).", "FILE"),
    Option("--report-fd", int, "Write JSON Lines to a descriptor.", "N"),
    Option("--fail-on-violation", bool, "Exit 120 if anything was refused or reported."),
    Option("--violation-status", int, "Exit N instead of 120.", "N"),
    Option("--timeout", str, "SIGTERM after 90, 90s, 5m; exit 124.", "DURATION"),
    Option("--kill-after", str, "SIGKILL that much later (10s).", "DURATION"),
    Option("--orphans", str, "wait, kill or detach: processes that outlive CMD.", "WHAT"),
    Option("--trap", str, "all writes, or armed: only those to pairs.", "WHICH"),
    Option("--supervise", bool, "Supervise even where nothing is restricted."),
    Option("--no-supervisor", bool, "For deny and allow: load the filter, become CMD."),
    Option("--log", str, "Write scpipe's own lines to FILE, not to stderr.", "FILE"),
    Option("--color", str, "auto, always or never.", "WHEN"),
    Option("--summary-signal", str, "HUP, USR1 or USR2: print a summary, do not pass it on.", "NAME"),
    Option("--debug", str, "Write every stop and decision to FILE; no payload.", "FILE"),
    Option("--show-data", int, "Put N bytes of refused messages into the report.", "N", default=0),
    Option("--watch", bool, "Show live what runs and what is refused, at a terminal."),
    Option("--backtrace", bool, "Tell where in the program: function, file, line."),
    Option("--quiet", bool, "Nothing but errors.", "", "-q"),
    Option("--verbose", bool, "One line for every refusal.", "", "-v"),
)
_BY_NAME = {name: option for option in OPTIONS for name in (option.name, option.short) if name}

#: Longer numbers are left to the whole grammar.
_LONGEST_NUMBER = 9


class _UnclearError(Exception):
    """This is for the whole grammar to say."""


def read(words: Sequence[str]) -> Invocation | None:
    """The run that the words after ``scpipe-run`` ask for; None: only the whole grammar can tell.

    Raises UsageError as make() does.
    """
    try:
        return make(*_read(list(words)))
    except _UnclearError:
        return None


def make(command: Sequence[str], given: Mapping[str, Any]) -> Invocation:
    """The invocation of options as they were given, by key; None is one that was not.

    Raises UsageError where two contradict each other.
    """
    given = {key: value for key, value in given.items() if value is not None}
    violation = given.get("on_violation")
    if given.get("audit"):
        if violation not in (None, "report"):
            raise UsageError(f"--audit means --on-violation report, not {violation}")
        violation = "report"
    pipe, socketpair, first = (given.get(key) for key in ("pipe", "socketpair", "first_message"))
    flags = Flags(pipe, socketpair, first, violation, tuple(given.get("relax", ())))
    return Invocation(
        command,
        policy=PolicyWords(given.get("policy"), given.get("service"), flags),
        outputs=_part(OutputWords, given),
        limits=_part(LimitWords, given),
        status=_part(StatusWords, given),
        supervise=given.get("supervise", False),
        no_supervisor=given.get("no_supervisor", False),
        trap=given.get("trap"),
        watch=given.get("watch", False),
    )


def _part(kind: type[Words], given: Mapping[str, Any]) -> Words:
    """A part of the invocation: the options that have its fields' names."""
    return kind(**{key: given[key] for key in kind.__match_args__ if key in given})


def _read(words: list[str]) -> tuple[list[str], dict[str, Any]]:
    """The command, and the options before it by key. Raises _UnclearError."""
    found: dict[str, Any] = {}
    words.reverse()  # the next one is the last one
    while words:
        word = words.pop()
        if word == "--" or not word.startswith("-"):
            command = words if word == "--" else [*words, word]
            if not word or not command:
                break
            return command[::-1], found
        _take(word, words, found)
    raise _UnclearError


def _take(word: str, words: list[str], found: dict[str, Any]) -> None:
    """Read one option and, where it has one, its value. Raises _UnclearError."""
    name, equals, value = word.partition("=")
    option = _BY_NAME.get(name)
    if option is None or (equals and (option.kind is bool or name == option.short)):
        raise _UnclearError
    if option.kind is bool:
        found[option.key] = True
        return
    if not equals:
        value = _value(words)
    if option.kind is list:
        found.setdefault(option.key, []).append(value)
    else:
        found[option.key] = _number(value) if option.kind is int else value


def _value(words: list[str]) -> str:
    if not words or (words[-1].startswith("-") and words[-1] != "-"):
        raise _UnclearError
    return words.pop()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise _UnclearError
    return int(text)
