"""The command of the soak: starts the workers, lets them rest now and then, and ends them.

conductor.py BOARD SECONDS SECONDS-BETWEEN-RESTS
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from board import REST, RUN, STOP, WORKERS, Board

HERE = Path(__file__).parent
_LONGEST_WAY_TO_REST = 60.0
_SETTLING = 1.5
_QUIET = 2.5
_HEART = len(WORKERS)


def say(text: str) -> None:
    """One line on stderr."""
    os.write(2, f"soak: {text}\n".encode())


def start(board_path: str) -> list[subprocess.Popen[bytes]]:
    """Every worker, and the heartbeat."""
    words = [[str(HERE / "work.py"), name, board_path] for name in WORKERS]
    words.append([str(HERE / "heartbeat.py"), board_path])
    return [subprocess.Popen([sys.executable, *each]) for each in words]


def wait_for_rest(board: Board) -> None:
    """Until everybody stands still; a worker that does not is named, and is a fault."""
    deadline = time.monotonic() + _LONGEST_WAY_TO_REST
    while time.monotonic() < deadline:
        busy = [slot for slot in range(_HEART + 1) if not board.is_resting(slot)]
        if not busy:
            return
        time.sleep(0.02)
    say(f"FAULT: no rest within {_LONGEST_WAY_TO_REST:g} s: {[(*WORKERS, 'heart')[slot] for slot in busy]}")
    board.fault()


def let_rest(board: Board) -> None:
    """Complete rest for a moment: nothing is alive but what lives all the time."""
    board.set_phase(REST)
    wait_for_rest(board)
    time.sleep(_SETTLING)
    board.turn_quiet()
    time.sleep(_QUIET)
    board.turn_quiet()
    board.set_phase(RUN)


def main() -> int:
    """Run for the given time."""
    path, seconds, between = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    board = Board(path)
    ends_at = time.monotonic() + seconds
    workers = start(path)
    while time.monotonic() < ends_at:
        time.sleep(min(between, max(0.0, ends_at - time.monotonic())))
        dead = [worker.args for worker in workers if worker.poll() is not None]
        if dead:
            say(f"FAULT: ended early: {dead}")
            board.fault()
            break
        let_rest(board)
    board.set_phase(STOP)
    statuses = [worker.wait(60) for worker in workers]
    say(f"statuses {statuses}, faults {board.faults}, heartbeats {board.sent} sent, {board.heard} heard")
    return 1 if any(statuses) or board.faults or board.sent != board.heard else 0


sys.exit(main())
