"""One kind of load, again and again: work.py NAME BOARD. A difference from the rule is a fault."""

from __future__ import annotations

import os
import random
import sys
import time
import traceback
from collections.abc import Callable

import children
import pairs
import violence
from board import REST, STOP, WORKERS, Board

#: What each worker does, and how many seconds it pauses between two times on average.
LOADS: dict[str, tuple[Callable[[], None], float]] = {
    "shell": (children.shell, 0.4),
    "spawn": (children.spawn, 0.2),
    "threads": (pairs.threads, 0.5),
    "passing": (pairs.passing, 0.25),
    "refused": (pairs.refused, 0.2),
    "blocked": (pairs.blocked, 0.14),
    "interrupted": (pairs.interrupted, 0.1),
    "killed": (violence.killed, 0.1),
    "filtered": (children.filtered, 0.2),
    "leaderless": (children.leaderless, 0.2),
    "orphans": (children.orphans, 0.2),
    "timers": (pairs.timers, 0.1),
    "keeper": (pairs.keep, 0.2),
}
_MOST_FAULTS = 20


def main() -> None:
    """Work until it is time to stop."""
    name, board = sys.argv[1], Board(sys.argv[2])
    slot = WORKERS.index(name)
    operation, pause = LOADS[name]
    pace = float(os.environ.get("SOAK_PACE", "1"))
    faults = 0
    while board.phase() != STOP and faults < _MOST_FAULTS:
        if board.phase() == REST:
            board.rest(slot)
        try:
            operation()
            board.count(slot)
        except Exception:  # noqa: BLE001 - every difference is told, and the work goes on
            faults += 1
            board.fault()
            os.write(2, f"soak: FAULT in {name}: {traceback.format_exc()}\n".encode())
        time.sleep(pause * random.uniform(0.3, 1.7) / pace)
    if name == "keeper":
        pairs.end_keeping()
    sys.exit(1 if faults else 0)


main()
