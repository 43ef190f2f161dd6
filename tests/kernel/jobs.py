"""Commands that are the foreground job of a terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.identity import NOBODY, become
from harness.processes import PATIENCE
from harness.runner import Runner
from harness.waiting import await_line, lines_of

from .launching import readable_guest, start


@dataclass
class Job:
    """A command that is the foreground job of a terminal."""

    shell: subprocess.Popen[bytes]
    master: int
    log: Path
    resume: Path

    def type(self, keys: bytes) -> None:
        """Keys at the terminal."""
        os.write(self.master, keys)

    def foreground(self) -> None:
        """What fg does."""
        self.resume.touch()

    @property
    def pid(self) -> int:
        """The pid of the command itself."""
        (line,) = [line for line in lines_of(self.log) if line.startswith("ready")]
        return int(line.split()[1])


def status_of(pid: int, field: str) -> str:
    """A field of /proc/PID/status, its first word."""
    text = Path(f"/proc/{pid}/status").read_text()
    return next(line.split(":")[1].split()[0] for line in text.splitlines() if line.startswith(field + ":"))


def log_of(runner: Runner) -> Path:
    """Where a job's guest notes what happens to it."""
    return runner.home / "log"


@contextlib.contextmanager
def on_a_terminal(runner: Runner, words: Sequence[str]) -> Iterator[Job]:
    """A command that notes "ready" in the log, started as a shell starts its foreground job."""
    master, slave = pty.openpty()
    try:
        if become(runner.user):
            os.fchown(slave, NOBODY, NOBODY)
        log, resume = log_of(runner), runner.home / "fg"
        shell = [runner.python, readable_guest(runner, "job.py"), os.ttyname(slave), str(log), str(resume)]
        process = start(runner, [*shell, *words])
        try:
            await_line(log, "ready")
            yield Job(process, master, log, resume)
        finally:
            process.kill()
            process.communicate(timeout=PATIENCE)
    finally:
        os.close(master)
        os.close(slave)
