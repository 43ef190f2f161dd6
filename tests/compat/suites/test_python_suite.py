"""Python's regression tests give the same result, test by test, with and without scpipe."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence

import pytest
from harness.runner import SUPERVISED, Runner

from .differences import in_python
from .outcomes import Comparison, compare
from .python_suite import run_module, suite_python
from .selection import runs_in_full

MODULES = [
    "test_os",
    "test_pty",
    "test_signal",
    "test_subprocess",
    "test_selectors",
    "test_socket",
    "test_threading",
    "test_asyncio",
    "test_multiprocessing_fork",
]
#: In CI these run under the rules only, as an ordinary user; here are those that run in every way.
SHORT = {"test_os", "test_pty", "test_signal"}


def flags_of(policy: str, runner: Runner) -> Sequence[str]:
    """``allow``: supervision alone, no filter. ``rules``: every trap, and nothing that is refused."""
    if policy == "allow":
        return [*SUPERVISED]
    # Programs that tests copy or link elsewhere have the inode, or are started by, one of these.
    rules = [{"exe": "/usr/bin/*", "pipe": "allow", "socketpair": "allow"}]
    return ["--policy", str(runner.write("policy.json", json.dumps({"rules": rules})))]


@pytest.mark.refused  # without scpipe the table would not be true
@pytest.mark.parametrize("policy", ["rules", "allow"])
@pytest.mark.parametrize("module", MODULES)
def test_python_cannot_tell(
    runner: Runner, user: str | None, module: str, policy: str, tell: Callable[[Comparison], None]
) -> None:
    """Each test of the module ends as it does natively, except for those in the table."""
    if not runs_in_full() and module not in SHORT and (user is None or policy == "allow"):
        pytest.skip("only with SCPIPE_SUITES=full")
    suite_python()
    flags = flags_of(policy, runner)
    native = functools.partial(run_module, runner, module, None)
    guarded = functools.partial(run_module, runner, module, flags)
    result = compare(native, guarded)
    tell(result)
    known = in_python(policy, "root" if user is None else "user")
    assert len(result.native) > 5
    assert result.unexpected(known) == []
    assert result.outdated(known) == []
