"""Rules to paste, which the policy's own reader understands, and rules that matched nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from scpipe.policy.model import IN_A_SESSION, PairMode, Policy, Rule
from scpipe.policy.parse import load
from scpipe.report.commandline import HARD
from scpipe.report.events import Start
from scpipe.report.rulehints import PolicyFile, RuleWatch
from scpipe.report.wording import line
from scpipe.supervisor.executables import RuleTable

from .samples import PIPE, SOCKETS, created, denied_creation, refusal, start

RULE = {"exe": "/usr/bin/make", "pipe": "allow"}


def policy(*rules: object, **origins: str) -> Start:
    """The start of a run with a policy."""
    names = {key.replace("_", "-"): origin for key, origin in origins.items()}
    return start(policy={"pipe": "allow-events", "rules": [*rules]}, origins=names)


NATIVE = policy(pipe="p.yaml:2", rules="default")
RULES = policy(RULE, pipe="default", rules="p.yaml:3")
JSON = policy({"exe": "/x/*", "socketpair": PairMode.DENY}, pipe="default", rules="p.json:3")
LONG = policy(*[{**RULE, "exe": f"/x/{number}"} for number in range(99)], pipe="default", rules="p.yaml:3")
SESSION = policy(pipe="SCONE_PIPE in the environment, named by s.yaml:7", rules=IN_A_SESSION)


@pytest.mark.parametrize(
    ("began", "changes", "text", "lines"),
    [
        (None, {}, "this in a policy file (--policy), which trusts whatever bash runs:",
         ["rules: [{exe: /usr/bin/bash, pipe: allow}]"]),
        (start(), {"creator_exe": "/x/gop"}, "this in a policy file (--policy):",
         ["rules: [{exe: /x/gop, pipe: allow}]"]),
        (NATIVE, {"creator_exe": "/x/gop"}, "this in p.yaml:", ["rules: [{exe: /x/gop, pipe: allow}]"]),
        (RULES, {"creator_exe": "/x/gop"}, "this in place of rules: in p.yaml:",
         ["rules: [{exe: /x/gop, pipe: allow}, {exe: /usr/bin/make, pipe: allow}]"]),
        (JSON, {"creator_exe": "/x/gop"}, "this in place of rules: in p.json:",
         ['"rules": [{"exe": "/x/gop", "pipe": "allow"}, {"exe": "/x/*", "socketpair": "deny"}]']),
        (LONG, {"creator_exe": "/x/gop"}, "this rule, the first under rules: in p.yaml:",
         ["- {exe: /x/gop, pipe: allow}"]),
        (RULES, {"rule": "/usr/bin/m*"}, "pipe: allow in the rule for /usr/bin/m* in p.yaml", []),
        (SESSION, {}, "SCONE_PIPE=allow in s.yaml", []),
        (start(), {"creator_exe": ""}, "--pipe allow (its maker has no path that a rule could name)", []),
        (start(), {"creator_exe": "/x/gop (deleted)"},
         "--pipe allow (its maker has no path that a rule could name)", []),
        (start(), {"creator_exe": "/x/\udcff"},
         "--pipe allow (its maker has no path that a rule could name)", []),
        (start(), {"creator_exe": "/" + "x" * 4000},
         "--pipe allow (its maker has no path that a rule could name)", []),
    ],
)  # fmt: skip
def test_where_a_rule_goes(began: Start | None, changes: dict[str, str], text: str, lines: list[str]) -> None:
    """A rule is for the maker's program, and goes where the policy in force can have one."""
    hint = PolicyFile(began).hint(refusal(pair=replace(PIPE, **changes)))
    assert (hint.text.replace(HARD, " "), [*hint.lines]) == (text, lines)


def test_other_kinds() -> None:
    """Socket pairs have their own key; a denied creation needs no more than events."""
    sockets = PolicyFile().hint(refusal(pair=SOCKETS))
    assert sockets.lines == ("rules: [{exe: /usr/bin/python3.11, socketpair: allow}]",)
    assert PolicyFile().hint(denied_creation()).lines == (
        "rules: [{exe: /usr/bin/bash, pipe: allow-events}]",
    )


