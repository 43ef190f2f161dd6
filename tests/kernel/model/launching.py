"""Runs a program of operations as a user, bare or under scpipe-run."""

from __future__ import annotations

import platform
import re
import uuid
from collections.abc import Sequence

import pytest
from harness.commands import scpipe_run
from harness.processes import PATIENCE
from harness.runner import Runner

from .operations import Operation, Outcome, outcomes_of, text_of

#: Before 6.9 there is no pidfd for a single thread (docs/limits.md).
OWN_TABLES = tuple(map(int, re.findall(r"\d+", platform.release())[:2])) >= (6, 9)
RESTRICTED = ("-q", "--pipe", "allow-events", "--socketpair", "allow-events")


def boxed(runner: Runner) -> list[str]:
    """The words before a command that protect it."""
    return scpipe_run(*RESTRICTED, "--", python=runner.python)


def carry_out(
    runner: Runner, guest: str, operations: Sequence[Operation], before: Sequence[str] | None = None
) -> list[Outcome]:
    """What came of each operation. ``before``: other words than those that protect it."""
    place = runner.home / uuid.uuid4().hex[:8]
    program = runner.write(f"{place.name}/program", text_of(operations))
    results = place / "results"
    words = [*(boxed(runner) if before is None else before), guest, str(program)]
    try:
        done = runner.bare_run([*words, str(place / "state"), str(results)], timeout=PATIENCE, cwd=place)
    except pytest.fail.Exception as hanging:  # which hypothesis would let through without showing the program
        raise AssertionError(str(hanging)) from None
    said = (done.returncode, done.stdout, done.stderr)
    assert said == (0, "", ""), said
    return outcomes_of(results.read_text())
