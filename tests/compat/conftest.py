"""Fixtures of the compatibility tests: users, runners, a local HTTP server; and the hook for required.txt."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import fixtures
from harness.identity import runs_bare
from harness.runner import Completed, Runner

from .required import RequiredScenarios
from .reviewed import must_be_reviewed

GUESTS = Path(__file__).parent / "guests"

user = fixtures.user
runner = fixtures.runner


def pytest_configure(config: pytest.Config) -> None:
    """Registers the marker and the check that required scenarios really ran."""
    config.addinivalue_line("markers", "refused: needs a policy that refuses; not checked with SCPIPE_BARE")
    plugin = RequiredScenarios(config, enforced=must_be_reviewed() and not runs_bare())
    config.pluginmanager.register(plugin, "scpipe-required-scenarios")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips the scenarios that need a refusal where nothing refuses."""
    if runs_bare() and item.get_closest_marker("refused") is not None:
        pytest.skip("SCPIPE_BARE: nothing refuses without scpipe")


@pytest.fixture
def scpipe_run(runner: Runner) -> Callable[..., Completed]:
    """Runs a command under scpipe-run as this test's user: see Runner.scpipe_run."""
    return runner.scpipe_run


@pytest.fixture
def bare_run(runner: Runner) -> Callable[..., Completed]:
    """Runs a command without scpipe as this test's user: see Runner.bare_run."""
    return runner.bare_run


@pytest.fixture
def guests() -> Path:
    """The directory of the small programs that scenarios run."""
    return GUESTS


class _Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"hello\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Keeps the tests' stderr for the tests."""


@pytest.fixture(scope="session")
def http_port() -> Iterator[int]:
    """The loopback port of a server outside scpipe that answers every GET with ``hello``."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Hello) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join(300)
