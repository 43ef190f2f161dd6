"""What is told of rules: the files they name, and rules that do not do what their author may think."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scpipe.linux import writers
from scpipe.policy.model import PairMode, Policy, Rule
from scpipe.supervisor.executables import RuleTable
from scpipe.supervisor.rulewords import files_of, warnings

ALLOW = PairMode.ALLOW


def told(*rules: Rule, policy: PairMode = PairMode.DENY) -> list[str]:
    """The warnings for rules over a policy."""
    made = Policy(policy, policy, rules=rules)
    return warnings(RuleTable(made), made)


def listed(exe: str) -> list[str]:
    """The lines for the files of one rule."""
    return files_of(RuleTable(Policy(rules=(Rule(exe, pipe=ALLOW),))).resolved[0][1])


def program(path: Path, text: str = "x", mode: int = 0o755) -> Path:
    """A file with a text and a mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but their owners may write anywhere: the tests' own directories are the tests' user's."""
    monkeypatch.setattr("scpipe.supervisor.rulewords.may_write", lambda path: "")
    monkeypatch.setattr("scpipe.supervisor.rulewords.open_directory", lambda pattern: ("", ""))


def test_files_are_listed_escaped_with_what_they_are(tmp_path: Path) -> None:
    """Links are followed, scripts named, odd names made printable, no file said."""
    real = program(tmp_path / "real")
    os.symlink(real, tmp_path / "link")
    program(tmp_path / "a\x1b[2Jb")
    program(tmp_path / "script", "#!/bin/sh -e\n")
    assert listed(str(tmp_path / "link")) == [f"'{tmp_path}/link', which is '{real}'"]
    assert listed(str(tmp_path / "a*")) == [f"'{tmp_path}/a\\x1b[2Jb'"]
    assert listed(str(tmp_path / "script")) == [f"'{tmp_path}/script', a script for '/bin/sh'"]
    assert listed(str(tmp_path / "none*")) == ["no file"]


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    """Twenty files are named, the rest is counted."""
    for number in range(25):
        program(tmp_path / f"p{number:02}")
    lines = listed(str(tmp_path / "p*"))
    assert len(lines) == 21 and lines[-1] == "and 5 more"


@pytest.mark.usefixtures("trusted")
def test_rules_that_never_apply_are_warned_of(tmp_path: Path) -> None:
    """A rule for nothing, and one for scripts only, whatever it gives; not one that names a program too."""
    script, other = program(tmp_path / "s1", "#! /usr/bin/env python3\n"), program(tmp_path / "t1")
    program(tmp_path / "s2", "#!/bin/sh\n")
    os.symlink(script, tmp_path / "link")
    assert told(Rule(str(other), pipe=ALLOW), Rule(str(tmp_path / "*"), pipe=ALLOW)) == []
    for name, what in (("s1", "a script"), ("link", "a script"), ("s*", "scripts only")):
        (line,) = told(Rule(str(tmp_path / name), pipe=PairMode.DENY))
        assert line.startswith(f"rule for '{tmp_path}/{name}': {what}, it will never apply")
        assert "its interpreter, '/usr/bin/env'" in line
    assert told(Rule("/no/x\ny", pipe=ALLOW)) == [
        "rule for '/no/x\\ny': it names no file that exists and will never apply"
    ]


def test_a_program_that_others_may_write_to_is_warned_of(tmp_path: Path) -> None:
    """By a mode for everybody; and it matters only where the rule gives more than the policy."""
    path = program(tmp_path / "tool", mode=0o757)
    rule = Rule(str(path), pipe=ALLOW)
    (line,) = told(rule)
    assert f"may write to '{path}', and so decides what is trusted" in line
    assert told(rule, policy=ALLOW) == []
    assert told(Rule(str(path), pipe=PairMode.DENY)) == []


def test_a_directory_that_others_may_write_to_is_warned_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below it, through a link into it, and for a pattern in a sticky one, not for a fixed name there."""
    monkeypatch.setattr(writers.os, "geteuid", lambda: 0)
    monkeypatch.setattr(writers, "may_write", _everybody)
    free, sticky, safe = tmp_path / "free", tmp_path / "sticky", tmp_path / "safe"
    for directory in (free, sticky, safe):
        program(directory / "bin" / "tool")
    free.chmod(0o777)
    sticky.chmod(0o1777)
    os.symlink(free / "bin", safe / "link")
    found = {
        exe: writers.open_directory(f"{tmp_path}/{exe}")[0].removeprefix(f"{tmp_path}/")
        for exe in ("free/bin/tool", "free/none", "sticky/bin/tool", "sticky/*/tool", "sticky/none/tool",
                    "safe/bin/tool", "safe/*/tool", "none/tool")
    }  # fmt: skip
    assert found == {
        "free/bin/tool": "free", "free/none": "free", "sticky/bin/tool": "", "sticky/*/tool": "sticky",
        "sticky/none/tool": "sticky", "safe/bin/tool": "", "safe/*/tool": "", "none/tool": "",
    }  # fmt: skip
    (line,) = told(Rule(str(safe / "link" / "tool"), pipe=ALLOW))
    assert f"everybody may write to '{free}', and so decides what the next run trusts" in line


def _everybody(path: str) -> str:
    """Who may write, by the bit for everybody alone: whoever owns the tests' directories is trusted here."""
    return "everybody" if os.path.exists(path) and os.stat(path).st_mode & 0o002 else ""


def test_who_may_write_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary user's own file, everybody's, for root another user's; not an unmapped owner's."""
    own = program(tmp_path / "own", mode=0o555)
    monkeypatch.setattr(writers.os, "geteuid", lambda: own.stat().st_uid or 4711)
    if own.stat().st_uid:
        assert writers.may_write(str(own)) == "the user of the sandbox"
    assert writers.may_write(str(tmp_path / "none")) == ""
    monkeypatch.setattr(writers.os, "geteuid", lambda: 0)
    assert writers.may_write("/") == ""
    own.chmod(0o557)
    assert writers.may_write(str(own)) == "everybody"
    if os.getuid() == 0:
        for owner, who in ((4711, "user 4711"), (65534, ""), (0, "")):
            own.chmod(0o555)
            os.chown(own, owner, -1)
            assert writers.may_write(str(own)) == who
