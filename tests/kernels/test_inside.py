"""What runs in the virtual machine, here: it passes, and it fails where scpipe is not in between."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from harness.identity import interpreter

from . import outside, smoke
from .place import NOBODY, BrokenError, Place
from .results import NARROWED, WORKS, Outcome

USERS = [0, NOBODY] if os.geteuid() == 0 else [os.geteuid()]
RULE_TESTS = [test for test in smoke.TESTS if test not in (smoke.allow, smoke.library)]


@pytest.fixture(params=USERS, ids=lambda uid: "root" if uid == 0 else "user")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place that the user can reach."""
    if request.param != os.geteuid() and interpreter("nobody") != sys.executable:
        pytest.skip("no Python interpreter of this version with typer and yaml that this user can run")
    home = tmp_path_factory.mktemp("inside")
    for directory in (home, home.parent, home.parent.parent):
        if directory.stat().st_uid == os.geteuid():
            directory.chmod(0o755)
    return Place(request.param, home / "home")


@pytest.mark.parametrize("test", smoke.TESTS + outside.TESTS, ids=lambda test: test.__name__)
def test_it_works_here(place: Place, test: smoke.Test) -> None:
    """Each test of the smoke ends with a good word on this kernel."""
    came = test(place)
    outcomes = came.values() if isinstance(came, Mapping) else [came]
    assert {outcome.word for outcome in outcomes} <= {WORKS, NARROWED}


class Bare(Place):
    """Commands run without scpipe."""

    def scpipe(self, options: Sequence[str], command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """The command alone; a report, if one is asked for, says nothing."""
        if "--report" in options:
            Path(options[1]).write_text("")
        return self.run(command)


@pytest.mark.parametrize("test", RULE_TESTS, ids=lambda test: test.__name__)
def test_it_fails_without_scpipe(tmp_path: Path, test: smoke.Test) -> None:
    """Each test of a restriction sees that there is none."""
    with pytest.raises(BrokenError):
        test(Bare(os.geteuid(), tmp_path / "home"))


def test_a_start_event_that_promises_too_much_is_found() -> None:
    """What the guest could do is held against the facts, and the other way round."""
    promised = {"landlock": 6, "signals_outside_refused": True, "mounts_refused": True}
    promised |= {"kernel_switches_writable": False, "descriptors": "pidfd_getfd (thread)"}
    table: dict[str, object] = {"pipe": [1, 3, "EACCES"], "unshare": "EPERM"}
    for check in (
        lambda: outside._memory("open", promised, []),
        lambda: outside._signals(0, promised),
        lambda: outside._switches({"/proc/sys/kernel/core_pattern": "open"}, promised, []),
        lambda: outside._mounts(0, promised),
        lambda: outside._own_table(table, promised),
        lambda: outside._own_table({**table, "pipe": [1, 3, 5]}, promised),
    ):
        with pytest.raises(BrokenError):
            check()
    warned = outside._memory("open", {"landlock": 0}, ["no Landlock here (...)"])
    assert warned == Outcome(
        NARROWED, "no Landlock: memory of the same user's processes outside can be written"
    )
