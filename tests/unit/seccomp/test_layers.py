"""Which rows are in the first filter, and which come by descriptor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.policy.model import PairMode, Policy
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Entry, Family, Form
from scpipe.seccomp.layers import first_filter, is_armed, is_later, later_rows
from scpipe.seccomp.plan import Plan, plan

EVENTS, DENY, ALLOW = PairMode.ALLOW_EVENTS, PairMode.DENY, PairMode.ALLOW
BOTH = plan(Policy(), armed=True)
ARMED = [
    plan(Policy(pipe, sockets), armed=True)
    for pipe in PairMode
    for sockets in PairMode
    if EVENTS in (pipe, sockets)
]
UNARMED = [plan(Policy(pipe, sockets)) for pipe in PairMode for sockets in PairMode]


def _names(rows: tuple[Entry, ...]) -> set[str]:
    return {row.name for row in rows}


@pytest.mark.parametrize("made", UNARMED, ids=lambda made: made.profile)
def test_a_plan_that_traps_all_has_one_filter(made: Plan) -> None:
    """Nothing is left for later, and the first filter is the plan itself."""
    assert not is_armed(made)
    assert first_filter(made) is made
    assert later_rows(made) == ()


@pytest.mark.parametrize("made", ARMED, ids=lambda made: made.profile)
def test_each_row_is_in_one_layer(made: Plan) -> None:
    """Together the layers are the plan, in the catalogue's order, and none has a row of the other."""
    first, later = first_filter(made).entries, later_rows(made)
    assert is_armed(made)
    assert [row for row in made.entries if row in first or row in later] == [*made.entries]
    assert not set(first) & set(later)
    assert list(first) == [row for row in CATALOGUE if row in first]
    assert (first_filter(made).supervised, first_filter(made).profile) == (made.supervised, made.profile)


def test_what_is_on_a_descriptor_comes_later() -> None:
    """Writes, transfers, names and copies; what passes descriptors is always trapped, as is a creation."""
    later = _names(later_rows(BOTH))
    assert later == {
        *("write", "writev", "pwritev2", "sendto", "splice", "tee", "vmsplice", "sendfile"),
        *("bind", "connect", "setsockopt", "dup", "dup2", "dup3", "fcntl"),
    }
    first = _names(first_filter(BOTH).entries)
    assert first >= {"pipe", "pipe2", "socketpair", "sendmsg", "sendmmsg", "recvmsg", "recvmmsg", "clone"}
    assert first >= {"open", "openat", "openat2", "creat", "seccomp", "prctl"}
    assert not later & first


def test_later_rows_name_their_descriptor() -> None:
    """Each has an argument that names it, the same in all rows of one call; no test is of that argument."""
    subjects: dict[str, set[int]] = {}
    for row in later_rows(BOTH):
        subjects.setdefault(row.name, set()).add(row.syscall.subject)
        assert row.syscall.subject not in {test.index for test in row.tests}
    assert all(len(found) == 1 and min(found) >= 0 for found in subjects.values())


def test_every_way_to_give_an_end_a_number_is_in_the_first_filter_or_on_its_own_number() -> None:
    """A copy can only be made of a number that is trapped: the row of its family is on the old number."""
    for row in CATALOGUE:
        if row.family in (Family.CREATE, Family.OPEN, Family.RECEIVE, Family.SHARE):
            assert not is_later(row)
        if row.family is Family.DUPLICATE:
            assert is_later(row) and row.syscall.subject == 0
        if row.syscall.form in (Form.HEADER, Form.HEADERS):
            assert not is_later(row)


@pytest.mark.parametrize(
    ("policy", "missing"),
    [
        (Policy(EVENTS, DENY), {"sendto", "bind", "connect", "setsockopt"}),
        (Policy(EVENTS, ALLOW), {"sendto", "bind", "connect", "setsockopt"}),
        (Policy(DENY, EVENTS), {"tee", "vmsplice"}),
        (Policy(ALLOW, EVENTS), {"tee", "vmsplice"}),
        (Policy(EVENTS, EVENTS), set()),
    ],
)
def test_later_rows_are_those_of_the_kinds(policy: Policy, missing: set[str]) -> None:
    """A kind of pair that no byte of is judged has no rows of its own."""
    found = _names(later_rows(plan(policy, armed=True)))
    assert _names(later_rows(BOTH)) - found == missing
    assert found <= _names(later_rows(BOTH))


@pytest.mark.slow
@given(
    st.sampled_from(ARMED),
    st.integers(0, 475),
    st.lists(
        st.integers(0, (1 << 64) - 1) | st.sampled_from([0, 1, 2, 4, 1030, 0x41, 0xC1, 0x400, 0x100]),
        min_size=6,
        max_size=6,
    ),
)
def test_a_layer_matches_what_the_plan_does(made: Plan, number: int, args: list[int]) -> None:
    """A call that falls under a row of the plan falls under it in the layer that has it, and in no other."""
    whole, first = made.match(number, args), first_filter(made).match(number, args)
    if whole is None or is_later(whole):
        assert first is None
    else:
        assert first is whole
