"""What was found, as text for people and as JSON. Whatever comes from outside is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from scpipe.doctor.checks import MISSING, NARROWED, OK, Check
from scpipe.doctor.facts import Machine
from scpipe.doctor.fixes import ANYWHERE, Fix, fixes
from scpipe.doctor.places import Place
from scpipe.doctor.runs import Run
from scpipe.record import Record
from scpipe.report.escape import escape

#: The widths of the first two columns.
_RESULT, _NAME = 10, 21
_LONGEST = 2000


class Findings(Record):
    """Everything there is to tell. The first of ``runs`` is that of the default policy: it decides."""

    version: str
    machine: Machine
    places: Sequence[Place]
    checks: Sequence[Check]
    runs: Sequence[Run]

    @property
    def works(self) -> bool:
        """True if scpipe-run does here what its default policy promises: a sandbox has shown it."""
        return self.runs[0].works

    def remedies(self, check: Check) -> tuple[Fix, ...]:
        """What to do about a check, in these surroundings."""
        found = fixes(check.need, check.calls, self.machine, self.places)
        return (*found, Fix(ANYWHERE, check.remedy)) if check.remedy else found


def text(findings: Findings) -> str:
    """Lines for a terminal or a log."""
    return "".join(f"{escape(line, _LONGEST).rstrip()}\n" for line in _lines(findings))


def _lines(findings: Findings) -> Iterator[str]:
    machine = findings.machine
    who = "root" if machine.user == 0 else f"user {machine.user}"
    yield f"scpipe {findings.version} on Linux {machine.release}, {machine.machine}, as {who}"
    yield f"surroundings: {_surroundings(findings.places)}"
    yield ""
    for check in findings.checks:
        yield _row(check.result, check.name, check.found)
        if check.result != OK:
            yield _row("", "  takes away", ", ".join(check.takes))
            yield from (_row("", f"  {fix.where}", fix.what) for fix in findings.remedies(check))
    yield ""
    yield "tried, each in a sandbox that makes a pipe and a socket pair and writes events and data:"
    for before, run in zip((None, *findings.runs), findings.runs, strict=False):
        said = "the same" if before and before.said == run.said != "" else run.said
        yield _row(_result(run), run.kind.what, said, 2 * _NAME)
    yield ""
    yield _verdict(findings)


def _surroundings(places: Sequence[Place]) -> str:
    told = ", ".join(f"{place.name} (by {place.sign})" for place in places)
    return told or "no container, CI or unit is recognised"


def _row(result: str, name: str, found: str, width: int = _NAME) -> str:
    return f"{result:{_RESULT}}{name:{width}}{found}"


def _result(run: Run) -> str:
    return OK if run.works else MISSING


def _verdict(findings: Findings) -> str:
    narrowed = [check.name for check in findings.checks if check.result == NARROWED]
    if findings.works:
        told = f"; narrowed: {', '.join(narrowed)}" if narrowed else ""
        return f"scpipe-run works here with its defaults{told}"
    others = [" ".join(run.kind.options) for run in findings.runs[1:] if run.works]
    told = f"; with these options it does: {', or '.join(others)}" if others else ""
    return f"scpipe-run does not work here with its defaults{told}"


def as_json(findings: Findings) -> str:
    """One object on one line; docs/reference/doctor.schema.json describes it."""
    return json.dumps(_record(findings)) + "\n"


def _record(findings: Findings) -> dict[str, object]:
    machine = findings.machine
    return {
        "version": findings.version,
        "works": findings.works,
        "machine": machine.machine,
        "release": machine.release,
        "user": machine.user,
        "surroundings": [{"name": place.name, "sign": place.sign} for place in findings.places],
        "checks": [
            {
                "name": check.name,
                "result": check.result,
                "found": check.found,
                "takes_away": list(check.takes),
                "fixes": [
                    {"where": fix.where, "what": fix.what}
                    for fix in findings.remedies(check)
                    if check.result != OK
                ],
            }
            for check in findings.checks
        ],
        "runs": [
            {
                "name": run.kind.what,
                "options": list(run.kind.options),
                "result": _result(run),
                "said": run.said,
            }
            for run in findings.runs
        ],
    }
