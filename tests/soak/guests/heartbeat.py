"""An innocent program: an event every 10 ms over a pipe, from one process to another."""

from __future__ import annotations

import os
import sys
import time

from board import REST, STOP, WORKERS, Board

_PERIOD = 0.01
_SLOT = len(WORKERS)


def write_beats(board: Board, end: int) -> None:
    """The writer: on time, and not at all while there is rest."""
    due = time.monotonic()
    while board.phase() != STOP:
        if board.phase() == REST:
            time.sleep(0.2)  # the last event is read before the rest begins
            board.rest(_SLOT)
            board.round()
            due = time.monotonic()
        if os.write(end, b"h") != 1:
            board.fault()
        board.beat_sent()
        due = max(due + _PERIOD, time.monotonic() - 1.0)
        time.sleep(max(0.0, due - time.monotonic()))


def read_beats(board: Board, end: int) -> None:
    """The reader: the longest time between two, across no rest."""
    before, rounds = 0.0, -1
    while beats := os.read(end, 4096):
        now = time.monotonic()
        board.beats_heard(len(beats), now - before if rounds == board.rounds else 0.0)
        before, rounds = now, board.rounds
        if beats.strip(b"h"):
            board.fault()


def main() -> None:
    """Writer and reader."""
    board = Board(sys.argv[1])
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writing)
        read_beats(board, reading)
        os._exit(0)
    os.close(reading)
    write_beats(board, writing)
    os.close(writing)
    _pid, status = os.waitpid(child, 0)
    sys.exit(status)


main()
