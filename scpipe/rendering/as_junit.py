"""Reports as JUnit XML: a suite for each run, a case for each group of refusals in it.

There is no standard; this is the part that GitLab, Jenkins and others agree on.
"""

from __future__ import annotations

import datetime
from xml.etree.ElementTree import Element, SubElement

from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.encoding import xml_text
from scpipe.rendering.findings import Finding
from scpipe.rendering.runs import Run, gaps
from scpipe.rendering.words import left_out, title, verb, why
from scpipe.report.escape import visible
from scpipe.report.wording import count

_LIMIT = 1000
_NAME_LIMIT = 300


def render(collection: Collection, _setting: Setting) -> str:
    """The document. A finding that a baseline knows is a skipped case, one of an audit too; others failed."""
    root = Element("testsuites", name="scpipe")
    for number, run in enumerate(collection.runs):
        found = [finding for finding in collection.findings if number in finding.calls]
        _suite(root, run, [_case(finding, finding.calls[number]) for finding in found])
    if collection.findings.left_out:
        _suite(root, None, [_failed("others", left_out(collection.findings.left_out))])
    return xml_text(root)


def _suite(root: Element, run: Run | None, cases: list[Element]) -> None:
    suite = SubElement(root, "testsuite", name=_name(run.name if run else "others"))
    if run:
        cases += [_broken(gap) for gap in gaps(run)]
        if run.timeline.steps:
            begin = datetime.datetime.fromtimestamp(run.timeline.begin, datetime.timezone.utc)
            suite.set("timestamp", f"{begin:%Y-%m-%dT%H:%M:%S}")
        suite.set("time", f"{run.timeline.duration:.3f}")
    cases = cases or [Element("testcase", classname="scpipe", name="nothing was refused", time="0")]
    suite.extend(cases)
    suite.set("tests", str(len(cases)))
    for kind, plural in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(plural, str(sum(case.find(kind) is not None for case in cases)))


def _case(finding: Finding, calls: int) -> Element:
    group, first = finding.group, finding.first
    name = f"{title(finding)} ({group.pattern})"
    told = f"{verb(finding)}, {count(calls, 'call')}: {why(first)}"
    if finding.known or not group.enforced:
        case = Element("testcase", classname=_name(group.writer or "?"), name=_name(name), time="0")
        SubElement(case, "skipped", message=_text("in the baseline; " + told if finding.known else told))
        return case
    case = _failed(name, told, group.writer or "?")
    failure = case[0]
    arguments = " ".join(visible(word, _NAME_LIMIT) for word in first.argv)
    lines = [told, first.advice.text, f"first by process {first.pid}: {first.exe}", arguments]
    if place := finding.place:
        lines.append(f"{place.file}:{place.line}")
    failure.text = "\n".join(_text(line) for line in lines if line)
    return case


def _failed(name: str, told: str, program: str = "scpipe") -> Element:
    case = Element("testcase", classname=_name(program), name=_name(name), time="0")
    SubElement(case, "failure", message=_text(told), type="violation")
    return case


def _broken(gap: str) -> Element:
    case = Element("testcase", classname="scpipe", name="the report is complete", time="0")
    SubElement(case, "error", message=_text(gap), type="incomplete")
    return case


def _text(text: str) -> str:
    return visible(text, _LIMIT)


def _name(text: str) -> str:
    return visible(text, _NAME_LIMIT)
