"""A policy in words."""

from __future__ import annotations

from collections.abc import Iterator

from scpipe.policy.complaints import shown
from scpipe.policy.model import FirstMessage, OnViolation, PairKind, PairMode, Policy, Rule

_LONGEST_PATH = 4096

_NOUNS = {PairKind.PIPE: "pipes", PairKind.SOCKETPAIR: "socket pairs"}
_MODES = {
    PairMode.DENY: "no program can make them: the call fails with EACCES",
    PairMode.ALLOW_EVENTS: "they carry events: all bytes in one have one value, that of its first message",
    PairMode.ALLOW: "they carry anything",
}
_RULES = {
    PairMode.DENY: "can make no {}",
    PairMode.ALLOW_EVENTS: "makes {} that carry events",
    PairMode.ALLOW: "makes {} that carry anything",
}
_FIRST = {
    FirstMessage.UNIFORM: "a first message whose bytes differ is refused",
    FirstMessage.ANY: "a first message passes whole, whatever it is; its first byte is the event byte",
}
_VIOLATIONS = {
    OnViolation.REFUSE: "the call fails with EACCES, and not one byte enters the pair",
    OnViolation.KILL: "everything in the sandbox gets SIGKILL, and scpipe-run ends with status 120",
    OnViolation.REPORT: "nothing is refused: it passes and is reported (an audit)",
}


def settings_in_words(policy: Policy) -> Iterator[str]:
    """A sentence for each setting, rules aside."""
    for kind in PairKind:
        yield f"{_NOUNS[kind]}: {_MODES[policy.mode(kind)]}"
    if PairMode.ALLOW_EVENTS in policy.modes(PairKind.PIPE) | policy.modes(PairKind.SOCKETPAIR):
        yield f"first messages: {_FIRST[policy.first_message]}"
    yield f"a violation: {_VIOLATIONS[policy.on_violation]}"
    yield from policy.waived_guarantees


def rule_in_words(rule: Rule) -> str:
    """What the programs that a rule names may do."""
    modes = {PairKind.PIPE: rule.pipe, PairKind.SOCKETPAIR: rule.socketpair}
    said = [_RULES[mode].format(_NOUNS[kind]) for kind, mode in modes.items() if mode is not None]
    return f"{shown(rule.exe, limit=_LONGEST_PATH)} {' and '.join(said)}"
