"""The published schema and the parser accept the same documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scpipe.errors import PolicyError
from scpipe.policy.dump import to_dict
from scpipe.policy.model import RELAXATIONS, FirstMessage, OnViolation, PairMode, Policy
from scpipe.policy.native import KEYS, RULE_KEYS
from scpipe.policy.parse import load, load_mapping

ROOT = Path(__file__).parents[3]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/reference/policy.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

GOOD = [
    {},
    {"version": 1},
    {"pipe": "deny", "socketpair": "allow"},
    {"first-message": "any", "on-violation": "kill"},
    {"relax": []},
    {"relax": ["aio", "bpf"], "rules": []},
    {"rules": [{"exe": "/bin/sh", "pipe": "allow"}]},
    {"rules": [{"exe": "/*/make", "socketpair": "deny"}, {"exe": "/*", "pipe": "deny"}]},
    {"rules": [{"exe": "/bin/sh", "pipe": "deny", "socketpair": "deny"}]},
    {"rules": [{"exe": "/a/\n", "pipe": "allow"}]},
    {"rules": [{"exe": "/*", "pipe": "allow"}]},
]

BAD: list[Any] = [
    None,
    [],
    "pipe",
    1,
    {"version": 2},
    {"version": "1"},
    {"version": True},
    {"version": None},
    {"Pipe": "deny"},
    {"pipe": None},
    {"pipe": False},
    {"pipe": "Deny"},
    {"pipe": ["deny"]},
    {"first-message": "allow"},
    {"on-violation": "audit"},
    {"relax": "aio"},
    {"relax": None},
    {"relax": {}},
    {"relax": ["all"]},
    {"relax": [1]},
    {"relax": ["aio", "aio"]},
    {"rules": {}},
    {"rules": None},
    {"rules": ["make"]},
    {"rules": [{}]},
    {"rules": [{"exe": "/bin/sh"}]},
    {"rules": [{"pipe": "deny"}]},
    {"rules": [{"exe": "make", "pipe": "deny"}]},
    {"rules": [{"exe": "", "pipe": "deny"}]},
    {"rules": [{"exe": "/", "pipe": "deny"}]},
    {"rules": [{"exe": "/bin/", "pipe": "deny"}]},
    {"rules": [{"exe": "/*/", "pipe": "deny"}]},
    {"rules": [{"exe": "*/make", "pipe": "deny"}]},
    {"rules": [{"exe": "*", "pipe": "deny"}]},
    {"rules": [{"exe": "\n/bin/sh", "pipe": "deny"}]},
    {"rules": [{"exe": "/usr/**/make", "pipe": "deny"}]},
    {"rules": [{"exe": "/usr/\n**", "pipe": "deny"}]},
    {"rules": [{"exe": "/a\0b", "pipe": "deny"}]},
    {"rules": [{"exe": 1, "pipe": "deny"}]},
    {"rules": [{"exe": None, "pipe": "deny"}]},
    {"rules": [{"exe": "/bin/sh", "pipe": "no"}]},
    {"rules": [{"exe": "/bin/sh", "pipe": "deny", "relax": []}]},
]

WORDS = st.sampled_from(
    [*(m.value for e in (PairMode, FirstMessage, OnViolation) for m in e), *RELAXATIONS, "no", "Deny", ""]
)
PATHS = st.builds(
    "".join, st.lists(st.sampled_from(["/", "*", "bin", "make", " ", "\n", "\0", "ä", "~"]), max_size=5)
)
LEAVES = st.one_of(WORDS, PATHS, st.none(), st.booleans(), st.integers(-1, 2))
RULE = st.dictionaries(
    st.sampled_from([*RULE_KEYS, "exe", "pip"]), st.one_of(WORDS, PATHS, LEAVES), max_size=4
)
VALUES = st.one_of(
    WORDS, LEAVES, st.lists(WORDS, max_size=3), st.lists(RULE, max_size=3), st.lists(LEAVES, max_size=2)
)
DOCUMENTS = st.dictionaries(st.sampled_from([*KEYS, "piep"]), VALUES, max_size=4)


def accepted(path: Path) -> bool:
    """Whether the parser takes the file."""
    try:
        load(str(path), environ={})
    except PolicyError:
        return False
    return True


def verdicts(tmp_path: Path, document: Any) -> set[bool]:
    """What the schema and the parser, from JSON, YAML and plain values, say of one document."""
    json_path, yaml_path = tmp_path / "p.json", tmp_path / "p.yaml"
    json_path.write_text(json.dumps(document), encoding="utf-8")
    yaml_path.write_text(yaml.safe_dump(document), encoding="utf-8")
    said = {VALIDATOR.is_valid(document), accepted(json_path), accepted(yaml_path)}
    if isinstance(document, dict):
        try:
            load_mapping(document)
            said.add(True)
        except PolicyError:
            said.add(False)
    return said


def test_the_schema_is_a_schema() -> None:
    """The published file is valid under the draft that it names."""
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("document", GOOD)
def test_good_documents_are_good_for_both(tmp_path: Path, document: dict[str, Any]) -> None:
    """What the reference allows passes the schema and the parser."""
    assert verdicts(tmp_path, document) == {True}


@pytest.mark.parametrize("document", BAD)
def test_bad_documents_are_bad_for_both(tmp_path: Path, document: Any) -> None:
    """What the reference does not allow fails in the schema and in the parser."""
    assert verdicts(tmp_path, document) == {False}


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=DOCUMENTS)
def test_schema_and_parser_agree_on_whatever_is_written(tmp_path: Path, document: dict[str, Any]) -> None:
    """For generated documents, good and bad, all readers give one verdict."""
    assert len(verdicts(tmp_path, document)) == 1


def test_the_schema_lists_the_words_of_the_model() -> None:
    """Keys, modes and relaxations are those of the code, in its order; so are the defaults."""
    properties, definitions = SCHEMA["properties"], SCHEMA["$defs"]
    assert tuple(properties) == KEYS
    assert tuple(definitions["rule"]["properties"]) == RULE_KEYS
    assert definitions["mode"]["enum"] == [mode.value for mode in PairMode]
    assert properties["first-message"]["enum"] == [reading.value for reading in FirstMessage]
    assert properties["on-violation"]["enum"] == [effect.value for effect in OnViolation]
    assert properties["relax"]["items"]["enum"] == list(RELAXATIONS)
    defaults = {key: item["default"] for key, item in properties.items() if key != "version"}
    assert {"version": 1, **defaults} == to_dict(Policy())


def test_the_example_policy_passes_both() -> None:
    """The commented example is valid, and only its rule differs from the defaults."""
    path = ROOT / "examples" / "policy.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert VALIDATOR.is_valid(document) and accepted(path)
    assert {**document, "rules": []} == to_dict(Policy())


@pytest.mark.parametrize(
    "text",
    [
        '{"version": 1.0}',
        '{"pipe": "deny", "pipe": "deny"}',
        '{"rules": [{"exe": "/\\ud800", "pipe": "deny"}]}',
    ],
)
def test_what_a_schema_cannot_see_is_refused_by_the_parser(tmp_path: Path, text: str) -> None:
    """The limits of the schema that its description admits: here the parser alone says no."""
    assert VALIDATOR.is_valid(json.loads(text))
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    assert not accepted(path)
