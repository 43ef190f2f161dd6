"""What was compared is said at the end of the run: a suite of which nothing ran would agree with anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .outcomes import Comparison

_LINES = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Makes room for the lines."""
    config.stash[_LINES] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints a line for each suite, user and policy."""
    for line in config.stash[_LINES]:
        terminalreporter.write_line(line)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Callable[[Comparison], None]:
    """Takes a comparison for the summary."""
    lines = request.config.stash[_LINES]
    return lambda result: lines.append(f"compared: {request.node.name}: {result.counted()}")
