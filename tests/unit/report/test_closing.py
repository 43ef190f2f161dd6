"""The end of a run: how much was refused, and one verdict to paste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scpipe.report.alike import Counts
from scpipe.report.closing import interim, summary
from scpipe.report.events import Event, Exec
from scpipe.report.tally import Tally

from .samples import PIPE, SOCKETS, created, denied_creation, message, refusal, single, start

WAKE = refusal(pair=SOCKETS, event_byte=0, message=single(15), other_reading="refuse: another byte")
SILENT = [
    "scpipe: SCONE's page is silent on a first message of different bytes: `uniform`,",
    "scpipe:   in force here, refuses it; `any` takes its first byte for the event,",
]


def tallied(*events: Event) -> Tally:
    """The tally after these events."""
    tally = Tally()
    for event in events:
        tally.note(event)
    return tally


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([start(), created()], []),
        (
            [start(), created(), created(SOCKETS), WAKE, replace(WAKE, pair=replace(SOCKETS, id=5))],
            [
                "scpipe: 2 calls refused on 2 pairs (socketpair 2)",
                "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow-events SCONE_SOCKETPAIR=allow",
            ],
        ),
        (
            [start(), created(), refusal(enforced=False)],
            [
                "scpipe: 1 call would have been refused on 1 pair (pipe 1)",
                "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow SCONE_SOCKETPAIR=deny",
                *SILENT,
                "scpipe:   and would have let every refused message pass",
            ],
        ),
        (
            [start(), refusal(), WAKE],
            [
                "scpipe: 2 calls refused on 2 pairs (pipe 1, socketpair 1)",
                "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow SCONE_SOCKETPAIR=allow",
                *SILENT,
                "scpipe:   and would have let 1 of 2 refused messages pass",
            ],
        ),
        (
            [start(policy={"pipe": "deny", "socketpair": "allow"}), denied_creation(), denied_creation()],
            [
                "scpipe: 2 calls refused (pipe 2)",
                "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow-events SCONE_SOCKETPAIR=allow",
                "scpipe: what was written to socketpairs was allowed, and not judged",
            ],
        ),
        (
            [start(), *(refusal(exe=f"/bin/p{number}", other_exact=False) for number in range(5))],
            [
                "scpipe: 5 calls refused on 1 pair (pipe 5)",
                "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow SCONE_SOCKETPAIR=deny",
                *SILENT,
                "scpipe:   and would have let every refused message pass, as far as can be told",
            ],
        ),
        (
            [start(policy={"first-message": "any"}), refusal(message=message(first=False))],
            [
                "scpipe: 1 call refused on 1 pair (pipe 1)",
                "scpipe: under SCONE 7.0 this run needs: SCONE_PIPE=allow SCONE_SOCKETPAIR=deny",
            ],
        ),
    ],
)
def test_golden_summaries(events: list[Event], expected: list[str]) -> None:
    """The verdict a porter wants, for each thing that can be needed; the page's gap where it was met."""
    assert summary(tallied(*events)) == expected


def test_the_verdict_can_be_pasted() -> None:
    """What stands behind the colon is what a shell takes for variables."""
    verdict = summary(tallied(start(), refusal()))[1].rpartition(": ")[2]
    assert dict(word.split("=") for word in verdict.split()) == {
        "SCONE_PIPE": "allow",
        "SCONE_SOCKETPAIR": "deny",
    }


def test_golden_interim() -> None:
    """Who asks while the run goes on gets counts, each group, and the verdict so far."""
    events = [start(), Exec(1.0, 13, "/usr/bin/bash", ("bash",)), created(), refusal(), refusal(), WAKE]
    counts = Counts(1)
    for event in events[3:]:
        counts.note(event)  # type: ignore[arg-type]
    assert interim(tallied(*events), counts) == [
        "scpipe: so far: 3 calls refused on 2 pairs (pipe 2, socketpair 1); 1 process, 1 pair",
        "scpipe:   2 times: bash wrote to pipes that bash made (data)",
        "scpipe: and 1 refusal of other programs and kinds",
        "scpipe: so far this run needs under SCONE 7.0: SCONE_PIPE=allow SCONE_SOCKETPAIR=allow",
    ]


def test_an_interim_of_nothing() -> None:
    """That nothing was refused is an answer, too."""
    events = [Exec(1.0, number, "/usr/bin/bash", ("bash",)) for number in (5, 6)]
    assert interim(tallied(*events, created(PIPE)), Counts(1)) == [
        "scpipe: so far: nothing was refused (2 processes, 1 pair)"
    ]
