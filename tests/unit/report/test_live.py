"""A live view is told shortly and never waited for."""

from __future__ import annotations

import json
import os
import socket

from scpipe.report.events import Exec, Exit, Note, Repeated
from scpipe.report.live import CALLS, DROPPED, ENDED, PAIRS, PLACES, REFUSED, RUNNING, LiveSink, brief
from scpipe.report.sinks import Reporter
from scpipe.report.tally import Tally

from .samples import created, refusal


def _sink() -> tuple[LiveSink, Reporter, memoryview, socket.socket, socket.socket]:
    kind = socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK
    receiver, sender = socket.socketpair(socket.AF_UNIX, kind)
    counts, tally = memoryview(bytearray(8 * PLACES)).cast("Q"), Tally()
    sink = LiveSink(sender.fileno(), counts, tally)
    return sink, Reporter([sink], tally), counts, receiver, sender


def test_counts_and_records() -> None:
    """Counts are the tally's, records say what begins, what ends, and what was refused."""
    _live, reporter, counts, receiver, sender = _sink()
    with receiver, sender:
        for event in (Exec(1.0, 7, "/bin/sh", ()), created(), refusal(), Exit(2.0, 7, 0, -1)):
            reporter.emit(event)
        told = [json.loads(receiver.recv(65536)) for _ in range(3)]
    assert told[0] == {"pid": 7, "begins": "sh"} and told[2] == {"pid": 7, "begins": ""}
    assert told[1]["refusal"].startswith("refused: ")
    assert [counts[place] for place in (ENDED, RUNNING, PAIRS, REFUSED, DROPPED, CALLS)] == [1, 0, 1, 1, 0, 0]


def test_nobody_reads() -> None:
    """What finds no room is dropped, and counted; the counts go on."""
    sink, _reporter, counts, receiver, sender = _sink()
    with receiver, sender:
        for pid in range(5000):
            sink.emit(Exec(1.0, pid, "/bin/sh", ()))
        got = 0
        while True:
            try:
                receiver.recv(65536)
            except BlockingIOError:
                break
            got += 1
    assert 0 < got < 5000 and got + counts[DROPPED] == 5000


def test_nobody_is_there() -> None:
    """A view that has ended gets nothing more, and its number is not written to again."""
    sink, _reporter, counts, receiver, sender = _sink()
    with sender:
        receiver.close()
        sink.emit(Exec(1.0, 1, "/bin/sh", ()))
        read, write = os.pipe()
        os.dup2(write, sender.fileno())
        sink.emit(Exec(1.0, 1, "/bin/sh", ()))
        os.set_blocking(read, False)
        try:
            got = os.read(read, 100)
        except BlockingIOError:
            got = b""
        os.close(read)
        os.close(write)
    assert got == b"" and counts[DROPPED] == 0


def test_hostile_names_are_escaped() -> None:
    """Records hold nothing that moves a cursor."""
    told = [
        brief(Exec(1.0, 1, "/bin/\x1b[2J\n::x", ())),
        brief(refusal(exe="/\x1b]0;x\x07")),
        brief(Repeated(1.0, 2, 3, refusal(exe="/\x1b]0;x\x07"))),
    ]
    for record in told:
        assert record is not None
        assert all(str(value).isprintable() and "::" not in str(value) for value in record.values())


def test_what_only_counts() -> None:
    """Notes and pairs are no records."""
    assert brief(Note(1.0, "warning", "x")) is None and brief(created()) is None
