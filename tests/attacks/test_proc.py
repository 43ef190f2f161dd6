"""Attacks where /proc proves nothing: another namespace's, one that hides, none. Nothing runs there.

What each would do if it ran is shown by ablation/test_ablation.py, where the look at /proc is taken out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from harness.commands import quiet_run
from harness.identity import AS_NOBODY
from harness.machine import needs_x86_64
from running import THROUGH, run, until_through

pytestmark = needs_x86_64

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="not root: /proc is mounted by root here")

_FAILED = "status 125"
_POOR = ("setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace")


def _mounted(mount: str) -> tuple[str, ...]:
    return ("unshare", "-m", "sh", "-c", f'mount {mount} none /proc || exit 77; exec "$@"', "sh")


_HIDING = _mounted("-t proc -o hidepid=2,gid=5")
_PTRACEABLE = _mounted("-t proc -o hidepid=4")
_EMPTY = _mounted("-t tmpfs")

#: Surroundings by name: what starts a command in them, and what the error says.
SURROUNDINGS: dict[str, tuple[tuple[str, ...], str]] = {
    "foreign-root": (("unshare", "-p", "-f", "--kill-child"), "another PID namespace"),
    "foreign-user": (
        (*AS_NOBODY, "unshare", "-U", "-r", "-p", "-f", "--kill-child"),
        "another PID namespace",
    ),
    "hiding-root": ((*_HIDING, *_POOR), "hides processes"),
    "ptraceable-root": ((*_PTRACEABLE, *_POOR), "hides processes"),
    "none-root": (_EMPTY, "no procfs"),
    "none-user": ((*_EMPTY, *AS_NOBODY), "no procfs"),
}

#: Each attack in the surroundings that it was made for.
TRIED = [
    ("unseen_pipe", "foreign-root"),
    ("unseen_pipe", "foreign-user"),
    ("wrong_program", "foreign-root"),
    ("wrong_program", "foreign-user"),
    ("hidden_holder", "hiding-root"),
    ("hidden_holder", "ptraceable-root"),
    ("idle_writer", "none-root"),
    ("idle_writer", "none-user"),
    ("idle_writer", "foreign-root"),
]


def _in(around: Sequence[str], command: Sequence[str]) -> list[str]:
    if shutil.which("unshare") is None or shutil.which("setpriv") is None:
        pytest.skip("unshare or setpriv is not installed")
    probe = run([*around, "/bin/echo", "there"])
    if probe.word != "there":
        pytest.skip(f"these surroundings cannot be made here: {probe.errors.strip() or probe.line}")
    return [*around, *command]


def _bare(around: Sequence[str], program: str) -> None:
    """The attack gets through there, where nobody hinders it: it tests something."""
    words = _in(around, [program])
    bare = until_through(lambda: run(words))
    if bare.word == "lacks":
        pytest.skip(f"{program}: {bare.line}")
    assert bare.word == THROUGH, f"it never got through: {bare}"


@needs_root
@pytest.mark.parametrize(("name", "where"), TRIED, ids=lambda word: word)
def test_nothing_runs(programs: Path, name: str, where: str) -> None:
    """Bare the attack succeeds there; under scpipe-run it does not begin, and the line names the remedy."""
    around, why = SURROUNDINGS[where]
    program = str(programs / "proc" / name)
    _bare(around, program)
    ended = run(_in(around, quiet_run("--", program)))
    assert (ended.word, ended.left) == (_FAILED, []), ended
    assert ended.errors.count("\n") == 1 and why in ended.errors, ended
    assert "unshare" in ended.errors and "bwrap" in ended.errors and "--mount-proc" in ended.errors, ended


@needs_root
@pytest.mark.parametrize("options", ["hidepid=1", "hidepid=2", "hidepid=4"])
@pytest.mark.parametrize("name", ["hidden_holder", "unseen_pipe"])
def test_a_user_hides_from_nobody(programs: Path, name: str, options: str) -> None:
    """An ordinary user's program can become nobody else, and scpipe sees it there: the attack is stopped."""
    around = (*_mounted(f"-t proc -o {options}"), *AS_NOBODY)
    program = str(programs / "proc" / name)
    _bare(around, program)
    ended = run(_in(around, quiet_run("--", program)))
    assert (ended.word, ended.left) == ("stopped", []), ended
