"""What stands in the comments of a learnt policy: who, how many, what, why. Names are escaped."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.learning.derive import Added, Learnt, LeftOut
from scpipe.learning.needs import Needs, Use
from scpipe.policy.model import RELAXATIONS, PairKind, PairMode
from scpipe.report.escape import escape
from scpipe.report.people import NAME_LIMIT, command_line, name_of, noun_of
from scpipe.report.trusting import what_it_runs
from scpipe.report.wording import count

_PATH_LIMIT = 1000


def about_kind(needs: Needs, learnt: Learnt, kind: PairKind) -> str:
    """Why the policy's own mode for a kind of pair is what it is."""
    uses = needs.uses[kind]
    noun = noun_of(kind.value)
    made = sum(use.pairs for use in uses.values())
    if not uses:
        return f"No {noun} was made. A run that makes one will need more."
    makers = [added.maker for added in learnt.added if kind in added.uses]
    ruled = {(maker.device, maker.inode) for maker in makers}
    others = {maker: use for maker, use in uses.items() if (maker.device, maker.inode) not in ruled}
    if not others:
        return f"{count(made, noun)}, all made by programs that have rules below; everybody else gets none."
    names = ", ".join(dict.fromkeys(name_of(maker.path) for maker in [*others][:8]))
    which = f"{count(sum(use.pairs for use in others.values()), noun)} of {names}"
    if any(use.messages for use in others.values()):
        return f"{which}; some carried data, and no rule can name who made them: see the end of this file."
    return f"{which} carried events only: one byte value each, or nothing."


def about_rule(added: Added, needs: Needs) -> Iterator[str]:
    """Why there is a rule, and what else it trusts."""
    for kind, use in added.uses.items():
        yield _use(kind, use)
    if PairMode.ALLOW in (added.rule.pipe, added.rule.socketpair):
        yield _trust(added, needs)
    if _would_do_with_any(added):
        yield "With first-message: any, allow-events would do: only first messages were more than events."


def _would_do_with_any(added: Added) -> bool:
    data = [use for use in added.uses.values() if use.messages]
    return bool(data) and all(use.with_any for use in data)


def about_left_out(left: LeftOut) -> str:
    """What the policy does not cover, and why."""
    who = escape(left.maker.path, _PATH_LIMIT) if left.maker.path else "a program that nobody saw"
    return f"{_use(left.kind, left.use)} No rule can name {who}: {left.why}."


def about_unavailable(needs: Needs) -> Iterator[str]:
    """What was refused for safety's sake, which nothing learnt can lift."""
    for name, event in needs.unavailable.items():
        who = f"{escape(event.syscall, NAME_LIMIT)} of {name_of(event.exe)}"
        lifts = (
            f"relax: [{name}] lifts it, and then {RELAXATIONS[name]}"
            if name in RELAXATIONS
            else "nothing lifts it"
        )
        yield f"Refused, and not learnt: {who} ({event.reason}); {lifts}."


def _use(kind: PairKind, use: Use) -> str:
    noun = noun_of(kind.value)
    who = command_line(use.argv) or "a program"
    if not use.messages:
        return f"{who}: made {count(use.pairs, noun)}, which carried events only."
    patterns = sorted(use.patterns, key=lambda name: -use.patterns[name])
    what = f"{who}: {len(use.concerned)} of {count(max(use.pairs, len(use.concerned)), noun)} carried data"
    what += f" ({count(use.messages, 'message')}; {', '.join(patterns[:3])})."
    example = use.example
    if example is None:
        return what
    writer = command_line(example.argv) or name_of(example.exe)
    by = "" if writer == who else f" by {writer}"
    size = f" of {count(example.message.length, 'byte')}" if example.message is not None else ""
    return f"{what} The first: {escape(example.syscall, NAME_LIMIT)}{size}{by}; {example.verdict}."


def _trust(added: Added, needs: Needs) -> str:
    kind = what_it_runs(added.maker.path)
    started = [name_of(name) for name in needs.started.get(added.maker.path, {})]
    if kind:
        return f"WARNING: this is {kind}. The rule trusts everything that it can be made to run."
    if started:
        names = ", ".join(started)
        return (
            f"WARNING: it starts programs ({names}). The rule trusts everything that it can be made to run."
        )
    return "The rule trusts everything in the sandbox that can execute this program."
