"""``scpipe doctor``: whether scpipe-run works here, what is missing, and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from scpipe import __version__
from scpipe.command import cli
from scpipe.command.arguments import read
from scpipe.doctor.checks import checks
from scpipe.doctor.forms import Findings, as_json, text
from scpipe.doctor.looking import control_group, look
from scpipe.doctor.places import recognise
from scpipe.doctor.runs import runs

_NOT_WELL = 1


def examine(json: bool) -> int:
    """Try everything, and print what was found. The exit status: 0 if the default policy works, else 1."""
    import scpipe.command.supervising
    import scpipe.supervision.run  # noqa: F401 - before the first of several runs that would load it

    facts = look()
    places = recognise(os.environ, os.path.exists, control_group())
    findings = Findings(__version__, facts.machine, places, checks(facts), runs(_carry_out))
    sys.stdout.write(as_json(findings) if json else text(findings))
    sys.stdout.flush()
    return 0 if findings.works else _NOT_WELL


def _carry_out(words: Sequence[str]) -> int:
    invocation = read(words)
    assert invocation is not None
    return cli.run(invocation)
