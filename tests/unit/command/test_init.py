"""scpipe init: each template is a policy, does what its comments say, and is written with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from scpipe.command.init import init
from scpipe.errors import UsageError
from scpipe.policy.model import FirstMessage, OnViolation, PairMode, Policy
from scpipe.policy.parse import load
from scpipe.policy.resolve import Flags, resolve
from scpipe.policy.templates import TEMPLATES

DENY, EVENTS = PairMode.DENY, PairMode.ALLOW_EVENTS


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("ci", Policy(EVENTS, EVENTS)),
        ("scone", Policy(EVENTS, EVENTS, FirstMessage.ANY)),
        ("strict", Policy(DENY, DENY, on_violation=OnViolation.KILL)),
    ],
)
def test_each_is_the_policy_that_it_says(tmp_path: Path, name: str, policy: Policy) -> None:
    """What is printed loads, without a warning, to what the comments promise."""
    path = tmp_path / "p.yaml"
    path.write_text(init(name, None, force=False))
    loaded = load(str(path), environ={})
    assert resolve(Flags(), loaded, {}).policy == policy
    assert loaded.warnings == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_example_in_a_comment_loads(tmp_path: Path, name: str) -> None:
    """Rules that a comment gives as an example can be used as they stand."""
    text = TEMPLATES[name]
    lines = [line[2:] for line in text.splitlines() if line.startswith("#   ")]
    example = [line for line in lines if "scpipe" not in line]
    path = tmp_path / "p.yaml"
    path.write_text("\n".join(["rules:", *example] if example else ["rules: []"]))
    assert len(load(str(path), environ={}).rules or ()) == (name == "ci") == bool(example)


def test_it_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    """-o FILE gets what would be printed, over an existing file only with --force."""
    path = tmp_path / "p.yaml"
    assert init("ci", str(path), force=False) == ""
    assert path.read_text() == TEMPLATES["ci"]
    with pytest.raises(UsageError, match=r"is there already: --force replaces it$"):
        init("strict", str(path), force=False)
    init("strict", str(path), force=True)
    assert path.read_text() == TEMPLATES["strict"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("sconne", None, False), "found 'sconne'; allowed: ci, scone, strict (hint: did you mean scone?)"),
        (("", None, False), "found ''; allowed: ci, scone, strict"),
        (("a\x1b\n", None, False), r"found 'a\\x1b\\n'"),
        (("ci", None, True), "--force replaces the FILE of -o"),
        (("ci", "p.json", False), ".json means JSON"),
        (("ci", "", False), "not the name of a file"),
    ],
)
def test_one_clear_error(words: tuple[str, str | None, bool], complaint: str) -> None:
    """What was found, and what is allowed."""
    name, output, force = words
    with pytest.raises(
        UsageError, match=complaint.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")
    ):
        init(name, output, force=force)
