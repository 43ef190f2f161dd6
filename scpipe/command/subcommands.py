"""What the command ``scpipe`` does, as a table: each of its words, with its argument and its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from scpipe.command.arguments import Option
from scpipe.command.complaint import status_of
from scpipe.command.learn_options import OPTIONS as LEARN_OPTIONS
from scpipe.command.printing import put
from scpipe.command.report_words import OPTIONS as REPORT_OPTIONS
from scpipe.record import Record


class Subcommand(Record):
    """One word behind ``scpipe``.

    ``act`` gets what was given, by the options' keys, and what stands in the place of ``argument`` under
    "argument": a list if ``several``, a string otherwise; its docstring is the help. It returns the exit
    status. ``runs``: the argument is a command, and all that follows it belongs to it.
    """

    name: str
    about: str
    act: Callable[[Mapping[str, Any]], int]
    argument: str = ""
    several: bool = False
    runs: bool = False
    options: Sequence[Option] = ()


def _printed(say: Callable[[], str]) -> int:
    """Print a text that may turn out to be an error."""

    def act() -> int:
        put(say())
        return 0

    return status_of(act)


def _check(given: Mapping[str, Any]) -> int:
    """Validate POLICY; print the effective policy, where each value came from, which files its rules name."""
    from scpipe.command.checking import check

    return _printed(lambda: check(given["argument"], given["service"]))


def _learn(given: Mapping[str, Any]) -> int:
    """Run CMD with nothing refused, and write the least policy that it needed.

    Options after CMD belong to CMD. Exit status: CMD's own; 120 if --check sees a refusal, 124 timeout,
    125 scpipe itself failed, 126 and 127 as scpipe-run.
    """
    from scpipe.command.learn import learn

    return learn(given["argument"], {option.key: given[option.key] for option in LEARN_OPTIONS})


def _init(given: Mapping[str, Any]) -> int:
    """Print a commented policy to start from: for CI, as SCONE has it, or one that allows no pair."""
    from scpipe.command.init import init

    return _printed(lambda: init(given["argument"], given["output"], force=given["force"]))


def _explain(given: Mapping[str, Any]) -> int:
    """Tell in words what a POLICY allows and its filter does, or what happened in a REPORT."""
    from scpipe.command.explain import explain

    how = {key: given[key] for key in ("service", "trap", "event")}
    return _printed(lambda: explain(given["argument"], **how))


def _doctor(given: Mapping[str, Any]) -> int:
    """Try here what scpipe-run needs; say what is missing, and what to do.

    Exit status: 0 if the default policy works, 1 if not.
    """
    from scpipe.command.doctor import examine

    return examine(given["json"])


def _report(given: Mapping[str, Any]) -> int:
    """Make one document of the reports FILE..., those of parallel jobs for example ('-': standard input).

    Exit status with --baseline: 120 if there are new violations, 125 if a report is incomplete.
    """
    from scpipe.command.report_words import words_of
    from scpipe.command.reporting import report

    return status_of(lambda: report(words_of(given["argument"], given)))


_SERVICE = Option("--service", str, "Service of a SCONE session that has several.", "NAME")

SUBCOMMANDS = (
    Subcommand("check", "Validate a policy and say what it means.", _check, "POLICY", options=(_SERVICE,)),
    Subcommand(
        "learn", "Run CMD and write the least policy that it needs.", _learn, "CMD [ARG]...",
        several=True, runs=True, options=LEARN_OPTIONS,
    ),
    Subcommand(
        "init", "Write a commented policy to start from.", _init, "ci|scone|strict",
        options=(
            Option("--output", str, "Not stdout.", "FILE", "-o"),
            Option("--force", bool, "Replace FILE."),
        ),
    ),
    Subcommand(
        "explain", "Tell a policy, a report or one of its events in words.", _explain, "POLICY|REPORT",
        options=(
            _SERVICE,
            Option("--trap", str, "Of a POLICY: the filter for all, or armed.", "WHICH"),
            Option("--event", int, "Line N of a REPORT, and what belongs to it.", "N"),
        ),
    ),
    Subcommand(
        "doctor", "Say whether scpipe-run works here, and what is missing.", _doctor,
        options=(Option("--json", bool, "One JSON object instead of text."),),
    ),
    Subcommand(
        "report", "Make a document of reports: text, Markdown, HTML, SARIF, JUnit.", _report, "FILE...",
        several=True, options=REPORT_OPTIONS,
    ),
)  # fmt: skip
