"""For every test: what the machine is, said at the top; no setting of the caller decides a result."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

_SETTINGS = ("SCONE_PIPE", "SCONE_SOCKETPAIR")


def pytest_report_header() -> list[str]:
    """The facts that decide what can be tested: kernel, user, Yama, who traces us, which scpipe."""
    import scpipe

    facts = {
        "kernel": f"{platform.release()} {platform.machine()}",
        "uid": os.geteuid(),
        "ptrace_scope": _content("/proc/sys/kernel/yama/ptrace_scope"),
        **{field: _status(field) for field in ("TracerPid", "Seccomp", "CapEff")},
        "scpipe": f"{scpipe.__version__} in {Path(scpipe.__file__).parent}",
    }
    return [f"{name}: {value}" for name, value in facts.items()]


@pytest.fixture(autouse=True)
def _no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy in the caller's environment must not decide a test."""
    for name in _SETTINGS:
        monkeypatch.delenv(name, raising=False)


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
