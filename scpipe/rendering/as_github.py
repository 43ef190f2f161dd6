"""Reports as workflow commands of GitHub Actions: annotations of a job, at most ten of a kind."""

from __future__ import annotations

from scpipe.rendering.collecting import Collection, Setting
from scpipe.rendering.words import left_out, warning
from scpipe.report.escape import escape
from scpipe.report.events import Refusal
from scpipe.report.github import MOST_ANNOTATIONS, command
from scpipe.report.rulehints import PolicyFile
from scpipe.report.teller import in_one_line
from scpipe.report.wording import PREFIX

_LIMIT = 1000


def render(collection: Collection, _setting: Setting) -> str:
    """A line for each finding that no baseline knows, those that were refused first."""
    found = [finding for finding in collection.findings if finding.is_new]
    errors = [finding for finding in found if finding.group.enforced][:MOST_ANNOTATIONS]
    warnings = [finding for finding in found if not finding.group.enforced][:MOST_ANNOTATIONS]
    lines = [command("error", _told(finding.first)) for finding in errors]
    lines += [command("warning", _told(finding.first)) for finding in warnings]
    if collection.findings.left_out:
        lines.append(command("error", left_out(collection.findings.left_out)))
    if told := warning(collection):
        lines.append(command("warning", escape(told, _LIMIT)))
    return "".join(lines)


def _told(refusal: Refusal) -> str:
    return in_one_line(refusal, PolicyFile()).removeprefix(PREFIX)
