"""Fixtures of the kernel tests: users, runners that leave no process behind, built guests, printed costs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))  # how a command is run as which user is known in tests/compat

from compat.processes import PATIENCE, end_all  # noqa: E402 - needs the path above
from compat.runner import Runner, private_home  # noqa: E402 - the same

GUESTS = Path(__file__).parent / "guests"
_COSTS = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Makes room for what the tests measure."""
    config.stash[_COSTS] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints what was measured: numbers to look at, never to fail on."""
    for line in config.stash[_COSTS]:
        terminalreporter.write_line(f"cost: {line}")


@pytest.fixture
def cost(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Takes a line for the summary at the end of the test run."""
    return request.config.stash[_COSTS].append


@pytest.fixture(params=[None, "nobody"], ids=["root", "user"])
def user(request: pytest.FixtureRequest) -> str | None:
    """Root and an ordinary user in turn; an ordinary user's tests cannot become root."""
    chosen: str | None = request.param
    if chosen is None and os.geteuid() != 0:
        pytest.skip("the tests do not run as root")
    return chosen


@pytest.fixture
def runner(user: str | None) -> Iterator[Runner]:
    """Runs commands as this test's user, and fails when a process outlives the test (by a minute)."""
    with private_home(user) as home:
        made = Runner(user, home)
        yield made
        left = end_all(made.traces, grace=60)
        assert not left, f"processes left behind (killed now): {left}"


@pytest.fixture
def root_runner() -> Iterator[Runner]:
    """The same for what only root can prepare."""
    if os.geteuid() != 0:
        pytest.skip("needs root")
    with private_home(None) as home:
        made = Runner(None, home)
        yield made
        left = end_all(made.traces, grace=60)
        assert not left, f"processes left behind (killed now): {left}"


@pytest.fixture(scope="session")
def built() -> Iterator[Callable[[str], str]]:
    """Compiles guests/NAME.c, once a session, where every user can run it; gives its path."""
    directory = Path(tempfile.mkdtemp(prefix="kernel-guests-"))
    directory.chmod(0o755)

    def build(name: str) -> str:
        program = directory / name
        if not program.exists():
            words = [
                "gcc",
                "-O2",
                "-Wall",
                "-Werror",
                "-pthread",
                "-o",
                str(program),
                str(GUESTS / f"{name}.c"),
            ]
            subprocess.run(words, check=True, timeout=PATIENCE)
            program.chmod(0o755)
        return str(program)

    yield build
    shutil.rmtree(directory)
