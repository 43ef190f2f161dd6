"""A learnt policy as a commented YAML file, and rules as its text. Every string of a program is escaped."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping

from scpipe.learning.derive import Added, Learnt
from scpipe.learning.needs import Needs
from scpipe.learning.wording import about_kind, about_left_out, about_rule, about_unavailable
from scpipe.policy.model import PairKind, Rule
from scpipe.report.escape import escape

_WIDTH = 100
#: Longer than every comment that is made here.
_LONGEST = 8000
#: What YAML reads as it stands, wherever it begins with a slash.
_PLAIN = re.compile(r"/[A-Za-z0-9_./+-]*")


def new_text(head: Iterable[str], needs: Needs, learnt: Learnt) -> str:
    """The file of a policy that was learnt from nothing. ``head``: what is said of the run, a line each."""
    policy = learnt.policy
    lines = [*comment(head), "version: 1", ""]
    for kind in PairKind:
        lines += [*comment([about_kind(needs, learnt, kind)]), f"{kind.value}: {policy.mode(kind).value}", ""]
    lines += [f"first-message: {policy.first_message.value}", "on-violation: refuse"]
    if policy.relax:
        lines.append(f"relax: [{', '.join(sorted(policy.relax))}]")
    if learnt.added:
        lines += ["", "rules:", *rule_lines(learnt.added, needs)]
    return "\n".join([*lines, *tail_lines(needs, learnt)]) + "\n"


def rule_lines(added: Iterable[Added], needs: Needs, indent: str = "  ") -> Iterator[str]:
    """Rules as items of a list, each below the comment that says why it is there."""
    for each in added:
        yield from comment(about_rule(each, needs), indent)
        yield from _rule(each.rule, indent)


def tail_lines(needs: Needs, learnt: Learnt, indent: str = "") -> list[str]:
    """What the policy does not cover."""
    said = [*map(about_left_out, learnt.left_out), *about_unavailable(needs)]
    if needs.crowded:
        said.append("More programs made pairs than could be told apart: the policy lacks some of them.")
    return ["", *comment(["What this policy does not cover:", *said], indent)] if said else []


def comment(texts: Iterable[str], indent: str = "") -> Iterator[str]:
    """Texts as comments, each in lines of its own; nothing in them can end a comment."""
    for text in texts:
        safe = escape(text, _LONGEST)
        lines = textwrap.wrap(safe, _WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}# {line}" for line in lines)
        if not lines:
            yield f"{indent}#"


def scalar(text: str) -> str:
    """A string as one line of YAML that reads back as it is; ASCII only.

    Raises ValueError for a lone surrogate, which YAML cannot hold.
    """
    if _PLAIN.fullmatch(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(letter: str) -> str:
    code = ord(letter)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError("a lone surrogate")
    if letter in '"\\':
        return f"\\{letter}"
    if 0x20 <= code < 0x7F:
        return letter
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _rule(rule: Rule, indent: str) -> Iterator[str]:
    yield f"{indent}- exe: {scalar(rule.exe)}"
    modes: Mapping[str, object] = {"pipe": rule.pipe, "socketpair": rule.socketpair}
    for key, mode in modes.items():
        if mode is not None:
            yield f"{indent}  {key}: {getattr(mode, 'value', mode)}"


def rewritten(learnt: Learnt, about: Iterable[str], needs: Needs, old: str) -> str:
    """A whole policy in a text of its own, below it the text that it was made of, as comments."""
    policy = learnt.policy
    lines = [*comment(about), "version: 1"]
    lines += [f"{kind.value}: {policy.mode(kind).value}" for kind in PairKind]
    lines += [f"first-message: {policy.first_message.value}", f"on-violation: {policy.on_violation.value}"]
    lines += [f"relax: [{', '.join(sorted(policy.relax))}]", "rules:" if policy.rules else "rules: []"]
    lines += rule_lines(learnt.added, needs)
    for rule in policy.rules[len(learnt.added) :]:
        lines += _rule(rule, "  ")
    lines += ["", *comment(["The text before:"])]
    lines += [f"# {escape(line, _LONGEST)}".rstrip() for line in old.splitlines()]
    return "\n".join(lines) + "\n"
