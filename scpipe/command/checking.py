"""``scpipe check``: a policy as it would be in force here, with the files that its rules name."""

from __future__ import annotations

from scpipe.command.invocation import PolicyWords
from scpipe.policy.dump import describe
from scpipe.report.escape import escape
from scpipe.supervisor import rulewords
from scpipe.supervisor.executables import RuleTable

#: Longer than every path; what is longer is cut.
_LONGEST = 10_000


def check(policy: str, service: str | None) -> str:
    """What a policy file comes to, safe for a terminal and a CI log. Raises ScpipeError."""
    effective = PolicyWords(policy, service).effective()
    table = RuleTable(effective.policy)
    files = [rulewords.files_of(found) for _, found in table.resolved]
    lines = describe(effective, files, rulewords.warnings(table, effective.policy))
    return "".join(f"{escape(line, _LONGEST)}\n" for line in lines)
