"""Several cases one after the other in one sandbox, for machines on which a launch takes seconds.

SCPIPE_CASES_AT_ONCE says how many. Their standard output is a file then, not an inherited pipe.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

AT_ONCE = int(os.environ.get("SCPIPE_CASES_AT_ONCE", "1"))
#: What a shell adds to a signal's number for the status of a command that it has ended.
_SIGNALLED = 128
_SCRIPT = """
guest=$1; shift
for place; do
    cd "$place" || exit
    "$guest" "${place##*/}" >out 2>err
    echo $? >status
done
"""

#: Makes a command of the guest's, bare or wrapped, from words.
Around = Callable[[Sequence[str]], list[str]]


class Ended(NamedTuple):
    """How one case ended: its exit status (negative: a signal), standard output and standard error."""

    status: int
    out: bytes
    err: bytes


class Group:
    """The cases of one group in a directory of their own, started at once."""

    def __init__(self, guest: Path, cases: Sequence[str], around: Around, place: Path) -> None:
        place.mkdir()
        self._places = {case: place / case for case in cases}
        for directory in (place, *self._places.values()):
            directory.mkdir(exist_ok=True)
            directory.chmod(0o777)
        words = ["/bin/sh", "-c", _SCRIPT, "sh", str(guest), *map(str, self._places.values())]
        self._process = subprocess.Popen(
            around(words), stdin=subprocess.DEVNULL, start_new_session=True, env=environment()
        )

    def wait(self, seconds: float) -> dict[str, Ended]:
        """How each case ended. Raises subprocess.TimeoutExpired, after the group was killed, and OSError."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, 9)
            self._process.wait(seconds)
            raise
        return {case: _ended(place) for case, place in self._places.items()}


def environment() -> dict[str, str]:
    """What a run finds in its environment: our programs, and nothing of the caller's."""
    root = str(Path(__file__).parents[3])
    kept = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    return kept | {"PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"}


def group_of(case: str, cases: Sequence[str]) -> list[str]:
    """The cases that run together with this one."""
    first = cases.index(case) // AT_ONCE * AT_ONCE
    return list(cases[first : first + AT_ONCE])


def _ended(place: Path) -> Ended:
    status = int((place / "status").read_text())
    signalled = _SIGNALLED - status if status > _SIGNALLED else status
    return Ended(signalled, (place / "out").read_bytes(), (place / "err").read_bytes())
