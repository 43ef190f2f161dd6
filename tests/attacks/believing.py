"""scpipe-run that holds what it believes of filters against the kernel: ``believing.py [WHAT] WORDS``.

Whenever a task runs on, it must have as many filters as it is believed to have, and each end of a pair in its
table must have a number that is trapped. The first difference is told, and ends everything. WHAT is a way to
believe too much, for a test that this is noticed: ``doubled`` or ``untold``. Only for tests.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from scpipe.handlers import creation, reporting
from scpipe.linux import files, procfs, procroot
from scpipe.supervisor import enforce
from scpipe.tracee import phase
from scpipe.tracee.armed import Armed
from scpipe.tracee.task import Task

TOLD = "believed too much: "
_O_PATH = 0o10000000


class Examiner:
    """What the kernel says of a task, as it is to run on."""

    def __init__(self) -> None:
        self._base: int | None = None
        self._inherited: set[int] = set()
        self._device = files.pipe_device()
        self.sockets: set[int] = set()

    def examine(self, task: Task) -> None:
        """End everything if the task has less than it is believed to have."""
        if isinstance(task.phase, phase.Exiting | phase.Gone):
            return
        said = procfs.status_fields(task.tid).get("Seccomp_filters")
        if said is None:
            return
        filters = int(said)
        if self._base is None:
            self._base = filters
            self._inherited = {link.inode for link in procfs.links(task.tid) if link.is_pipe}
        missing = self._base + task.armed.filters - filters
        if missing > 0:
            _end(f"{missing} filters of {task.armed} are not there, {filters} are")
        if missing == 0 and not task.armed.everything:
            self._look_at_table(task)

    def _look_at_table(self, task: Task) -> None:
        at = task.phase
        coming = at.numbers if isinstance(at, phase.Arming) else frozenset()
        if coming is None:
            return
        for number in procfs.descriptors(task.tid):
            if self._is_end(task.tid, number) and number not in task.armed.numbers | coming:
                _end(f"descriptor {number} is an end of a pair, and {task.armed} does not have it")

    def _is_end(self, tid: int, number: int) -> bool:
        """True for an end of a socket pair, and a write end of a pipe, no FIFO with a name, that is new."""
        try:
            status = procroot.status(f"{tid}/fd/{number}")
            flags = procfs.descriptor_flags(f"{tid}/fdinfo/{number}")
        except OSError:  # it was closed
            return False
        if stat.S_ISSOCK(status.st_mode):
            return status.st_ino in self.sockets
        is_pipe = stat.S_ISFIFO(status.st_mode) and status.st_dev == self._device
        is_written = flags & os.O_ACCMODE and not flags & _O_PATH
        return bool(is_pipe and is_written and status.st_ino not in self._inherited)


def _end(why: str) -> None:
    os.write(2, f"{TOLD}{why}\n".encode())
    os._exit(3)


def _watch() -> None:
    examiner = Examiner()
    resume, tell_pair = enforce.resume, reporting.tell_pair

    def examined_resume(task: Task, *words: Any, **more: Any) -> None:
        if task.hold is None:
            examiner.examine(task)
        resume(task, *words, **more)

    def noted_pair(context: Any, task: Task, pair: Any, numbers: Any) -> None:
        examiner.sockets.update(pair.inodes or ())
        tell_pair(context, task, pair, numbers)

    enforce.resume = examined_resume
    reporting.tell_pair = noted_pair


def _doubled() -> None:
    plus = Armed.plus

    def twice(self: Armed, numbers: frozenset[int] | None) -> Armed:
        return plus(plus(self, numbers), numbers)

    Armed.plus = twice  # type: ignore[method-assign]


def _untold() -> None:
    creation._untrapped = lambda *_words: frozenset()
    creation._writable = lambda *_words: frozenset()


def main() -> None:
    """Watch, then be scpipe-run."""
    excesses = {"doubled": _doubled, "untold": _untold}
    if sys.argv[1] in excesses:
        excesses[sys.argv.pop(1)]()
    _watch()
    from scpipe.command.cli import main_run

    main_run()


if __name__ == "__main__":
    main()
