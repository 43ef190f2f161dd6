"""The whole grammar of the command lines, told to typer: help, and what is wrong with a line.

The options of scpipe-run are those of the table in arguments.py, what scpipe does is that in subcommands.py.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Annotated, List, Optional, cast

import typer

from scpipe.command.arguments import OPTIONS, Option, make
from scpipe.command.complaint import complain
from scpipe.command.invocation import Invocation
from scpipe.command.subcommands import SUBCOMMANDS, Subcommand
from scpipe.errors import UsageError

_HELP = {"help_option_names": ["-h", "--help"]}
_SETTINGS = {"allow_interspersed_args": False, **_HELP}
_ABOUT = "Write and read policies and reports. What runs a command under a policy is scpipe-run."

run_app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
    help=_ABOUT,
)


def _version(wanted: bool) -> None:
    if wanted:
        from scpipe import __version__

        typer.echo(f"scpipe {__version__}")
        raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
]


def _argument(name: str, metavar: str, *, several: bool) -> inspect.Parameter:
    told = typer.Argument(metavar=metavar, show_default=False)
    return _parameter(name, Annotated[List[str], told] if several else Annotated[str, told])


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


def _told(function: Callable[..., object], *parameters: inspect.Parameter) -> Callable[..., object]:
    """A function with the parameters that typer is to read (PEP 362)."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # for inspect
    return function


def _run(command: Sequence[str], version: bool, **given: object) -> Invocation | int:
    """Run CMD so that its pipes and socket pairs can only repeat one byte (SCONE 7.0's allow-events).

    Options after CMD belong to CMD. Exit status: CMD's own; 120 violation, 124 timeout, 125 scpipe
    itself failed, 126 CMD cannot be executed, 127 CMD not found.
    """
    try:
        return make(command, given)
    except UsageError as error:
        return complain(error)


_COMMAND = _argument("command", "CMD [ARG]...", several=True)
run_app.command(context_settings=_SETTINGS)(
    _told(_run, _COMMAND, *map(_parameter_of, OPTIONS), _parameter("version", _Version, False))
)


@app.callback(help=_ABOUT)
def _scpipe(
    version: _Version = False,
) -> None:
    """What stands before every subcommand."""


def _add(subcommand: Subcommand) -> None:
    def act(**given: object) -> int:
        return subcommand.act(given)

    act.__doc__ = subcommand.act.__doc__
    parameters = [*map(_parameter_of, subcommand.options)]
    if subcommand.argument:
        parameters.insert(0, _argument("argument", subcommand.argument, several=subcommand.several))
    settings = _SETTINGS if subcommand.runs else _HELP
    add = app.command(subcommand.name, short_help=subcommand.about, context_settings=settings)
    add(_told(act, *parameters))


for _each in SUBCOMMANDS:
    _add(_each)


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
