"""Which writes scpipe traps in the tests' runs where they ask for nothing: pytest's option ``--trap``.

``all`` and ``armed`` are what they would be on a kernel where that is the default, ``armed`` therefore where
it is possible. Nothing is added to the options: a run with a relaxation that armed cannot be had with, or
without a supervisor, is the same test in each mode. The library's runs in the tests' own process follow, too;
an installed ``scpipe-run`` does not, nor do programs of tests that import scpipe themselves.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MODES = ("all", "armed")
#: scpipe-run in a mode: SCRIPT MODE WORDS.
SCRIPT = Path(__file__).with_name("run_trapping.py")
_CHOSEN: list[str] = []
_BEGINS = "from scpipe.service.process import main"


def is_armed_too_new() -> bool:
    """True if this kernel is older than those on which writes can be trapped by descriptor."""
    return tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2]) < (6, 7)


def choose(mode: str | None) -> None:
    """Have every run that begins after this in a mode; None: as the product has it."""
    _CHOSEN[:] = [] if mode is None else [mode]


def chosen() -> str | None:
    """The mode of the tests' runs; None: as the product has it."""
    return _CHOSEN[0] if _CHOSEN else None


def scene() -> tuple[str, ...]:
    """What sets the mode among the names that an ablation is given (tests/attacks/ablation/removals.py)."""
    mode = chosen()
    return () if mode is None else (f"as-if-trap-{mode}",)


def told() -> str:
    """The mode, for the head of a test run."""
    mode = chosen()
    return "the product's default" if mode is None else f"{mode}, where a run asks for nothing"


def prepare_library(patch: pytest.MonkeyPatch) -> None:
    """Have the library's runs in the mode, for one test."""
    mode = chosen()
    if mode is None:
        return
    from scpipe.api import starting

    assert starting._BOOT.count(_BEGINS) == 1
    own = f"import sys; sys.path.append({str(SCRIPT.parent)!r}); import run_trapping; sys.path.pop()\n"
    own += f"run_trapping.make_default({mode!r})\n"
    patch.setattr(starting, "_BOOT", starting._BOOT.replace(_BEGINS, own + _BEGINS))
