"""The lines at the end of a run: how much was refused, and what the command needs under SCONE 7.0. Pure."""

from __future__ import annotations

from scpipe.policy.model import FirstMessage
from scpipe.report.alike import Counts
from scpipe.report.tally import Tally
from scpipe.report.wording import about, count, line, lines


def sentences(tally: Tally) -> list[str]:
    """What is to be said at the end of a run; nothing where nothing was refused or reported.

    The first says how much, the second has the verdict, to paste.
    """
    if not tally.refused and not tally.would_refuse:
        return []
    verdict = [_totals(tally), f"under SCONE 7.0 this run needs: {_needs(tally)}"]
    return [*verdict, *filter(None, (_unjudged(tally), _other_reading(tally)))]


def summary(tally: Tally) -> list[str]:
    """The same as lines; the verdict is one."""
    found = sentences(tally)
    return [*map(line, found[:2]), *(each for sentence in found[2:] for each in lines(sentence))]


def interim(tally: Tally, counts: Counts) -> list[str]:
    """The lines for who asks while a run goes on."""
    seen = f"{count(tally.processes, 'process', 'processes')}, {count(tally.pairs, 'pair')}"
    if not tally.refused and not tally.would_refuse:
        return [line(f"so far: nothing was refused ({seen})")]
    told = [line(f"so far: {_totals(tally)}; {seen}")]
    for group, more in counts.more.items():
        told += lines(f"{count(more + 1, 'time')}: {about(group)}", 2)
    told += others(counts)
    return [*told, line(f"so far this run needs under SCONE 7.0: {_needs(tally)}")]


def more(counts: Counts) -> list[str]:
    """What was not told one by one."""
    told = [each for group, many in counts.more.items() if many
            for each in lines(f"and {many} more like it: {about(group)}")]  # fmt: skip
    return told + others(counts)


def others(counts: Counts) -> list[str]:
    """How many were in no group."""
    left_out = counts.left_out
    return [line(f"and {count(left_out, 'refusal')} of other programs and kinds")] if left_out else []


def _totals(tally: Tally) -> str:
    calls = tally.refused + tally.would_refuse
    verb = "refused" if tally.refused else "would have been refused"
    kinds = [f"{kind.value} {counts.refusals}" for kind, counts in tally.kinds.items() if counts.refusals]
    pairs = sum(len(counts.concerned) for counts in tally.kinds.values())
    where = f" on {count(pairs, 'pair')}" if pairs else ""
    return f"{count(calls, 'call')} {verb}{where} ({', '.join(kinds)})"


def _needs(tally: Tally) -> str:
    return " ".join(f"{name}={mode}" for name, mode in tally.needs().items())


def _unjudged(tally: Tally) -> str:
    """Which of that was not found out."""
    kinds = [
        f"{kind.value}s" for kind, counts in tally.kinds.items() if counts.unjudged and not counts.messages
    ]
    return f"what was written to {' and '.join(kinds)} was allowed, and not judged" if kinds else ""


def _other_reading(tally: Tally) -> str:
    """What SCONE's page leaves open, where it makes a difference: one sentence."""
    found = tally.kinds.values()
    mixed = sum(counts.mixed_first for counts in found)
    if tally.first_message != FirstMessage.UNIFORM.value or not mixed:
        return ""
    accepted, messages = (
        sum(counts.other_accepts for counts in found),
        sum(counts.messages for counts in found),
    )
    passed = "every refused message" if accepted == messages else f"{accepted} of {messages} refused messages"
    doubt = "" if all(counts.other_exact for counts in found) else ", as far as can be told"
    return (
        "SCONE's page is silent on a first message of different bytes: `uniform`, in force here, refuses it; "
        f"`any` takes its first byte for the event, and would have let {passed} pass{doubt}"
    )
