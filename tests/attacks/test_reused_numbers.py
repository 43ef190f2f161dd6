"""Attacks by task numbers that are used again at once, where there are few: a PID namespace of four hundred.

The guests do nothing where there are more: test_attacks.py runs them, so that they stay built and listed.
"""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import pytest
from harness.commands import quiet_run
from harness.identity import AS_NOBODY
from running import run, until_through

#: Before Linux 6.14 kernel.pid_max belongs to the whole machine.
_OF_A_NAMESPACE = (6, 14)
_PID_MAX = Path("/proc/sys/kernel/pid_max")
_NUMBERS = 400


def _needs() -> str:
    found = re.match(r"(\d+)\.(\d+)", platform.release())
    if os.geteuid() != 0:
        return "a PID namespace needs root"
    if found is None or (int(found[1]), int(found[2])) < _OF_A_NAMESPACE:
        return "kernel.pid_max is of the whole machine before Linux 6.14"
    return "the attacks use the x86-64 calls" if platform.machine() != "x86_64" else ""


def _with_few_numbers(words: list[str]) -> list[str]:
    """Run words as the second process of a PID namespace that has few numbers, and dies as a whole."""
    setting = f'echo {_NUMBERS} >{_PID_MAX} && "$@"'
    return ["unshare", "-p", "-f", "--kill-child", "--mount-proc", "/bin/sh", "-c", setting, "sh", *words]


@pytest.mark.skipif(bool(_needs()), reason=_needs() or "it can run here")
@pytest.mark.parametrize("user", ["root", "nobody"])
@pytest.mark.parametrize("name", ["reused_at_exec", "unreported_child", "unreported_heir", "soon_reused"])
def test_numbers_are_told_apart(programs: Path, name: str, user: str) -> None:
    """Natively the attack succeeds; under scpipe no task is taken for another that had its number."""
    before = _PID_MAX.read_text()
    program = [str(programs / "numbers" / name)]
    guarded = quiet_run("--", *program)
    if user == "nobody":
        shell = ["/bin/sh", "-c", 'exec "$@"', "sh"]  # setpriv still has root's capabilities when it executes
        program, guarded = [*AS_NOBODY, *shell, *program], [*AS_NOBODY, *shell, *guarded]
    bare = until_through(lambda: run(_with_few_numbers(program)))
    assert bare.word == "THROUGH", bare
    ended = run(_with_few_numbers(guarded))
    assert (ended.word, ended.left) == ("stopped", []), ended
    assert _PID_MAX.read_text() == before
