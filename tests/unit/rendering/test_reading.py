"""Reading: several files as one, broken ones as far as they go, huge ones within bounds."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from unit.report.samples import PIPE, created, end, one_of_each, refusal, repeated, start

from scpipe.command.report_words import FORMS
from scpipe.errors import ReportError
from scpipe.rendering import collecting, findings, flows, reading, runs
from scpipe.rendering.collecting import Collection
from scpipe.rendering.picture import merged
from scpipe.rendering.programs import MOST_LEVELS, MOST_NODES, Node, Programs
from scpipe.rendering.timeline import STEPS, Timeline
from scpipe.report.events import Event, Exec, Note
from scpipe.report.jsonl import encode
from scpipe.report.records import to_record

from .making import collected, every_form, one_refusal, rendered


def _read(data: bytes) -> Collection:
    collection = Collection()
    collection.add("r.jsonl", io.BytesIO(data))
    return collection


def _whole() -> bytes:
    return b"".join(map(encode, one_of_each().values()))


def test_every_event_is_well_formed() -> None:
    """A report that scpipe writes is read without damage, whatever is in it."""
    collection = _read(_whole())
    (run,) = collection.runs
    assert (run.damaged, run.damage, run.is_complete) == (0, "", True)
    assert (run.tally.refused, run.tally.would_refuse, run.tally.pairs) == (81, 1, 1)


def test_a_report_that_is_cut_anywhere_is_read_up_to_there() -> None:
    """After any byte: what was whole counts, and every form says that it is incomplete."""
    whole = _whole()
    refused = whole.index(b"would-refuse") - len('{"event":"')
    for cut in [*range(0, len(whole) - 1, 97), 1, 5, 9, len(whole) - 2]:
        (run,) = _read(whole[:cut]).runs
        assert not run.is_complete
        assert run.tally.refused >= (cut > refused)
    for form, text in every_form(_read(whole[:-20])).items():
        assert "incomplete" in text.lower() or (form == "sarif" and "cut short" in text), form


@pytest.mark.parametrize("form", FORMS)
def test_a_run_without_an_end_says_so_in_every_form(form: str) -> None:
    """No form of a report without an end looks like one in which nothing happened."""
    assert rendered(form, collected([start()])) != rendered(form, collected([start(), end()]))
    text = rendered(form, collected([start()]))
    assert "incomplete" in text or "has no end" in text


def test_broken_lines_between_others_are_counted() -> None:
    """What stands beside and after them is read; the first is told with its number."""
    first, last = encode(start()), encode(end())
    (run,) = _read(first + b"make: hello\n\n[1]\n" + encode(refusal()) + b"\xff\xfe\n" + last).runs
    assert (run.damaged, run.damage, run.tally.refused) == (3, "line 2: not JSON", 1)
    assert run.end is not None and not run.is_complete


def test_a_file_that_is_no_report_is_refused() -> None:
    """Where not one line can be read the file is named; an empty one is a run that could not begin."""
    with pytest.raises(ReportError, match=r"r\.jsonl: not a report: line 1: not JSON"):
        _read(b"\x7fELF\n\0\n")
    (run,) = _read(b"").runs
    assert not run.is_complete


@pytest.mark.parametrize(
    ("changes", "damage"),
    [
        ({"exe": 4}, "exe is not what belongs there"),
        ({"exe": None}, "exe is not what belongs there"),
        ({"argv": ["a", 1]}, "argv is not"),
        ({"time": 1e300}, "time is not"),
        ({"time": -1}, "time is not"),
        ({"time": 10**400}, "time is not"),
        ({"time": True}, "time is not"),
        ({"pid": 10**30}, "pid is not"),
        ({"pid": 1.5}, "pid is not"),
        ({"enforced": 1}, "enforced is not"),
        ({"parent": {"pid": 1, "exe": [], "argv": []}}, "exe is not"),
        ({"pair": {**to_record(refusal())["pair"], "kind": "fifo"}}, "kind is neither"),
        ({"holders": [{"pid": "1", "fd": 1, "end": "read"}]}, "pid is not"),
        ({"advice": {"pattern": {}, "text": ""}}, "pattern is not"),
        ({"holders": 7}, "a broken 'refused' event"),
        ({"message": {"length": "6"}}, "a broken 'refused' event"),
    ],
)
def test_values_of_the_wrong_type_are_damage(changes: dict[str, object], damage: str) -> None:
    """A line that says something impossible is left out; nothing later meets it."""
    record = {**to_record(refusal()), **changes}
    collection = _read(encode(start()) + json.dumps(record).encode() + b"\n" + encode(end()))
    (run,) = collection.runs
    assert run.damage.startswith("line 2: ") and damage in run.damage
    assert len(collection.findings) == 0 and every_form(collection)


@pytest.mark.parametrize(
    "text", [b"[" * 200_000, b'{"event":"end","time":NaN}', b"1" * 5000, b'"\\ud800"', b"null"]
)
def test_strange_json_is_damage(text: bytes) -> None:
    """Depth, NaN, huge numbers and lone surrogates raise nothing."""
    (run,) = _read(encode(start()) + text + b"\n" + encode(end())).runs
    assert run.damaged == 1


def test_counts_are_positive() -> None:
    """A repetition of minus five cannot take refusals away."""
    (run,) = _read(encode(start()) + encode(repeated(count=-5)) + encode(end())).runs
    assert (run.damaged, run.tally.refused) == (1, 0)


def test_a_line_without_end_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is too long is skipped to its end, and the next one is read."""
    monkeypatch.setattr(reading, "LONGEST_LINE", 2000)
    (run,) = _read(encode(start()) + b"x" * 5000 + b"\n" + encode(end())).runs
    assert run.damage == "line 2: longer than 2000 bytes" and run.end is not None


