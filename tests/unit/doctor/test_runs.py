"""A run works if its command said what the policy promises, and else says why not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest
from harness.processes import PATIENCE

from scpipe.command.arguments import read
from scpipe.doctor.runs import KINDS, Run, runs
from scpipe.errors import DOCTOR


def _saying(text: str, code: int, complaint: str = "") -> list[Run]:
    def carry(_words: Sequence[str]) -> int:
        os.write(1, text.encode())
        os.write(2, complaint.encode())
        return code

    return runs(carry)


def test_what_is_expected() -> None:
    """The kind whose promise was kept works, the others do not."""
    found = _saying(KINDS[0].expected, 0)
    same = [kind.expected == KINDS[0].expected for kind in KINDS]
    assert [run.works for run in found] == same
    assert any(same) and not all(same)


@pytest.mark.parametrize(
    ("text", "code", "complaint", "said"),
    [
        ("", 125, f"noise\nscpipe: warning: x\nscpipe: no ptrace{DOCTOR}\n", "no ptrace"),
        ("", 125, "noise", "ended with 125"),
        ("pipe 1 2 4 eeedata", 0, "", "its command said 'pipe 1 2 4 eeedata'"),
        (KINDS[0].expected, 3, "", "ended with 3"),
        (b"\xff".decode("latin-1"), 0, "scpipe: warning\n", "ended with 0"),
    ],
)
def test_what_went_wrong(text: str, code: int, complaint: str, said: str) -> None:
    """What scpipe-run says itself, without the hint that leads here; else how it ended."""
    told = _saying(text, code, complaint)[0].said
    assert said in told and DOCTOR not in told


def test_the_words_are_clear() -> None:
    """scpipe-run reads the options of each kind without the long way, and the default is among them."""
    for kind in KINDS:
        invocation = read([*kind.options, "--", "true"])
        assert invocation is not None
        invocation.check()
    assert KINDS[0].options == ("--pipe", "allow-events", "--socketpair", "allow-events")


def test_the_command_tells_what_happens_without_a_policy() -> None:
    """Natively everything passes: what a kind expects is scpipe's doing."""

    def carry(words: Sequence[str]) -> int:
        command = list(words[words.index("--") + 1 :])
        return subprocess.run(command, timeout=PATIENCE, check=False).returncode

    said = "ended with 0, its command said 'pipe 1 2 4 eeedata; socketpair 1 2 4 eeedata'"
    assert all(run.said.startswith(said) for run in runs(carry))


def test_no_annotations(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CI's job gets none, and the command is this interpreter in a corner of its own."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    def carry(words: Sequence[str]) -> int:
        assert "GITHUB_ACTIONS" not in os.environ
        assert list(words[words.index("--") + 1 :])[:3] == [sys.executable, "-I", "-S"]
        os.write(1, KINDS[0].expected.encode())
        return 0

    assert runs(carry)[0].works
