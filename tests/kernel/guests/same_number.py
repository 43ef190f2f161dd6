"""Runs a command with one number both here and in an outer PID namespace, whose /proc this is: COMMAND...

Ends with 77 if that does not come about.
"""

from __future__ import annotations

import os
import sys

TRIES = 400
LAST = "/proc/sys/kernel/ns_last_pid"


def outer() -> int:
    """Our number in the outer namespace."""
    return int(os.readlink("/proc/self"))


def main() -> int:
    """Makes children, each with the number that the next one is expected to have outside."""
    expected = 0
    for _ in range(TRIES):
        gate, seen = os.pipe()
        if expected:
            with open(LAST, "w") as file:
                file.write(str(expected - 1))
        pid = os.fork()
        if pid == 0:
            os.close(gate)
            os.write(seen, str(outer()).encode())
            os.close(seen)
            if os.getpid() == outer():
                os.execvp(sys.argv[1], sys.argv[1:])
            os._exit(78)
        os.close(seen)
        expected = int(os.read(gate, 20)) + 1
        os.close(gate)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code != 78:
            return code
    return 77


sys.exit(main())
