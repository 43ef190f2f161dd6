"""Reports as GitLab's code-quality file: a JSON array of issues."""

from __future__ import annotations

from scpipe.rendering.as_sarif import fingerprint, relative
from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.encoding import json_text
from scpipe.rendering.findings import Finding
from scpipe.rendering.words import left_out, title, verb, why
from scpipe.report.escape import visible
from scpipe.report.wording import count

#: What every GitLab project with a job has; the widget links to it.
DEFAULT_LOCATION = ".gitlab-ci.yml"
_LIMIT = 1000


def render(collection: Collection, setting: Setting) -> str:
    """Every finding, and every run that is not known as a whole."""
    issues = [_issue(finding, setting) for finding in collection.findings]
    if calls := collection.findings.left_out:
        issues.append(_plain(left_out(calls), "others", setting))
    broken = [run.name for run in collection.runs if not run.is_complete]
    issues += [_plain(f"the report {name} is incomplete", f"incomplete {name}", setting) for name in broken]
    return json_text(issues)


def _plain(told: str, key: str, setting: Setting) -> dict[str, object]:
    """An issue that is no finding."""
    return {
        "description": visible(told, _LIMIT),
        "check_name": "scpipe-report",
        "fingerprint": fingerprint(key),
        "severity": "major",
        "location": _at(setting.location or DEFAULT_LOCATION, 1),
    }


def _issue(finding: Finding, setting: Setting) -> dict[str, object]:
    group, first, place = finding.group, finding.first, finding.place
    path, line = setting.location or DEFAULT_LOCATION, 1
    if place is not None and not (below := relative(place.file, setting)).startswith("/"):
        path, line = below, place.line or 1
    told = f"{verb(finding)}: {title(finding)} ({count(finding.total, 'call')}): {why(first)}"
    key = (group.maker, group.writer, group.syscall, group.kind)
    return {
        "description": visible(f"{told}; {first.advice.text}", _LIMIT),
        "check_name": visible(f"scpipe-{group.pattern}", 80),
        "fingerprint": fingerprint(*key, group.pattern, str(group.enforced)),
        "severity": "info" if finding.known else "major" if group.enforced else "minor",
        "location": _at(path, line),
    }


def _at(path: str, line: int) -> dict[str, object]:
    return {"path": visible(path, _LIMIT), "lines": {"begin": line}}