def test_numbers_of_different_files_do_not_meet() -> None:
    """Two jobs with the same pids and pair numbers: pairs add up, and names come from the own file."""
    programs = [Exec(1.5, 12, "/usr/bin/one", ("one",), 0), Exec(1.6, 13, "/usr/bin/writer", ("w",), 12)]
    others = [replace(programs[0], exe="/usr/bin/two"), programs[1]]
    read_end = refusal(exe="/usr/bin/writer")
    jobs: list[list[Event]] = [[start(), *each, created(), read_end, end()] for each in (programs, others)]
    collection = collected(*jobs)
    (finding,) = collection.findings
    assert (finding.total, finding.pair_count, finding.calls) == (2, 2, {0: 1, 1: 1})
    (flow,) = merged(run.flows for run in collection.runs).values()
    assert (flow.made, flow.refused, flow.readers) == (2, {"writer": 2}, {"one": 1, "two": 1})
    for form in ("text", "markdown", "html", "junit"):
        assert all(name in rendered(form, collection) for name in ("job1.jsonl", "job2.jsonl"))


def test_reports_one_after_the_other_in_a_file_are_runs() -> None:
    """``cat a b`` is as good as ``a b``, and pids of the first mean nothing in the second."""
    collection = _read(b"".join(map(encode, [*one_refusal(), *one_refusal()])))
    assert [run.name for run in collection.runs] == ["r.jsonl", "r.jsonl, run 2"]
    assert collection.is_complete and collection.refused == 2


def test_runs_of_one_file_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of beginnings fills no memory, and the last run tells that the rest was not read."""
    monkeypatch.setattr(collecting, "MOST_RUNS", 5)
    collection = _read(encode(start()) * 100 + encode(refusal()))
    assert len(collection.runs) == 5 and collection.runs[-1].damage == "more than 5 runs in one file"
    (run,) = _read(encode(start()) + encode(end()) * 1000).runs
    assert len(run.moments) <= runs.MOST_MOMENTS + 1


def test_the_tree_says_who_started_whom() -> None:
    """make, 3 shells, a compiler in each: three lines."""
    programs = Programs()
    programs.start(Exec(1.0, 1, "/usr/bin/make", ("make",), 0))
    for pid in (2, 4, 6):
        programs.start(Exec(1.0, pid, "/bin/sh", ("sh",), 1))
        programs.start(Exec(1.0, pid + 1, "/usr/bin/cc", ("cc",), pid))
        programs.refuse(pid + 1, 2)
        programs.end(pid + 1)
    (make,) = programs.root.children.values()
    (shell,) = make.children.values()
    (compiler,) = shell.children.values()
    assert [(node.name, node.count, node.refused) for node in (make, shell, compiler)] == [
        ("make", 1, 0),
        ("sh", 3, 0),
        ("cc", 3, 6),
    ]
    assert programs.name(3) == "" and programs.name(2) == "sh"


def _nodes(node: Node) -> int:
    return 1 + sum(map(_nodes, node.children.values()))


def _levels(node: Node) -> int:
    return 1 + max(map(_levels, node.children.values()), default=0)


def test_programs_without_end_fill_no_memory() -> None:
    """Invented names and endless chains are counted together from some number on."""
    wide, deep = Programs(), Programs()
    for pid in range(1, MOST_NODES * 2):
        wide.start(Exec(1.0, pid, f"/x/p{pid}", (), 0))
        deep.start(Exec(1.0, 1, f"/x/p{pid % 100}", (), 0))
    assert _nodes(wide.root) <= MOST_NODES + 2
    assert _levels(deep.root) <= MOST_LEVELS + 2


def test_findings_are_bounded_and_what_is_left_out_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that invents names hides nothing behind the limit: every form says how much it was."""
    monkeypatch.setattr(findings, "MOST_FINDINGS", 30)
    many = [refusal(exe=f"/x/p{number}") for number in range(30 + 7)]
    collection = collected([start(), *many, end()])
    assert (len(collection.findings), collection.findings.left_out) == (30, 7)
    collection.findings.compare(frozenset(finding.key for finding in collection.findings))
    assert collection.new == 1
    texts = every_form(collection)
    assert [form for form, text in texts.items() if "7 calls of further" not in text] == []


def test_pairs_moments_and_flows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of pairs, notes, and makers of pairs without end are kept up to a number."""
    monkeypatch.setattr(findings, "MOST_PAIRS", 150)
    monkeypatch.setattr(flows, "MOST_GROUPS", 20)
    monkeypatch.setattr(runs, "MOST_MOMENTS", 40)
    pairs = [replace(PIPE, id=number, creator_exe=f"/x/m{number % 50}") for number in range(1, 300)]
    notes = [Note(1.0, "warning", str(number)) for number in range(80)]
    same = [refusal(pair=replace(PIPE, id=pair.id)) for pair in pairs]
    collection = collected([start(), *notes, *map(created, pairs), *same, end()])
    (run,), (finding,) = collection.runs, collection.findings
    assert len(run.moments) == 40 + 1 and run.moments[-1].kind == "end"
    assert len(run.flows.groups) == 20 + 1
    assert finding.pair_count == 150 and finding.total == 299


def test_a_timeline_keeps_every_count_in_few_steps() -> None:
    """However long it becomes, and also for times that go backwards."""
    timeline = Timeline()
    for number in range(1000):
        timeline.note(100.0 + number * number * 0.37, programs=1, refused=2)
    timeline.note(3.0, pairs=1)
    timeline.note(1e11, pairs=1)
    assert len(timeline.steps) <= STEPS
    assert sum(step.programs for step in timeline.steps) == 1000
    assert sum(step.refused for step in timeline.steps) == 2000
    assert sum(step.pairs for step in timeline.steps) == 2
