"""Who a scenario runs as, with which interpreter and in which environment."""

from __future__ import annotations

import functools
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import pytest

from .processes import MARKER

NOBODY = 65534
#: The words before a command of root's that make it run as nobody.
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
# A fixed path: a caller's version managers (shims in a private home) must not decide what is tested.
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def runs_bare() -> bool:
    """Whether SCPIPE_BARE asks for the programs without scpipe, to prove the scenarios themselves."""
    return os.environ.get("SCPIPE_BARE", "") not in ("", "0")


def become(user: str | None) -> list[str]:
    """The words before a command that make it run as ``user``; empty where nothing has to change."""
    if user is None or os.geteuid() != 0:
        return []
    if shutil.which("setpriv", path=PATH) is None:
        pytest.skip("setpriv is not installed: root cannot become an ordinary user")
    return [*AS_NOBODY]


def as_nobody(command: Sequence[str]) -> list[str]:
    """A command that an ordinary user runs: nobody, if we are root; who we are, if not."""
    return [*become("nobody"), *command]


def login(user: str | None) -> str:
    """The login name of the account that ``user`` stands for."""
    uid = NOBODY if become(user) else os.geteuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def require_program(name: str) -> str:
    """The absolute path of an installed program; skips the test, with a reason, where it is missing."""
    found = shutil.which(name, path=PATH)
    if found is None:
        pytest.skip(f"program {name} is not installed")
    return found


def require_module(name: str) -> None:
    """Skips the test, with a reason, where the interpreter has no module ``name``."""
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"Python module {name} is not installed")


@functools.cache
def interpreter(user: str | None) -> str | None:
    """An interpreter of the running version that ``user`` can execute and that finds typer and yaml, or None.

    The one that runs the tests may live in root's private home; the system's then takes its place,
    and finds the same packages through PYTHONPATH.
    """
    candidates = (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    for candidate in candidates:
        # Through a shell: setpriv still has root's capabilities when it executes a program itself.
        probe = [*become(user), "/bin/sh", "-c", 'exec "$0" -c "import typer, yaml"', candidate]
        env = {"PATH": PATH, **_python_path(candidate)}
        try:
            done = subprocess.run(probe, env=env, cwd="/", capture_output=True, timeout=300, check=False)
        except OSError:
            continue
        if done.returncode == 0:
            return candidate
    return None


def environment(user: str | None, home: Path, marker: str) -> dict[str, str]:
    """A small, reproducible environment with a private HOME and TMPDIR."""
    return {
        "PATH": PATH,
        "HOME": str(home),
        "TMPDIR": str(home / "tmp"),
        "USER": login(user),
        "LOGNAME": login(user),
        "LC_ALL": "C.UTF-8",
        "SHELL": "/bin/sh",
        "PYTHONDONTWRITEBYTECODE": "1",
        MARKER: marker,
        **_python_path(interpreter(user) or sys.executable),
    }


def _python_path(candidate: str) -> dict[str, str]:
    places = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    spec = importlib.util.find_spec("scpipe")
    if spec is not None and spec.origin is not None:
        places.append(str(Path(spec.origin).parent.parent))
    if candidate != sys.executable:
        places.extend(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    return {"PYTHONPATH": os.pathsep.join(dict.fromkeys(places))}
