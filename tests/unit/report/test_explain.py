"""scpipe explain: policies, reports and single events in words, whatever is in the files."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import pytest
from harness.hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from scpipe.command.explain import explain
from scpipe.errors import ReportError, ScpipeError, UsageError
from scpipe.learning.writing import scalar
from scpipe.policy.templates import TEMPLATES
from scpipe.report.events import End, Event, Note
from scpipe.report.jsonl import encode

from .samples import created, denied_creation, end, one_of_each, refusal, repeated, start

RUN: list[Event] = [
    start(),
    one_of_each()["exec"],
    created(),
    refusal(),
    repeated(),
    denied_creation(),
    one_of_each()["unavailable"],
    Note(7.0, "warning", "waiting for 2 processes"),
    one_of_each()["exit"],
    end(status="VIOLATION", refused=82, needs={"SCONE_PIPE": "allow", "SCONE_SOCKETPAIR": "deny"}),
]


def told(path: Path, **options: Any) -> str:
    """What explain prints of a file."""
    return explain(str(path), **{"service": None, "trap": None, "event": None, **options})


def written(path: Path, events: list[Event]) -> Path:
    """A report with these events."""
    path.write_bytes(b"".join(map(encode, events)))
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A whole report."""
    return written(tmp_path / "r.jsonl", RUN)


def test_a_report_in_words(report: Path) -> None:
    """Who made pairs, who wrote to whom, what was refused and what to do, notes, and that it is complete."""
    text = told(report)
    for line in (
        "A run of: bash -c true",
        "complete: VIOLATION, the command ended with status 0",
        "/usr/bin/bash made 1 pipe (allow-events, the policy's own mode; first on line 3)",
        "as: bash -c echo hello | cat",
        "bash -> process 12: 1 message refused or reported",
        "bash -> ?: 80 messages refused or reported",
        "81 times: write by bash to pipes made by bash (data)",
        "first on line 4: bash -c echo hello | cat",
        "why: the first message is mixed",
        "why: the first message is mixed: a pipeline",
        "what to do: use a file",
        "1 time: pipe2 by bash (creation)",
        "line 7: io_uring_setup of node failed with ENOSYS: it cannot be judged",
        "--relax io-uring lifts this; then an io_uring can write",
        "line 8: warning: waiting for 2 processes",
        "SCONE_PIPE=allow SCONE_SOCKETPAIR=deny",
    ):
        assert line in text


def test_readers_are_the_other_holders(tmp_path: Path) -> None:
    """Who held a read end when a message was refused is named by its program, where that is known."""
    exec_ = dataclasses.replace(one_of_each()["exec"], pid=12)  # type: ignore[type-var]
    text = told(written(tmp_path / "r", [start(), exec_, created(), refusal(), end()]))
    assert "bash -> cat: 1 message refused or reported" in text


def test_an_audit_says_would(tmp_path: Path) -> None:
    """Nothing was refused, and the words say so."""
    text = told(written(tmp_path / "r", [start(), created(), refusal(enforced=False), end()]))
    assert "What would have been refused" in text
    assert "nothing but events" not in text


def test_silence_about_clean_pairs(tmp_path: Path) -> None:
    """A pair that carried events only is said to; of one that was allowed nothing is known."""
    free = dataclasses.replace(created(), pair=dataclasses.replace(created().pair, mode="allow"))
    text = told(written(tmp_path / "r", [start(), created(), free, end()]))
    assert "nothing but events went through them" in text
    assert "nothing is known of what went through them" in text


@pytest.mark.parametrize("number", range(1, len(RUN) + 1))
def test_every_event_in_words(report: Path, number: int) -> None:
    """Each line can be asked for, and begins with its number."""
    text = told(report, event=number)
    assert text.startswith(f"line {number}: ")
    assert len(text.splitlines()) > 1


def test_a_refusal_in_full(report: Path) -> None:
    """Everything that its line says, and which other lines are about its pair and its process."""
    text = told(report, event=4)
    for line in (
        "write to pipe #3 by bash[13] was refused",
        "why: the first message is mixed",
        "what to do: use a file (pattern: data)",
        "the call failed with EACCES",
        "program: /usr/bin/bash",
        "command line: bash -c echo hello | cat",
        "parent: bash[12]: bash -c echo hello | cat",
        "message: 6 bytes, bytes that differ, printable, the first of its pair",
        "first byte: 0x68 ('h')",
        "wrong byte: 0x65 ('e') at offset 1",
        "event byte of the pair: none yet",
        "under the other first-message reading: pass: it sets the event byte (certain)",
        "pair: pipe #3, allow-events (the policy's own mode)",
        "made by: /usr/bin/bash, process 12: bash -c echo hello | cat",
        "held by: process 12 as descriptor 3 (read)",
        "line 2: process 13 began to run /usr/bin/cat",
        "line 3: pipe #3 was made by bash[12]",
        "line 5: 80 more refusals like the one below, 100 in all by then",
        "line 9: process 13 ended with status 1",
    ):
        assert line in text


