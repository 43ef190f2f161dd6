"""scpipe-run, and how often it stopped somebody, as its last line: sealing.py seals|no-seals OPTIONS.

``no-seals``: as on a kernel before 6.10. Told are interrupts, and mappings that were sealed.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from scpipe.linux import process, ptrace
from scpipe.linux.abi import native

COUNTS = {"interrupts": 0, "seals": 0}


def main(kernel: str) -> None:
    """Count, and be scpipe-run."""
    interrupt, make = ptrace.interrupt, native.make_instead

    def count_interrupt(tid: int) -> None:
        COUNTS["interrupts"] += 1
        interrupt(tid)

    def count_seal(tid: int, entry: bytes, number: int, arguments: Any) -> None:
        COUNTS["seals"] += number == native.SYS_MSEAL
        make(tid, entry, number, arguments)

    ptrace.interrupt, native.make_instead = count_interrupt, count_seal
    if kernel == "no-seals":
        process.can_seal = lambda: False
    own = os.getpid()
    from scpipe.command.cli import main_run

    try:
        main_run()
    finally:
        if os.getpid() == own:
            print("counted", *COUNTS.values(), file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv.pop(1))
