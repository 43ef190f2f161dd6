"""Fixtures of the kernel tests: users, runners that leave no process behind, built guests, printed costs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))  # how a command is run as which user is known in tests/harness

from harness import fixtures  # noqa: E402 - needs the path above
from harness.building import built_below  # noqa: E402 - the same

GUESTS = Path(__file__).parent / "guests"

user = fixtures.user
runner = fixtures.runner
root_runner = fixtures.root_runner
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


@pytest.fixture(scope="session")
def built() -> Iterator[Callable[[str], str]]:
    """Compiles guests/NAME.c, once a session, where every user can run it; gives its path."""
    with built_below(GUESTS, "kernel-guests") as build:
        yield build
