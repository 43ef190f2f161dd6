"""Runs many commands, each under a scpipe-run of its own, from one warm interpreter.

exit_driver.py OPTIONS PROGRAM < CASES: a case a line, words for PROGRAM; says what waitpid(2) tells of each
scpipe-run. With "bare" for OPTIONS it runs PROGRAM itself. The modules are loaded once, and each scpipe-run
is a fork.
"""

from __future__ import annotations

import os
import shlex
import signal
import sys

DEADLINE = 300


def main() -> None:
    """Runs them one after the other."""
    options, program = sys.argv[1:]
    if options != "bare":
        one(["--", "/bin/true"], warm=True)
    for line in sys.stdin:
        status = one([*shlex.split(options), "--", program, *line.split()], bare=options == "bare")
        print(line.strip(), f"{status:#x}", flush=True)


def one(words: list[str], *, bare: bool = False, warm: bool = False) -> int:
    """One scpipe-run, or one command; its wait status."""
    if warm:
        load()
    pid = os.fork()
    if pid == 0:
        signal.alarm(DEADLINE)
        if bare:
            for number in (signal.SIGPIPE, signal.SIGXFSZ):
                signal.signal(number, signal.SIG_DFL)
            os.execv(words[2], words[2:])
        from scpipe.command import cli

        sys.argv = ["scpipe-run", *words]
        try:
            cli.main_run()
        except SystemExit as end:
            os._exit(int(end.code or 0))
        os._exit(99)
    return os.waitpid(pid, 0)[1]


def load() -> None:
    """Import what a run imports, before it is forked."""
    import scpipe.command.cli
    import scpipe.command.detach
    import scpipe.command.invocation
    import scpipe.command.outputs
    import scpipe.report.text
    import scpipe.supervision.run

    assert scpipe.command.cli and scpipe.command.detach and scpipe.command.invocation
    assert scpipe.command.outputs and scpipe.report.text


main()
