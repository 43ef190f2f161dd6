"""Which rows a policy puts in force, and which row a call falls under."""

from __future__ import annotations

import errno

import pytest

from scpipe.errors import UsageError
from scpipe.policy.model import PairKind, PairMode, Policy, Rule
from scpipe.seccomp import bpf
from scpipe.seccomp.catalogue import CATALOGUE, Entry, Family, Need, Response
from scpipe.seccomp.plan import Plan, needs, plan, plan_standalone

DENY, EVENTS, ALLOW = PairMode.DENY, PairMode.ALLOW_EVENTS, PairMode.ALLOW
NONE = (0, 0, 0, 0, 0, 0)


def _names(plan_: Plan, family: Family) -> set[str]:
    return {entry.name for entry in plan_.entries if entry.family is family}


def _id(entry: Entry | None) -> int:
    return entry.trace_id if entry else 0


def test_unrestricted_policy_has_no_filter() -> None:
    """Where both kinds are allowed nothing is in force, supervised or not."""
    assert plan(Policy(ALLOW, ALLOW)).entries == ()
    assert plan_standalone(Policy(ALLOW, ALLOW)).entries == ()


def test_strict_policy_has_every_row() -> None:
    """The default policy has the whole catalogue where writes are armed and only leaders' tables are read."""
    assert plan(Policy(), leaders_only=True, armed=True).entries == CATALOGUE


PRIVATE_TABLES = {118, 119}


def test_private_tables_are_refused_where_only_leaders_can_be_read() -> None:
    """unshare and close_range run where threads have pidfds, and under deny, where nobody writes."""
    found = {entry.trace_id for entry in plan(Policy(), armed=True).entries}
    assert {entry.trace_id for entry in CATALOGUE} - found == PRIVATE_TABLES
    denied = plan(Policy(DENY, DENY), leaders_only=True)
    assert denied == plan(Policy(DENY, DENY))
    read_end = plan(Policy(DENY, DENY), leaders_only=True, inherited_read_end=True)
    assert {entry.trace_id for entry in read_end.entries} >= PRIVATE_TABLES


@pytest.mark.parametrize("mode", list(PairMode))
@pytest.mark.parametrize("kind", list(PairKind))
def test_leaders_only_adds_two_rows_and_nothing_else(kind: PairKind, mode: PairMode) -> None:
    """The rows for old kernels are the same two whatever is allow-events, and the profile names them."""
    policy = Policy(EVENTS, mode) if kind is PairKind.PIPE else Policy(mode, EVENTS)
    new, old = plan(policy), plan(policy, leaders_only=True)
    assert [entry for entry in old.entries if entry.trace_id not in PRIVATE_TABLES] == [*new.entries]
    assert len(old.entries) == len(new.entries) + 2
    assert old.profile == f"{new.profile},leaders-only"


@pytest.mark.parametrize(
    ("nr", "args", "expected"),
    [
        (272, (0x400, 0, 0, 0, 0, 0), 118),
        (272, (0x10000400 | 5 << 32, 0, 0, 0, 0, 0), 118),
        (272, (0x10000000, 0, 0, 0, 0, 0), 0),
        (436, (3, 9, 2, 0, 0, 0), 119),
        (436, (3, 9, 6, 0, 0, 0), 119),
        (436, (3, 9, 4, 0, 0, 0), 0),
        (436, (2, 2, 0, 0, 0, 0), 0),
    ],
)
def test_only_the_flag_for_a_private_table_is_refused(nr: int, args: tuple[int, ...], expected: int) -> None:
    """unshare and close_range run with any other flags; with this one they fall under their rows."""
    assert _id(plan(Policy(), leaders_only=True).match(nr, args)) == expected
    assert plan(Policy(relax=frozenset({"private-tables"})), leaders_only=True).match(nr, args) is None


def test_deny_watches_creation_only() -> None:
    """Under deny no write is trapped, since there is no pair to write to."""
    found = plan(Policy(DENY, DENY))
    assert _names(found, Family.CREATE) == {"pipe", "pipe2", "socketpair"}
    assert {entry.family for entry in found.entries} == {Family.CREATE, Family.WAIT, Family.REFUSED}


