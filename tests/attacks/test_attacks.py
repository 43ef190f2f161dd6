"""Programs that try to get a second value into a pair: they succeed bare and must not under scpipe-run."""

from __future__ import annotations

import os
import platform
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the attacks use the x86-64 calls; this is another machine"
)

DEADLINE_SECONDS = 30.0
LEFT_BEHIND_SECONDS = 5.0
NOBODY = 65534
PROJECT = Path(__file__).parents[2]
NAMES = sorted(source.stem for source in (Path(__file__).parent / "guests").glob("*.c"))
_MARK = "SCPIPE_ATTACK_RUN"

Note = Callable[[str, str, str], None]


def _environment(mark: str) -> dict[str, str]:
    kept = {"PATH": os.environ.get("PATH", os.defpath), "HOME": "/", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, _MARK: mark}


def _survivors(mark: str) -> list[int]:
    """Processes that still carry the environment of a run."""
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and wanted in (entry / "environ").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _await_end(mark: str) -> list[int]:
    """Who is left when everybody has had time to go; they are killed."""
    end = time.monotonic() + LEFT_BEHIND_SECONDS
    while (left := _survivors(mark)) and time.monotonic() < end:
        time.sleep(0.05)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return left


def _run(command: list[str], note: Callable[[str], None]) -> str:
    """The last line a run printed, or how it ended; fails if it hangs or leaves a process."""
    mark = uuid.uuid4().hex
    started = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env=_environment(mark),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            note("hangs")
            _await_end(mark)
            process.kill()
            pytest.fail(f"no end within {DEADLINE_SECONDS} s")
    left = _await_end(mark)
    last = (output.splitlines() or [f"status {process.returncode}"])[-1]
    note(f"{last.partition(':')[0]} {time.monotonic() - started:.1f}s")
    assert not left, f"processes left behind: {left}"
    assert "internal error" not in errors, errors
    return last


#: A race may be lost now and then where nobody hinders it.
BARE_TRIES = 5
#: How an attack ends whose process is killed because it hides what it does.
KILLED_BY_SCPIPE = "status -9"


def _supervised(program: Path) -> list[str]:
    return [sys.executable, "-m", "scpipe.cli", "-q", "--", str(program)]


@pytest.mark.parametrize("name", NAMES)
def test_attack_succeeds_bare(name: str, programs: Path, note: Note) -> None:
    """Without scpipe the attack gets its byte through: it tests something."""
    # A shell is its parent, because one attack is on the parent.
    command = ["sh", "-c", '"$0"; exit $?', str(programs / name)]
    tries = [""]
    while tries[-1] != "THROUGH" and len(tries) <= BARE_TRIES:
        tries.append(_run(command, lambda text: note(name, "bare", text)))
    assert tries[-1] == "THROUGH", tries


@pytest.mark.skipif(os.geteuid() != 0, reason="not root: the attacks of root are not tried")
@pytest.mark.parametrize("name", NAMES)
def test_attack_of_root_is_stopped(name: str, programs: Path, note: Note) -> None:
    """Under the default policy root's attack does not get its byte through."""
    last = _run(_supervised(programs / name), lambda text: note(name, "root", text))
    assert last.startswith("stopped") or last == KILLED_BY_SCPIPE, last


@pytest.mark.parametrize("name", NAMES)
def test_attack_of_a_user_is_stopped(name: str, programs: Path, note: Note) -> None:
    """Under the default policy an ordinary user's attack does not get its byte through."""
    command = _supervised(programs / name)
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("setpriv is not installed: root cannot become an ordinary user")
        who = str(NOBODY)
        command = ["setpriv", "--reuid", who, "--regid", who, "--clear-groups", *command]
    last = _run(command, lambda text: note(name, "user", text))
    assert last.startswith("stopped") or last == KILLED_BY_SCPIPE, last
