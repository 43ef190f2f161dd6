"""Builds the attacks, counts what came of them, and prints one table at the end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from guests import GUESTS, VICTIM, all_attacks
from harness.building import HEEDLESS, builder, need_compiler
from outcomes import Outcomes

STOP_DEADLINE_SECONDS = 60.0

_OUTCOMES = pytest.StashKey[Outcomes]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """How often, and under what load."""
    group = parser.getgroup("attacks")
    group.addoption("--runs", type=int, default=1, help="how often each attack is tried under scpipe")
    group.addoption("--busy", action="store_true", help="keep every CPU busy meanwhile")


def pytest_configure(config: pytest.Config) -> None:
    """Make the place where outcomes are kept."""
    config.stash[_OUTCOMES] = Outcomes()
    config.addinivalue_line("markers", "repeated: tried as often as --runs says")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every attack, as often as was asked for."""
    if "attack" in metafunc.fixturenames:
        attacks = all_attacks()
        metafunc.parametrize("attack", attacks, ids=[attack.name for attack in attacks])
    if metafunc.definition.get_closest_marker("repeated"):
        metafunc.fixturenames.append("run")
        metafunc.parametrize("run", range(1, metafunc.config.getoption("--runs", 1) + 1))


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    """A directory with every attack and the victim, built; any user may run them."""
    need_compiler("the attacks")
    with builder("scpipe-attacks", HEEDLESS) as made:
        made.build_all({attack.name: attack.source for attack in all_attacks()} | {VICTIM[1]: VICTIM[0]})
        yield made.place


@pytest.fixture(scope="session", autouse=True)
def busy_cpus(request: pytest.FixtureRequest) -> Iterator[None]:
    """With --busy: one endless loop for each CPU while the attacks run."""
    loops = os.cpu_count() if request.config.getoption("--busy", False) else 0
    started = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(loops or 0)]
    try:
        yield
    finally:
        for loop in started:
            loop.kill()
            loop.wait(STOP_DEADLINE_SECONDS)


@pytest.fixture
def outcomes(request: pytest.FixtureRequest) -> Outcomes:
    """Where an attack's outcome is noted for the table."""
    return request.config.stash[_OUTCOMES]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """One line for each attack, and the count."""
    found = config.stash[_OUTCOMES]
    if not found:
        return
    terminalreporter.section(f"attacks below {GUESTS.name}/ (uid {os.geteuid()})")
    for line in found.table():
        terminalreporter.write_line(line)
