"""From events to the least policy, as a table; and what a policy gets more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scpipe.learning.derive import audited, derive, scone_mode, widen
from scpipe.learning.needs import Maker
from scpipe.policy.model import FirstMessage, OnViolation, PairKind, PairMode, Policy, Rule

from .runs import DEFAULT, Run, everybody

DENY, EVENTS, ALLOW = PairMode.DENY, PairMode.ALLOW_EVENTS, PairMode.ALLOW


def nothing(_run: Run) -> None:
    """No pair."""


def events_only(run: Run) -> None:
    """Pairs of both kinds that carry events, or nothing."""
    run.pair("pipe", "/bin/a")
    run.pair("socketpair", "/bin/b")


def data_of_one(run: Run) -> None:
    """One program's pipe carries data."""
    run.data(run.pair("pipe", "/bin/sh"))


def clean_and_dirty(run: Run) -> None:
    """The same program makes pairs of both sorts: one rule, and nobody else gets any."""
    run.pair("pipe", "/bin/sh")
    run.data(run.pair("pipe", "/bin/sh"))


def data_and_events_of_others(run: Run) -> None:
    """Somebody else's pipes carry events."""
    run.pair("pipe", "/bin/loop")
    run.data(run.pair("pipe", "/bin/sh"))


def both_kinds_of_one(run: Run) -> None:
    """One program needs both kinds: one rule."""
    run.data(run.pair("pipe", "/bin/node"))
    run.data(run.pair("socketpair", "/bin/node"))


def two_makers(run: Run) -> None:
    """Two programs with data, one that makes socket pairs for events besides."""
    run.data(run.pair("pipe", "/bin/make"))
    run.data(run.pair("pipe", "/bin/sh"))
    run.pair("socketpair", "/bin/sh")


def two_names_of_one_file(run: Run) -> None:
    """Hard links: the file counts, and one rule is enough."""
    run.files["/bin/git"] = run.files["/lib/git"] = (1, 50)
    run.data(run.pair("pipe", "/bin/git"))
    run.pair("pipe", "/lib/git")


def a_transfer(run: Run) -> None:
    """Bytes moved by splice are data: nobody can judge them."""
    run.data(run.pair("pipe", "/bin/pv"), message=None, syscall="splice")


TABLE: list[tuple[Callable[[Run], None], PairMode, PairMode, tuple[Rule, ...]]] = [
    (nothing, DENY, DENY, ()),
    (events_only, EVENTS, EVENTS, ()),
    (data_of_one, DENY, DENY, (Rule("/bin/sh", ALLOW),)),
    (clean_and_dirty, DENY, DENY, (Rule("/bin/sh", ALLOW),)),
    (data_and_events_of_others, EVENTS, DENY, (Rule("/bin/sh", ALLOW),)),
    (both_kinds_of_one, DENY, DENY, (Rule("/bin/node", ALLOW, ALLOW),)),
    (two_makers, DENY, EVENTS, (Rule("/bin/make", ALLOW), Rule("/bin/sh", ALLOW))),
    (two_names_of_one_file, DENY, DENY, (Rule("/bin/git", ALLOW),)),
    (a_transfer, DENY, DENY, (Rule("/bin/pv", ALLOW),)),
]


@pytest.mark.parametrize(
    ("happens", "pipe", "socketpair", "rules"), TABLE, ids=lambda each: getattr(each, "__name__", "")
)
def test_least_policy(
    happens: Callable[[Run], None], pipe: PairMode, socketpair: PairMode, rules: tuple[Rule, ...]
) -> None:
    """What each run needs, and nothing more."""
    run = Run()
    happens(run)
    learnt = derive(run.needs, DEFAULT, everybody)
    assert learnt.policy == Policy(pipe, socketpair, rules=rules)
    assert learnt.left_out == ()


def test_what_is_settled_before_stays() -> None:
    """first-message and relax are the caller's."""
    first = Policy(first_message=FirstMessage.ANY, relax=frozenset({"aio"}))
    learnt = derive(Run().needs, first, everybody)
    assert learnt.policy == Policy(DENY, DENY, FirstMessage.ANY, relax=frozenset({"aio"}))


