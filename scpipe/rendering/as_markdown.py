"""Reports as Markdown, for a job's summary or a comment. Nothing from a program can leave its cell."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.findings import Finding
from scpipe.rendering.runs import Run, ending, gaps
from scpipe.rendering.words import headline, left_out, state, verb, warning, why
from scpipe.report.closing import sentences
from scpipe.report.markdown import MOST_ROWS, cell
from scpipe.report.teller import trap_line
from scpipe.report.wording import count

_MOST_RUNS = 50
_MOST_WORDS = 20


def render(collection: Collection, _setting: Setting) -> str:
    """A section; it ends with an empty line."""
    lines = ["### scpipe", "", f"{cell(headline(collection))}", ""]
    if told := warning(collection):
        lines += [f"**{cell(told)}**", ""]
    findings = [*collection.findings]
    lines += _table(collection, findings[:MOST_ROWS])
    more = sum(finding.total for finding in findings[MOST_ROWS:]) + collection.findings.left_out
    if more:
        lines += [f"And {left_out(more)}.", ""]
    for run in collection.runs[:_MOST_RUNS]:
        lines += _run(run)
    if len(collection.runs) > _MOST_RUNS:
        lines.append(f"- and {count(len(collection.runs) - _MOST_RUNS, 'run')} more")
    return "\n".join([*lines, "", ""])


def _table(collection: Collection, findings: list[Finding]) -> Iterator[str]:
    if not findings:
        return
    head = ["calls", "program", "call", "pair, made by", "why", "what to do"]
    if collection.has_baseline:
        head.insert(1, "baseline")
    yield f"| {' | '.join(head)} |"
    yield f"|--:|{'---|' * (len(head) - 1)}"
    for finding in findings:
        yield f"| {' | '.join(_cells(finding))} |"
    yield ""


def _cells(finding: Finding) -> list[str]:
    group = finding.group
    pair = f"{group.kind}, {group.maker}" if group.maker else group.kind
    reason = why(finding.first) if group.enforced else f"{verb(finding)}: {why(finding.first)}"
    texts = [group.writer or "?", group.syscall, pair, reason, finding.first.advice.to_do]
    if finding.known is not None:
        texts.insert(0, state(finding))
    return [str(finding.total), *(cell(text) or " " for text in texts)]


def _run(run: Run) -> Iterator[str]:
    words = run.command[:_MOST_WORDS]
    command = cell(" ".join(words)) or "the command is not known"
    yield f"- {cell(run.name)}: {command}. {cell(ending(run))}"
    for gap in gaps(run):
        yield f"    - **incomplete**: {cell(gap)}"
    for sentence in sentences(run.tally):
        yield f"    - {cell(sentence)}"
    if run.start and run.start.trap.reason:
        yield f"    - {cell(trap_line(run.start.trap))}"
