"""The published schema and the writer agree, key by key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scpipe.policy.model import FirstMessage, PairMode
from scpipe.report.events import TrapFacts
from scpipe.report.jsonl import encode
from scpipe.report.records import to_record
from scpipe.report.replay import from_record

from .samples import denied_creation, message, one_of_each, refusal, start

jsonschema = pytest.importorskip(
    "jsonschema", reason="the schema is only checked where jsonschema is installed"
)

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "report.schema.json"
DOCUMENT = SCHEMA.with_name("report.md")
KINDS = sorted(one_of_each())
#: Keys that are there only where somebody has asked for what they tell.
OPTIONAL = {"sample", "backtrace", "creator_backtrace"}


@pytest.fixture(scope="module")
def schema() -> Any:
    """A validator of the published schema, itself checked."""
    read = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(read)
    return jsonschema.Draft202012Validator(read)


def written(name: str) -> dict[str, Any]:
    """What a report holds for the sample of this kind."""
    read: dict[str, Any] = json.loads(encode(one_of_each()[name]))
    return read


def objects(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The record and the objects in it whose keys the schema fixes."""
    keys = ("trap", "pair", "message", "advice", "needs")
    inner = [record[key] for key in keys if isinstance(record.get(key), dict)]
    last = objects(record["last"]) if "last" in record else []
    frames = [*record.get("backtrace", []), *record.get("creator_backtrace", [])]
    return [record, *inner, *record.get("holders", []), *frames, *last]


@pytest.mark.parametrize("name", KINDS)
def test_each_event_is_valid(schema: Any, name: str) -> None:
    """What the writer writes is what the schema describes."""
    schema.validate(written(name))
    assert written(name)["event"] == name


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_unknown_and_missing_keys_are_refused(schema: Any, name: str) -> None:
    """A key more or a key less, at any level, is no valid event."""
    for index in range(len(objects(written(name)))):
        record = written(name)
        target = objects(record)[index]
        target["surprise"] = 1
        assert not schema.is_valid(record), target
        del target["surprise"]
        for key in target.keys() - OPTIONAL:
            value = target.pop(key)
            assert not schema.is_valid(record), key
            target[key] = value
        assert schema.is_valid(record)


@pytest.mark.parametrize(
    "event",
    [
        denied_creation(),
        denied_creation(enforced=False),
        refusal(syscall="splice", message=None, errno="EINVAL"),
        refusal(message=message(offending_byte=-1, offending_offset=-1, ancillary=True)),
        start(trap=TrapFacts("armed", "asked for")),
        start(trap=TrapFacts("all", "")),
        start(policy={"pipe": PairMode.DENY, "first-message": FirstMessage.ANY, "relax": frozenset({"aio"})}),
    ],
)
def test_rarer_shapes_are_valid_and_read_back(schema: Any, event: Any) -> None:
    """Creations, transfers, descriptors and Enum values fit the schema too."""
    record = json.loads(encode(event))
    schema.validate(record)
    assert to_record(from_record(record)) == record


@pytest.mark.parametrize("name", KINDS)
def test_events_read_back_as_they_were(name: str) -> None:
    """A report loses nothing that the writer was given."""
    assert from_record(written(name)) == one_of_each()[name]


def test_key_order_is_the_schemas(schema: Any) -> None:
    """Lines of one kind always have their keys in the documented order."""
    for name in KINDS:
        assert list(written(name)) == list(schema.schema["$defs"][name]["properties"])


def test_every_key_is_documented() -> None:
    """The reference names every event and every key of the schema."""
    text = DOCUMENT.read_text()
    definitions = json.loads(SCHEMA.read_text())["$defs"]
    keys = {key for definition in definitions.values() for key in definition["properties"]}
    kinds = {
        definition["properties"]["event"]["const"]
        for definition in definitions.values()
        if "event" in definition["properties"]
    }
    assert kinds == set(KINDS)
    missing = [name for name in sorted(keys | kinds) if f"`{name}`" not in text]
    assert not missing
