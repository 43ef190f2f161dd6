"""Reports as SARIF 2.1.0 (OASIS), for code scanning.

A result is one group of refusals. Texts are plain, without brackets and braces of a program's: SARIF reads
those as links and placeholders (3.11.5, 3.11.6).
"""

from __future__ import annotations

import datetime
import hashlib
import posixpath
import re
from typing import Any
from urllib.parse import quote

from scpipe import __version__
from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.encoding import json_text
from scpipe.rendering.findings import Finding
from scpipe.rendering.patterns import PATTERNS
from scpipe.rendering.runs import Run, ending, gaps
from scpipe.rendering.words import left_out, title, verb, why
from scpipe.report.escape import visible
from scpipe.report.wording import count

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "makerWriterCallKind/v1"
_LIMIT = 1000
_NAME_LIMIT = 300
_PATH_LIMIT = 4200
_SPECIAL = re.compile(r"[\[\]{}]")
#: How a finding compares with the baseline (SARIF 3.27.24).
_STATES = {True: "unchanged", False: "new"}
#: Bytes of a path that a URI keeps as they are (RFC 3986), beside letters and digits.
_PLAIN_IN_PATHS = "/-._~"

Object = dict[str, Any]


def render(collection: Collection, setting: Setting) -> str:
    """One SARIF log with one run; each report file is an invocation."""
    findings = [*collection.findings]
    patterns = [*dict.fromkeys([*PATTERNS, *(finding.group.pattern for finding in findings)])]
    driver = {
        "name": "scpipe",
        "semanticVersion": __version__,
        "rules": [_rule(pattern) for pattern in patterns],
    }
    run: Object = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(each) for each in collection.runs],
        "results": [_result(each, setting, patterns.index(each.group.pattern)) for each in findings],
    }
    if collection.findings.left_out:
        run["invocations"][0].setdefault("toolExecutionNotifications", []).append(
            _notification(left_out(collection.findings.left_out))
        )
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def fingerprint(*parts: str) -> str:
    """A digest of names, the same in every run."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def uri_of(path: str, setting: Setting) -> str:
    """A path as a URI: relative to the setting's directory where it lies below it, else absolute."""
    path = relative(path, setting)
    encoded = quote(visible(path, _PATH_LIMIT), safe=_PLAIN_IN_PATHS)
    return f"file://{encoded}" if encoded.startswith("/") else encoded.lstrip("/") or "."


def relative(path: str, setting: Setting) -> str:
    """A path without ``..`` in its middle, relative to the setting's directory where it lies below it."""
    if path.startswith("/"):
        path = "/" + posixpath.normpath(path).lstrip("/")
    base = setting.directory.rstrip("/") + "/"
    return path[len(base) :] if setting.directory and path.startswith(base) else path


def _text(text: str, limit: int = _LIMIT) -> str:
    """A message: plain, printable, and without what SARIF gives a meaning."""
    return _SPECIAL.sub(lambda found: f"\\x{ord(found[0]):02x}", visible(text, limit))


def _rule(pattern: str) -> Object:
    about = PATTERNS.get(pattern, "A call that the policy does not allow.")
    return {
        "id": _text(pattern, 60) or "other",
        "shortDescription": {"text": about},
        "fullDescription": {"text": about},
        "help": {"text": about},
        "defaultConfiguration": {"level": "error"},
    }


def _result(finding: Finding, setting: Setting, rule: int) -> Object:
    group, first = finding.group, finding.first
    calls = count(finding.total, "call")
    told = f"{verb(finding)}: {title(finding)} ({calls}): {why(first)}. {first.advice.text}"
    result: Object = {
        "ruleId": _text(group.pattern, 60) or "other",
        "ruleIndex": rule,
        "level": "error" if group.enforced else "warning",
        "message": {"text": _text(told)},
        "locations": [_location(finding, setting)],
        "partialFingerprints": {
            FINGERPRINT: fingerprint(group.maker, group.writer, group.syscall, group.kind)
        },
        "occurrenceCount": finding.total,
    }
    if finding.known is not None:
        result["baselineState"] = _STATES[finding.known]
    return result


def _location(finding: Finding, setting: Setting) -> Object:
    group, place = finding.group, finding.place
    program, call = visible(group.writer or "?", _NAME_LIMIT), visible(group.syscall, _NAME_LIMIT)
    location: Object = {
        "logicalLocations": [
            {"name": call, "fullyQualifiedName": f"{program}/{call}", "kind": "function"},
            {"name": program, "fullyQualifiedName": program, "kind": "module"},
        ]
    }
    if place is not None:
        physical: Object = {"artifactLocation": {"uri": uri_of(place.file, setting)}}
        if place.line:
            physical["region"] = {"startLine": place.line}
        location["physicalLocation"] = physical
    elif setting.location:
        artifact = {"uri": uri_of(setting.location, setting)}
        location["physicalLocation"] = {"artifactLocation": artifact, "region": {"startLine": 1}}
    return location


def _invocation(run: Run) -> Object:
    told: Object = {
        "executionSuccessful": run.is_complete,
        "exitCodeDescription": _text(f"{run.name}: {ending(run)}"),
    }
    if run.timeline.steps:
        told["startTimeUtc"] = _time(run.timeline.begin)
        told["endTimeUtc"] = _time(run.timeline.latest)
    if missing := gaps(run):
        told["toolExecutionNotifications"] = [_notification(f"{run.name}: {gap}") for gap in missing]
    return told


def _notification(text: str) -> Object:
    return {"level": "warning", "message": {"text": _text(text)}}


def _time(seconds: float) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
