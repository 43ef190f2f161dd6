"""A policy as plain values, as YAML, and as a table for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scpipe.policy.complaints import shown
from scpipe.policy.model import Effective, FirstMessage, OnViolation, PairMode, Policy, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def to_dict(policy: Policy) -> dict[str, object]:
    """The policy as values that JSON and YAML can hold, every key present."""
    return {
        "version": 1,
        "pipe": policy.pipe.value,
        "socketpair": policy.socketpair.value,
        "first-message": policy.first_message.value,
        "on-violation": policy.on_violation.value,
        "relax": sorted(policy.relax),
        "rules": [_rule(rule) for rule in policy.rules],
    }


def from_dict(settings: Mapping[str, Any]) -> Policy:
    """The policy that to_dict() has made these values of. Raises KeyError and ValueError for any others."""
    return Policy(
        pipe=PairMode(settings["pipe"]),
        socketpair=PairMode(settings["socketpair"]),
        first_message=FirstMessage(settings["first-message"]),
        on_violation=OnViolation(settings["on-violation"]),
        relax=frozenset(settings["relax"]),
        rules=tuple(_rule_of(rule) for rule in settings["rules"]),
    )


def to_yaml(policy: Policy) -> str:
    """The policy as a file that loads to the same policy."""
    from scpipe.policy.yaml_nodes import dump_yaml

    return dump_yaml(to_dict(policy))


def describe(
    effective: Effective, files: Sequence[Sequence[str]] = (), warnings: Sequence[str] = ()
) -> list[str]:
    """Lines for people: the settings in force, where each came from, the rules, the warnings.

    ``files``: for each rule what its ``exe`` names; ``warnings``: more than the policy's own. Not escaped.
    """
    policy, origins = effective.policy, effective.origins
    rows = [("setting", "value", "from")]
    for key, value in to_dict(policy).items():
        if key in ("version", "rules"):
            continue
        text = ", ".join(sorted(policy.relax)) or "none" if key == "relax" else str(value)
        rows.append((key, text, origins.get(key, "")))
    rows.append(("rules", str(len(policy.rules) or "none"), origins.get("rules", "")))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [
        f"{first:<{widths[0]}}  {second:<{widths[1]}}  {third}".rstrip() for first, second, third in rows
    ]
    for number, rule in enumerate(policy.rules, 1):
        lines.append(_sentence(number, rule))
        lines += [f"    {file}" for file in (files[number - 1] if files else ())]
    lines += policy.waived_guarantees
    lines += [f"warning: {warning}" for warning in (*effective.warnings, *warnings)]
    return lines


def _rule(rule: Rule) -> dict[str, str]:
    result = {"exe": rule.exe}
    if rule.pipe is not None:
        result["pipe"] = rule.pipe.value
    if rule.socketpair is not None:
        result["socketpair"] = rule.socketpair.value
    return result


def _rule_of(settings: Mapping[str, str]) -> Rule:
    modes = {key: PairMode(value) for key, value in settings.items() if key != "exe"}
    return Rule(settings["exe"], **modes)


def _sentence(number: int, rule: Rule) -> str:
    modes = (f"{key}: {value}" for key, value in _rule(rule).items() if key != "exe")
    return f"  rule {number}: {shown(rule.exe, limit=4096)} makes pairs with {', '.join(modes)}"
