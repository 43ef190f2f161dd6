"""The job control of a shell for one command: job.py TERMINAL LOG FOREGROUND COMMAND...

Makes TERMINAL the session's, runs COMMAND as its foreground job, and notes in LOG what waitpid tells. A
stopped job is continued in the foreground when the file FOREGROUND appears.
"""

from __future__ import annotations

import os
import signal
import sys
import time

DEADLINE = 300.0


def note(log: str, text: str) -> None:
    """Adds a line to the log."""
    with open(log, "a", encoding="utf-8") as file:
        file.write(text + "\n")


def foreground(group: int) -> None:
    """Gives the terminal to a process group."""
    os.tcsetpgrp(0, group)


def main() -> int:
    """Runs the job to its end."""
    terminal, log, resume, *command = sys.argv[1:]
    opened = os.open(terminal, os.O_RDWR)  # a session leader without a terminal gets this one
    for fd in (0, 1, 2):
        os.dup2(opened, fd)
    os.close(opened)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        foreground(os.getpid())
        for number in (signal.SIGTTOU, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.execvp(command[0], command)
    while True:
        _pid, status = os.waitpid(pid, os.WUNTRACED)
        foreground(os.getpgrp())
        if not os.WIFSTOPPED(status):
            note(log, f"job ended {os.waitstatus_to_exitcode(status)}")
            return 0
        note(log, f"job stopped {os.WSTOPSIG(status)}")
        deadline = time.monotonic() + DEADLINE
        while not os.path.exists(resume) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.unlink(resume)
        foreground(pid)
        os.killpg(pid, signal.SIGCONT)


sys.exit(main())
