"""The least policy for what was needed. Pure, but for the question whether a rule can name a program."""

from __future__ import annotations

from collections.abc import Callable

from scpipe.learning.naming import pattern_of
from scpipe.learning.needs import Maker, Needs, Use
from scpipe.policy.model import OnViolation, PairKind, PairMode, Policy, Rule
from scpipe.record import Record, field, replace

#: How much each mode allows.
_FREEDOM = {PairMode.DENY: 0, PairMode.ALLOW_EVENTS: 1, PairMode.ALLOW: 2}


class Added(Record):
    """A rule, and what its program did to need it."""

    rule: Rule
    maker: Maker
    uses: dict[PairKind, Use]


class LeftOut(Record):
    """A program whose pairs need more than they get, because no rule can name it: ``why``."""

    maker: Maker
    kind: PairKind
    use: Use
    why: str


class Learnt(Record):
    """A policy, the rules in it that are new, and what it does not cover."""

    policy: Policy
    added: tuple[Added, ...] = ()
    left_out: tuple[LeftOut, ...] = field(factory=tuple)


def audited(base: Policy) -> Policy:
    """The policy for a run that is to be learnt from: nothing is refused, and no pair goes unwatched.

    What is allowed stays allowed. What is denied is watched as if events were allowed, so that it can be
    seen whether these would do.
    """

    def watched(mode: PairMode | None) -> PairMode | None:
        return PairMode.ALLOW_EVENTS if mode is PairMode.DENY else mode

    rules = tuple(Rule(rule.exe, watched(rule.pipe), watched(rule.socketpair)) for rule in base.rules)
    pipe, socketpair = watched(base.pipe), watched(base.socketpair)
    return replace(base, pipe=pipe, socketpair=socketpair, rules=rules, on_violation=OnViolation.REPORT)


def derive(needs: Needs, first: Policy, why_unnamed: Callable[[Maker], str]) -> Learnt:
    """The least policy for a run.

    A kind's own mode is deny where nobody made a pair, else allow-events; who sent data through pairs has a
    rule. ``first``: what a policy has besides (first-message, relax).
    """
    wanted, left_out = _named(needs, why_unnamed, lambda _kind, use: use.need() is PairMode.ALLOW)
    ruled = {(maker.device, maker.inode, kind) for maker, uses in wanted.items() for kind in uses}
    own = {}
    for kind, uses in needs.uses.items():
        others = any((maker.device, maker.inode, kind) not in ruled for maker in uses)
        own[kind] = PairMode.ALLOW_EVENTS if others else PairMode.DENY
    added = tuple(_added(maker, uses) for maker, uses in wanted.items())
    rules = tuple(each.rule for each in added)
    policy = replace(first, pipe=own[PairKind.PIPE], socketpair=own[PairKind.SOCKETPAIR], rules=rules)
    return Learnt(policy, added, left_out)


def widen(needs: Needs, base: Policy, why_unnamed: Callable[[Maker], str]) -> Learnt:
    """A policy with what a run needed more. Nothing gets less than it had.

    New rules come first: the first that matches decides, and an older one may have denied. Only who needed
    more than the mode that he had gets one, so no rule takes anything away.
    """

    def is_more(kind: PairKind, use: Use) -> bool:
        return _FREEDOM[use.need()] > _FREEDOM[_given(base, kind, use.rule)]

    wanted, left_out = _named(needs, why_unnamed, is_more)
    added = tuple(_added(maker, uses) for maker, uses in wanted.items())
    return Learnt(replace(base, rules=(*(each.rule for each in added), *base.rules)), added, left_out)


def scone_mode(policy: Policy, kind: PairKind, needed: str) -> PairMode:
    """The value of SCONE's variable: it knows no rules, so the most that anybody has or needed counts."""
    return max({*policy.modes(kind), PairMode(needed)}, key=_FREEDOM.__getitem__)


def _given(base: Policy, kind: PairKind, pattern: str) -> PairMode:
    """The mode of a rule; "" is the policy's own. The first rule of that pattern that says one counts."""
    for rule in base.rules:
        mode = rule.pipe if kind is PairKind.PIPE else rule.socketpair
        if pattern == rule.exe and mode is not None:
            return mode
    return base.mode(kind)


def _named(
    needs: Needs, why_unnamed: Callable[[Maker], str], needs_rule: Callable[[PairKind, Use], bool]
) -> tuple[dict[Maker, dict[PairKind, Use]], tuple[LeftOut, ...]]:
    """Who gets a rule for what, each file once; and who would need one."""
    wanted: dict[Maker, dict[PairKind, Use]] = {}
    left_out: list[LeftOut] = []
    reasons: dict[Maker, str] = {}
    of_file: dict[tuple[int, int], Maker] = {}
    for kind, uses in needs.uses.items():
        for maker, use in uses.items():
            if not needs_rule(kind, use):
                continue
            if maker not in reasons:
                reasons[maker] = why_unnamed(maker)
            if reasons[maker]:
                left_out.append(LeftOut(maker, kind, use, reasons[maker]))
                continue
            named = of_file.setdefault((maker.device, maker.inode), maker)
            known = wanted.setdefault(named, {})
            if kind not in known or _FREEDOM[known[kind].need()] < _FREEDOM[use.need()]:
                known[kind] = use
    return wanted, tuple(left_out)


def _added(maker: Maker, uses: dict[PairKind, Use]) -> Added:
    modes = {kind: use.need() for kind, use in uses.items()}
    rule = Rule(pattern_of(maker.path), modes.get(PairKind.PIPE), modes.get(PairKind.SOCKETPAIR))
    return Added(rule, maker, uses)
