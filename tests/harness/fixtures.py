"""Fixtures that a conftest imports: as whom a test runs, and a runner that leaves no process behind."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest

from .processes import end_all
from .runner import Runner, private_home

#: Seconds that processes have to end by themselves after a test.
_GRACE = 60.0


@pytest.fixture(params=[None, "nobody"], ids=["root", "user"])
def user(request: pytest.FixtureRequest) -> str | None:
    """Root and an ordinary user in turn; an ordinary user's tests cannot become root."""
    chosen: str | None = request.param
    if chosen is None and os.geteuid() != 0:
        pytest.skip("the tests do not run as root")
    return chosen


@pytest.fixture
def runner(user: str | None) -> Iterator[Runner]:
    """Runs commands as this test's user, and fails when a process outlives the test."""
    with clean_runner(user) as made:
        yield made


@pytest.fixture
def root_runner() -> Iterator[Runner]:
    """The same for what only root can prepare."""
    if os.geteuid() != 0:
        pytest.skip("needs root")
    with clean_runner(None) as made:
        yield made


@contextlib.contextmanager
def clean_runner(user: str | None) -> Iterator[Runner]:
    """A runner in a private directory; an error at the end if a process outlives it by a minute."""
    with private_home(user) as home:
        made = Runner(user, home)
        yield made
        left = end_all(made.traces, grace=_GRACE)
        assert not left, f"processes left behind (killed now): {left}"
