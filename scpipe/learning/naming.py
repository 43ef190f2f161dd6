"""Whether a rule can name a program, and how: by a pattern that names its file and nothing else."""

from __future__ import annotations

import glob

from scpipe.errors import SetupError
from scpipe.learning.needs import Maker
from scpipe.policy.model import PairMode, Policy, Rule
from scpipe.supervisor.executables import RuleTable

_DELETED = " (deleted)"


def pattern_of(path: str) -> str:
    """The pattern that a path is, literally: what a glob would read as a mark is bracketed."""
    return glob.escape(path)


def why_unnamed(maker: Maker) -> str:
    """Why no rule can name a program; "" if one can.

    A rule is resolved as a run resolves it, and must name the file that was executed. Nothing is followed
    but the path: a program in another mount namespace has another file under it.
    """
    path = maker.path
    if not path:
        return "nobody saw which program made it"
    if not path.startswith("/"):
        return "its path does not lead to it from here"
    if any("\ud800" <= letter <= "\udfff" for letter in path):
        return "its name is not UTF-8"
    if not maker.inode:
        return "its file could not be looked at while it ran"
    try:
        [(_rule, files)] = RuleTable(Policy(rules=(Rule(pattern_of(path), PairMode.ALLOW),))).resolved
    except (SetupError, ValueError):
        files = []
    if any((file.device, file.inode) == (maker.device, maker.inode) for file in files):
        return ""
    if files:
        return "another file has its path by now, or its path is of another mount namespace"
    if path.endswith(_DELETED):
        return "its file is gone: a rule names a file that is there when a run begins"
    return "its path names no file here: it is gone, or of another mount namespace"
