"""The findings as text and as JSON: a verdict, remedies where something is missing, nothing hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scpipe.doctor.checks import MISSING, NARROWED, OK, Check
from scpipe.doctor.checks import checks as every_check
from scpipe.doctor.facts import Facts, Machine
from scpipe.doctor.fixes import Need
from scpipe.doctor.forms import Findings, as_json, text
from scpipe.doctor.places import Place
from scpipe.doctor.runs import KINDS, Run
from scpipe.doctor.tracing import STEPS
from scpipe.record import replace

SCHEMA = Path(__file__).parents[3] / "docs" / "reference" / "doctor.schema.json"
DOCUMENT = SCHEMA.with_name("doctor.md")
MACHINE = Machine("x86_64", "6.12.1", 0, filtered=True)
FINE = Check("memory", OK, "a child's was read and written")
LESS = Check("Landlock", NARROWED, "ABI 5", ("signals",), remedy="Linux 6.12 or later")
LOST = Check("descriptors", MISSING, "EPERM", ("socketpair: allow-events",), Need.CALLS, ("pidfd_getfd",))
HOSTILE = "\x1b[31m::error::x\r\n##[group]\u202e"


def _findings(
    *checks: Check, failed: dict[int, str] | None = None, places: tuple[Place, ...] = ()
) -> Findings:
    runs = [Run(kind, (failed or {}).get(number, "")) for number, kind in enumerate(KINDS)]
    return Findings("1.2.3", MACHINE, places, checks, runs)


def _valid(findings: Findings) -> dict[str, Any]:
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    lines = as_json(findings).splitlines()
    assert len(lines) == 1
    record: dict[str, Any] = json.loads(lines[0])
    jsonschema.Draft202012Validator(schema).validate(record)
    return record


def test_all_is_well() -> None:
    """One line a check and a run, and a verdict without a but."""
    findings = _findings(FINE)
    lines = text(findings).splitlines()
    assert lines[0] == "scpipe 1.2.3 on Linux 6.12.1, x86_64, as root"
    assert "ok        memory               a child's was read and written" in lines
    assert lines[-1] == "scpipe-run works here with its defaults"
    assert findings.works and not any(line.startswith((MISSING, NARROWED)) for line in lines)
    record = _valid(findings)
    assert record["works"] and [run["result"] for run in record["runs"]] == [OK] * len(KINDS)


def test_narrowed() -> None:
    """What is narrowed is told in the verdict, which stays good."""
    findings = _findings(FINE, LESS, failed={4: "trap armed is not possible"})
    said = text(findings)
    assert findings.works
    assert said.splitlines()[-1] == "scpipe-run works here with its defaults; narrowed: Landlock"
    assert "takes away" in said and "Linux 6.12 or later" in said
    assert _valid(findings)["runs"][4] == {
        "name": KINDS[4].what,
        "options": list(KINDS[4].options),
        "result": MISSING,
        "said": "trap armed is not possible",
    }


def test_missing() -> None:
    """The remedy of the place is under the check, and the verdict names options that work."""
    findings = _findings(
        LOST, failed={0: "forbidden", 1: "x", 2: "x"}, places=(Place("Docker", "/.dockerenv"),)
    )
    said = text(findings)
    assert "surroundings: Docker (by /.dockerenv)" in said
    assert "docker run --cap-add SYS_PTRACE" in said and "podman" not in said
    assert said.splitlines()[-1].startswith(
        "scpipe-run does not work here with its defaults; with these options it does: --no-supervisor "
    )
    record = _valid(findings)
    assert not findings.works and not record["works"]
    assert [fix["where"] for fix in record["checks"][0]["fixes"]] == ["Docker"]
    assert record["checks"][0]["takes_away"] == ["socketpair: allow-events"]


def test_nothing_works() -> None:
    """Then no options are named."""
    findings = _findings(LOST, failed=dict.fromkeys(range(len(KINDS)), "no"))
    said = text(findings).splitlines()
    assert said[-1] == "scpipe-run does not work here with its defaults"
    assert [line.rpartition("  ")[2] for line in said[-2 - len(KINDS) : -2]] == ["no", *["the same"] * 4]


@pytest.mark.parametrize("hostile", [HOSTILE, "x" * 10_000])
def test_hostile_text(hostile: str) -> None:
    """What an engine, the kernel or a variable says cannot move the cursor, nor speak to a CI."""
    place = Place("container", f"container={hostile}")
    findings = _findings(replace(FINE, found=hostile), failed={0: hostile}, places=(place,))
    said = text(findings)
    assert all(line.isprintable() for line in said.splitlines())
    assert "::" not in said and "##" not in said and max(map(len, said.splitlines())) <= 2000
    record = _valid(findings)
    assert record["checks"][0]["found"] == hostile
    assert as_json(findings).isascii() and "\x1b" not in as_json(findings)


def test_everything_is_documented() -> None:
    """The reference has a row for each check, and names every key of the JSON."""
    said = DOCUMENT.read_text()
    facts = Facts(MACHINE, tracing=dict.fromkeys(STEPS, ""), landlock=7)
    assert [check.name for check in every_check(facts) if f"| `{check.name}` |" not in said] == []
    schema = json.loads(SCHEMA.read_text())
    objects = [schema, *(each for each in schema["$defs"].values() if "properties" in each)]
    assert [key for each in objects for key in each["properties"] if f"`{key}`" not in said] == []
