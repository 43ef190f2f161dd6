"""For every test: what the machine is, said at the top; no setting of the caller decides a result."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from compat.reviewed import ReviewedSkips, must_be_reviewed, read_reviewed  # noqa: E402 - needs the path above
from harness import trap  # noqa: E402 - the same

_SETTINGS = ("SCONE_PIPE", "SCONE_SOCKETPAIR")


def pytest_addoption(parser: pytest.Parser) -> None:
    """In which mode scpipe traps writes in the tests' runs."""
    about = "which writes scpipe traps where a test asks for nothing (tests/harness/trap.py)"
    parser.addoption("--trap", choices=trap.MODES, default=None, help=about)


def pytest_configure(config: pytest.Config) -> None:
    """Reads every skip where that is asked for; keeps no examples where the checkout cannot be written."""
    trap.choose(config.getoption("--trap"))
    if must_be_reviewed():
        who = "root" if os.geteuid() == 0 else "user"
        config.pluginmanager.register(ReviewedSkips(read_reviewed(), who), "scpipe-reviewed-skips")
    kept = config.rootpath / ".hypothesis"
    if not os.access(kept if kept.exists() else config.rootpath, os.W_OK):
        _keep_no_examples()


def _keep_no_examples() -> None:
    """Hypothesis warns of a database that it cannot write, and a warning is an error here."""
    import hypothesis

    hypothesis.settings.register_profile("read-only checkout", database=None)
    hypothesis.settings.load_profile("read-only checkout")


def pytest_report_header() -> list[str]:
    """The facts that decide what can be tested: kernel, user, Yama, who traces us, which scpipe."""
    import scpipe

    facts = {
        "kernel": f"{platform.release()} {platform.machine()}",
        "uid": os.geteuid(),
        "ptrace_scope": _content("/proc/sys/kernel/yama/ptrace_scope"),
        **{field: _status(field) for field in ("TracerPid", "Seccomp", "CapEff")},
        "scpipe": f"{scpipe.__version__} in {Path(scpipe.__file__).parent}",
        "trap": trap.told(),
    }
    return [f"{name}: {value}" for name, value in facts.items()]


@pytest.fixture(autouse=True)
def _no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy in the caller's environment must not decide a test."""
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _library_in_the_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's runs trap the same writes as those of scpipe-run."""
    trap.prepare_library(monkeypatch)


def _content(path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError:
        return "none"


def _status(field: str) -> str:
    for line in Path("/proc/self/status").read_text().splitlines():
        name, _colon, value = line.partition(":")
        if name == field:
            return value.strip()
    return "none"
