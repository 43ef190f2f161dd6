"""GLib's own tests give the same result, test by test, with and without scpipe."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest
from harness.runner import Runner

from .glib_differences import ASKING, SILENT, in_glib
from .glib_suite import IN_CI, command_of, flags_of, programs, run_program
from .outcomes import STATUS, Comparison, compare
from .selection import runs_in_full


@pytest.mark.refused  # without scpipe the table would not be true
@pytest.mark.parametrize("policy", ["rules", "allow"])
@pytest.mark.parametrize("name", sorted({*IN_CI, *(programs() if runs_in_full() else ())}))
def test_glib_cannot_tell(
    runner: Runner, user: str | None, name: str, policy: str, tell: Callable[[Comparison], None]
) -> None:
    """Each test of the program, and its status, ends as it does natively, except for those in the table."""
    if not runs_in_full() and (user is None or policy == "allow"):
        pytest.skip("only with SCPIPE_SUITES=full")
    if policy == "allow" and name in ASKING:
        pytest.skip("without a filter a wait that does not wait can come too early (docs/limits.md)")
    command_of(name)
    native = functools.partial(run_program, runner, name, None)
    guarded = functools.partial(run_program, runner, name, flags_of(policy, runner))
    result = compare(native, guarded)
    tell(result)
    known = in_glib(name, policy, "root" if user is None else "user")
    assert len(result.native) > 1 or result.native[STATUS] == "skipped" or name in SILENT
    assert result.unexpected(known) == []
    assert result.outdated(known) == []
