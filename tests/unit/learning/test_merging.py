"""Rules put into a policy's text: every byte of it stays, and it reads as it was meant."""

from __future__ import annotations

import pytest

from scpipe.errors import PolicyError
from scpipe.learning.merging import insert_rules
from scpipe.policy.model import PairMode, Rule
from scpipe.policy.parse import load_text

NEW = ["# why", "- exe: /bin/new", "  pipe: allow"]
ADDED = Rule("/bin/new", PairMode.ALLOW)

OLD = "  - exe: /bin/old\n    pipe: allow\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "pipe: deny",
        "pipe: deny\n",
        "---\npipe: deny\n",
        f"pipe: deny\nrules:\n{OLD}",
        f"rules:  # mine\n  # about old\n{OLD}pipe: deny  # last\n",
        "rules:\n- exe: /bin/old\n  pipe: allow\n",
        "rules:\n    -   exe: /bin/old\n        pipe: allow\n",
        "rules:\n  -\n    exe: /bin/old\n    pipe: allow\n",
        "rules: []\npipe: deny\n",
        "rules: [ ]  # none\npipe: deny",
        'pipe: deny\r\nrules:\r\n  - exe: "/bin/old"\r\n    pipe: allow\r\n',
        "\n\n# head\n\nversion: 1\n\nrules:\n\n  # a\n\n" + OLD,
    ],
)
def test_every_line_stays(text: str) -> None:
    """Block lists, no list, an empty one; comments, line ends and indentation are as they were."""
    before = load_text(text, "p.yaml")
    merged = insert_rules(text, "p.yaml", NEW)
    assert merged is not None
    after = load_text(merged, "p.yaml")
    assert after.rules == (ADDED, *(before.rules or ()))
    assert (after.pipe, after.socketpair) == (before.pipe, before.socketpair)
    rest = iter(merged.splitlines())
    kept = [line.replace("rules: []", "rules:").replace("rules: [ ]", "rules:") for line in text.splitlines()]
    assert all(any(line == found for found in rest) for line in kept)
    if "\r\n" in text:
        assert "\n" not in merged.replace("\r\n", "")


@pytest.mark.parametrize("text", ["rules: [{exe: /bin/old, pipe: allow}]\n", "- a\n", "rules: x\n"])
def test_other_forms_are_left(text: str) -> None:
    """A list in brackets, and what is no policy, cannot be added to."""
    assert insert_rules(text, "p.yaml", NEW) is None


@pytest.mark.parametrize("text", ["{pipe: deny}\n", "pipe: deny\n...\n"])
def test_a_wrong_place_is_seen_when_it_is_read_again(text: str) -> None:
    """Behind a document that is over nothing can be appended: the text does not read, or not as meant."""
    merged = insert_rules(text, "p.yaml", NEW)
    assert merged is not None
    with pytest.raises(PolicyError):
        load_text(merged, "p.yaml")
