"""What documents say of a finding, a run and a collection, in words for people. Pure.

Names are as they are in the report: each form escapes them in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable

from scpipe.rendering.collecting import Collection
from scpipe.rendering.findings import Finding
from scpipe.report.advice import CREATIONS
from scpipe.report.events import Refusal
from scpipe.report.wording import count

INCOMPLETE = "that it lists no refusal means nothing"


def left_out(calls: int) -> str:
    """What is said of calls that are not listed; more than one, as their groups are."""
    return f"{count(calls, 'call')} of further programs and kinds, not listed one by one"


def title(finding: Finding) -> str:
    """What was refused: ``write by cat to pipes made by bash``."""
    group = finding.group
    if group.syscall in CREATIONS:
        return f"{group.syscall} by {group.writer or '?'}"
    made = f" made by {group.maker}" if group.maker else ""
    return f"{group.syscall} by {group.writer or '?'} to {group.kind}s{made}"


def verb(finding: Finding) -> str:
    """Refused, or only reported."""
    return "refused" if finding.group.enforced else "would be refused"


def state(finding: Finding) -> str:
    """``new`` or ``known``; empty where there is no baseline."""
    return "" if finding.known is None else "known" if finding.known else "new"


def why(refusal: Refusal) -> str:
    """The verdict, with the byte that is wrong where there is one."""
    message = refusal.message
    if message is None or message.offending_byte < 0:
        return refusal.verdict
    found = f"byte 0x{message.offending_byte:02x} at offset {message.offending_offset}"
    size = count(message.length, "byte")
    event = f"; the event byte is 0x{refusal.event_byte:02x}" if refusal.event_byte >= 0 else ""
    return f"{refusal.verdict}: {found} of {size}{event}"


def headline(collection: Collection) -> str:
    """The whole in one line."""
    runs, findings = collection.runs, collection.findings
    told = []
    if collection.refused:
        told.append(f"{count(collection.refused, 'call')} refused")
    if collection.reported:
        told.append(f"{count(collection.reported, 'call')} would have been refused")
    what = ", ".join(told) or "no refusal is listed"
    if findings:
        what += f" ({count(len(findings), 'kind')}"
        what += f", {collection.new} new)" if collection.has_baseline else ")"
    pairs = sum(run.tally.pairs for run in runs)
    processes = sum(run.tally.processes for run in runs)
    seen = f"{count(pairs, 'pair')}, {count(processes, 'process', 'processes')}"
    return f"{count(len(runs), 'run')}: {what}; {seen}"


def warning(collection: Collection) -> str:
    """What to know before one believes the rest; empty if everything is complete."""
    broken = [run.name for run in collection.runs if not run.is_complete]
    if not broken:
        return ""
    which = "the report is" if len(collection.runs) == 1 else f"{listed(broken, 5)} {_are(broken)}"
    return f"{which} incomplete: {INCOMPLETE}"


def listed(names: Iterable[str], most: int) -> str:
    """Names with commas, the first ones."""
    every = [*names]
    more = [f"{len(every) - most} more"] if len(every) > most else []
    return ", ".join([*every[:most], *more])


def _are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
