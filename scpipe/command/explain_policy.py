"""A policy in words: what it allows whom, which files its rules name, and what its filter does and why."""

from __future__ import annotations

import os
from collections.abc import Iterator

from scpipe.command.invocation import Invocation, PolicyWords
from scpipe.policy.model import PairMode
from scpipe.policy.words import rule_in_words, settings_in_words
from scpipe.report.escape import escape
from scpipe.report.trusting import what_it_runs
from scpipe.supervision.filter_words import filter_lines
from scpipe.supervisor import rulewords
from scpipe.supervisor.executables import RuleFile, RuleTable


def policy_lines(path: str, service: str | None, trap: str | None) -> list[str]:
    """The lines of a policy file. Raises PolicyError, UsageError and SetupError."""
    effective = PolicyWords(path, service).effective()
    policy, table = effective.policy, RuleTable(effective.policy)
    asked = Invocation((), trap=trap).read_trap()
    lines = [f"{escape(path, 1000)}, a policy", *(f"  {line}" for line in settings_in_words(policy))]
    if policy.rules:
        lines += ["", "Rules: the first that matches the program that makes a pair decides"]
        for number, (rule, files) in enumerate(table.resolved, 1):
            lines.append(f"  {number}. {rule_in_words(rule)}")
            lines += _files(files)
            if PairMode.ALLOW in (rule.pipe, rule.socketpair):
                lines.append(f"     {_trusts(files)}")
    warnings = (*effective.warnings, *rulewords.warnings(table, policy))
    lines += [f"warning: {text}" for text in warnings]
    return [*lines, "", *filter_lines(policy, asked)]


def _files(files: list[RuleFile]) -> Iterator[str]:
    told = rulewords.files_of(files)
    for place, line in enumerate(told):
        if place < len(files) and (place < len(told) - 1 or len(told) == len(files)):
            device = files[place].device
            where = f" (device {os.major(device)}:{os.minor(device)}, inode {files[place].inode})"
            yield f"     {line}{where}"
        else:
            yield f"     {line}"


def _trusts(files: list[RuleFile]) -> str:
    kinds = dict.fromkeys(filter(None, (what_it_runs(os.path.realpath(file.path)) for file in files)))
    if kinds:
        return f"this is {', '.join(kinds)}: the rule trusts everything that it can be made to run"
    return "the rule trusts everything in the sandbox that can execute this program"
