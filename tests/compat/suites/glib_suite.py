"""GLib's installed tests, as Debian packages them (libglib2.0-tests): programs that print TAP."""

from __future__ import annotations

import fnmatch
import json
import re
import shlex
import sys
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from harness.runner import SUPERVISED, Runner

from .glib_differences import LUCK, UNUSABLE
from .outcomes import STATUS, Outcomes, read_tap

_DESCRIBED = Path("/usr/share/installed-tests/glib")
_INSTALLED = "/usr/libexec/installed-tests/glib"

#: Seconds: the longest program of CI needs 10, the longest of all 40; on a busy machine many times as much.
_SECONDS = 300

#: In CI these run: processes, signals, pipes, sockets, threads, main loops, D-Bus over a bus of their own.
IN_CI = [
    "asyncqueue",
    "async-splice-output-stream",
    "basic-signals",
    "buffered-output-stream",
    "cancellable",
    "cond",
    "credentials",
    "dbus-appinfo",
    "environment",
    "file",
    "g-file",
    "gdbus-connection",
    "gdbus-connection-flush",
    "gdbus-exit-on-close",
    "gdbus-non-socket",
    "gdbus-peer",
    "gdbus-server-auth",
    "io-channel",
    "io-stream",
    "live-g-file",
    "logging",
    "pollable",
    "protocol",
    "shell",
    "signal-handler",
    "sleepy-stream",
    "socket-listener",
    "socket-service",
    "spawn-path-search",
    "spawn-singlethread",
    "spawn-test",
    "stream-rw_all",
    "task",
    "testfilemonitor",
    "testing",
    "thread",
    "thread-pool",
    "unix",
    "unix-fd",
    "unix-streams",
]


def programs() -> dict[str, list[str]]:
    """The words of every program that can be used, by its name; nothing where the suite is not installed."""
    found = {}
    for path in sorted(_DESCRIBED.glob("*.test")):
        line = re.search(r"^Exec=(.*)$", path.read_text(), re.MULTILINE)
        if line is not None and path.stem not in UNUSABLE:
            found[path.stem] = shlex.split(line[1])
    return found


def command_of(name: str) -> list[str]:
    """The words of a program; skips where the suite is not installed."""
    found = programs()
    if not found:
        pytest.skip(f"no {_DESCRIBED} (Debian: libglib2.0-tests)")
    return found[name]


def flags_of(policy: str, runner: Runner) -> list[str]:
    """``allow``: supervision alone, no filter. ``rules``: every trap, and nothing that is refused."""
    # Natively nobody waits for what a program leaves behind.
    orphans = ["--orphans", "kill"]
    if policy == "allow":
        return [*orphans, *SUPERVISED]
    places = [f"{_INSTALLED}/*", "/usr/bin/*"]
    rules = [{"exe": place, "pipe": "allow", "socketpair": "allow"} for place in places]
    # -q: warnings of scpipe are no output of the program's.
    return [*orphans, "-q", "--policy", str(runner.write("policy.json", json.dumps({"rules": rules})))]


def run_program(
    runner: Runner, name: str, flags: Sequence[str] | None, _tests: Iterable[str] | None
) -> Outcomes:
    """The outcomes of a program's tests and its status, natively (``flags`` None) or under scpipe.

    It has a home of its own, and no session bus: the tests that need one start it. Single tests are not
    chosen: a program runs again as a whole.
    """
    home = runner.write(f"{uuid.uuid4().hex[:6]}/tmp/empty", "").parents[1]
    run = runner.write(f"{home.name}/run/empty", "").parent
    run.chmod(0o700)
    env = {"HOME": str(home), "TMPDIR": str(home / "tmp"), "XDG_RUNTIME_DIR": str(run)}
    words = command_of(name)
    done = runner.either_run(words, flags, env=env, cwd=home, timeout=_SECONDS)
    if done.returncode not in (0, 77):
        sys.stdout.write(f"{name} {'natively' if flags is None else 'under scpipe'}: {done.returncode}\n")
        sys.stdout.write((done.stdout + done.stderr)[-3000:])
    found = read_tap(done.stdout)
    for test in fnmatch.filter(found, LUCK.get(name, "")):
        del found[test]
    status = {0: "passed", 77: "skipped"}.get(done.returncode, f"status {done.returncode}")
    return {**found, STATUS: status}
