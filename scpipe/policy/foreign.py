"""Documents that look like a policy or a SCONE session and are neither: named as what they are."""

from __future__ import annotations

from scpipe.errors import PolicyError
from scpipe.policy.complaints import complaint, shown
from scpipe.policy.nodes import MapNode, Node, ScalarNode

_SESSION = "give the SCONE session that is made from it (services, and in each an environment)"
_FLAGS = "say it with --pipe and --socketpair"
#: What SCONE's own tools read beside sessions, by its ``kind``.
_SCONE_KINDS = {"mesh": "a SCONE mesh file", "genservice": "a SCONE service file"}


def refuse_foreign(root: MapNode, source: str) -> None:
    """Raise PolicyError for a manifest: neither its SCONE variables nor anything else in it would be read."""
    keys = {key.text: (key, value) for key, value in reversed(root.pairs) if isinstance(key, ScalarNode)}
    found = keys.get("kind") or keys.get("apiVersion")
    if found is None or ("services" in keys and _word(found[1]) == "session"):
        return
    key, value = found
    raise complaint(source, key.mark, f"this is {_what(key.text, value)}", hint=f"{_SESSION}, or {_FLAGS}")


def foreign_services(source: str, node: Node, problem: str) -> PolicyError:
    """The error for ``services`` that is no list; Docker Compose has a mapping there."""
    hint = "each begins with '- name:'"
    if isinstance(node, MapNode):
        hint += f"; for a Compose file, which is no session, {_FLAGS}"
    return complaint(source, node.mark, problem, hint=hint)


def _what(key: str, value: Node) -> str:
    word = _word(value)
    what = _SCONE_KINDS.get(word, "a manifest as Kubernetes has them" if word else "a manifest")
    named = f"{key}: {shown(value.text, quotes=False)}" if isinstance(value, ScalarNode) else key
    return f"{what} ({named}), no policy and no SCONE session"


def _word(value: Node) -> str:
    return value.text.lower() if isinstance(value, ScalarNode) else ""
