"""Which tests of the suites run: a part in CI, all with SCPIPE_SUITES=full."""

from __future__ import annotations

import os
from pathlib import Path

_LEFT_OUT = Path(__file__).parent / "left_out.txt"


def runs_in_full() -> bool:
    """Whether SCPIPE_SUITES=full asks for every test, every policy and both users."""
    return os.environ.get("SCPIPE_SUITES") == "full"


def left_out(suite: str) -> list[str]:
    """Patterns of the tests of a module (``test_os``) or program that only the full variant runs."""
    if runs_in_full():
        return []
    lines = (line.partition("#")[0].strip() for line in _LEFT_OUT.read_text().splitlines())
    kernel = f"{suite}:"
    return [line.removeprefix(kernel) for line in lines if line.startswith((kernel, f"test.{suite}."))]
