"""scpipe's own form of a policy: what each key may hold."""

from __future__ import annotations

from scpipe.errors import PolicyError
from scpipe.policy.complaints import (
    Mark,
    boolean_hint,
    closest,
    complaint,
    did_you_mean,
    pick,
    place,
    shown,
    values,
    word_hint,
)
from scpipe.policy.model import RELAXATIONS, FirstMessage, Loaded, OnViolation, PairMode, Rule
from scpipe.policy.nodes import Document, ListNode, MapNode, Node, ScalarNode, fields, found

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.policy.complaints import Choice

#: The keys of a policy, in the order a file lists them.
KEYS = ("version", "pipe", "socketpair", "first-message", "on-violation", "relax", "rules")
RULE_KEYS = ("exe", "pipe", "socketpair")


def interpret(document: Document, source: str) -> Loaded:
    """The settings of a native policy. Raises PolicyError for the first thing that is not one."""
    _refuse_indirection(document, source)
    root = document.root
    if root is None:
        return Loaded("native")
    if not isinstance(root, MapNode):
        raise _not_a_policy(root, source)
    known = fields(root, source)
    for key, (mark, _) in known.items():
        if key not in KEYS:
            raise _unknown_setting(key, mark, source)
    nodes = {key: node for key, (_, node) in known.items()}
    if "version" in nodes:
        _check_version(nodes["version"], source)
    warnings: list[str] = []
    return Loaded(
        form="native",
        pipe=_optional(nodes, "pipe", PairMode, source),
        socketpair=_optional(nodes, "socketpair", PairMode, source),
        first_message=_optional(nodes, "first-message", FirstMessage, source),
        on_violation=_optional(nodes, "on-violation", OnViolation, source),
        relax=_relax(nodes["relax"], source) if "relax" in nodes else None,
        rules=_rules(nodes["rules"], source, warnings) if "rules" in nodes else None,
        origins={key: place(source, mark) for key, (mark, _) in known.items() if key != "version"},
        warnings=tuple(warnings),
    )


def _unknown_setting(key: str, mark: Mark, source: str) -> PolicyError:
    if key == "environment":
        hint = "a SCONE session has services, and an environment in each"
        return complaint(source, mark, f"unknown key {shown(key)}", allowed=", ".join(KEYS), hint=hint)
    return unknown_key(key, mark, (*KEYS, "services"), source, allowed=KEYS)


def unknown_key(
    key: str, mark: Mark, near: tuple[str, ...], source: str, *, allowed: tuple[str, ...]
) -> PolicyError:
    """The error for a key nobody reads; ``near`` are the words the hint may suggest."""
    return complaint(
        source,
        mark,
        f"unknown key {shown(key)}",
        allowed=", ".join(allowed),
        hint=did_you_mean(key.removeprefix("SCONE_"), near),
    )


def _refuse_indirection(document: Document, source: str) -> None:
    if document.anchor is not None:
        raise complaint(
            source,
            document.anchor,
            "anchors and aliases (& and *) are not supported",
            hint="write the value out",
        )
    if document.tag is not None:
        raise complaint(source, document.tag, "tags (!) are not supported", hint="remove the tag")


def _not_a_policy(root: Node, source: str) -> PolicyError:
    hint = ""
    if isinstance(root, ScalarNode) and ":" in root.text:
        hint = "a colon and a space follow each key"
    return complaint(
        source,
        root.mark,
        f"a policy is a mapping of keys to values, found {found(root)}",
        allowed=", ".join(KEYS),
        hint=hint,
    )


def _check_version(node: Node, source: str) -> None:
    if isinstance(node, ScalarNode) and node.kind == "integer" and node.text == "1":
        return
    quoted = isinstance(node, ScalarNode) and node.kind == "text" and node.text.strip() == "1"
    hint = "remove the quotes" if quoted else "this release reads version 1 of the format"
    raise complaint(source, node.mark, f"version: found {found(node)}", allowed="1", hint=hint)


def _optional(nodes: dict[str, Node], key: str, choices: type[Choice], source: str) -> Choice | None:
    return _choice(nodes[key], key, choices, source) if key in nodes else None


def _choice(node: Node, key: str, choices: type[Choice], source: str) -> Choice:
    """One word of an enumeration."""
    if isinstance(node, ScalarNode) and node.kind == "text":
        member = pick(node.text, choices)
        if member is not None:
            return member
    raise complaint(
        source,
        node.mark,
        f"{key}: found {found(node)}",
        allowed=", ".join(values(choices)),
        hint=_choice_hint(node, values(choices)),
    )


