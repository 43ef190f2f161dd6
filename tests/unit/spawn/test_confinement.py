"""What is planned against ways out, and what the start event says of it."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from scpipe.linux import capabilities, landlock, mounts
from scpipe.linux.process import FilterProgram
from scpipe.policy.model import Policy
from scpipe.spawn import confinement
from scpipe.spawn.confinement import Confinement, make_switches_read_only, plan_confinement, shut_in
from scpipe.spawn.handshake import Failure, StepError

RELAXED = Policy(relax=frozenset({"capabilities", "landlock"}))


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with everything, where scpipe runs as its root."""
    monkeypatch.setattr(landlock, "abi", lambda: 6)
    monkeypatch.setattr(mounts, "switches", lambda: ("/proc/sys", "/sys"))
    monkeypatch.setattr(mounts, "is_read_only", lambda path: False)
    monkeypatch.setattr(os, "getresuid", lambda: (os.stat("/proc/sys").st_uid,) * 3)
    return monkeypatch


@pytest.mark.usefixtures("machine")
def test_root_on_a_new_kernel_gets_everything() -> None:
    """A domain, no dangerous capability, read-only switches, no warning."""
    planned = plan_confinement(Policy())
    assert (planned.landlock, planned.capabilities, planned.switches, planned.warnings) == (6, True, True, ())
    assert planned.facts() == {
        "landlock": 6,
        "signals_outside_refused": True,
        "mounts_refused": False,
        "dangerous_capabilities_dropped": True,
        "kernel_switches_writable": False,
    }


@pytest.mark.usefixtures("machine")
def test_relaxed_is_said_to_be_missing() -> None:
    """relax: [capabilities, landlock] does nothing and the facts say so; the policy has the words."""
    planned = plan_confinement(RELAXED)
    assert planned == Confinement(writable=True)
    assert planned.facts() == {
        "landlock": 0,
        "signals_outside_refused": False,
        "mounts_refused": False,
        "dangerous_capabilities_dropped": False,
        "kernel_switches_writable": True,
    }
    assert make_switches_read_only(planned) == 0


@pytest.mark.parametrize(("abi", "used", "signals", "warned"), [
    (0, 0, False, True), (1, 0, False, True), (2, 2, False, False), (5, 5, False, False), (6, 6, True, False),
    (9, 9, True, False),
])  # fmt: skip
def test_landlock_by_its_age(
    machine: pytest.MonkeyPatch, abi: int, used: int, signals: bool, warned: bool
) -> None:
    """Below ABI 2 there is no domain and a warning; below 6 signals reach outside and mounts are refused."""
    machine.setattr(landlock, "abi", lambda: abi)
    planned = plan_confinement(Policy())
    assert planned.facts()["landlock"] == used
    assert planned.facts()["signals_outside_refused"] is signals
    assert planned.facts()["mounts_refused"] is (used > 0 and not signals)
    assert [("Landlock" in text) for text in planned.warnings] == [True] * warned


def test_switches_that_stay_writable_are_a_fact(machine: pytest.MonkeyPatch) -> None:
    """Where the mounts fail the fact is that the switches are writable, and the errno is told."""

    def fail() -> None:
        raise OSError(errno.EPERM, "no")

    machine.setattr(mounts, "make_switches_read_only", fail)
    planned = plan_confinement(Policy())
    failure = make_switches_read_only(planned)
    assert failure == errno.EPERM
    assert planned.facts(failure)["kernel_switches_writable"] is True


def test_switches_that_are_read_only_already(machine: pytest.MonkeyPatch) -> None:
    """As in a container: nothing is mounted, and they are not writable."""
    machine.setattr(mounts, "is_read_only", lambda path: True)
    planned = plan_confinement(Policy())
    assert not planned.switches
    assert planned.facts()["kernel_switches_writable"] is False


@pytest.mark.parametrize(("uids", "expected"), [
    ((0, 0, 0), True), ((1000, 1000, 1000), False), ((1000, 1000, 0), True), ((0, 1000, 1000), True),
])  # fmt: skip
def test_root_can_hide_in_any_user_id(
    machine: pytest.MonkeyPatch, uids: tuple[int, int, int], expected: bool
) -> None:
    """Who can become the owner of /proc/sys again is treated as its owner."""
    owner = os.stat("/proc/sys").st_uid
    machine.setattr(os, "getresuid", lambda: tuple(owner if uid == 0 else uid + owner for uid in uids))
    assert plan_confinement(Policy()).switches is expected


@pytest.mark.parametrize(("uids", "any_", "dropped"), [
    ((0, 0, 0), False, True), ((1, 1, 1), False, False), ((1, 1, 1), True, True), ((1, 1, 0), False, True),
])  # fmt: skip
def test_capabilities_are_dropped_where_there_can_be_some(
    monkeypatch: pytest.MonkeyPatch, uids: tuple[int, int, int], any_: bool, dropped: bool
) -> None:
    """Root and holders of capabilities drop them; an ordinary user makes no call for that."""
    done: list[bool] = []
    monkeypatch.setattr(os, "getresuid", lambda: uids)
    monkeypatch.setattr(capabilities, "has_any", lambda: any_)
    monkeypatch.setattr(capabilities, "drop_dangerous", lambda: done.append(True))
    confinement.enter(Confinement(capabilities=True))
    assert bool(done) is dropped
    done.clear()
    confinement.enter(Confinement())
    assert not done


class _Filter(FilterProgram):
    """A filter that notes when it is loaded."""

    def __init__(self, done: list[str]) -> None:
        self._done = done

    def load(self) -> None:
        self._done.append("filter")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What shut_in() does, in its order."""
    done: list[str] = []
    monkeypatch.setattr(confinement, "set_no_new_privileges", lambda: done.append("no_new_privs"))
    monkeypatch.setattr(capabilities, "has_any", lambda: True)
    monkeypatch.setattr(capabilities, "drop_dangerous", lambda: done.append("capabilities"))
    monkeypatch.setattr(landlock, "enter_domain", lambda abi: done.append(f"domain {abi}"))
    return done


def test_the_order_of_the_protection(steps: list[str]) -> None:
    """no_new_privs first, the filter last, and between them what the filter could refuse."""
    shut_in(Confinement(landlock=6, capabilities=True), _Filter(steps))
    assert steps == ["no_new_privs", "capabilities", "domain 6", "filter"]


def test_nothing_follows_a_step_that_fails(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the step and the errno, as one sentence for users, too."""

    def fail(_abi: int) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(landlock, "enter_domain", fail)
    with pytest.raises(StepError, match=r"protection \(confinement\): Operation not permitted") as raised:
        shut_in(Confinement(landlock=6), _Filter(steps))
    assert raised.value.failure == Failure("confinement", errno.EPERM)
    assert steps == ["no_new_privs"]


def test_the_order_is_said_once() -> None:
    """Nobody else in the package sets no_new_privs, enters a domain or loads a filter.

    But for a trial (trial.py), which runs nothing and needs the first of them, and for what gives up
    everything in a process of our own (seclusion.py).
    """
    package = Path(confinement.__file__).parents[1]
    own = ["spawn/confinement.py"]
    several = {"set_no_new_privileges(": ["linux/seclusion.py", *own, "supervision/trial.py"]}
    for words in ("set_no_new_privileges(", "enter_domain(", "program.load("):
        users = sorted(
            path.relative_to(package).as_posix()
            for path in package.rglob("*.py")
            if re.search(rf"(?<!def ){re.escape(words)}", path.read_text(encoding="utf-8"))
        )
        assert users == several.get(words, own), words
