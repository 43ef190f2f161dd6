"""Notes each signal it gets: signals.py LOG [tstp]. Ends with 5 after a line "end" on stdin or SIGALRM.

With tstp it has a handler for SIGTSTP, too; without, ^Z stops it.
"""

from __future__ import annotations

import os
import signal
import sys

NAMES = ["INT", "TERM", "HUP", "QUIT", "USR1", "USR2", "WINCH", "CONT"]


def main() -> None:
    """Notes until the end."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(text: str) -> None:
        os.write(log, text.encode() + b"\n")

    for name in NAMES + ["TSTP"] * ("tstp" in sys.argv[2:]):
        number = getattr(signal, f"SIG{name}")
        signal.signal(number, lambda number, _frame: note(signal.Signals(number).name))
    signal.signal(signal.SIGALRM, lambda *_: os._exit(6))
    signal.alarm(30)
    if os.isatty(0):
        note(f"foreground {os.tcgetpgrp(0) == os.getpgrp()}")
    note(f"ready {os.getpid()}")
    for line in sys.stdin:
        note(f"line {line.strip()}")
        if line.strip() == "end":
            break
    os._exit(5)


main()
