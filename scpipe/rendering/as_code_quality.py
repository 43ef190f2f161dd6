"""Reports as GitLab's code-quality file: a JSON array of issues."""

from __future__ import annotations

from scpipe.rendering.as_sarif import fingerprint, uri_of
from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.encoding import json_text
from scpipe.rendering.findings import Finding
from scpipe.rendering.words import counted, title, verb, why
from scpipe.report.escape import visible

#: What every GitLab project with a job has; the widget links to it.
DEFAULT_LOCATION = ".gitlab-ci.yml"
_LIMIT = 1000


def render(collection: Collection, setting: Setting) -> str:
    """Every finding, and every run that is not known as a whole."""
    issues = [_issue(finding, setting) for finding in collection.findings]
    issues += [
        {
            "description": visible(f"the report {run.name} is incomplete", _LIMIT),
            "check_name": "scpipe-incomplete",
            "fingerprint": fingerprint("incomplete", run.name),
            "severity": "major",
            "location": _at(setting.location or DEFAULT_LOCATION, 1),
        }
        for run in collection.runs
        if not run.is_complete
    ]
    return json_text(issues)


def _issue(finding: Finding, setting: Setting) -> dict[str, object]:
    group, first, place = finding.group, finding.first, finding.place
    path, line = setting.location or DEFAULT_LOCATION, 1
    if place is not None and not uri_of(place.file, setting).startswith("file:"):
        path, line = place.file.removeprefix(setting.directory.rstrip("/") + "/"), place.line or 1
    told = f"{verb(finding)}: {title(finding)} ({counted(finding.total, 'call')}): {why(first)}"
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