def test_a_rule_is_given_once() -> None:
    """The second time it is said which one it was."""
    file = PolicyFile()
    file.hint(refusal())
    hint = file.hint(refusal(pid=99))
    assert hint.text == "the rule for bash above" and not hint.lines


def test_rules_are_given_as_one_list() -> None:
    """Where a file has none yet, the last list has all that were given; one that is too long is not made."""
    file = PolicyFile()
    file.hint(refusal())
    both = file.hint(refusal(pair=SOCKETS)).lines
    assert both == (
        "rules: [{exe: /usr/bin/bash, pipe: allow}, {exe: /usr/bin/python3.11, socketpair: allow}]",
    )
    long = file.hint(refusal(pair=replace(PIPE, creator_exe="/" + "x" * 799)))
    assert long.lines == (f"- {{exe: /{'x' * 799}, pipe: allow}}",)


def test_one_program_has_one_rule() -> None:
    """A second kind of pair goes into the rule that was given, or that the file has, for the program."""
    file = PolicyFile(RULES)
    both = "{exe: /usr/bin/make, pipe: allow, socketpair: allow}"
    made = file.hint(refusal(pair=replace(SOCKETS, creator_exe="/usr/bin/make")))
    assert made.lines == (f"rules: [{both}]",)
    new = file.hint(refusal(pair=replace(PIPE, creator_exe="/x/gop")))
    assert new.lines == (f"rules: [{both}, {{exe: /x/gop, pipe: allow}}]",)


@pytest.mark.parametrize(
    "name", ["plain", "a b", "a'b", 'a"b', "a\\b", "a\nb", "\x1b[2J", "::error::x", "##[x]", "a*b?[c]",
             "caf\u00e9", "\u202ex", "{a: b}", "- a # b", "\U000e0001", "{}" * 3]
)  # fmt: skip
@pytest.mark.parametrize("began", [None, RULES])
def test_a_pasted_rule_names_the_program(tmp_path: Path, name: str, began: Start | None) -> None:
    """Whatever a program is called, the line that is told is a policy that names it and nothing else."""
    program = tmp_path / name
    program.touch()
    (tmp_path / "aXbYc").touch()  # what the name would mean as a pattern
    (told,) = PolicyFile(began).hint(refusal(pair=replace(PIPE, creator_exe=str(program)))).lines
    shown = line(told).removeprefix("scpipe: ")
    assert shown == told and shown.isprintable() and "::" not in shown
    file = tmp_path / "p.yaml"
    file.write_text(told)
    loaded = load(str(file), environ={})
    assert loaded.rules is not None
    rule = loaded.rules[0]
    assert len(loaded.rules) == (1 if began is None else 2)
    assert rule == Rule(rule.exe, pipe=PairMode.ALLOW)
    ((_, files),) = RuleTable(Policy(rules=(rule,))).resolved
    assert [found.inode for found in files] == [os.stat(program).st_ino]


def watched(began: Start, *events: object) -> list[str]:
    """What is said of rules after these events."""
    watch = RuleWatch(began)
    for event in events:
        watch.note(event)  # type: ignore[arg-type]
    return [sentence.replace(HARD, " ") for sentence in watch.sentences()]


def test_a_rule_that_names_the_writer(tmp_path: Path) -> None:
    """It is told, once, by its number, through links and patterns; not if it matched a pair."""
    program, link = tmp_path / "date", tmp_path / "link"
    program.touch()
    link.symlink_to(program)
    wrote = refusal(exe=str(program))
    for pattern in (str(program), str(link), f"{tmp_path}/d*"):
        began = policy({"exe": "/bin/other"}, {"exe": pattern})
        told = f"rule 2 (exe {pattern}) matched no pair: rules go by the program that makes the pair"
        assert watched(began, wrote, wrote) == [told]
        matched = created(replace(PIPE, rule=pattern))
        assert watched(began, matched, wrote) == []
        assert watched(began, replace(wrote, pair=replace(PIPE, rule=pattern))) == []
    assert watched(policy({"exe": str(program)}), refusal(exe="/bin/cat")) == []
    assert watched(start(), wrote) == []
