"""The whole grammar of the command line, told to typer: help, and what is wrong with a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, List, Optional, cast

import typer

_SETTINGS = {"allow_interspersed_args": False, "help_option_names": ["-h", "--help"]}

run_app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Look at policies. What runs a command under one is scpipe-run.",
)

_Policy = typer.Option("-p", "--policy", metavar="FILE", help="Policy (YAML, JSON) or SCONE session.")
_Service = typer.Option("--service", metavar="NAME", help="Service of a SCONE session that has several.")
_Pipe = typer.Option("--pipe", metavar="MODE", help="deny, allow-events or allow, for pipes.")
_Socketpair = typer.Option("--socketpair", metavar="MODE", help="The same for socket pairs.")
_First = typer.Option("--first-message", metavar="HOW", help="uniform or any.")
_Relax = typer.Option("--relax", metavar="NAME", help="Lift a safety refusal (repeatable).")


def _version(wanted: bool) -> None:
    if wanted:
        from scpipe import __version__

        typer.echo(f"scpipe {__version__}")
        raise typer.Exit


@run_app.command(context_settings=_SETTINGS)
def _run(
    command: Annotated[List[str], typer.Argument(metavar="CMD [ARG]...", show_default=False)],
    policy: Annotated[Optional[str], _Policy] = None,
    service: Annotated[Optional[str], _Service] = None,
    pipe: Annotated[Optional[str], _Pipe] = None,
    socketpair: Annotated[Optional[str], _Socketpair] = None,
    first_message: Annotated[Optional[str], _First] = None,
    relax: Annotated[Optional[List[str]], _Relax] = None,
    on_violation: Annotated[
        Optional[str], typer.Option("--on-violation", metavar="WHAT", help="refuse, kill or report.")
    ] = None,
    audit: Annotated[bool, typer.Option("--audit", help="The same as --on-violation report.")] = False,
    report: Annotated[
        Optional[str], typer.Option("--report", metavar="FILE", help="Write JSON Lines ('-': stdout).")
    ] = None,
    report_fd: Annotated[
        Optional[int], typer.Option("--report-fd", metavar="N", help="Write JSON Lines to a descriptor.")
    ] = None,
    fail_on_violation: Annotated[
        bool, typer.Option("--fail-on-violation", help="Exit 120 if anything was refused or reported.")
    ] = False,
    violation_status: Annotated[
        Optional[int], typer.Option("--violation-status", metavar="N", help="Exit N instead of 120.")
    ] = None,
    timeout: Annotated[
        Optional[str],
        typer.Option("--timeout", metavar="DURATION", help="SIGTERM after 90, 90s, 5m; exit 124."),
    ] = None,
    kill_after: Annotated[
        Optional[str], typer.Option("--kill-after", metavar="DURATION", help="SIGKILL that much later (10s).")
    ] = None,
    orphans: Annotated[
        Optional[str],
        typer.Option("--orphans", metavar="WHAT", help="wait, kill or detach: processes that outlive CMD."),
    ] = None,
    supervise: Annotated[
        bool, typer.Option("--supervise", help="Supervise even where nothing is restricted.")
    ] = False,
    no_supervisor: Annotated[
        bool, typer.Option("--no-supervisor", help="For deny and allow: load the filter, become CMD.")
    ] = False,
    debug: Annotated[
        Optional[str],
        typer.Option("--debug", metavar="FILE", help="Write every stop and decision to FILE; no payload."),
    ] = None,
    show_data: Annotated[
        int, typer.Option("--show-data", metavar="N", help="Put N bytes of refused messages into the report.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="One line for every refusal.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> int:
    """Run CMD so that its pipes and socket pairs can only repeat one byte (SCONE 7.0's allow-events).

    Options after CMD belong to CMD. Exit status: CMD's own; 120 violation, 124 timeout, 125 scpipe
    itself failed, 126 CMD cannot be executed, 127 CMD not found.
    """
    from scpipe.command.arguments import make
    from scpipe.command.invocation import complain
    from scpipe.command.invocation import run as carry_out
    from scpipe.errors import UsageError

    try:
        invocation = make(
            command,
            policy=policy,
            service=service,
            pipe=pipe,
            socketpair=socketpair,
            first_message=first_message,
            relax=relax or (),
            on_violation=on_violation,
            audit=audit,
            report=report,
            report_fd=report_fd,
            fail_on_violation=fail_on_violation,
            violation_status=violation_status,
            timeout=timeout,
            kill_after=kill_after,
            orphans=orphans,
            supervise=supervise,
            no_supervisor=no_supervisor,
            quiet=quiet,
            verbose=verbose,
            show_data=show_data,
            debug=debug,
        )
    except UsageError as error:
        return complain(error)
    return carry_out(invocation)


@app.callback()
def _scpipe(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Look at policies. What runs a command under one is scpipe-run."""


@app.command(
    "check",
    short_help="Validate a policy and say what it means.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def _check(
    policy: Annotated[str, typer.Argument(metavar="POLICY", show_default=False)],
    service: Annotated[Optional[str], _Service] = None,
) -> int:
    """Validate POLICY; print the effective policy, where each value came from, which files its rules name."""
    from scpipe.command.checking import check
    from scpipe.command.invocation import complain
    from scpipe.errors import ScpipeError

    try:
        typer.echo(check(policy, service), nl=False)
    except ScpipeError as error:
        return complain(error)
    return 0


def _main(program: typer.Typer, name: str, words: Sequence[str], hint: str = "") -> int:
    """Run an app; every usage error is one line and status 125. ``hint``: what may have been meant."""
    from scpipe.command.invocation import complain
    from scpipe.errors import UsageError

    # click's ClickException, wherever this version of typer keeps click
    usage_errors = cast("type[Exception]", typer.BadParameter.__mro__[2])
    try:
        # No complete_var: a variable of the caller's would make a completion script of the run.
        result = program(args=words, prog_name=name, standalone_mode=False, complete_var="")
    except usage_errors as error:
        message = getattr(error, "format_message", error.__str__)()
        return complain(UsageError(f"{' '.join(message.split())} ({hint or f'see {name} --help'})"))
    return result if isinstance(result, int) else 0


def run(words: Sequence[str]) -> int:
    """The exit status of ``scpipe-run`` with these words behind it."""
    return _main(run_app, "scpipe-run", words)


def look(words: Sequence[str]) -> int:
    """The exit status of ``scpipe`` with these words behind it."""
    words = words or ["--help"]
    hint = "did you mean scpipe-run?" if words[0] == "run" else ""
    return _main(app, "scpipe", words, hint)
