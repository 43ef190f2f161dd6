"""Rules apply to files, not to names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from unit.supervisor.staging import task

from scpipe.errors import SetupError
from scpipe.linux.procfs import Identity
from scpipe.policy.model import PairKind, PairMode, Policy, Rule
from scpipe.supervisor.executables import RuleTable

DENY, ALLOW, EVENTS = PairMode.DENY, PairMode.ALLOW, PairMode.ALLOW_EVENTS


def mode(rules: RuleTable, path: Path, kind: PairKind = PairKind.PIPE) -> tuple[PairMode, str]:
    """The mode for a task that runs this file."""
    status, made = os.stat(path), task()
    made.process.identity = Identity("/somewhere/else", status.st_dev, status.st_ino, ())
    return rules(kind, made)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A file that a rule names."""
    path = tmp_path / "program"
    path.write_text("x")
    return path


def test_file_matches_under_any_name(program: Path) -> None:
    """The file itself, a hard link and a symbolic link to it; not a copy with its name."""
    rules = RuleTable(Policy(rules=(Rule(str(program), pipe=DENY),)))
    hard, soft, copy = (program.parent / name for name in ("hard", "soft", "copy"))
    os.link(program, hard)
    os.symlink(program, soft)
    shutil.copy(program, copy)
    assert [mode(rules, path)[0] for path in (program, hard, soft, copy)] == [DENY, DENY, DENY, EVENTS]
    assert mode(rules, program)[1] == str(program) and mode(rules, copy)[1] == ""


def test_file_put_in_its_place_does_not_match(program: Path) -> None:
    """Rules are resolved once, at launch."""
    rules = RuleTable(Policy(rules=(Rule(str(program), pipe=ALLOW),)))
    program.rename(program.parent / "moved")
    program.write_text("other")
    assert mode(rules, program)[0] is EVENTS
    assert mode(rules, program.parent / "moved")[0] is ALLOW


def test_glob(program: Path) -> None:
    """A pattern stands for every file it names at launch."""
    other = program.parent / "progress"
    other.write_text("x")
    rules = RuleTable(Policy(rules=(Rule(str(program.parent / "prog*"), pipe=DENY),)))
    assert [mode(rules, path)[0] for path in (program, other)] == [DENY, DENY]
    later = program.parent / "prog-later"
    later.write_text("x")
    assert mode(rules, later)[0] is EVENTS


def test_first_rule_that_sets_the_kind_wins(program: Path) -> None:
    """A rule that says nothing about a kind leaves it to the next."""
    first, second = Rule(str(program), socketpair=DENY), Rule(str(program.parent / "*"), ALLOW, ALLOW)
    rules = RuleTable(Policy(rules=(first, second)))
    assert mode(rules, program, PairKind.SOCKETPAIR) == (DENY, first.exe)
    assert mode(rules, program, PairKind.PIPE) == (ALLOW, second.exe)


def test_the_current_directory_decides_nothing(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that is not absolute is refused, should one come past the parser."""
    monkeypatch.chdir(program.parent.parent)
    for pattern in (f"*/{program.name}", f"./{program.parent.name}/{program.name}", "*"):
        with pytest.raises(SetupError, match="not an absolute path"):
            RuleTable(Policy(rules=(Rule(pattern, pipe=ALLOW),)))


def test_rules_that_name_nothing(program: Path) -> None:
    """They match no task, not even one whose program cannot be read; a directory is no program."""
    names = [str(program), "/no/such/file", "/no/such/*", str(program) + "/below", str(program.parent)]
    rules = RuleTable(Policy(rules=tuple(Rule(name, pipe=ALLOW) for name in names)))
    assert [len(files) for _rule, files in rules.resolved] == [1, 0, 0, 0, 0]
    unreadable = task()
    unreadable.process.identity = Identity("", 0, 0, ())
    assert rules(PairKind.PIPE, unreadable) == (EVENTS, "")
