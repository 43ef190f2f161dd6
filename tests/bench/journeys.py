"""Through how many calls and files of the package the serving of one stop goes.

``python -m tests.bench.journeys [--files]``. A reader of the code follows the same way. A profile hook counts
from the report of a stop to the request that lets the task run on. What a guest does decides what is counted.
Each way is told with its medians, with ``--files`` also the files of one journey in their order.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TextIO

PACKAGE = str(Path(__file__).parents[2] / "scpipe")
WAITS = frozenset({"poll_any", "sleep_for_any", "poll_one"})
RESUMES = frozenset({"cont", "run_to_syscall_stop"})
KINDS = (
    "an event, the short way",
    "an event by sendmsg",
    "an event, the long way",
    "a refused message",
    "the first refusal of a kind",
    "a refusal, the long way",
    "the exit stop of a creation",
    "an exit event",
)
_SECCOMP, _SYSCALL, _EXIT = 0x7057F, 0x857F, 0x6057F
_GUEST = (
    "import os, socket\n"
    "r, w = os.pipe()\n"
    "a, b = socket.socketpair()\n"
    "for _ in range(50):\n"
    "    os.write(w, b'A'); os.read(r, 1)\n"
    "    b.sendmsg([b'A']); a.recv(1)\n"
    "for _ in range(50):\n"
    "    try: b.sendmsg([b'hello'])\n"
    "    except OSError: pass\n"
    "for n in range(50):\n"
    "    a.sendmsg([b'A', b'A']); b.recv(2)\n"
    "    try: b.sendmsg([b'hello' + b'o' * n])\n"
    "    except OSError: pass\n"
    "    try: a.sendmsg([b'hel', b'lo'])\n"
    "    except OSError: pass\n"
    "for _ in range(50):\n"
    "    for end in os.pipe(): os.close(end)\n"
    "for _ in range(50):\n"
    "    if not os.fork(): os._exit(0)\n"
    "    os.wait()\n"
)


class Journey(NamedTuple):
    """The serving of one stop: its wait status, and every function of the package that was called."""

    status: int
    calls: tuple[tuple[str, str], ...]

    @property
    def files(self) -> int:
        """How many files it goes through."""
        return len({file for file, _function in self.calls})

    @property
    def moves(self) -> int:
        """How often the next function lies in another file."""
        return sum(one[0] != other[0] for one, other in zip(self.calls, self.calls[1:], strict=False))

    def goes_through(self, stem: str) -> bool:
        """Whether a file of that name is on the way."""
        return any(file.endswith(f"/{stem}.py") for file, _function in self.calls)

    def passes(self, function: str) -> bool:
        """Whether a function of that name was called."""
        return any(called == function for _file, called in self.calls)


class Hook:
    """Collects journeys; to be given to sys.setprofile()."""

    def __init__(self) -> None:
        self.journeys: list[Journey] = []
        self._status = 0
        self._calls: list[tuple[str, str]] | None = None

    def __call__(self, frame: Any, event: str, result: Any) -> None:
        """What the interpreter does (sys.setprofile): ``result`` is what a function returns."""
        code = frame.f_code
        if not code.co_filename.startswith(PACKAGE):
            return
        if code.co_name in WAITS:
            if event == "return" and isinstance(result, tuple):
                self._status, self._calls = result[1], []
        elif event == "call" and self._calls is not None:
            self._calls.append((code.co_filename, code.co_name))
        elif event == "return" and code.co_name in RESUMES and self._calls is not None:
            self.journeys.append(Journey(self._status, tuple(self._calls)))
            self._calls = None


def _kind(one: Journey) -> str:
    """What was served, or nothing that is told of."""
    if one.status == _SYSCALL:
        return "the exit stop of a creation" if one.goes_through("creation") else ""
    if one.status == _EXIT:
        return "an exit event"
    if one.status != _SECCOMP:
        return ""
    is_long = one.goes_through("dispatch")
    if one.passes("tell_refused"):
        if is_long:
            return "a refusal, the long way"
        return "the first refusal of a kind" if one.passes("advise") else "a refused message"
    if is_long:
        return "an event, the long way" if one.passes("judge") else ""
    return "an event by sendmsg" if one.passes("read_message") else "an event, the short way"


def ways(journeys: Iterable[Journey]) -> dict[str, list[Journey]]:
    """The journeys of the guest by what they are."""
    found: dict[str, list[Journey]] = {name: [] for name in KINDS}
    for one in journeys:
        if kind := _kind(one):
            found[kind].append(one)
    return found


def _row(name: str, journeys: list[Journey]) -> str:
    if not journeys:
        return f"{name:28}    none"
    columns = (
        [len(one.calls) for one in journeys],
        [one.files for one in journeys],
        [one.moves for one in journeys],
    )
    medians = [round(statistics.median(column)) for column in columns]
    return f"{name:28}{len(journeys):8}" + "".join(f"{median:8}" for median in medians)


def _trace() -> None:
    """In a process of its own: scpipe-run with the hook."""
    from scpipe.command.cli import main_run

    hook = Hook()
    out = os.dup(1)  # the supervisor lets go of the command's own descriptors
    sys.argv[:] = ["scpipe-run", "-q", "--", sys.executable, "-c", _GUEST]
    sys.setprofile(hook)
    try:
        main_run()
    except SystemExit:
        sys.setprofile(None)
    with os.fdopen(out, "w") as told:
        _tell(hook.journeys, told)


def _tell(journeys: Iterable[Journey], out: TextIO) -> None:
    print(f"{'':28}{'seen':>8}{'calls':>8}{'files':>8}{'moves':>8}", file=out)
    for name, found in ways(journeys).items():
        print(_row(name, found), file=out)
        if "--files" in sys.orig_argv and found:
            for file in dict.fromkeys(file for file, _function in found[-1].calls):
                print("   ", file.removeprefix(f"{PACKAGE}/"), file=out)


def main() -> int:
    """Print the table."""
    command = [sys.executable, "-m", "tests.bench.journeys", "--trace", *sys.argv[1:]]
    return subprocess.run(command, cwd=Path(PACKAGE).parent, timeout=300, check=False).returncode


if __name__ == "__main__":
    if "--trace" in sys.argv:
        _trace()
    else:
        sys.exit(main())