def test_allowed_kind_is_created_freely() -> None:
    """Creation of a kind that can only be allow is not trapped; ways round the filter still are refused."""
    found = plan(Policy(DENY, ALLOW))
    assert _names(found, Family.CREATE) == {"pipe", "pipe2"}
    assert {"io_uring_setup", "ptrace", "other ABI", "unknown call"} <= _names(found, Family.REFUSED)
    assert not {"userfaultfd", "bpf", "io_submit"} & _names(found, Family.REFUSED)


def test_messages_of_sockets_matter_to_sockets_only() -> None:
    """sendto is trapped only where socketpairs can be allow-events; tee and vmsplice only for pipes.

    sendmsg and sendmmsg pass descriptors, those of pipes too.
    """
    pipes, sockets = plan(Policy(EVENTS, DENY)), plan(Policy(DENY, EVENTS))
    assert _names(pipes, Family.MESSAGE) == {"write", "writev", "pwritev2", "sendmsg", "sendmmsg"}
    assert _names(sockets, Family.MESSAGE) == _names(pipes, Family.MESSAGE) | {"sendto"}
    assert _names(pipes, Family.TRANSFER) == {"splice", "tee", "vmsplice", "sendfile"}
    assert _names(sockets, Family.TRANSFER) == {"splice", "sendfile"}


def test_rules_count_like_the_policys_own_mode() -> None:
    """A rule that restricts one program makes the filter of everybody watch that kind."""
    found = plan(Policy(ALLOW, ALLOW, rules=(Rule("/bin/x", pipe=EVENTS),)))
    assert found.profile == "pipe=allow-events+allow,socketpair=allow"
    assert _names(found, Family.CREATE) == {"pipe", "pipe2"}
    assert "write" in _names(found, Family.MESSAGE)


def test_every_need_is_used_by_a_row() -> None:
    """No kind of need is dead, and the strictest policy has all but the supervisor's and the machine's."""
    assert {entry.when for entry in CATALOGUE} == set(Need)
    assert needs(Policy()) == frozenset(Need) - {
        Need.SUPERVISED,
        Need.LEADERS_ONLY,
        Need.ARMED,
        Need.ARMED_PIPES,
    }


@pytest.mark.parametrize(
    ("nr", "args", "expected"),
    [
        (1, NONE, 20),
        (22, NONE, 10),
        (0, NONE, 0),
        (60, NONE, 0),
        (231, NONE, 0),
        (293, NONE, 11),
        (293, (0, 0x80, 0, 0, 0, 0), 115),
        (293, (0, 0x80080, 0, 0, 0, 0), 115),
        (53, (1, 1, 0, 0, 0, 0), 12),
        (53, (0xF_00000001, 1, 0, 0, 0, 0), 12),
        (53, (30, 1, 0, 0, 0, 0), 116),
        (317, (0, 0, 0, 0, 0, 0), 50),
        (317, (1, 0, 0, 0, 0, 0), 50),
        (317, (1, 1 << 40 | 0x18, 0, 0, 0, 0), 109),
        (317, (2, 8, 0, 0, 0, 0), 0),
        (157, (3, 0, 0, 0, 0, 0), 41),
        (157, (4, 0, 0, 0, 0, 0), 40),
        (157, (22, 0, 0, 0, 0, 0), 51),
        (157, (38, 1, 0, 0, 0, 0), 0),
        (56, (0x11, 0, 0, 0, 0, 0), 0),
        (56, (0x00800011, 0, 0, 0, 0, 0), 107),
        (435, NONE, 108),
        (16, (0, 0x5412, 0, 0, 0, 0), 113),
        (16, (0, 0x5413, 0, 0, 0, 0), 0),
        (471, NONE, 0),
        (472, NONE, 121),
        (-1, NONE, 121),
        (0xFFFFFFFF, NONE, 121),
        (0x40000001, NONE, 120),
        (0x7FFFFFFF, NONE, 120),
        (0xFFFFFFFE, NONE, 120),
        (-2, NONE, 120),
    ],
)
def test_match_finds_the_row(nr: int, args: tuple[int, ...], expected: int) -> None:
    """Under the strict policy each call falls under the row that the design names, refusals first."""
    assert _id(plan(Policy()).match(nr, args)) == expected