@pytest.mark.parametrize("number", [0, -1, 11, 10**9])
def test_no_such_event(report: Path, number: int) -> None:
    """The error says which lines there are."""
    with pytest.raises(ScpipeError, match="has lines 1 to 10"):
        told(report, event=number)


def _hostile(value: Any, name: str) -> Any:
    """A record with every string of a program replaced; words of ours stay, which replay looks at."""
    ours = {"event", "kind", "mode", "relax", "pipe", "socketpair", "first-message"}
    if isinstance(value, dict):
        return {key: item if key in ours else _hostile(item, name) for key, item in value.items()}
    if isinstance(value, list):
        return [_hostile(item, name) for item in value]
    return name if isinstance(value, str) else value


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_strings_stay_on_their_line(tmp_path: Path, name: str) -> None:
    """No string of a report makes a line of its own, a control character, or a mark of a CI system."""
    path = tmp_path / "r.jsonl"
    records = [_hostile(json.loads(encode(event)), name) for event in RUN]
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    plain = _hostile(records, "x")
    reference = tmp_path / "plain.jsonl"
    reference.write_text("".join(f"{json.dumps(record)}\n" for record in plain))
    for event in (None, *range(1, len(RUN) + 1)):
        text = told(path, event=event)
        assert all(line.isprintable() for line in text.splitlines())
        assert "::" not in text
        assert "##" not in text
        assert len(text.split("\n")) == len(told(reference, event=event).split("\n"))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_cut_off_anywhere(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A report that ends in the middle is told as far as it goes, and that it is not complete."""
    whole = b"".join(map(encode, RUN))
    first = len(encode(RUN[0]))
    at = data.draw(st.integers(first, len(whole) - 1))
    path = tmp_path_factory.mktemp("cut") / "r.jsonl"
    path.write_bytes(whole[:at])
    text = told(path)
    assert "INCOMPLETE" in text
    assert "A run of: bash -c true" in text
    if whole[:at].endswith(b"\n"):
        assert "it has no end event" in text
    else:
        assert "is cut off or broken" in text


def test_a_broken_first_line(tmp_path: Path) -> None:
    """Even a report of half a line is one."""
    path = tmp_path / "r"
    path.write_bytes(b'{"event":"start","ti')
    assert "INCOMPLETE: line 1 is cut off or broken" in told(path)
    with pytest.raises(ScpipeError, match="has lines 1 to 0; line 1 is cut off"):
        told(path, event=1)


def test_a_broken_line_within_is_an_error(tmp_path: Path) -> None:
    """What follows cannot be trusted to be the rest: file and line are named."""
    path = tmp_path / "r"
    path.write_bytes(encode(start()) + b"{\n" + encode(end()))
    with pytest.raises(ReportError, match=r"r:2: not a line of JSON"):
        told(path)


_VALUES = st.sampled_from(
    [None, True, -1, 1.5, "x", [], {}, [[]], {"a": None}, 10**400, "\ud800", float("1e308")]
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_wrong_values_are_one_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A value of another kind anywhere in a report is told, or is an error of ours: never a traceback."""
    records = [json.loads(encode(event)) for event in RUN]
    record: Any = data.draw(st.sampled_from(records))
    while True:
        keys = [*record] if isinstance(record, dict) else [*range(len(record))]
        key = data.draw(st.sampled_from(keys))
        if not isinstance(record[key], (dict, list)) or not record[key] or data.draw(st.booleans()):
            break
        record = record[key]
    record[key] = data.draw(_VALUES)
    path = tmp_path_factory.mktemp("wrong") / "r.jsonl"
    path.write_text(
        '{"event":' + "\n".join(json.dumps(each) for each in records).removeprefix('{"event":') + "\n"
    )
    for event in (None, data.draw(st.integers(1, len(RUN)))):
        try:
            text = told(path, event=event)
        except ScpipeError as error:
            assert "internal" not in str(error)
        else:
            assert text.isascii() or all(line.isprintable() for line in text.splitlines())


@pytest.mark.parametrize("trap", [None, "all", "armed"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_policies_in_words(tmp_path: Path, name: str, trap: str | None) -> None:
    """What each kind of pair may carry, and the rows of the filter with reasons."""
    path = tmp_path / "p.yaml"
    path.write_text(TEMPLATES[name])
    text = told(path, trap=trap)
    assert "pipes: " in text
    assert "socket pairs: " in text
    assert "Filter for pipe=" in text
    assert "why: creates a pair" in text
    assert ("before an end of a pair gets one" in text) is (trap == "armed" and name != "strict")
    assert ("scpipe explain --trap armed tells which" in text) is (trap != "armed" and name != "strict")


def test_rules_in_words(tmp_path: Path) -> None:
    """Each rule with its files by device and inode, what else it trusts, and doubts."""
    (tmp_path / "bash").write_text("")
    tool = tmp_path / "tool"
    tool.write_text("")
    path = tmp_path / "p.yaml"
    path.write_text(
        f"pipe: deny\nrules:\n- {{exe: '{tmp_path}/bash', pipe: allow}}\n"
        f"- {{exe: '{tool}', socketpair: allow, pipe: allow-events}}\n- {{exe: /none, pipe: deny}}\n"
    )
    text = told(path)
    assert f"1. '{tmp_path}/bash' makes pipes that carry anything" in text
    assert "this is a shell: the rule trusts everything that it can be made to run" in text
    assert f"2. '{tool}' makes pipes that carry events and makes socket pairs that carry anything" in text
    assert f"'{tool}' (device " in text
    assert f", inode {tool.stat().st_ino})" in text
    assert "the rule trusts everything in the sandbox that can execute this program" in text
    assert "3. '/none' can make no pipes" in text
    assert "warning: rule for '/none': it names no file" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_policies_stay_on_their_line(tmp_path: Path, name: str) -> None:
    """A pattern with control characters or marks of CI systems is escaped."""
    path = tmp_path / "p.yaml"
    exe = scalar("/x/" + name.replace("**", "*") + "e")
    path.write_text(f"rules:\n- exe: {exe}\n  pipe: allow\n")
    text = told(path)
    assert all(line.isprintable() for line in text.splitlines())
    assert "::" not in text
    assert "##" not in text


def test_sessions_in_words(tmp_path: Path) -> None:
    """A SCONE session is a policy."""
    path = tmp_path / "s.yaml"
    path.write_text("services:\n- name: a\n  environment: {SCONE_PIPE: deny}\n- name: b\n")
    assert "pipes: no program can make them" in told(path, service="a")
    with pytest.raises(ScpipeError, match="several services"):
        told(path)


def test_unrestricted_has_no_filter(tmp_path: Path) -> None:
    """Nothing to trap is said so, in either mode."""
    path = tmp_path / "p.yaml"
    path.write_text("pipe: allow\nsocketpair: allow\n")
    for trap in (None, "armed"):
        assert "Nothing is restricted: there is no filter." in told(path, trap=trap)


@pytest.mark.parametrize(
    ("content", "options", "complaint"),
    [
        (b"pipe: alow\n", {}, "pipe: found 'alow'; allowed: deny"),
        (b"pipe: [\n", {}, "not valid YAML"),
        (b"hello world\n", {}, "neither a policy nor a report: "),
        (b"\x7fELF\xff", {}, "neither a policy nor a report: "),
        (b'{"a": 1}\n', {}, "neither a policy nor a report: "),
        (b"pipe: deny\n", {"event": 1}, "is no report"),
        (b"pipe: deny\n", {"trap": "some"}, "--trap some: allowed: all, armed"),
        (b"relax: [aio]\n", {"trap": "armed"}, "trap armed contradicts the policy"),
        (b"pipe: deny\n", {"service": "x"}, "has no services"),
        (b'{"event":"end"}\n{}\n', {}, "a broken 'end' event"),
        (b'{"event": "start"', {"service": "x"}, "is a report: --service and --trap are for policies"),
    ],
)
def test_one_clear_error(tmp_path: Path, content: bytes, options: dict[str, Any], complaint: str) -> None:
    """What is wrong, where, and what is allowed."""
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(ScpipeError) as caught:
        told(path, **options)
    assert complaint in str(caught.value)
    assert "file" in str(caught.value) or "trap" in str(caught.value)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    """A missing file and a directory."""
    for path, why in ((tmp_path / "none", "No such file"), (tmp_path, "Is a directory")):
        with pytest.raises(ScpipeError, match=why):
            told(path)


def test_what_can_be_read_once_only() -> None:
    """A pipe has nothing left for the second look, and would be taken for an empty policy."""
    reading, writing = os.pipe()
    os.write(writing, b"pipe: allow\n")
    os.close(writing)
    try:
        with pytest.raises(UsageError, match="can be read only once"):
            told(Path(f"/dev/fd/{reading}"))
    finally:
        os.close(reading)


def test_an_empty_file_is_the_default_policy(tmp_path: Path) -> None:
    """As everywhere."""
    path = tmp_path / "p"
    path.touch()
    assert "pipes: they carry events" in told(path)


def test_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report with names without end is told in part, and what was left out is counted."""
    from scpipe.report import story

    monkeypatch.setattr(story, "MOST_MAKERS", 3)
    monkeypatch.setattr(story, "MOST_GROUPS", 2)
    events: list[Event] = [start()]
    for number in range(6):
        pair = dataclasses.replace(created().pair, id=number, creator_exe=f"/x/{number}")
        events += [created(pair), refusal(pair=pair, exe=f"/y/{number}")]
    text = told(written(tmp_path / "r", [*events, end()]))
    assert "and 7 more events of other programs" in text
    assert text.count("1 time: ") == 2
    assert isinstance(events[0], type(start()))
    assert not any(isinstance(event, End) for event in events)
