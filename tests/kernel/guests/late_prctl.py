"""Kills scpipe-run before its child has asked for a signal at its parent's death: late_prctl.py COMMAND...

Prints that child's pid. A seccomp listener holds the child's prctl(PR_SET_PDEATHSIG) and the parent's
PTRACE_SEIZE until both wait: then the child has neither protection.
"""

from __future__ import annotations

import subprocess
import sys

import pyseccomp

PR_SET_PDEATHSIG = 1
PTRACE_SEIZE = 0x4206
FLAG_CONTINUE = 1


def main() -> None:
    """Holds, kills, lets go."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    rules.add_rule(pyseccomp.NOTIFY, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, PR_SET_PDEATHSIG))
    rules.add_rule(pyseccomp.NOTIFY, "ptrace", pyseccomp.Arg(0, pyseccomp.EQ, PTRACE_SEIZE))
    rules.load()
    supervisor = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held = [rules.receive_notify(), rules.receive_notify()]
    (child,) = [call for call in held if call.pid != supervisor.pid]
    supervisor.kill()
    supervisor.wait(300)
    rules.respond_notify(pyseccomp.NotificationResponse(error=0, flags=FLAG_CONTINUE, id=child.id, val=0))
    print(child.pid, flush=True)


main()
