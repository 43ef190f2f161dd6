"""The rule that is offered for a refused call names the pair's maker, and is a policy as it stands."""

from __future__ import annotations

import glob
from dataclasses import replace
from pathlib import Path

import pytest

from scpipe.policy.parse import load
from scpipe.report.rules import rule_for

from .samples import PIPE, denied_creation, refusal


def made_by(exe: str, **changes: str) -> tuple[str, ...]:
    """The lines for a refused write to a pipe that ``exe`` has made."""
    found = rule_for(refusal(exe="/usr/bin/writer", pair=replace(PIPE, creator_exe=exe, **changes)))
    return () if found is None else found.lines


def test_the_rule_is_for_the_maker() -> None:
    """Who wrote does not matter; the maker's path and the kind of the pair do."""
    assert made_by("/usr/bin/make") == ("rules:", "  - exe: /usr/bin/make", "    pipe: allow")
    assert made_by("/usr/bin/make", kind="socketpair")[-1] == "    socketpair: allow"
    assert made_by("/usr/bin/make", mode="deny")[-1] == "    pipe: allow-events"


def test_a_rule_that_decided_is_the_one_to_change() -> None:
    """Of two rules for one program the first decides, so a second one would not help."""
    assert made_by("/usr/bin/make", rule="/usr/*/make")[1] == "  - exe: '/usr/*/make'"


@pytest.mark.parametrize(
    "path", ["/usr/bin/make", "/opt/a b/it's", "/opt/[x]*?", "/opt/é", "/opt/a: b # c", "/opt/{x}", "/1"]
)
def test_the_lines_are_a_policy_for_that_path_only(tmp_path: Path, path: str) -> None:
    """A policy file takes the lines as they stand, and their pattern means the maker's file alone."""
    made = tmp_path / path.removeprefix("/")
    other = made.with_name("other")
    made.parent.mkdir(parents=True, exist_ok=True)
    for file in (made, other):
        file.touch()
    file = tmp_path / "policy.yaml"
    file.write_text("\n".join(made_by(str(made))), encoding="utf-8")
    rules = load(str(file), environ={}).rules
    assert rules is not None
    (rule,) = rules
    assert glob.glob(rule.exe) == [str(made)]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "make",
        "/usr/bin/make (deleted)",
        "/memfd:x",
        "/",
        "/a\nb",
        "/a\x1bb",
        "/a\udcffb",
        "/a::b",
        "/a##[b",
    ],
)
def test_no_rule_for_what_cannot_be_named(path: str) -> None:
    """No rule is offered that would match nothing, or whose path another form of output would change."""
    assert made_by(path) == ()


def test_no_rule_opens_a_quarantined_pair() -> None:
    """Its maker was never seen, whatever the pair says."""
    assert made_by("/usr/bin/make", mode="quarantined") == ()


@pytest.mark.parametrize(
    ("path", "warned"),
    [
        ("/usr/bin/bash", True),
        ("/usr/bin/python3.11", True),
        ("/usr/bin/make", True),
        ("/usr/bin/redis-server", False),
    ],
)
def test_whom_a_rule_trusts_is_said(path: str, warned: bool) -> None:
    """A rule for a program that runs others for its caller is a rule for everything, and says so."""
    found = rule_for(refusal(pair=replace(PIPE, creator_exe=path)))
    assert found is not None
    assert bool(found.trusts) is warned


def test_allowed_events_trust_nobody() -> None:
    """A rule that only lifts deny lets no data through."""
    found = rule_for(denied_creation())
    assert found is not None
    assert found.lines[-1] == "    pipe: allow-events"
    assert found.trusts == ""
