"""The whole grammar of the command line, told to typer: help, and what is wrong with a line.

The options of scpipe-run are those of the table in arguments.py.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, List, Optional, cast

import typer

from scpipe.command import learn_options
from scpipe.command.arguments import OPTIONS, Option, make
from scpipe.command.complaint import complain
from scpipe.command.invocation import Invocation
from scpipe.command.report_words import OPTIONS as REPORT_OPTIONS
from scpipe.errors import ScpipeError, UsageError

_SETTINGS = {"allow_interspersed_args": False, "help_option_names": ["-h", "--help"]}

run_app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Write and read policies and reports. What runs a command under a policy is scpipe-run.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from scpipe import __version__

        typer.echo(f"scpipe {__version__}")
        raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
]
_Service = Annotated[
    Optional[str],
    typer.Option("--service", metavar="NAME", help="Service of a SCONE session that has several."),
]


def _signature(options: Sequence[Option], *more: inspect.Parameter) -> inspect.Signature:
    """What typer is to read: a parameter for CMD and one for each option of the table, and more."""
    command = Annotated[List[str], typer.Argument(metavar="CMD [ARG]...", show_default=False)]
    return inspect.Signature([_parameter("command", command), *map(_parameter_of, options), *more])


def _parameter_of(option: Option) -> inspect.Parameter:
    """An option that was not given is its default or None, a switch False."""
    names = (option.short, option.name) if option.short else (option.name,)
    told = typer.Option(*names, metavar=option.metavar or None, help=option.about)
    if option.kind is bool:
        return _parameter(option.key, Annotated[bool, told], False)
    kind = List[str] if option.kind is list else option.kind
    return _parameter(option.key, Annotated[Optional[kind], told], option.default)


def _parameter(name: str, kind: object, default: object = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _run(command: Sequence[str], version: bool, **given: object) -> Invocation | int:
    """Run CMD so that its pipes and socket pairs can only repeat one byte (SCONE 7.0's allow-events).

    Options after CMD belong to CMD. Exit status: CMD's own; 120 violation, 124 timeout, 125 scpipe
    itself failed, 126 CMD cannot be executed, 127 CMD not found.
    """
    try:
        return make(command, given)
    except UsageError as error:
        return complain(error)


# PEP 362: what inspect and typer look at
_run.__signature__ = _signature(OPTIONS, _parameter("version", _Version, False))  # type: ignore[attr-defined]
run_app.command(context_settings=_SETTINGS)(_run)


@app.callback()
def _scpipe(
    version: _Version = False,
) -> None:
    """Write and read policies and reports. What runs a command under a policy is scpipe-run."""


@app.command(
    "check",
    short_help="Validate a policy and say what it means.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def _check(
    policy: Annotated[str, typer.Argument(metavar="POLICY", show_default=False)],
    service: _Service = None,
) -> int:
    """Validate POLICY; print the effective policy, where each value came from, which files its rules name."""
    from scpipe.command.checking import check

    return _printed(lambda: check(policy, service))


def _learn(command: Sequence[str], **given: object) -> int:
    """Run CMD with nothing refused, and write the least policy that it needed.

    Options after CMD belong to CMD. Exit status: CMD's own; 120 if --check sees a refusal, 124 timeout,
    125 scpipe itself failed, 126 and 127 as scpipe-run.
    """
    from scpipe.command.learn import learn

    return learn(command, given)


_learn.__signature__ = _signature(learn_options.OPTIONS)  # type: ignore[attr-defined] # as for _run
_LEARN_ABOUT = "Run CMD and write the least policy that it needs."
app.command("learn", short_help=_LEARN_ABOUT, context_settings=_SETTINGS)(_learn)


@app.command("init", short_help="Write a commented policy to start from.")
def _init(
    name: Annotated[str, typer.Argument(metavar="ci|scone|strict", show_default=False)],
    output: Annotated[
        Optional[str], typer.Option("-o", "--output", metavar="FILE", help="Not stdout.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE.")] = False,
) -> int:
    """Print a commented policy to start from: for CI, as SCONE has it, or one that allows no pair."""
    from scpipe.command.init import init

    return _printed(lambda: init(name, output, force=force))


@app.command("explain", short_help="Tell a policy, a report or one of its events in words.")
def _explain(
    file: Annotated[str, typer.Argument(metavar="POLICY|REPORT", show_default=False)],
    service: _Service = None,
    trap: Annotated[
        Optional[str],
        typer.Option("--trap", metavar="WHICH", help="Of a POLICY: the filter for all, or armed."),
    ] = None,
    event: Annotated[
        Optional[int],
        typer.Option("--event", metavar="N", help="Line N of a REPORT, and what belongs to it."),
    ] = None,
) -> int:
    """Tell in words what a POLICY allows and its filter does, or what happened in a REPORT."""
    from scpipe.command.explain import explain

    return _printed(lambda: explain(file, service=service, trap=trap, event=event))


def _printed(say: Callable[[], str]) -> int:
    """Print a text that may turn out to be an error."""
    try:
        typer.echo(say(), nl=False)
    except ScpipeError as error:
        return complain(error)
    return 0


@app.command("doctor", short_help="Say whether scpipe-run works here, and what is missing.")
def _doctor(
    json: Annotated[bool, typer.Option("--json", help="One JSON object instead of text.")] = False,
) -> int:
    """Try here what scpipe-run needs; say what is missing, and what to do.

    Exit status: 0 if the default policy works, 1 if not.
    """
    from scpipe.command.doctor import examine

    return examine(json)


def _report(files: Sequence[str], **given: object) -> int:
    """Make one document of the reports FILE..., those of parallel jobs for example ('-': standard input).

    Exit status with --baseline: 120 if there are new violations, 125 if a report is incomplete.
    """
    from scpipe.command.report_words import words_of
    from scpipe.command.reporting import report

    try:
        return report(words_of(files, given))
    except ScpipeError as error:
        return complain(error)


_report.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # as above
    [
        _parameter("files", Annotated[List[str], typer.Argument(metavar="FILE...", show_default=False)]),
        *map(_parameter_of, REPORT_OPTIONS),
    ]
)
app.command("report", short_help="Make a document of reports: text, Markdown, HTML, SARIF, JUnit.")(_report)


def _main(program: typer.Typer, name: str, words: Sequence[str], hint: str = "") -> object:
    """What an app returns; a usage error is one line and status 125. ``hint``: what may have been meant."""
    # click's ClickException, wherever this version of typer keeps click
    usage_errors = cast("type[Exception]", typer.BadParameter.__mro__[2])
    try:
        # No complete_var: a variable of the caller's would make a completion script of the run.
        return program(args=words, prog_name=name, standalone_mode=False, complete_var="")
    except usage_errors as error:
        message = getattr(error, "format_message", error.__str__)()
        return complain(UsageError(f"{' '.join(message.split())} ({hint or f'see {name} --help'})"))


def run(words: Sequence[str], carry_out: Callable[[Invocation], int]) -> int:
    """The exit status of ``scpipe-run`` with these words behind it."""
    result = _main(run_app, "scpipe-run", words)
    return carry_out(result) if isinstance(result, Invocation) else _status(result)


def look(words: Sequence[str]) -> int:
    """The exit status of ``scpipe`` with these words behind it."""
    words = words or ["--help"]
    hint = "did you mean scpipe-run?" if words[0] == "run" else ""
    return _status(_main(app, "scpipe", words, hint))


def _status(result: object) -> int:
    return result if isinstance(result, int) else 0
