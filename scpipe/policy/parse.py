"""A policy file to values: find the form, name every fault by line and column."""

from __future__ import annotations

from collections.abc import Mapping

from scpipe.policy import native, scone
from scpipe.policy.complaints import NOWHERE, complaint, mark_after, shown
from scpipe.policy.foreign import refuse_foreign
from scpipe.policy.model import Loaded
from scpipe.policy.nodes import Document, Kind, ListNode, MapNode, Node, ScalarNode

__all__ = ["MAX_BYTES", "Loaded", "load", "load_mapping", "load_text"]

#: A larger file is no policy; the limit keeps a hostile one from costing minutes.
MAX_BYTES = 1 << 20


def load(path: str, *, service: str | None = None, environ: Mapping[str, str]) -> Loaded:
    """The settings a policy file or a SCONE session makes; only ``@@NAME`` entries read ``environ``.

    A name that ends in ``.json`` means JSON, any other YAML. Raises PolicyError.
    """
    if not path:
        problem = "the name of the policy file is empty"
        raise complaint("", NOWHERE, problem, hint="is a variable of the shell unset?")
    text = _read(path)
    if path.lower().endswith(".json"):
        from scpipe.policy.json_nodes import compose_json as compose
    else:
        # Here, not at the top: importing PyYAML takes longer than the rest of the package.
        from scpipe.policy.yaml_nodes import compose_yaml as compose
    return _interpret(compose(text, path), path, service, environ)


def load_text(text: str, source: str) -> Loaded:
    """The settings of a policy or session in YAML; ``source`` names it in errors. Raises PolicyError."""
    from scpipe.policy.yaml_nodes import compose_yaml

    return _interpret(compose_yaml(text, source), source, None, {})


def load_mapping(data: Mapping[str, object], *, source: str = "policy") -> Loaded:
    """The settings of a policy given as plain Python values. Raises PolicyError without line numbers."""
    return native.interpret(Document(_node(data, source)), source)


def _interpret(document: Document, source: str, service: str | None, environ: Mapping[str, str]) -> Loaded:
    root = document.root
    if isinstance(root, MapNode):
        refuse_foreign(root, source)
    if isinstance(root, MapNode) and any(_is_services(key) for key, _ in root.pairs):
        return scone.interpret(root, source, service, environ)
    if service is not None:
        raise complaint(
            source,
            NOWHERE,
            f"--service {shown(service)} was given, but this policy has no services",
            hint="only a SCONE session has them",
        )
    return native.interpret(document, source)


def _is_services(key: Node) -> bool:
    return isinstance(key, ScalarNode) and key.text == "services"


def _read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise complaint(path, NOWHERE, f"cannot read the policy: {reason}") from None
    if len(data) > MAX_BYTES:
        raise complaint(
            path,
            NOWHERE,
            "too large for a policy",
            allowed=f"{MAX_BYTES} bytes",
            hint="is it the right file?",
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = mark_after(data[: error.start].decode("utf-8"))
        found = f"not UTF-8: found the byte 0x{data[error.start]:02x}"
        raise complaint(path, mark, found, hint="save the file as UTF-8") from None


def _node(value: object, source: str, depth: int = 0) -> Node:
    """Python values as a document without places."""
    if isinstance(value, Mapping):
        if depth < 4:
            pairs = ((_node(key, source, 4), _node(item, source, depth + 1)) for key, item in value.items())
            return MapNode(NOWHERE, tuple(pairs))
    elif isinstance(value, (list, tuple, set, frozenset)):
        if depth < 4:
            return ListNode(NOWHERE, tuple(_node(item, source, depth + 1) for item in value))
    else:
        return ScalarNode(NOWHERE, *_scalar(value))
    raise complaint(source, NOWHERE, "nested too deep for a policy")


def _scalar(value: object) -> tuple[str, Kind]:
    if isinstance(value, str):
        return str(getattr(value, "value", value)), "text"  # the model's enumerations are strings too
    if value is None:
        return "None", "null"
    if isinstance(value, bool):
        return str(value), "boolean"
    if isinstance(value, int):
        return str(value), "integer"
    return repr(value), "number" if isinstance(value, float) else "other"
