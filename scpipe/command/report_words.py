"""What ``scpipe report`` is asked for, as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scpipe.command.arguments import Option
from scpipe.errors import UsageError
from scpipe.record import Record
from scpipe.report.escape import escape

#: The forms, and what each is for; every one is a switch, too.
FORMS = {
    "text": "For a terminal (default).",
    "markdown": "For a job's summary.",
    "html": "One page with pictures.",
    "sarif": "SARIF 2.1.0, for code scanning.",
    "junit": "JUnit XML, for test reports.",
    "code-quality": "GitLab's code quality.",
    "github": "Annotations of a GitHub job.",
}

OPTIONS = (
    Option("--format", str, "text, markdown, html, sarif, junit, code-quality or github.", "FORM", "-f"),
    *(Option(f"--{form}", bool, about) for form, about in FORMS.items()),
    Option("--output", str, "Write to FILE, not to standard output.", "FILE", "-o"),
    Option("--baseline", str, "Exit 120 if there is a violation that FILE does not know.", "FILE"),
    Option("--write-baseline", str, "Write the violations to FILE, for --baseline.", "FILE"),
    Option("--location", str, "Show violations of unknown source at FILE (SARIF, code quality).", "FILE"),
)


class ReportWords(Record):
    """What was asked for."""

    files: Sequence[str]
    form: str
    output: str | None = None
    baseline: str | None = None
    write_baseline: str | None = None
    location: str | None = None


def words_of(files: Sequence[str], given: Mapping[str, Any]) -> ReportWords:
    """What the options mean. Raises UsageError for a form that does not exist, and for two."""
    asked = given["format"]
    forms = [form for form in FORMS if given[form.replace("-", "_")]]
    forms += [asked] if asked is not None and asked not in forms else []
    if len(forms) > 1:
        raise UsageError(f"one form at a time, not {' and '.join(map(escape, forms))}")
    if forms and forms[0] not in FORMS:
        raise UsageError(f"--format {escape(forms[0])}: allowed: {', '.join(FORMS)}")
    rest = {name: given[name] for name in ("output", "baseline", "write_baseline", "location")}
    return ReportWords(files, forms[0] if forms else "text", **rest)
