"""The text of a learnt policy: new, or an older one with rules put in; and its summary."""

from __future__ import annotations

import time
from collections.abc import Mapping

from scpipe import __version__
from scpipe.learning import writing
from scpipe.learning.derive import Learnt, scone_mode
from scpipe.learning.merging import insert_rules
from scpipe.learning.needs import Needs
from scpipe.policy.model import PairKind
from scpipe.record import Record
from scpipe.report.advice import variable
from scpipe.report.escape import escape
from scpipe.report.people import command_line
from scpipe.report.wording import count

_MOST_NAMED = 6


class Told(Record):
    """A run: its command line, how it ended, whether it failed, and its needs by variable of SCONE."""

    command: tuple[str, ...]
    ended: str
    failed: bool
    needed: Mapping[str, str]


def new_text(told: Told, needs: Needs, learnt: Learnt) -> str:
    """A file of its own."""
    head = [
        f"Learnt by scpipe {__version__} on {_today()} from one run of this command, which {told.ended}:",
        f"  {command_line(told.command)}",
        "It is what that run needed, and no more. Another run can take other ways;",
        "scpipe learn --merge adds what they need.",
        f"For SCONE, which knows no rules: {scone(told, learnt)}",
    ]
    if told.failed:
        head.append("WARNING: the command failed. Such a run shows little of what it needs.")
    return writing.new_text(head, needs, learnt)


def merged_text(told: Told, needs: Needs, learnt: Learnt, old: str, source: str) -> str | None:
    """An older text with the new rules in it; None where they cannot be put in. Raises PolicyError."""
    rules = [*writing.comment([_about(told)]), *writing.rule_lines(learnt.added, needs, "")]
    return insert_rules(old, source, rules)


def rewritten_text(told: Told, needs: Needs, learnt: Learnt, old: str) -> str:
    """The whole policy anew, and the older text in comments below it."""
    return writing.rewritten(learnt, [_about(told)], needs, old)


def scone(told: Told, learnt: Learnt) -> str:
    """SCONE's variables, as a shell would set them."""
    names = {variable(kind.value): kind for kind in PairKind}
    modes = {name: scone_mode(learnt.policy, kind, told.needed[name]) for name, kind in names.items()}
    return " ".join(f"{name}={mode.value}" for name, mode in modes.items())


def summary(learnt: Learnt, *, merged: bool) -> str:
    """What is in a policy, in one line."""
    names = [each.maker.path.rpartition("/")[2] for each in learnt.added]
    shown = ", ".join(escape(name, 60) for name in names[:_MOST_NAMED])
    more = f", and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    own = ", ".join(f"{kind.value}: {learnt.policy.mode(kind).value}" for kind in PairKind)
    rules = count(len(names), "new rule" if merged else "rule")
    return f"{own}; {rules} ({shown}{more})" if names else f"{own}; no rules"


def _about(told: Told) -> str:
    return f"Added by scpipe learn on {_today()}, from a run of: {command_line(told.command)}"


def _today() -> str:
    return time.strftime("%Y-%m-%d")
