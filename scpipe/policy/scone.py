"""A SCONE session as a policy: SCONE_PIPE and SCONE_SOCKETPAIR in a service's environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scpipe.policy.complaints import (
    PLACEHOLDERS,
    Mark,
    boolean_hint,
    complaint,
    did_you_mean,
    place,
    placeholder_fault,
    shown,
    values,
)
from scpipe.policy.foreign import foreign_services
from scpipe.policy.model import Loaded, PairMode
from scpipe.policy.nodes import ListNode, MapNode, Node, ScalarNode, fields, found
from scpipe.policy.unread import begins_like_a_variable, find_unread
from scpipe.policy.variables import VARIABLES, misspelling, parse_mode
from scpipe.record import Record

#: How a variable of the host is named; SCONE's own documents write a backslash before each @.
_FROM_HOST = re.compile(r"\\?@\\?@")

#: Native settings; in a session they would be ignored, so that their author is not protected.
_NATIVE_ONLY = ("pipe", "socketpair", "first-message", "on-violation", "relax", "rules")


class _Variable(Record):
    """One entry of an environment. ``from_host``: written as ``@@NAME``; ``value`` is then unused."""

    name: str
    mark: Mark
    value: Node | None
    from_host: bool


def interpret(root: MapNode, source: str, service: str | None, environ: Mapping[str, str]) -> Loaded:
    """The settings of one service. Raises PolicyError where it cannot be chosen or read."""
    top = fields(root, source)
    for key in _NATIVE_ONLY:
        if key in top:
            raise complaint(
                source,
                top[key][0],
                f"a SCONE session has no key {shown(key)}",
                hint="give it on the command line, or write a policy without services",
            )
    services, chosen = _choose(*top["services"], service, source)
    settings: dict[str, PairMode] = {}
    origins: dict[str, str] = {}
    warnings = find_unread(root, services, chosen, source)
    for variable in _environment(fields(chosen, source), source):
        if variable.name not in VARIABLES:
            warnings.extend(_misspelt(variable, source))
            continue
        setting = VARIABLES[variable.name]
        if setting in settings:
            raise complaint(
                source,
                variable.mark,
                f"{variable.name} stands twice ({origins[setting]})",
                hint="remove one of them",
            )
        settings[setting] = _mode(variable, source, environ)
        where = place(source, variable.mark)
        origins[setting] = (
            f"{variable.name} in the environment, named by {where}" if variable.from_host else where
        )
    return Loaded(
        "scone",
        pipe=settings.get("pipe"),
        socketpair=settings.get("socketpair"),
        origins=origins,
        warnings=tuple(warnings),
    )


def _choose(mark: Mark, node: Node, wanted: str | None, source: str) -> tuple[ListNode, MapNode]:
    """All services, and the one to read."""
    if not isinstance(node, ListNode):
        raise foreign_services(source, node, f"services: a list of services, found {found(node)}")
    services = [_service(item, source) for item in node.items]
    names = [_name(service, source) for service in services]
    twice = next((name for name in names if name and names.count(name) > 1), "")
    listed = ", ".join(shown(name) if name else "one without a name" for name in names)
    if not services:
        raise complaint(source, mark, "services: the list is empty", hint="a session needs a service")
    if twice:
        problem = f"several services are called {shown(twice)}"
        raise complaint(source, mark, problem, hint="rename one of them")
    if wanted is None and len(services) > 1:
        raise complaint(
            source, mark, "several services", allowed=listed, hint="choose one with --service NAME"
        )
    if wanted is not None and wanted not in names:
        raise complaint(
            source,
            mark,
            f"no service {shown(wanted)}",
            allowed=listed,
            hint=did_you_mean(wanted, filter(None, names)),
        )
    return node, services[0 if wanted is None else names.index(wanted)]


def _service(node: Node, source: str) -> MapNode:
    if isinstance(node, MapNode):
        return node
    if _is_placeholder(node):
        raise placeholder_fault(source, node.mark)
    raise complaint(source, node.mark, f"services: a service is a mapping, found {found(node)}")


def _name(service: MapNode, source: str) -> str:
    known = fields(service, source)
    if "name" not in known:
        return ""
    node = known["name"][1]
    if not isinstance(node, ScalarNode):
        raise complaint(source, node.mark, f"name: the name of a service, found {found(node)}")
    return node.text


def _environment(service: Mapping[str, tuple[Mark, Node]], source: str) -> Iterator[_Variable]:
    if "environment" not in service:
        return
    node = service["environment"][1]
    if isinstance(node, MapNode):
        for name, (mark, value) in fields(node, source).items():
            yield _variable(name, mark, value)
    elif isinstance(node, ListNode):
        for item in node.items:
            yield _list_entry(item, source)
    elif _is_placeholder(node):
        raise placeholder_fault(source, node.mark)
    elif node.kind != "null":
        raise complaint(
            source, node.mark, f"environment: found {found(node)}", allowed="a list of NAME=value, a mapping"
        )


def _list_entry(node: Node, source: str) -> _Variable:
    if _is_placeholder(node):
        raise placeholder_fault(source, node.mark)
    if isinstance(node, ScalarNode):
        name, equals, text = node.text.partition("=")
        return _variable(name, node.mark, ScalarNode(node.mark, text, "text") if equals else None)
    hint = _entry_hint(fields(node, source)) if isinstance(node, MapNode) else ""
    raise complaint(
        source, node.mark, f"environment: found {found(node)} in the list", allowed="NAME=value", hint=hint
    )


def _entry_hint(entry: Mapping[str, tuple[Mark, Node]]) -> str:
    """What a mapping in the list may have meant; Kubernetes writes ``name`` and ``value``."""
    named = entry["name"][1] if "name" in entry and "value" in entry else None
    if isinstance(named, ScalarNode):
        return f"write {shown(named.text, quotes=False)}=value"
    return "".join(f"write {shown(name, quotes=False)}=value, or leave out the dash" for name in [*entry][:1])


def _variable(name: str, mark: Mark, value: Node | None) -> _Variable:
    host = _FROM_HOST.match(name)
    return _Variable(name[host.end() :] if host else name, mark, value, host is not None)


def _mode(variable: _Variable, source: str, environ: Mapping[str, str]) -> PairMode:
    name, node = variable.name, variable.value
    if variable.from_host:
        if name not in environ:
            raise complaint(
                source,
                variable.mark,
                f"@@{name}: {name} is not set in the environment",
                hint=f"set {name} where scpipe is started",
            )
        return parse_mode(f"@@{name}, from the environment", environ[name], source, variable.mark)
    if isinstance(node, ScalarNode) and node.kind in ("text", "other"):
        return parse_mode(name, node.text, source, node.mark)
    return _no_mode(variable, source)


def _no_mode(variable: _Variable, source: str) -> PairMode:
    node, hint = variable.value, "quote the word"
    if isinstance(node, ScalarNode) and node.kind == "boolean":
        hint = boolean_hint(node.text, values(PairMode))
    if node is None or (isinstance(node, ScalarNode) and node.kind == "null"):
        hint = f"write {variable.name}=allow-events in a list, {variable.name}: allow-events in a mapping"
    raise complaint(
        source,
        variable.mark if node is None else node.mark,
        f"{variable.name}: found {'no value' if node is None else found(node)}",
        allowed=", ".join(values(PairMode)),
        hint=hint,
    )


def _misspelt(variable: _Variable, source: str) -> Iterator[str]:
    """Warnings for a variable that sets nothing. Raises PolicyError if only marks keep it from it."""
    name, value, where = variable.name, variable.value, place(source, variable.mark)
    bare = re.sub(r"^\W+|\W+$", "", name)
    if bare in VARIABLES:
        problem, hint = f"found the variable {shown(name)}", f"write {bare}=deny or {bare}: deny"
        raise complaint(source, variable.mark, problem, allowed=bare, hint=hint)
    meant = misspelling(name)
    if meant:
        yield f"{where}: the variable {shown(name)} is ignored; did you mean {meant}?"
    elif isinstance(value, ScalarNode) and begins_like_a_variable(value.text):
        yield f"{where}: {shown(value.text)} is the value of {shown(name)} and sets nothing"


def _is_placeholder(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.text.strip() in PLACEHOLDERS
