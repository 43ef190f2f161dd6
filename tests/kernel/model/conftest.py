"""The interpreter, built once a session."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parent / "guest"


@pytest.fixture(scope="session")
def guest() -> Iterator[str]:
    """The interpreter, built once, where every user can run it."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not installed: the interpreter cannot be built")
    directory = Path(tempfile.mkdtemp(prefix="model-"))
    directory.chmod(0o755)
    program = directory / "interpreter"
    sources = [str(source) for source in sorted(SOURCES.glob("*.c"))]
    words = ["gcc", "-O2", "-Wall", "-Werror", "-pthread", "-o", str(program), *sources]
    subprocess.run(words, check=True, timeout=300)
    program.chmod(0o755)
    yield str(program)
    shutil.rmtree(directory)
