"""The reference for users says what the parser does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scpipe.errors import PolicyError
from scpipe.policy.model import RELAXATIONS
from scpipe.policy.native import KEYS
from scpipe.policy.parse import MAX_BYTES, load

TEXT = (Path(__file__).parents[3] / "docs" / "reference" / "policy.md").read_text(encoding="utf-8")

SHOWN = [
    "pipe: alow\n",
    "pipe: no\n",
    "piep: deny\n",
    "version: 1\npipe: deny\npipe: allow\n",
    "rules:\n  - exe: */make\n    pipe: allow\n",
    "rules:\n  - exe: make\n    pipe: allow\n",
    "rules:\n\t- exe: /usr/bin/make\n",
    "relax: aio\n",
    "services:\n  - name: web\n  - name: db\n",
    "services:\n  - name: web\n    (...)\n    environment:\n",
]


def test_every_key_relaxation_and_limit_is_documented() -> None:
    """The tables list each key and each relaxation with its own words, the text the size limit."""
    for key in KEYS:
        assert f"| `{key}` |" in TEXT
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| (.+) \|$", TEXT.split("### `relax`")[1].split("###")[0], re.MULTILINE
    )
    assert rows == list(RELAXATIONS.items())
    assert f"{MAX_BYTES:,}".replace(",", " ") in TEXT


@pytest.mark.parametrize("text", SHOWN)
def test_the_errors_shown_are_the_errors_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Each error line of the reference is what loading such a file says, to the letter."""
    monkeypatch.chdir(tmp_path)
    Path("p.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        load("p.yaml", environ={})
    assert f"    {caught.value}\n" in TEXT
