"""``scpipe init``: a commented policy to start from."""

from __future__ import annotations

import os

from scpipe.errors import UsageError
from scpipe.policy.complaints import did_you_mean, shown
from scpipe.policy.templates import TEMPLATES
from scpipe.report.escape import escape


def init(name: str, output: str | None, *, force: bool) -> str:
    """What to print: the policy, or that it was written. Raises ScpipeError."""
    text = TEMPLATES.get(name)
    if text is None:
        meant = did_you_mean(name, TEMPLATES)
        hint = f" (hint: {meant})" if meant else ""
        raise UsageError(f"init: found {shown(name)}; allowed: {', '.join(TEMPLATES)}{hint}")
    if output is None:
        if force:
            raise UsageError("--force replaces the FILE of -o: give that, too")
        return text
    from scpipe.learning.target import Target, check_yaml_name

    check_yaml_name(output)
    if not force and os.path.lexists(output):
        raise UsageError(f"{escape(output)} is there already: --force replaces it")
    Target(output, over=force).write(text)
    return ""
