"""Runs parts of the tests and writes what came of each, a line of JSON, to a file or a serial line."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import termios
import time
import tty
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from . import outside, smoke
from .place import NOBODY, BrokenError, Place, said
from .results import FAILED, SKIPPED, Outcome

PARTS: dict[str, tuple[smoke.Test, ...]] = {"smoke": smoke.TESTS + outside.TESTS}
USERS = {"root": 0, "user": os.geteuid() or NOBODY}


class _Teller:
    """Writes lines: ``output`` is a file or a terminal."""

    def __init__(self, output: TextIO) -> None:
        self._output = output
        if output.isatty():
            tty.setraw(output.fileno(), termios.TCSANOW)

    def __call__(self, kind: str, **fields: Any) -> None:
        self._output.write(json.dumps({"kind": kind, **fields}) + "\n")
        self._output.flush()


def _try(test: smoke.Test, place: Place, tell: _Teller) -> None:
    began = time.monotonic()
    name = test.__name__.replace("_", " ")
    try:
        came = test(place)
    except BrokenError as failure:
        came = Outcome(FAILED, str(failure))
    except Exception as error:  # noqa: BLE001 a test's own defect is told like any other
        came = Outcome(FAILED, f"{type(error).__name__}: {error}")
    for each, outcome in came.items() if isinstance(came, Mapping) else [(name, came)]:
        seconds = round(time.monotonic() - began, 1)
        tell("test", user=place.name, test=each, word=outcome.word, detail=outcome.detail, seconds=seconds)


def _probe(place: Place, tell: _Teller) -> str:
    """Tell what the start event says; why nothing can be tried as this user, "" if it can."""
    done = place.run([sys.executable, "-I", "-c", "import scpipe"])
    if done.returncode:
        return f"the user cannot run {sys.executable}: {said(done)}"
    _done, events = place.reported(["-q"], ["/bin/true"])
    tell("facts", user=place.name, facts={**events[0]["kernel"], "warnings": events[0]["warnings"]})
    return ""


def main() -> int:
    """Try the given parts as the given users."""
    parser = argparse.ArgumentParser(prog="python -m tests.kernels.inside", description=__doc__)
    parser.add_argument("--parts", default="smoke", help="smoke, or suites of pytest's")
    parser.add_argument("--users", default="root,user")
    parser.add_argument("--tests", default="", help="only tests whose name has this in it")
    parser.add_argument("--built", default="", help="what was compiled before")
    parser.add_argument(
        "--made", type=Path, help="the working file of earlier runs: only what is missing is made"
    )
    parser.add_argument("--out", type=Path, default=Path("/dev/stdout"))
    given = parser.parse_args()
    with given.out.open("w") as output, tempfile.TemporaryDirectory(prefix="scpipe-inside-") as home:
        Path(home).chmod(0o755)
        tell = _Teller(output)
        tell("kernel", release=os.uname().release)
        parts, users = given.parts.split(","), given.users.split(",")
        for name in users:
            place = Place(USERS[name], Path(home) / name)
            try:
                unable = _probe(place, tell)
            except BrokenError as failure:
                tell("test", user=name, test="start", word=FAILED, detail=str(failure))
                continue
            for part in parts:
                for test in PARTS.get(part, ()):
                    if unable:
                        tell("test", user=name, test=test.__name__, word=SKIPPED, detail=unable)
                    elif given.tests in test.__name__:
                        _try(test, place, tell)
        for part in parts:
            if part not in PARTS:
                from . import suites  # pytest, which takes a second to import there

                if "whole" not in given:
                    given.whole = suites.needing_all(given.made)
                suites.run(part, users, given, tell)
        tell("end")
    return 0


if __name__ == "__main__":
    sys.exit(main())