ARMED = {entry.trace_id for entry in CATALOGUE if entry.when in (Need.ARMED, Need.ARMED_PIPES)}


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("mode", list(PairMode))
@pytest.mark.parametrize("kind", list(PairKind))
def test_arming_adds_rows_where_bytes_are_judged(kind: PairKind, mode: PairMode, inherited: bool) -> None:
    """No row goes; opens matter to pipes only, which /proc opens again."""
    policy = Policy(EVENTS, mode) if kind is PairKind.PIPE else Policy(mode, EVENTS)
    unarmed, armed = plan(policy), plan(policy, armed=True, inherited_read_end=inherited)
    rows = plan(policy, inherited_read_end=inherited).entries
    assert [entry for entry in armed.entries if entry.trace_id not in ARMED] == [*rows]
    opens = "write" in _names(armed, Family.MESSAGE) and "tee" in _names(armed, Family.TRANSFER)
    added = {entry.trace_id for entry in armed.entries} & ARMED
    assert added == {one for one in ARMED if opens or one not in OPENS}
    assert armed.profile == f"{unarmed.profile},armed"


OPENS = {entry.trace_id for entry in CATALOGUE if entry.when is Need.ARMED_PIPES}


def test_nothing_is_armed_where_no_byte_is_judged() -> None:
    """Under deny and allow no write is trapped at all: there is nothing to leave to later filters."""
    for policy in (Policy(DENY, DENY), Policy(DENY, ALLOW), Policy(ALLOW, ALLOW)):
        assert plan(policy, armed=True) == plan(policy)


def test_relaxed_rows_are_gone() -> None:
    """A relaxation removes its rows and nothing else, and is named in the profile."""
    found = plan(Policy(relax=frozenset({"ptrace", "other-abi"})), leaders_only=True)
    assert {entry.relax for entry in CATALOGUE} - {entry.relax for entry in found.entries} == {
        "ptrace",
        "other-abi",
    }
    assert found.match(101, NONE) is None
    assert found.match(0x40000001, NONE) is None
    assert found.other_abi is None
    assert found.profile.endswith(",relax=other-abi+ptrace,leaders-only")


def test_a_relaxed_refusal_leaves_the_mediation() -> None:
    """Without its NEW_LISTENER refusal seccomp() falls back to the handler, not to nothing."""
    found = plan(Policy(relax=frozenset({"notify-listener"})))
    assert _id(found.match(317, (1, 8, 0, 0, 0, 0))) == 50


def test_standalone_filter_never_traps() -> None:
    """Without supervisor every answer is an errno: EACCES for creation, the refusal's own otherwise."""
    found = plan_standalone(Policy(DENY, DENY))
    for entry in found.entries:
        wanted = errno.EACCES if entry.response is Response.MEDIATE else entry.errno
        assert found.action(entry) == bpf.RET_ERRNO | wanted


def test_supervised_filter_traps_all_but_silent_rows() -> None:
    """With a supervisor each row stops under its trace id, except those answered silently."""
    found = plan(Policy())
    for entry in found.entries:
        silent = entry.response is Response.SILENT
        assert found.action(entry) == (bpf.fail(entry.errno) if silent else bpf.trace(entry.trace_id))


@pytest.mark.parametrize("kind", list(PairKind))
def test_standalone_refuses_allow_events(kind: PairKind) -> None:
    """A filter alone cannot judge bytes: allow-events without supervisor is an error naming the kind."""
    policy = Policy(EVENTS, DENY) if kind is PairKind.PIPE else Policy(DENY, EVENTS)
    with pytest.raises(UsageError, match=f"{kind.value}=allow-events"):
        plan_standalone(policy)


def test_standalone_refuses_rules() -> None:
    """A filter alone does not know which program runs: rules without supervisor are a usage error."""
    with pytest.raises(UsageError, match="rules"):
        plan_standalone(Policy(DENY, DENY, rules=(Rule("/bin/x", pipe=ALLOW),)))