def _choice_hint(node: Node, words: tuple[str, ...]) -> str:
    if not isinstance(node, ScalarNode):
        return "give one word"
    if node.kind == "boolean":
        return boolean_hint(node.text, words)
    if node.kind == "null":
        return "give a value or remove the key"
    return word_hint(node.text, words)


def _relax(node: Node, source: str) -> frozenset[str]:
    allowed = ", ".join(RELAXATIONS)
    if not isinstance(node, ListNode):
        hint = "write [] or remove the key"
        if isinstance(node, ScalarNode) and node.kind != "null":
            hint = (
                f"write it as a list: [{closest(node.text, RELAXATIONS) or shown(node.text, quotes=False)}]"
            )
        raise complaint(source, node.mark, f"relax: a list of names, found {found(node)}", hint=hint)
    names: set[str] = set()
    for item in node.items:
        if not isinstance(item, ScalarNode) or item.kind != "text" or item.text not in RELAXATIONS:
            hint = did_you_mean(item.text, RELAXATIONS) if isinstance(item, ScalarNode) else ""
            raise complaint(source, item.mark, f"relax: found {found(item)}", allowed=allowed, hint=hint)
        if item.text in names:
            raise complaint(source, item.mark, f"relax: {item.text} stands twice", hint="remove one of them")
        names.add(item.text)
    return frozenset(names)


def _rules(node: Node, source: str, warnings: list[str]) -> tuple[Rule, ...]:
    if not isinstance(node, ListNode):
        hint = "each rule begins with '- exe:'" if isinstance(node, MapNode) else "write [] or remove the key"
        raise complaint(source, node.mark, f"rules: a list of rules, found {found(node)}", hint=hint)
    rules: list[Rule] = []
    seen: dict[str, set[str]] = {}
    for item in node.items:
        rule = _rule(item, source)
        decides = {key for key in ("pipe", "socketpair") if getattr(rule, key) is not None}
        if rule.exe in seen and decides <= seen[rule.exe]:
            where = place(source, item.mark)
            warnings.append(f"{where}: this rule never applies: an earlier one has exe {shown(rule.exe)}")
        rules.append(rule)
        seen.setdefault(rule.exe, set()).update(decides)
    return tuple(rules)


def _rule(node: Node, source: str) -> Rule:
    if not isinstance(node, MapNode):
        raise complaint(
            source,
            node.mark,
            f"rules: a rule is a mapping, found {found(node)}",
            allowed=", ".join(RULE_KEYS),
        )
    known = fields(node, source)
    for key, (mark, _) in known.items():
        if key not in RULE_KEYS:
            raise unknown_key(key, mark, RULE_KEYS, source, allowed=RULE_KEYS)
    nodes = {key: value for key, (_, value) in known.items()}
    if "exe" not in nodes:
        raise complaint(source, node.mark, "rules: this rule has no exe", hint="exe: /path/of/the/program")
    exe = _exe(nodes["exe"], source)
    if len(nodes) == 1:
        raise complaint(
            source,
            node.mark,
            "rules: this rule sets nothing",
            allowed="pipe, socketpair",
            hint="give one of them",
        )
    return Rule(
        exe, _optional(nodes, "pipe", PairMode, source), _optional(nodes, "socketpair", PairMode, source)
    )


def _exe(node: Node, source: str) -> str:
    """The path or glob of a rule. Nothing in it may depend on the current directory, which is not trusted."""
    text = node.text if isinstance(node, ScalarNode) and node.kind == "text" else ""
    problem, hint = f"exe: found {found(node)}", ""
    if not text.startswith("/"):
        hint = _absolute(text)
    elif "**" in text:
        problem += ", and no pattern reaches over several directories"
        hint = "write a * for each directory: /opt/*/*/bin/tool"
    elif text.endswith("/"):
        problem, hint = (
            f"exe: {shown(text)} names a directory",
            f'"{shown(text, quotes=False)}*" means what is in it',
        )
    elif "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        problem += ", which no file can be called"
    elif text:
        return text
    allowed = "an absolute path or glob, which begins with /"
    raise complaint(source, node.mark, problem, allowed=allowed, hint=hint)


def _absolute(text: str) -> str:
    """How to say what a path without / at its start may have meant."""
    if text.startswith(("~", "$")):
        return "scpipe expands neither ~ nor variables"
    base = shown(text.rsplit("/", 1)[-1], quotes=False)
    if not base.strip("*."):
        return "give the whole path, such as /usr/bin/make"
    return f"give the whole path, such as /usr/bin/{base}, or a glob such as /usr/*/{base}"
