"""``scpipe doctor``: whether scpipe-run works here, what is missing, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence

from scpipe import __version__
from scpipe.command import cli
from scpipe.command.arguments import read
from scpipe.command.complaint import complain
from scpipe.command.printing import put
from scpipe.doctor.checks import checks
from scpipe.doctor.forms import Findings, as_json, text
from scpipe.doctor.looking import look, look_around
from scpipe.doctor.runs import runs
from scpipe.errors import ReportError

_NOT_WELL = 1


def examine(json: bool) -> int:
    """Try everything, and print what was found. The exit status: 0 if the default policy works, else 1."""
    import scpipe.command.supervising
    import scpipe.supervision.run  # noqa: F401 - before the first of several runs that would load it

    facts = look()
    findings = Findings(__version__, facts.machine, look_around(), checks(facts), runs(_carry_out))
    told = as_json(findings) if json else text(findings)
    try:
        put(told, "what was found")
    except ReportError as error:
        return complain(error)
    return 0 if findings.works else _NOT_WELL


def _carry_out(words: Sequence[str]) -> int:
    invocation = read(words)
    assert invocation is not None
    return cli.run(invocation)