def test_who_cannot_be_named_gets_no_rule() -> None:
    """Its events pass, its data does not, and that is told."""
    run = Run()
    run.data(run.pair("pipe", "/tmp/gone (deleted)"))
    run.data(run.pair("pipe", "/bin/sh"))
    learnt = derive(run.needs, DEFAULT, lambda maker: "it is gone" if "gone" in maker.path else "")
    assert learnt.policy == Policy(EVENTS, DENY, rules=(Rule("/bin/sh", ALLOW),))
    [left] = learnt.left_out
    assert (left.maker.path, left.kind, left.why) == ("/tmp/gone (deleted)", PairKind.PIPE, "it is gone")


def test_nobody_is_asked_for_who_needs_no_rule() -> None:
    """A program that is gone, and needed events only, is no reason to say anything."""
    run = Run()
    run.pair("pipe", "/tmp/gone (deleted)")

    def never(maker: Maker) -> str:
        raise AssertionError(maker)

    assert derive(run.needs, DEFAULT, never).policy == Policy(EVENTS, DENY)


def test_the_audit_watches_what_is_denied() -> None:
    """deny becomes allow-events for the run, allow stays, and nothing is refused."""
    base = Policy(DENY, ALLOW, rules=(Rule("/a", ALLOW, DENY), Rule("/b", None, EVENTS)))
    assert audited(base) == Policy(
        EVENTS,
        ALLOW,
        on_violation=OnViolation.REPORT,
        rules=(Rule("/a", ALLOW, EVENTS), Rule("/b", None, EVENTS)),
    )


BASE = Policy(DENY, EVENTS, rules=(Rule("/bin/*", DENY, None), Rule("/opt/x", EVENTS, ALLOW)))


@pytest.mark.parametrize(
    ("kind", "exe", "rule", "carries_data", "added"),
    [
        ("pipe", "/bin/sh", "/bin/*", True, Rule("/bin/sh", ALLOW)),
        ("pipe", "/bin/sh", "/bin/*", False, Rule("/bin/sh", EVENTS)),
        ("pipe", "/usr/a", "", False, Rule("/usr/a", EVENTS)),
        ("pipe", "/opt/x", "/opt/x", False, None),
        ("pipe", "/opt/x", "/opt/x", True, Rule("/opt/x", ALLOW)),
        ("socketpair", "/usr/a", "", False, None),
        ("socketpair", "/usr/a", "", True, Rule("/usr/a", None, ALLOW)),
        ("socketpair", "/opt/x", "/opt/x", True, None),
    ],
)
def test_widening(kind: str, exe: str, rule: str, carries_data: bool, added: Rule | None) -> None:
    """A rule is added, before the others, exactly where more was needed than was given."""
    run = Run()
    pair = run.pair(kind, exe, rule=rule)
    if carries_data:
        run.data(pair)
    learnt = widen(run.needs, BASE, everybody)
    new = () if added is None else (added,)
    assert learnt.policy == Policy(DENY, EVENTS, rules=(*new, *BASE.rules))
    assert tuple(each.rule for each in learnt.added) == new


def test_the_more_of_two_names_counts() -> None:
    """Of hard links, one for events and one for data, the rule for their file allows data."""
    run = Run()
    run.files["/a"] = run.files["/b"] = (1, 50)
    run.pair("pipe", "/a")
    run.data(run.pair("pipe", "/b"))
    learnt = widen(run.needs, Policy(DENY, DENY), everybody)
    assert [each.rule for each in learnt.added] == [Rule("/a", ALLOW)]


@pytest.mark.parametrize(
    ("policy", "needed", "mode"),
    [
        (Policy(DENY, DENY), "deny", DENY),
        (Policy(DENY, DENY), "allow", ALLOW),
        (Policy(EVENTS, DENY), "deny", EVENTS),
        (Policy(DENY, DENY, rules=(Rule("/a", ALLOW),)), "deny", ALLOW),
    ],
)
def test_scone_has_the_most(policy: Policy, needed: str, mode: PairMode) -> None:
    """Without rules, what one program needs everybody gets."""
    assert scone_mode(policy, PairKind.PIPE, needed) is mode
