"""Runs a command under a filter: forbid.py SYSCALL[:INDEX:BITS] ERRNO|KILL COMMAND...

With INDEX and BITS only calls that have these bits in that argument fail. KILL: they end the process.
"""

from __future__ import annotations

import errno
import os
import sys

import pyseccomp


def main() -> None:
    """Loads the filter and becomes the command."""
    call, code, *command = sys.argv[1:]
    name, *test = call.split(":")
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    tests = []
    if test:
        index, bits = int(test[0], 0), int(test[1], 0)
        tests = [pyseccomp.Arg(index, pyseccomp.MASKED_EQ, bits, bits)]
    action = pyseccomp.KILL_PROCESS if code == "KILL" else pyseccomp.ERRNO(getattr(errno, code))
    rules.add_rule(action, name, *tests)
    rules.load()
    os.execvp(command[0], command)


main()
