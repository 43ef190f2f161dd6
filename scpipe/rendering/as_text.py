"""Reports for a terminal. Every line is escaped as a whole, so nothing from a program can act there."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.findings import Finding
from scpipe.rendering.runs import Run, ending, gaps
from scpipe.rendering.words import headline, left_out, listed, state, title, verb, warning
from scpipe.report.closing import summary
from scpipe.report.escape import escape
from scpipe.report.rulehints import PolicyFile
from scpipe.report.teller import in_one_line, trap_line
from scpipe.report.wording import PREFIX, count

_LINE_LIMIT = 1000
_NAME_LIMIT = 200


def render(collection: Collection, _setting: Setting) -> str:
    """The whole as plain text."""
    lines = [headline(collection)]
    if told := warning(collection):
        lines.append(f"WARNING: {told}")
    for finding in collection.findings:
        lines += ["", *_about(collection, finding)]
    if collection.findings.left_out:
        lines += ["", f"and {left_out(collection.findings.left_out)}"]
    for run in collection.runs:
        lines += ["", *_run(run)]
    return "".join(f"{escape(line, _LINE_LIMIT)}\n" for line in lines)


def _about(collection: Collection, finding: Finding) -> Iterator[str]:
    mark = state(finding)
    group = finding.group
    told = f"{verb(finding)}: {title(finding)} ({group.pattern})"
    yield f"{told}, {count(finding.total, 'call')}{f' [{mark}]' if mark else ''}"
    if len(collection.runs) > 1:
        yield f"  in {listed((collection.runs[run].name for run in finding.calls), 5)}"
    yield f"  first: {in_one_line(finding.first, PolicyFile()).removeprefix(PREFIX)}"
    if place := finding.place:
        line = f":{place.line}" if place.line else ""
        yield f"  at: {escape(place.file, _NAME_LIMIT)}{line}"


def _run(run: Run) -> Iterator[str]:
    command = " ".join(escape(word, _NAME_LIMIT) for word in run.command)
    yield f"{run.name}: {command or 'the command is not known'}"
    yield f"  {ending(run)}"
    for gap in gaps(run):
        yield f"  INCOMPLETE: {gap}"
    tally = run.tally
    seconds = f"{run.timeline.duration:.1f} s"
    yield f"  {count(tally.pairs, 'pair')}, {count(tally.processes, 'process', 'processes')}, {seconds}"
    for line in summary(tally):
        yield f"  {line.removeprefix(PREFIX)}"
    if run.start and run.start.trap.reason:
        yield f"  {trap_line(run.start.trap)}"
    for text in run.start.warnings if run.start else ():
        yield f"  warning: {text}"
    for (program, call, relax), times in [*run.unavailable.items()][:10]:
        lifts = f" (--relax {relax} lifts this)" if relax else ""
        yield f"  unavailable: {call} for {program}, {count(times, 'program')}{lifts}"
