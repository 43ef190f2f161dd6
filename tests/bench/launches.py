"""B5: what it costs to start a command, with scpipe-run and from the library."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from .place import GUESTS, Place, need, scpipe_run
from .row import ARMED, NATIVE, SCPIPE, STRACE, Row, Sample
from .running import run

#: The rival of a launch: an interpreter that starts and does nothing.
PYTHON = "python"
_TRUE = "/bin/true"
_NOTHING = ("-I", "-c", "pass")
_MILLISECONDS = 1e3


def _sample(place: Place, words: Sequence[str]) -> Sample:
    """Milliseconds of a start, the mean of some; ``cpu``: of everything that was started."""
    home = place.scratch()
    times = 1 if place.settings.quick else 5
    spent = [run(words, home) for _ in range(times)]
    return _with_total(
        {
            "wall": sum(one.wall for one in spent) / times * _MILLISECONDS,
            "cpu": sum(one.total for one in spent) / times * _MILLISECONDS,
        }
    )


def _with_total(sample: Sample) -> Sample:
    """A start is the supervisor's work as a whole: its CPU time is that of all."""
    return {**sample, "total": sample["cpu"]}


def _launch(place: Place, mode: str) -> Sample:
    words = {
        NATIVE: lambda: [_TRUE],
        PYTHON: lambda: [sys.executable, *_NOTHING],
        STRACE: lambda: place.under(STRACE, [_TRUE]),
        SCPIPE: lambda: place.under(SCPIPE, [_TRUE]),
        ARMED: lambda: place.under(ARMED, [_TRUE]),
    }
    return _sample(place, words[mode]())


def _library(place: Place, mode: str) -> Sample:
    """From a host that has started a command before; ``cpu`` is the host's too."""
    commands = {
        NATIVE: ("subprocess", _TRUE),
        PYTHON: ("subprocess", sys.executable, *_NOTHING),
        SCPIPE: ("scpipe", _TRUE),
    }
    home = place.scratch()
    times = "1" if place.settings.quick else "5"
    run([sys.executable, str(GUESTS / "library_host.py"), times, *commands[mode]], home)
    return _with_total(json.loads((home / "stdout").read_text()))


def _import(place: Place, mode: str) -> Sample:
    statement = "import scpipe" if mode == SCPIPE else "pass"
    return _sample(place, [sys.executable, "-c", statement])


def _becomes(place: Place, mode: str, options: Sequence[str]) -> Sample:
    """A start with options that leave nobody watching; ``processes``: 1 if somebody is left all the same."""
    command = [need("sh"), "-c", "echo $PPID"]
    words = command if mode == NATIVE else [scpipe_run(), "-q", *options, "--", *command]
    home = place.scratch()
    spent = run(words, home)
    parent = int((home / "stdout").read_text())
    return _with_total(
        {
            "wall": spent.wall * _MILLISECONDS,
            "cpu": spent.total * _MILLISECONDS,
            "processes": float(parent != os.getpid()),
        }
    )


def _unrestricted(place: Place, mode: str) -> Sample:
    return _becomes(place, mode, ("--pipe", "allow", "--socketpair", "allow"))


def _unwatched(place: Place, mode: str) -> Sample:
    return _becomes(place, mode, ("--pipe", "deny", "--socketpair", "deny", "--no-supervisor"))


ROWS = (
    Row(
        "B5.launch",
        "scpipe-run -- true; python: python3 -I -c pass",
        "ms",
        _launch,
        (NATIVE, PYTHON, STRACE, SCPIPE, ARMED),
    ),
    Row(
        "B5.library",
        "scpipe.run(['true']) in a warm host; python: subprocess",
        "ms",
        _library,
        (NATIVE, PYTHON, SCPIPE),
    ),
    Row("B5.import", "python3 -c 'import scpipe'; python: pass", "ms", _import, (PYTHON, SCPIPE)),
    Row("B5.allow", "both allowed: scpipe-run becomes the command", "ms", _unrestricted, (NATIVE, SCPIPE)),
    Row("B5.no-supervisor", "deny, --no-supervisor: the same", "ms", _unwatched, (NATIVE, SCPIPE)),
)
