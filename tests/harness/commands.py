"""The words that start scpipe-run from the checkout."""

from __future__ import annotations

import sys

from .trap import SCRIPT, chosen


def scpipe_run(*words: str, python: str = sys.executable) -> list[str]:
    """scpipe-run with options and command exactly as given."""
    mode = chosen()
    begin = ["-m", "scpipe.command.cli"] if mode is None else [str(SCRIPT), mode]
    return [python, *begin, *words]


def quiet_run(*words: str) -> list[str]:
    """The same with ``-q``, by the interpreter of the tests."""
    return scpipe_run("-q", *words)
