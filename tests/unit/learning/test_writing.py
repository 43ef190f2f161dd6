"""The text of a learnt policy: it reads back as it was meant, whatever programs are called."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

import pytest
from harness.hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from scpipe.learning import composing
from scpipe.learning.composing import Told
from scpipe.learning.derive import Learnt, derive, widen
from scpipe.learning.naming import pattern_of
from scpipe.learning.writing import comment, scalar
from scpipe.policy.model import PairKind, PairMode, Policy, Rule
from scpipe.policy.parse import load_text
from scpipe.policy.resolve import Flags, resolve
from scpipe.policy.yaml_nodes import compose_yaml
from scpipe.report.events import Unavailable
from scpipe.supervisor.executables import RuleTable

from .runs import DEFAULT, Run, everybody

ANY_TEXT = st.text(st.characters(exclude_characters="\0"), max_size=60) | st.sampled_from(HOSTILE)
WITHOUT_SURROGATES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
NEEDED = {"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "deny"}


def told(*command: str, failed: bool = False) -> Told:
    """A run of a command."""
    return Told(command, "ended with status 1" if failed else "ended with status 0", failed, NEEDED)


def policy_of(text: str) -> Policy:
    """What a text reads as."""
    return resolve(Flags(), load_text(text, "p.yaml"), {}).policy


def learnt_from(*names: str) -> tuple[Run, Learnt]:
    """A run in which the programs of these names, and commands of these words, move data."""
    run = Run()
    for name in names:
        exe = f"/x/{name}"
        run.starts(900, exe)
        run.starts(900, f"/y/{name}")
        run.data(
            run.pair("pipe", exe, argv=(name, name)),
            exe=exe,
            argv=(name, name),
            syscall=name,
            verdict=name,
            advice=dataclasses.replace(run_advice(name)),
        )
    run.emit(Unavailable(1.0, 1, 1, f"/x/{names[0]}", names[0], "EPERM", names[0], "ptrace"))
    return run, derive(run.needs, DEFAULT, everybody)


def run_advice(name: str) -> object:
    """An advice whose every word is a name."""
    from scpipe.report.events import Advice

    return Advice(name, name)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_change_nothing(name: str) -> None:
    """A name in every place of the file: the policy is the same, and only comments have it."""
    run, learnt = learnt_from(name)
    text = composing.new_text(told(name, name), run.needs, learnt)
    assert (
        policy_of(text)
        == learnt.policy
        == Policy(PairMode.DENY, PairMode.DENY, rules=(Rule(pattern_of(f"/x/{name}"), PairMode.ALLOW),))
    )
    lines = [line for line in text.split("\n") if line and not line.lstrip().startswith("#")]
    keys = [re.match(r"\s*(?:- )?([a-z-]+):", line) for line in lines]
    assert [key and key[1] for key in keys] == [
        *("version", "pipe", "socketpair", "first-message", "on-violation"),
        *("rules", "exe", "pipe"),
    ]
    assert all(line.isprintable() for line in text.split("\n"))
    comments = "\n".join(line for line in text.split("\n") if line.lstrip().startswith("#"))
    assert "::" not in comments
    assert "##" not in comments


@pytest.mark.slow
@given(name=ANY_TEXT)
def test_any_name_changes_nothing(name: str) -> None:
    """As above, for any name, also those with undecodable bytes in comments."""
    named = name.encode("utf-8", "replace").decode()
    run = Run()
    run.data(run.pair("pipe", f"/x/{named}e", argv=(name, "-c", name)), argv=(name,), verdict=name)
    learnt = derive(run.needs, DEFAULT, everybody)
    text = composing.new_text(told(name, name, failed=True), run.needs, learnt)
    assert policy_of(text) == learnt.policy
    assert text.encode("utf-8").decode() == text


@pytest.mark.slow
@given(text=WITHOUT_SURROGATES)
def test_a_scalar_reads_back(text: str) -> None:
    """Any string is one line of ASCII, and the same string to YAML."""
    written = scalar(text)
    assert written.isascii()
    assert written.isprintable()
    [(_key, value)] = compose_yaml(f"exe: {written}\n", "x").root.pairs  # type: ignore[union-attr]
    assert (value.text, value.kind) == (text, "text")  # type: ignore[union-attr]


def test_a_surrogate_is_no_scalar() -> None:
    """YAML cannot hold one; nothing else is written in its place."""
    with pytest.raises(ValueError, match="surrogate"):
        scalar("/x/\udcff")


@pytest.mark.slow
@given(text=ANY_TEXT)
def test_a_comment_is_nothing_but_comments(text: str) -> None:
    """To YAML a document of comments is empty, whatever is in them."""
    lines = [*comment([text], "  ")]
    assert all(line.startswith("  #") for line in lines)
    assert compose_yaml("\n".join(lines) + "\n", "x").root is None


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if len(os.fsencode(name)) < 256 and "/" not in name]
)
def test_a_pattern_names_its_file_and_no_other(name: str, tmp_path: Path) -> None:
    """A path with marks of globs in it is the file of that name, beside files that the marks would match."""
    folder = tmp_path / "[a]*"
    for place in (folder, tmp_path / "a", tmp_path / "[a]x"):
        place.mkdir()
        for each in (name, "a", "globxa", "xx"):
            (place / each).write_text(str(place))
    path = folder / name
    table = RuleTable(Policy(rules=(Rule(pattern_of(str(path)), PairMode.ALLOW),)))
    [(_rule, files)] = table.resolved
    assert [file.path for file in files] == [str(path)]


def test_shells_and_interpreters_have_their_warning() -> None:
    """No rule that allows a shell or an interpreter lacks the comment that it trusts all it runs."""
    run = Run()
    for exe in ("/bin/dash", "/usr/bin/python3.11", "/usr/bin/make", "/usr/local/bin/own"):
        run.data(run.pair("pipe", exe))
    run.starts(900, "/usr/local/bin/own")
    run.starts(901, "/bin/ls", parent=900)
    base = Policy(PairMode.DENY, PairMode.DENY)
    texts = [
        composing.new_text(told("x"), run.needs, derive(run.needs, DEFAULT, everybody)),
        composing.merged_text(told("x"), run.needs, widen(run.needs, base, everybody), "pipe: deny\n", "p")
        or "",
        composing.rewritten_text(told("x"), run.needs, widen(run.needs, base, everybody), "{pipe: deny}"),
    ]
    for text in texts:
        for exe, word in (
            ("/bin/dash", "this is a shell"),
            ("/usr/bin/python3.11", "this is an interpreter"),
            ("/usr/bin/make", "this is a starter of programs"),
            ("/usr/local/bin/own", "it starts programs (ls)"),
        ):
            above = text.partition(f"- exe: {exe}\n")[0].rpartition("pipe: ")[2]
            flat = " ".join(above.replace("#", " ").split())
            assert f"WARNING: {word}" in flat
            assert "The rule trusts everything that it can be made to run" in flat


def test_other_programs_have_the_plain_word() -> None:
    """A rule that allows any other program says that whoever can execute it is trusted."""
    run = Run()
    run.data(run.pair("pipe", "/usr/bin/pv"))
    text = composing.new_text(told("x"), run.needs, derive(run.needs, DEFAULT, everybody))
    assert "The rule trusts everything in the sandbox that can execute this program." in text


def test_comments_say_who_how_many_and_why() -> None:
    """The command line, the number of pairs, the pattern, the first message; why a kind is denied."""
    run = Run()
    pair = run.pair("pipe", "/bin/sh", argv=("sh", "-c", "echo hello | cat"))
    run.pair("pipe", "/bin/sh")
    run.data(pair)
    text = composing.new_text(told("make", failed=True), run.needs, derive(run.needs, DEFAULT, everybody))
    flat = " ".join(text.replace("#", " ").split())
    assert "sh -c echo hello | cat: 1 of 2 pipes carried data (1 message; data)." in flat
    assert "The first: write of 6 bytes by echo hello; the first message is mixed." in flat
    assert "No socket pair was made. A run that makes one will need more." in flat
    assert "2 pipes, all made by programs that have rules below" in flat
    assert "With first-message: any, allow-events would do" in flat
    assert "WARNING: the command failed." in flat
    assert "SCONE_PIPE=allow SCONE_SOCKETPAIR=deny" in flat


def test_what_is_not_covered_is_told() -> None:
    """Who cannot be named, what was refused for safety's sake, and that there were too many."""
    run = Run()
    run.data(run.pair("pipe", "/tmp/x (deleted)"))
    run.emit(Unavailable(1.0, 1, 1, "/bin/strace", "ptrace", "EPERM", "it changes others", "ptrace"))
    run.needs.crowded = True
    learnt = derive(run.needs, DEFAULT, lambda _maker: "its file is gone")
    flat = " ".join(composing.new_text(told("x"), run.needs, learnt).replace("#", " ").split())
    assert "No rule can name /tmp/x (deleted): its file is gone." in flat
    assert "ptrace of strace (it changes others); relax: [ptrace] lifts it" in flat
    assert "More programs made pairs than could be told apart" in flat
    assert "some carried data, and no rule can name who made them" in flat


def test_the_summary_escapes_names() -> None:
    """The line on stderr has no control character of a program's name."""
    run = Run()
    run.data(run.pair("pipe", "/x/\x1b[31m\n::error::"))
    said = composing.summary(derive(run.needs, DEFAULT, everybody), merged=False)
    assert said == "pipe: deny, socketpair: deny; 1 rule (\\x1b[31m\\x0a:\\x3aerror:\\x3a)"
    assert {kind.value for kind in PairKind} == {"pipe", "socketpair"}
