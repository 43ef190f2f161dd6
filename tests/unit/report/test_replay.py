"""Reading a report back: mistakes are named by file and line."""

from __future__ import annotations

import pytest

from scpipe.errors import ReportError
from scpipe.report.jsonl import encode
from scpipe.report.replay import read_events

from .samples import one_of_each


def test_a_report_reads_back_in_order() -> None:
    """All events come back, equal and in order."""
    events = list(one_of_each().values())
    assert list(read_events(map(encode, events))) == events


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "r.jsonl:2: not a line of JSON"),
        ("[]", "r.jsonl:2: not a JSON object"),
        ('{"event": "dance"}', "r.jsonl:2: not an event of a report: 'dance'"),
        ('{"event": ["end"]}', "r.jsonl:2: not an event of a report"),
        ('{"event": "exit", "time": 1}', "r.jsonl:2: a broken 'exit' event"),
        (
            '{"event": "pair", "time": 1, "pid": 1, "tid": 1, "pair": 4, "fds": [1], "holders": []}',
            "r.jsonl:2",
        ),
        ("[" * 200_000, "r.jsonl:2: nested too deep for a report"),
        ('{"event": "repeated", "time": 1, "count": 1, "total": 1, "last": {}}', "r.jsonl:2: a broken"),
    ],
)
def test_broken_lines_are_named(line: str, complaint: str) -> None:
    """A line that is no event stops the reading with its place."""
    good = encode(one_of_each()["note"])
    with pytest.raises(ReportError) as caught:
        list(read_events([good, line], "r.jsonl"))
    assert str(caught.value).startswith(complaint)
