"""Neither side waits for the other: a host that does not read, a callback that is slow or broken."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from scpipe.api import delivery as deliveries
from scpipe.api.connection import Connection
from scpipe.api.delivery import Delivery
from scpipe.outcome import Status
from scpipe.report.events import Event, Note
from scpipe.report.jsonl import encode
from scpipe.service.outbox import Outbox
from scpipe.service.protocol import Ended, Started, encode_control

DEADLINE = 300.0
Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """Two connected ends; the first does not block."""
    one, two = socket.socketpair()
    one.setblocking(False)
    with one, two:
        yield one, two


def _note(text: str) -> Note:
    return Note(time.time(), "warning", text)


def _read_all(sock: socket.socket) -> list[bytes]:
    with sock.makefile("rb") as lines:
        return list(lines)


def test_an_outbox_never_blocks_and_keeps_the_order(pair: Pair) -> None:
    """More than a socket holds is sent at once, as far as the sender can tell, and read in order later."""
    sender, reader = pair
    lost: list[int] = []
    outbox = Outbox(sender.fileno(), lambda: lost.append(1))
    lines = [b"%d %s\n" % (number, b"x" * 5000) for number in range(1000)]
    began = time.monotonic()
    for line in lines:
        outbox.send(line)
    assert time.monotonic() - began < DEADLINE
    closer = threading.Thread(target=lambda: (outbox.drain(DEADLINE), sender.shutdown(socket.SHUT_WR)))
    closer.start()
    assert _read_all(reader) == lines
    closer.join(DEADLINE)
    assert lost == []


def test_an_outbox_that_is_too_full_drops_events_and_says_so(pair: Pair) -> None:
    """Events beyond the limit are counted in a note; what may not be dropped arrives."""
    sender, reader = pair
    outbox = Outbox(sender.fileno(), lambda: None, most=100_000)
    for number in range(5000):
        outbox.send(encode(_note(str(number))), droppable=True)
    outbox.send(encode_control(Ended(0, "OK")))
    closer = threading.Thread(target=lambda: (outbox.drain(DEADLINE), sender.shutdown(socket.SHUT_WR)))
    closer.start()
    records = [json.loads(line) for line in _read_all(reader)]
    closer.join(DEADLINE)
    assert records[-1]["control"] == "ended"
    dropped = int(records[-2]["text"].split()[0])
    assert "dropped" in records[-2]["text"]
    assert len(records) - 2 + dropped == 5000


def test_an_outbox_tells_that_nobody_reads_any_more(pair: Pair) -> None:
    """A closed reader is told once, and later lines go nowhere."""
    sender, reader = pair
    reader.close()
    lost: list[int] = []
    outbox = Outbox(sender.fileno(), lambda: lost.append(1))
    outbox.send(b"1\n")
    outbox.send(b"2\n")
    outbox.drain(DEADLINE)
    assert lost == [1]


def test_a_slow_callback_loses_events_and_learns_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """put() never waits; what is dropped is told in a note at its place."""
    monkeypatch.setattr(deliveries, "MOST_PENDING", 3)
    seen: list[Event] = []
    gate, reached = threading.Event(), threading.Event()

    def slow(event: Event) -> None:
        reached.set()
        assert gate.wait(DEADLINE)
        seen.append(event)

    delivery = Delivery(slow)
    delivery.start()
    delivery.put(_note("first"))
    assert reached.wait(DEADLINE)
    for number in range(10):
        delivery.put(_note(str(number)))
    delivery.put(None)
    gate.set()
    assert delivery.finish(DEADLINE)
    texts = [event.text for event in seen if isinstance(event, Note)]
    assert texts == ["first", "0", "1", "2", "7 events were dropped: on_event is too slow"]


def test_a_broken_callback_is_reported_and_called_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each exception reaches threading.excepthook, and the next event the callback."""
    hooked: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda what: hooked.append(str(what.exc_value)))

    def broken(event: Event) -> None:
        assert isinstance(event, Note)
        raise ValueError(event.text)

    delivery = Delivery(broken)
    delivery.start()
    for text in ("1", "2"):
        delivery.put(_note(text))
    delivery.put(None)
    assert delivery.finish(DEADLINE)
    assert hooked == ["1", "2"]


def test_a_supervisor_that_dies_in_mid_line_is_an_internal_error(pair: Pair) -> None:
    """The stream's end without an end is told to everybody who waits, and the process is reaped once."""
    service, host = pair
    reaped: list[int] = []
    called = threading.Event()
    connection = Connection(host, lambda: reaped.append(1), None)
    connection.start()
    connection.progress.when_ended(called.set)
    service.sendall(encode_control(Started(7)) + b'{"event": "no')
    connection.progress.wait_started()
    assert (connection.progress.pid, connection.progress.wait_ended(0.01)) == (7, None)
    service.close()
    ended = connection.progress.wait_ended(DEADLINE)
    assert ended is not None
    assert (ended.code, ended.status) == (-9, Status.INTERNAL_ERROR.value)
    assert connection.wait_over(DEADLINE)
    assert called.wait(DEADLINE)
    assert (reaped, host.fileno()) == ([1], -1)


def test_the_first_end_is_the_one_that_counts(pair: Pair) -> None:
    """What the supervisor told of the command's end is not changed by its own end; a kill is a reason."""
    service, host = pair
    connection = Connection(host, lambda: None, None)
    connection.start()
    service.sendall(encode_control(Started(7)) + encode_control(Ended(3, "OK")))
    assert connection.progress.wait_ended(DEADLINE) == Ended(3, "OK")
    connection.kill(Status.EXTERNAL_KILL)
    service.setblocking(True)
    assert b"EXTERNAL_KILL" in os.read(service.fileno(), 1000)
    service.close()
    assert connection.wait_over(DEADLINE)
    assert connection.progress.ended == Ended(3, "OK")
