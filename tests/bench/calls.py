"""B1 to B4, B8 and the rows of threads: what one call costs, by guests/calls.c."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .place import WRITES, Place
from .row import ALL, ARMED, NATIVE, SCPIPE, TRACER, Row, Sample
from .running import run

_MICROSECONDS = 1e6


def take_sample(
    place: Place,
    mode: str,
    kind: str,
    *,
    traced: Sequence[str] = WRITES,
    options: Sequence[str] = (),
    threads: int = 1,
    pairs: int = 0,
    processes: int = 1,
) -> Sample:
    """Microseconds a call. ``wall`` is the time between two calls, whoever of the processes makes them."""
    home = place.scratch()
    numbers = [str(number) for number in (threads, pairs, processes)]
    command = [place.guest("calls"), kind, str(place.settings.seconds), "result", *numbers]
    run(place.under(mode, command, traced=traced, options=options), home)
    told = json.loads((home / "result").read_text())
    told["total"] = told["cpu"] + told["own"]
    return {name: told[name] / told["calls"] * _MICROSECONDS for name in ("wall", "cpu", "total")}


def _row(
    name: str,
    about: str,
    kind: str,
    modes: Sequence[str] = ALL,
    *,
    traced: Sequence[str] = WRITES,
    options: Sequence[str] = (),
    threads: int = 1,
    pairs: int = 0,
    processes: int = 1,
) -> Row:
    def sample(place: Place, mode: str) -> Sample:
        return take_sample(
            place,
            mode,
            kind,
            traced=traced,
            options=options,
            threads=threads,
            pairs=pairs,
            processes=processes,
        )

    return Row(name, about, "us", sample, modes)


def _scaling() -> list[Row]:
    modes = (NATIVE, TRACER, SCPIPE, ARMED)
    return [
        *[
            _row(
                f"B8.tracees-{count}",
                f"event on a pipe, {count} processes at it",
                "pipe",
                modes,
                processes=count,
            )
            for count in (1, 4, 16, 64)
        ],
        *[
            _row(
                f"B8.pairs-{count}", f"event on a pipe, {count} other pairs live", "pipe", modes, pairs=count
            )
            for count in (1, 100, 1000, 10_000)
        ],
        *[
            _row(
                f"B8.threads-{count}",
                f"event on a pipe, {count} threads, one at work",
                "pipe",
                modes,
                threads=count,
            )
            for count in (1, 11, 50, 200)
        ],
    ]


ROWS = (
    _row("B1.file", "write of a byte to a file, no pair anywhere", "file"),
    _row("B1.null", "write of a byte to /dev/null", "null"),
    _row("B1.tcp", "write of a byte to a TCP connection", "tcp"),
    _row("B2.file", "write of a byte to a file, one pair lives", "file", pairs=1),
    _row("B2.tcp", "write of a byte to a TCP connection, one pair lives", "tcp", pairs=1),
    _row("B3.pipe", "event on a pipe", "pipe"),
    _row("B3.socketpair", "event on a socket pair, by write", "socketpair"),
    _row("B3.send", "event on a socket pair, by sendto", "send"),
    _row("B2.named", "sendmsg of a byte to a unix socket that has a name, one pair lives", "named", pairs=1),
    _row("B3.sendmsg", "event on a socket pair, by sendmsg", "sendmsg"),
    _row("B3.data", "refused message on a pipe that has no byte", "data"),
    _row("B3.other-data", "refused message on a pipe that has its byte", "other-data"),
    _row("B4.pipe", "pipe2 and two closes", "make-pipe", traced=("pipe2",)),
    _row("B4.socketpair", "socketpair and two closes", "make-socketpair", traced=("socketpair",)),
    *_scaling(),
    _row("threads.eventfd-11", "write to an eventfd, 11 threads", "eventfd", threads=11),
    _row("threads.eventfd-50", "write to an eventfd, 50 threads", "eventfd", threads=50),
    _row("threads.null-11", "write to /dev/null, 11 threads", "null", threads=11),
    _row("threads.null-50", "write to /dev/null, 50 threads", "null", threads=50),
    _row("threads.file-11", "write to a file, 11 threads", "file", threads=11),
    _row(
        "threads.audit-8", "event on a pipe under --audit, 8 threads", "pipe", options=("--audit",), threads=8
    ),
    _row("B2.two", "write of a byte to a file, two pairs live", "file", pairs=2),
    _row("threads.pair-4", "write to a file, 4 threads, one pair lives", "file", threads=4, pairs=1),
    _row("threads.pair-12", "write to a file, 12 threads, one pair lives", "file", threads=12, pairs=1),
    _row("fork.true", "fork, exec of /bin/true, wait", "spawn"),
)
