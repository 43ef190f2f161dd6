"""Baselines: only new violations count, and a file that is none is refused in one line."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from unit.report.samples import PIPE, end, refusal, start

from scpipe.errors import ReportError
from scpipe.rendering.baseline import baseline_text, read_baseline
from scpipe.rendering.findings import Key
from scpipe.report.jsonl import encode

from .making import HOSTILE, collected, every_form, hostile, one_refusal, rendered

BASH = Key("bash", "bash", "write", "pipe")


def _read(text: str | bytes) -> frozenset[Key]:
    return read_baseline("b.json", io.BytesIO(text.encode() if isinstance(text, str) else text))


def test_what_is_written_is_read() -> None:
    """A baseline of a collection knows everything in it, once, in an order that does not change."""
    jobs = [one_refusal(), one_refusal(exe="/bin/cat"), one_refusal(syscall="writev", enforced=False)]
    text = baseline_text(collected(*jobs))
    assert text == baseline_text(collected(*reversed(jobs)))
    assert _read(text) == {BASH, replace(BASH, writer="cat"), replace(BASH, call="writev")}
    assert json.loads(text)["scpipe-baseline"] == 1


def test_a_report_is_a_baseline() -> None:
    """As it is, also where it is cut short: what it does not know is new."""
    data = b"".join(map(encode, one_refusal()))
    assert _read(data) == _read(data[:-9]) == {BASH}
    assert _read(encode(start())) == frozenset()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_names_of_any_kind_are_known_again(text: str) -> None:
    """Whatever a program calls itself: the file is ASCII on clean lines, and the name is found again."""
    collection = hostile(text)
    written = baseline_text(collection)
    assert written.isascii() and "::" not in written and "##" not in written
    assert _read(written) == {finding.key for finding in collection.findings}


@pytest.mark.parametrize(
    ("changes", "is_new"),
    [
        ({"pid": 99, "exe": "/other/bash", "time": 77.0, "argv": ("x",)}, False),
        ({"enforced": False}, False),
        ({"pair": replace(PIPE, id=9, creator_pid=1, creator_exe="/y/bash", mode="quarantined")}, False),
        ({"exe": "/bin/cat"}, True),
        ({"syscall": "writev"}, True),
        ({"pair": replace(PIPE, creator_exe="/bin/cat")}, True),
        ({"pair": replace(PIPE, kind="socketpair")}, True),
    ],
)
def test_maker_writer_call_and_kind_decide(changes: dict[str, object], is_new: bool) -> None:
    """Nothing else makes a violation a new one: no directory, no number, no mode, no audit."""
    collection = collected(one_refusal(**changes))
    collection.findings.compare(frozenset([BASH]))
    collection.has_baseline = True
    assert bool(collection.new) is is_new
    texts = every_form(collection)
    assert ("[new]" in texts["text"], "[known]" in texts["text"]) == (is_new, not is_new)
    assert (">new<" in texts["html"], ">known<" in texts["html"]) == (is_new, not is_new)
    assert bool(texts["github"]) is is_new


def test_forms_tell_new_from_known() -> None:
    """One of each: annotations and failed cases are only of what is new."""
    events = [start(), refusal(), refusal(exe="/bin/newcomer"), end()]
    collection = collected(events)
    collection.findings.compare(frozenset([BASH]))
    collection.has_baseline = True
    texts = every_form(collection)
    assert texts["github"].count("::error ") == 1 and "newcomer" in texts["github"]
    assert 'failures="1" errors="0" skipped="1"' in texts["junit"]
    assert "[known]" in texts["text"] and "[new]" in texts["text"] and "2 kinds, 1 new" in texts["text"]
    assert "| known |" in texts["markdown"] and "| new |" in texts["markdown"]
    severities = [issue["severity"] for issue in json.loads(texts["code-quality"])]
    assert sorted(severities) == ["info", "major"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "neither a baseline nor a report: not JSON"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "neither a report nor a baseline"),
        ('{"scpipe-baseline": 2, "violations": []}', 'which begins with "scpipe-baseline": 1'),
        ('{"scpipe-baseline": 1}', "violations is no list"),
        ('{"scpipe-baseline": 1, "violations": [], "violation": []}', "unknown key violation; allowed: "),
        ('{"scpipe-baseline": 1, "violations": [{"maker": "a"}]}', "violation 1: allowed, and needed: maker"),
        (
            '{"scpipe-baseline": 1, "violations": [{"maker": 1, "writer": "", "call": "", "kind": ""}]}',
            "violation 1: only strings",
        ),
        ('{"event": 7}\n', "not a report: line 1: not an event"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, complaint: str) -> None:
    """One line says what, where, and what is allowed: a baseline that was not understood knows nothing."""
    with pytest.raises(ReportError) as caught:
        _read(text)
    assert str(caught.value).startswith("b.json: ") and complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_a_baseline_nothing_is_said_to_be_new() -> None:
    """The words belong to the comparison."""
    assert "new" not in rendered("text", collected(one_refusal())).split()
