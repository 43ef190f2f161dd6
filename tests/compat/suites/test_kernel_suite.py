"""The kernel's selftests give the same result, test by test, with and without scpipe."""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from harness.runner import SUPERVISED, Runner

from .differences import in_kernel
from .kernel_suite import HARNESSED, PROGRAMS, build, find_source, run_program
from .outcomes import STATUS, Comparison, Difference, compare
from .selection import runs_in_full

Tell = Callable[[Comparison], None]

#: Everything that scpipe refuses for its own sake, and can be told not to, but for dumpable: without it an
#: ordinary user's supervisor goes blind, which is a difference of its own.
RELAXED = ["clone3", "ptrace", "notify-listener", "untraced", "private-tables", "capabilities", "landlock"]
#: They sleep for 12 seconds; root's run also goes through all process ids.
SLOW = {"pidfd_test"}


@pytest.fixture(scope="session")
def binaries() -> Iterator[Path]:
    """The directory of the built programs."""
    with tempfile.TemporaryDirectory(prefix="selftests-", dir="/tmp") as place:
        yield build(find_source(), Path(place))


def flags_of(policy: str, runner: Runner, binaries: Path) -> Sequence[str]:
    """``allow``: supervision alone, no filter. ``relaxed``: every trap, and nothing that is refused."""
    # A test that cannot trace its child may leave it behind, asleep.
    common = ["--orphans", "kill"]
    if policy == "allow":
        return [*common, *SUPERVISED]
    rules = [{"exe": f"{binaries}/*", "pipe": "allow", "socketpair": "allow"}]
    policy_file = runner.write("policy.json", json.dumps({"rules": rules, "relax": RELAXED}))
    return [*common, "--policy", str(policy_file)]


@pytest.mark.refused  # without scpipe the table would not be true
@pytest.mark.parametrize("policy", ["relaxed", "allow"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_selftest_cannot_tell(
    runner: Runner, user: str | None, binaries: Path, program: str, policy: str, tell: Tell
) -> None:
    """Each test of the program ends as it does natively, except for those in the table."""
    if program in SLOW and not runs_in_full():
        pytest.skip("only with SCPIPE_SUITES=full")
    flags = flags_of(policy, runner, binaries)
    native = functools.partial(run_program, runner, binaries / program, None)
    guarded = functools.partial(run_program, runner, binaries / program, flags)
    result = compare(native, guarded)
    tell(result)
    known = in_kernel(program, policy, "root" if user is None else "user")
    # The status of a harness follows from its tests where any of them differs.
    implied = [Difference(STATUS, "", frozenset())] if known and PROGRAMS[program] in HARNESSED else []
    assert result.unexpected([*known, *implied]) == []
    assert result.outdated(known) == []
