"""Things to test with: plausible events, a way to change single fields, a full pipe."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from typing import Any

from scpipe.report.events import (
    Advice,
    End,
    Event,
    Exec,
    Exit,
    Frame,
    Holder,
    MessageFacts,
    Note,
    PairCreated,
    PairFacts,
    Program,
    Refusal,
    Repeated,
    Start,
    TrapFacts,
    Unavailable,
)

PIPE = PairFacts(3, "pipe", "allow-events", 12, "/usr/bin/bash", "", ("bash", "-c", "echo hello | cat"))
SOCKETS = PairFacts(4, "socketpair", "allow-events", 20, "/usr/bin/python3.11", "")
HOLDERS = (Holder(12, 3, "read"), Holder(13, 1, "write"))
#: A stack of each kind of frame.
FRAMES = (
    Frame("native", "/usr/lib/libc.so.6", "write", "", 0, 0x1000),
    Frame("native", "/opt/libx.so", "", "", 0, 0x2A),
    Frame("native", "", "", "", 0, -1),
    Frame("python", "", "send", "/srv/worker.py", 17, -1),
)


def message(length: int = 6, **changes: Any) -> MessageFacts:
    """The features of ``hello\\n`` as a first message, with changes."""
    facts = MessageFacts(length, 0x68, 0x65, 1, uniform=False, printable=True, ancillary=False, first=True)
    return replace(facts, **changes)


def single(byte: int, **changes: Any) -> MessageFacts:
    """A message of one byte that is not the event byte."""
    made = MessageFacts(1, byte, byte, 0, uniform=True, printable=False, ancillary=False, first=False)
    return replace(made, **changes)


def start(**changes: Any) -> Start:
    """A start under the default policy, with changes."""
    policy = {"pipe": "allow-events", "socketpair": "allow-events", "first-message": "uniform", "relax": []}
    made = Start(
        time=1.0,
        version="0.1",
        command=("bash", "-c", "true"),
        policy=policy,
        origins={"pipe": "default"},
        kernel={"release": "6.1", "landlock": 2},
        trap=TrapFacts("all", "the default on this kernel"),
        warnings=(),
    )
    return replace(made, **changes)


def created(pair: PairFacts = PIPE) -> PairCreated:
    """A pair made by its creator."""
    return PairCreated(2.0, pair.creator_pid, pair.creator_pid, pair, (3, 4), HOLDERS)


def refusal(**changes: Any) -> Refusal:
    """``echo hello`` into a fresh pipe, with changes."""
    made = Refusal(
        time=3.0,
        pid=13,
        tid=13,
        exe="/usr/bin/bash",
        argv0="bash",
        syscall="write",
        fd=1,
        pair=PIPE,
        event_byte=-1,
        message=message(),
        errno="EACCES",
        verdict="the first message is mixed",
        other_reading="pass: it sets the event byte",
        other_exact=True,
        enforced=True,
        holders=HOLDERS,
        advice=Advice("data", "a pipeline; use a file", "a pipeline", "use a file"),
        argv=("bash", "-c", "echo hello | cat"),
        parent=Program(12, "/usr/bin/bash", ("bash", "-c", "echo hello | cat")),
    )
    return replace(made, **changes)


def repeated(count: int = 80, total: int = 100, **changes: Any) -> Repeated:
    """The same again, counted."""
    return Repeated(3.5, count, total, refusal(holders=(), **changes))


def denied_creation(**changes: Any) -> Refusal:
    """A pipe2 under deny, with changes."""
    made = refusal(
        syscall="pipe2",
        fd=-1,
        pair=PairFacts(0, "pipe", "deny", 13, "/usr/bin/bash", ""),
        message=None,
        verdict="pairs of this kind are denied",
        other_reading="refuse: pairs of this kind are denied",
        holders=(),
        advice=Advice("creation", "pipes are denied", "pipes are denied"),
    )
    return replace(made, **changes)


def unavailable() -> Unavailable:
    """A refused io_uring_setup."""
    return Unavailable(
        4.0, 13, 14, "/usr/bin/node", "io_uring_setup", "ENOSYS", "it cannot be judged", "io-uring"
    )


def end(**changes: Any) -> End:
    """The end of a run without refusals, with changes."""
    needs = {"SCONE_PIPE": "allow-events", "SCONE_SOCKETPAIR": "deny"}
    return replace(End(9.0, "OK", 0, 2, 1, 0, 0, 0, needs), **changes)


def one_of_each() -> dict[str, Event]:
    """An event of every kind, by the name it has in a report."""
    return {
        "start": start(),
        "pair": replace(created(), backtrace=FRAMES),
        "refused": refusal(backtrace=FRAMES, creator_backtrace=FRAMES[1:]),
        "would-refuse": refusal(
            enforced=False, message=message(sample="6865"), backtrace=FRAMES, creator_backtrace=FRAMES[:1]
        ),
        "repeated": repeated(),
        "unavailable": unavailable(),
        "exec": Exec(5.0, 13, "/usr/bin/cat", ("cat", "-"), 12),
        "exit": Exit(6.0, 13, 1, -1),
        "note": Note(7.0, "warning", "waiting for 2 processes"),
        "end": end(),
    }


def fill(writer: int) -> None:
    """Fill a pipe; its descriptor is non-blocking afterwards."""
    os.set_blocking(writer, False)
    with contextlib.suppress(BlockingIOError):
        while os.write(writer, b"." * 4096):
            pass
