"""Builds the attacks, counts what came of them, and prints one table at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

GUESTS = Path(__file__).parent / "guests"
BUILD_DEADLINE_SECONDS = 60.0

_RESULTS = pytest.StashKey[dict[str, dict[str, str]]]()
_COLUMNS = ("bare", "root", "user")


def pytest_configure(config: pytest.Config) -> None:
    """Make the place where results are kept."""
    config.stash[_RESULTS] = {}


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    """A directory with every attack, built; any user may run them."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not installed: the attacks cannot be built")
    place = Path(tempfile.mkdtemp(prefix="scpipe-attacks-"))
    place.chmod(0o755)
    try:
        for source in sorted(GUESTS.glob("*.c")):
            command = ["gcc", "-O2", "-pthread", "-Wno-unused-result", "-o", place / source.stem, source]
            subprocess.run(command, check=True, timeout=BUILD_DEADLINE_SECONDS)
            (place / source.stem).chmod(0o755)
        yield place
    finally:
        shutil.rmtree(place)


@pytest.fixture
def note(request: pytest.FixtureRequest) -> object:
    """Remember an outcome for the table: ``note(attack, column, text)``."""
    results = request.config.stash[_RESULTS]

    def remember(name: str, column: str, text: str) -> None:
        results.setdefault(name, {})[column] = text

    return remember


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for each attack."""
    results = config.stash[_RESULTS]
    if not results:
        return
    terminalreporter.section(f"attacks (uid {os.geteuid()})")
    terminalreporter.write_line(f"{'attack':24}" + "".join(f"{column:>20}" for column in _COLUMNS))
    for name, found in sorted(results.items()):
        cells = "".join(f"{found.get(column, '-'):>20}" for column in _COLUMNS)
        terminalreporter.write_line(f"{name:24}{cells}")
