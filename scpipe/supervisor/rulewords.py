"""What a reader should know of rules once their files are known: what they name, and what they cannot do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from scpipe.linux.executables import starter
from scpipe.linux.writers import may_write, open_directory
from scpipe.policy.complaints import shown
from scpipe.policy.model import PairKind, PairMode, Policy, Rule
from scpipe.supervisor.executables import RuleFile, RuleTable

#: How many files of one rule are listed.
_MOST_LISTED = 20
_LONGEST = 4096
_FREEDOM = {PairMode.DENY: 0, PairMode.ALLOW_EVENTS: 1, PairMode.ALLOW: 2}


def warnings(table: RuleTable, policy: Policy) -> list[str]:
    """A sentence for each rule that does not do what its author may think, in the order of the rules."""
    found: list[str] = []
    for rule, files in table.resolved:
        about = f"rule for {_quoted(rule.exe)}"
        found += [f"{about}: {text}" for text in _about_files(files)]
        if _loosens(rule, policy):
            found += [f"{about}: {text}" for text in _about_writers(rule, files)]
    return found


def files_of(files: Sequence[RuleFile]) -> list[str]:
    """A line for each file that a rule names now, escaped."""
    lines = [_line(file) for file in files[:_MOST_LISTED]]
    more = len(files) - len(lines)
    return [*(lines or ["no file"]), *([f"and {more} more"] if more else [])]


def _line(file: RuleFile) -> str:
    line, real = _quoted(file.path), os.path.realpath(file.path)
    if real != file.path:
        line += f", which is {_quoted(real)}"
    interpreter = _interpreter(file)
    return f"{line}, a script for {_quoted(interpreter)}" if interpreter else line


def _about_files(files: Sequence[RuleFile]) -> Iterator[str]:
    if not files:
        yield "it names no file that exists and will never apply"
        return
    interpreter = _interpreter(files[0])
    if interpreter and all(map(_interpreter, files)):
        what = "a script" if len(files) == 1 else "scripts only"
        yield (
            f"{what}, it will never apply: the program that makes a script's pairs is its interpreter, "
            f"{_quoted(interpreter)} (a rule for that is one for everything it runs)"
        )


def _about_writers(rule: Rule, files: Sequence[RuleFile]) -> Iterator[str]:
    """One sentence at most: who else decides what the rule trusts."""
    for file in files:
        who = may_write(file.path)
        if who:
            yield f"{who} may write to {_quoted(file.path)}, and so decides what is trusted"
            return
    places = {os.path.dirname(path): path for path in (os.path.realpath(file.path) for file in files)}
    for path in (rule.exe, *places.values()):
        directory, who = open_directory(path)
        if who:
            yield f"{who} may write to {_quoted(directory)}, and so decides what the next run trusts"
            return


def _loosens(rule: Rule, policy: Policy) -> bool:
    pairs = ((rule.pipe, PairKind.PIPE), (rule.socketpair, PairKind.SOCKETPAIR))
    return any(mode and _FREEDOM[mode] > _FREEDOM[policy.mode(kind)] for mode, kind in pairs)


def _interpreter(file: RuleFile) -> str:
    needed = starter(file.path)
    return needed.path if needed is not None and needed.script else ""


def _quoted(path: str) -> str:
    return shown(path, limit=_LONGEST)
