"""scpipe-run that leaves a byte for each time it asks a thread to stop: ``counted.py FILE WORDS``.

``--as-itself`` before FILE: what could be received by another call is received by the program's own. Only for
tests.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from scpipe.command.cli import main_run
from scpipe.handlers import naming_ends
from scpipe.linux import ptrace


def main() -> None:
    """Count, then be scpipe-run."""
    if sys.argv[1] == "--as-itself":
        naming_ends.as_recvfrom = lambda *facts: None
        del sys.argv[1]
    fd = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    interrupt = ptrace.interrupt

    def counted(tid: int) -> None:
        os.write(fd, b".")
        interrupt(tid)

    ptrace.interrupt = counted
    main_run()


if __name__ == "__main__":
    main()
