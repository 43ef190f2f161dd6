"""Kills scpipe-run before its child has asked for a signal at its parent's death: late_prctl.py COMMAND...

Prints that child's pid. A seccomp listener holds the child's prctl(PR_SET_PDEATHSIG) and the parent's
PTRACE_SEIZE until both wait: then the child has neither protection. Under a filter scpipe-run has another
child try calls first, which is let through: its prctl is the first, and it seizes nobody.
"""

from __future__ import annotations

import subprocess
import sys

import pyseccomp

PR_SET_PDEATHSIG = 1
PTRACE_SEIZE = 0x4206
FLAG_CONTINUE = 1


def _let_go(rules: pyseccomp.SyscallFilter, call: int) -> None:
    rules.respond_notify(pyseccomp.NotificationResponse(error=0, flags=FLAG_CONTINUE, id=call, val=0))


def main() -> None:
    """Holds, kills, lets go."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    rules.add_rule(pyseccomp.NOTIFY, "prctl", pyseccomp.Arg(0, pyseccomp.EQ, PR_SET_PDEATHSIG))
    rules.add_rule(pyseccomp.NOTIFY, "ptrace", pyseccomp.Arg(0, pyseccomp.EQ, PTRACE_SEIZE))
    rules.load()
    supervisor = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _call in ("prctl", "ptrace"):
        _let_go(rules, rules.receive_notify().id)
    held = [rules.receive_notify(), rules.receive_notify()]
    (child,) = [call for call in held if call.pid != supervisor.pid]
    supervisor.kill()
    supervisor.wait(300)
    _let_go(rules, child.id)
    print(child.pid, flush=True)


main()
