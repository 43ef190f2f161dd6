"""The interpreter, built once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harness.building import builder, need_compiler

SOURCES = Path(__file__).parent / "guest"


@pytest.fixture(scope="session")
def guest() -> Iterator[str]:
    """The interpreter, built once, where every user can run it."""
    need_compiler("the interpreter")
    with builder("model") as made:
        yield str(made.build("interpreter", *sorted(SOURCES.glob("*.c"))))
