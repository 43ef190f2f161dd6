"""What is missing has a remedy for the surroundings that were recognised, or one for each."""

from __future__ import annotations

import pytest

from scpipe.doctor.facts import Machine
from scpipe.doctor.fixes import Need, fixes
from scpipe.doctor.places import Place

CONTAINERS = ("Docker", "Podman", "Kubernetes", "GitHub Actions", "GitLab CI")
CALLS = ("ptrace", "pidfd_getfd")


def _machine(
    *, yama: int = -1, filtered: bool = True, traces: bool = False, may_trace: bool = False
) -> Machine:
    return Machine("x86_64", "6.12", 0, yama, filtered, traces, may_trace)


def _fixes(need: Need, machine: Machine, *places: str, calls: tuple[str, ...] = CALLS) -> dict[str, str]:
    found = fixes(need, calls, machine, [Place(name, "a sign") for name in places])
    assert len({fix.where for fix in found}) == len(found)
    return {fix.where: fix.what for fix in found}


@pytest.mark.parametrize(
    ("place", "capability", "profile"),
    [
        ("Docker", "--cap-add SYS_PTRACE", "--security-opt seccomp=FILE"),
        ("Podman", "--cap-add SYS_PTRACE", "--security-opt seccomp=FILE"),
        ("Kubernetes", "capabilities: {add: [SYS_PTRACE]}", "seccompProfile: {type: Localhost"),
        ("GitHub Actions", "options: --cap-add SYS_PTRACE", "options: --security-opt seccomp=FILE"),
        ("GitLab CI", 'cap_add = ["SYS_PTRACE"]', 'security_opt = ["seccomp:FILE"]'),
    ],
)
def test_a_container(place: str, capability: str, profile: str) -> None:
    """The capability, which the profiles know; where it is there already, the profile, with the calls."""
    inside = (place,) if place in CONTAINERS[:3] else (place, "Docker")
    assert list(_fixes(Need.CALLS, _machine(), *inside)) == [place]
    assert capability in _fixes(Need.CALLS, _machine(), *inside)[place]
    other = _fixes(Need.CALLS, _machine(may_trace=True), *inside)
    assert list(other) == [place] and profile in other[place] and "ptrace pidfd_getfd" in other[place]
    assert capability in _fixes(Need.CAPABILITY, _machine(may_trace=True), *inside)[place]


def test_a_unit() -> None:
    """Two keys of the unit, or its capabilities."""
    found = _fixes(Need.CALLS, _machine(may_trace=True), "systemd unit")
    assert found == {
        "systemd unit": "in the unit one more line SystemCallFilter=ptrace pidfd_getfd, "
        "and SystemCallErrorNumber=EPERM"
    }
    assert "CapabilityBoundingSet=" in _fixes(Need.CAPABILITY, _machine(), "systemd unit")["systemd unit"]


@pytest.mark.parametrize("places", [(), ("container",), ("GitHub Actions",)])
def test_what_is_not_recognised(places: tuple[str, ...]) -> None:
    """Then each has a line; a CI's job that runs in no container is such a case."""
    assert set(_fixes(Need.CALLS, _machine(), *places)) == {*CONTAINERS, "systemd unit"}


def test_several() -> None:
    """A pod of a container's is told both."""
    assert set(_fixes(Need.CALLS, _machine(), "Kubernetes", "Docker")) == {"Kubernetes", "Docker"}


@pytest.mark.parametrize(
    ("scope", "traces", "yamas"),
    [
        (-1, False, False),
        (0, False, False),
        (1, False, False),
        (2, False, True),
        (2, True, False),
        (3, True, True),
    ],
)
def test_yama(scope: int, traces: bool, yamas: bool) -> None:
    """From 2 on it is Yama that forbids, for those without the capability; from 3 on for all."""
    found = _fixes(Need.CALLS, _machine(yama=scope, traces=traces), "Docker")
    assert (list(found) == ["Yama"]) is yamas
    # It decides about ptrace, and about nothing that is no look into others.
    assert "Yama" not in _fixes(Need.CALLS, _machine(yama=3), "Docker", calls=("seccomp",))


def test_yamas_remedy() -> None:
    """2 can be lowered, 3 cannot before the next boot."""
    assert "sysctl kernel.yama.ptrace_scope=1" in _fixes(Need.CALLS, _machine(yama=2))["Yama"]
    assert "boots anew" in _fixes(Need.CALLS, _machine(yama=3))["Yama"]


def test_no_filter() -> None:
    """Without a seccomp filter and Yama it can only be another security module."""
    assert list(_fixes(Need.CALLS, _machine(filtered=False))) == ["AppArmor, SELinux"]


def test_nothing_to_allow() -> None:
    """What no permission would change has no remedy here."""
    assert _fixes(Need.OTHER, _machine(), "Docker") == {}
