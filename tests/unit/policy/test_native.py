"""What a native policy may say, and the values and origins it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from scpipe.policy.model import FirstMessage, Loaded, OnViolation, PairMode, Rule
from scpipe.policy.parse import load, load_mapping

FULL = """\
# every key once
version: 1
pipe: deny
socketpair: "allow"
first-message: any
on-violation: report
relax:
  - aio
  - bpf
rules:
  - exe: /usr/bin/make
    pipe: allow
  - {exe: "/usr/*/node", socketpair: allow-events, pipe: deny}
"""

FULL_JSON = """\
{"version": 1,
\t"pipe": "deny",
\t"socketpair": "allow",
\t"first-message": "any", "on-violation": "report",
\t"relax": ["aio", "b\\u0070f"],
\t"rules": [{"exe": "\\/usr/bin/make", "pipe": "allow"},
\t\t{"exe": "/usr/*/node", "socketpair": "allow-events", "pipe": "deny"}]}
"""

RULES = (
    Rule("/usr/bin/make", pipe=PairMode.ALLOW),
    Rule("/usr/*/node", pipe=PairMode.DENY, socketpair=PairMode.ALLOW_EVENTS),
)


def read(tmp_path: Path, text: str, name: str = "p.yaml") -> Loaded:
    """The settings of a file with this text."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    return load(str(path), environ={})


@pytest.mark.parametrize(("name", "text"), [("p.yaml", FULL), ("p.json", FULL_JSON), ("P.JSON", FULL_JSON)])
def test_every_key_is_read(tmp_path: Path, name: str, text: str) -> None:
    """All seven keys arrive, in YAML and in JSON with tabs."""
    loaded = read(tmp_path, text, name)
    assert (loaded.form, loaded.pipe, loaded.socketpair) == ("native", PairMode.DENY, PairMode.ALLOW)
    assert (loaded.first_message, loaded.on_violation) == (FirstMessage.ANY, OnViolation.REPORT)
    assert loaded.relax == frozenset({"aio", "bpf"})
    assert loaded.rules == RULES
    assert loaded.warnings == ()


def test_origins_name_the_line_of_each_key(tmp_path: Path) -> None:
    """An origin is file:line of the key, and only keys that are there have one."""
    path = str(tmp_path / "p.yaml")
    assert read(tmp_path, FULL).origins == {
        "pipe": f"{path}:3",
        "socketpair": f"{path}:4",
        "first-message": f"{path}:5",
        "on-violation": f"{path}:6",
        "relax": f"{path}:7",
        "rules": f"{path}:10",
    }
    assert read(tmp_path, "\npipe: deny").origins == {"pipe": f"{path}:2"}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing\n", "---\n", "---\n...\n", "\ufeff", "{}", "%YAML 1.1\n---\n"]
)
def test_a_file_that_says_nothing_sets_nothing(tmp_path: Path, text: str) -> None:
    """An empty document leaves every setting to the defaults."""
    assert read(tmp_path, text) == Loaded("native")


@pytest.mark.parametrize("text", ["", " \n\t", "{}", "\ufeff{}"])
def test_an_empty_json_file_sets_nothing(tmp_path: Path, text: str) -> None:
    """White space alone and an empty object are both an empty policy."""
    assert read(tmp_path, text, "p.json") == Loaded("native")


def test_empty_lists_are_settings(tmp_path: Path) -> None:
    """An empty list is kept apart from an absent key."""
    loaded = read(tmp_path, "relax: []\nrules: []")
    assert (loaded.relax, loaded.rules) == (frozenset(), ())


def test_line_ends_of_other_systems_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    """A file saved on Windows means the same and keeps its line numbers."""
    loaded = read(tmp_path, "\ufeffversion: 1\r\npipe: deny\r\n")
    assert loaded.pipe is PairMode.DENY
    assert loaded.origins["pipe"].endswith("p.yaml:2")


def test_a_rule_that_can_never_apply_is_warned_about(tmp_path: Path) -> None:
    """A rule is kept and named if earlier ones decide about its kinds for the same exe: the first counts."""
    both = "rules:\n  - {exe: /bin/sh, pipe: deny}\n  - {exe: /bin/sh, socketpair: deny}\n"
    assert read(tmp_path, both).warnings == ()
    loaded = read(tmp_path, "rules:\n  - {exe: /bin/sh, pipe: deny}\n  - {exe: /bin/sh, pipe: allow}\n")
    assert loaded.rules is not None and len(loaded.rules) == 2
    assert len(loaded.warnings) == 1
    assert "p.yaml:3: " in loaded.warnings[0] and "'/bin/sh'" in loaded.warnings[0]


def test_python_values_become_the_same_settings() -> None:
    """A dict, with strings or the model's enumerations, is the same policy without lines."""
    loaded = load_mapping(
        {
            "version": 1,
            "pipe": PairMode.DENY,
            "relax": {"aio"},
            "rules": [{"exe": "/bin/sh", "pipe": "allow"}],
        }
    )
    assert (loaded.pipe, loaded.relax) == (PairMode.DENY, frozenset({"aio"}))
    assert loaded.rules == (Rule("/bin/sh", pipe=PairMode.ALLOW),)
    assert loaded.origins["pipe"] == "policy"
