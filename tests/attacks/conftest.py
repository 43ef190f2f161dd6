"""Builds the attacks, counts what came of them, and prints one table at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from guests import GUESTS, VICTIM, all_attacks
from outcomes import Outcomes

BUILD_DEADLINE_SECONDS = 600.0
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


def _build(source: Path, program: Path) -> None:
    program.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    command = ["gcc", "-O2", "-pthread", "-Wno-unused-result", "-o", program, source]
    subprocess.run(command, check=True, timeout=BUILD_DEADLINE_SECONDS)
    program.chmod(0o755)


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    """A directory with every attack and the victim, built; any user may run them."""
    if shutil.which("gcc") is None:
        pytest.skip("gcc is not installed: the attacks cannot be built")
    place = Path(tempfile.mkdtemp(prefix="scpipe-attacks-"))
    place.chmod(0o755)
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            wanted = [(attack.source, attack.name) for attack in all_attacks()] + [VICTIM]
            for built in [pool.submit(_build, source, place / name) for source, name in wanted]:
                built.result()
        yield place
    finally:
        shutil.rmtree(place)


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
