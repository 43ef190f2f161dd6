"""Which writes are trapped, and why: from what was asked for, the policy and the machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scpipe.errors import SetupError, UsageError
from scpipe.policy.model import RELAXATIONS, Policy
from scpipe.supervision import trapping
from scpipe.supervision.trapping import Facts, Trapping, decide
from scpipe.supervisor.options import Trap

ALL, ARMED = Trap.ALL, Trap.ARMED
GOOD = Facts("x86_64", "6.12.48", copies=True)
DEFAULT = Trapping(ALL, "the default on this kernel")

#: Section 12 of the design, written down a second time on purpose: what lets numbers, tables, tasks or writes
#: arise unseen.
FORBIDDING = frozenset({
    "io-uring", "aio", "ptrace", "clone3", "untraced", "other-abi", "unknown-syscalls", "notify-listener",
    "private-tables", "dumpable", "userfaultfd", "bpf", "landlock", "capabilities", "notification-pipe",
})  # fmt: skip

#: What the machine can lack, and words of the reason.
LACKING = {
    "another machine": (replace(GOOD, machine="aarch64"), "x86_64 only, and this is aarch64"),
    "32 bits": (replace(GOOD, machine="i686"), "this is i686"),
    "an older kernel": (replace(GOOD, release="6.6.99"), "it needs Linux 6.7, and this is 6.6.99"),
    "a much older kernel": (replace(GOOD, release="5.19.0"), "it needs Linux 6.7"),
    "a kernel of which nothing is known": (replace(GOOD, release="custom"), "and this is custom"),
    "half a version": (replace(GOOD, release="6."), "and this is 6."),
    "no copies": (replace(GOOD, copies=False), "pidfd_getfd"),
    "a byte too little": (replace(GOOD, file_size=(1 << 20) - 1), "1048575 bytes"),
    "no file at all": (replace(GOOD, file_size=0), "RLIMIT_FSIZE"),
    "a filter from outside": (replace(GOOD, refused="seccomp: No"), "seccomp filter, and under it none"),
}
ENOUGH = {
    "6.7": replace(GOOD, release="6.7"),
    "6.7 of a distribution": replace(GOOD, release="6.7.0-rc1+deb13-amd64"),
    "6.10, which is more than 6.7": replace(GOOD, release="6.10.0"),
    "7.0": replace(GOOD, release="7.0-rc2"),
    "a large limit": replace(GOOD, file_size=1 << 20),
}


@pytest.fixture
def proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kernel that occurs here is one where armed is the default."""
    releases = frozenset({(5, 19), (6, 6), (6, 7), (6, 10), (6, 12), (7, 0)})
    monkeypatch.setattr(trapping, "PROVEN", releases)


@pytest.mark.parametrize("facts", ENOUGH.values(), ids=ENOUGH)
def test_armed_where_it_is_asked_for_and_possible(facts: Facts) -> None:
    """Nothing is missing: it is what was asked for."""
    assert decide(ARMED, Policy(), facts, watched=True) == Trapping(ARMED, "asked for")


@pytest.mark.parametrize(("facts", "words"), LACKING.values(), ids=LACKING)
def test_armed_where_the_machine_lacks_something(facts: Facts, words: str) -> None:
    """One error says what cannot be had, why, and what is allowed."""
    with pytest.raises(SetupError) as caught:
        decide(ARMED, Policy(), facts, watched=True)
    text = str(caught.value)
    assert text.startswith("trap armed is not possible here: ") and words in text
    assert text.endswith("; allowed: trap all") and "\n" not in text


@pytest.mark.parametrize("name", RELAXATIONS)
def test_armed_with_a_relaxation(name: str) -> None:
    """A relaxation that lets pairs move unseen contradicts it; others do not."""
    policy = Policy(relax=frozenset({name}))
    if name not in FORBIDDING:
        assert decide(ARMED, policy, GOOD, watched=True).mode is ARMED
        return
    with pytest.raises(UsageError) as caught:
        decide(ARMED, policy, GOOD, watched=True)
    assert f"relax {name} lets" in str(caught.value) and "; allowed: trap all, or" in str(caught.value)


def test_every_relaxation_is_one_or_the_other() -> None:
    """A new relaxation forbids armed until somebody has said that it does not."""
    assert set(RELAXATIONS) - FORBIDDING == trapping.COMPATIBLE
    assert set(RELAXATIONS) > FORBIDDING


def test_a_policy_that_nobody_knows_forbids_it() -> None:
    """What is not known to be harmless is not."""
    with pytest.raises(UsageError, match="relax new, splice-2 lets"):
        decide(ARMED, Policy(relax=frozenset({"splice-2", "new", "splice"})), GOOD, watched=True)


def test_all_where_it_is_asked_for() -> None:
    """Whatever the machine is, and whatever its default."""
    for facts in (GOOD, *[facts for facts, _words in LACKING.values()]):
        assert decide(ALL, Policy(), facts, watched=True) == Trapping(ALL, "asked for")
        relaxed = Policy(relax=frozenset({"aio"}))
        assert decide(ALL, relaxed, facts, watched=True) == Trapping(ALL, "asked for")


def test_the_default_of_the_product() -> None:
    """No kernel that is not in the list has armed as its default; the list holds versions armed can be on."""
    assert all(version >= trapping.OLDEST for version in trapping.PROVEN)
    unknown = replace(GOOD, release="999.0.0")
    assert decide(None, Policy(), unknown, watched=True) == DEFAULT
    assert decide(None, Policy(), replace(unknown, release="?"), watched=True) == DEFAULT


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize("facts", ENOUGH.values(), ids=ENOUGH)
def test_the_default_of_a_proven_kernel(facts: Facts) -> None:
    """Armed, without being asked for."""
    assert decide(None, Policy(), facts, watched=True) == Trapping(ARMED, "the default on this kernel")


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize(("facts", "words"), LACKING.values(), ids=LACKING)
def test_a_proven_kernel_on_which_something_is_missing(facts: Facts, words: str) -> None:
    """All, and the reason says what is missing; a kernel of another version has its own default."""
    found = decide(None, Policy(), facts, watched=True)
    assert found.mode is ALL and not found.useless
    known = facts.release[0].isdigit() and not facts.release.endswith(".")
    assert found.reason.startswith("armed is not possible: ") if known else found == DEFAULT
    assert not known or words in found.reason


@pytest.mark.usefixtures("proven")
def test_a_proven_kernel_and_a_relaxation() -> None:
    """Nothing was asked for, so a policy that armed cannot be had with is no error."""
    found = decide(None, Policy(relax=frozenset({"splice", "ptrace", "aio"})), GOOD, watched=True)
    assert found.mode is ALL
    assert found.reason.startswith("armed is not possible: relax aio, ptrace lets")


@pytest.mark.usefixtures("proven")
@pytest.mark.parametrize("policy", [Policy(), Policy(relax=frozenset({"aio"}))], ids=["plain", "relaxed"])
@pytest.mark.parametrize("facts", [GOOD, LACKING["no copies"][0]], ids=["able", "unable"])
@pytest.mark.parametrize("asked", [None, ALL, ARMED])
def test_where_no_write_is_trapped(asked: Trap | None, policy: Policy, facts: Facts) -> None:
    """It makes no difference, so there is no reason and no error, and a request has no effect."""
    assert decide(asked, policy, facts, watched=False) == Trapping(ALL, "", useless=asked is not None)
