"""Python's own regression tests, as Debian packages them (libpython3.N-testsuite)."""

from __future__ import annotations

import functools
import subprocess
import sys
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from harness.identity import PATH
from harness.runner import Runner

from .outcomes import Outcomes, read_junit
from .selection import left_out, runs_in_full

#: Tests that do not end without scpipe either: in virtual machines, vsock may reach nobody.
_UNUSABLE = {"test_socket": ("test.test_socket.ThreadedVSOCK*",)}

#: How long a module may take; the longest needs 20 seconds in CI, 130 in full.
_SECONDS, _SECONDS_IN_FULL = 60, 300


@functools.cache
def suite_python() -> str:
    """A system's Python that has its test suite; skips where there is none."""
    for minor in range(20, 9, -1):
        python = Path(f"/usr/bin/python3.{minor}")
        if python.exists() and _imports_tests(python):
            return str(python)
    pytest.skip("no /usr/bin/python3.N with its test suite (Debian: libpython3.N-testsuite)")


def _imports_tests(python: Path) -> bool:
    command = [str(python), "-c", "import test.test_signal, test.test_asyncio"]
    done = subprocess.run(command, env={"PATH": PATH}, cwd="/", capture_output=True, timeout=300)
    return done.returncode == 0


def run_module(
    runner: Runner, module: str, flags: Sequence[str] | None, tests: Iterable[str] | None
) -> Outcomes:
    """The outcomes of one test module, natively (``flags`` None) or under scpipe, of all its tests or some.

    Python's own runner is given a pattern file in place of many words: a line each.
    """
    side = uuid.uuid4().hex[:6]
    result = runner.write(f"{side}/result.xml", "", 0o644)
    runner.write(f"{side}/t/empty", "")
    patterns = runner.write(f"{side}/patterns", "".join(f"{name}\n" for name in _patterns(module, tests)))
    # The interpreter that runs scpipe has packages of its own in PYTHONPATH; an ignored SIGINT breaks tests.
    command = ["/usr/bin/env", "-u", "PYTHONPATH", "--default-signal=INT", suite_python(), "-m", "test", "-v"]
    command += ["--tempdir", str(runner.home / side / "t"), "--junit-xml", str(result)]
    command += ["--ignorefile" if tests is None else "--matchfile", str(patterns), module]
    seconds = _SECONDS_IN_FULL if runs_in_full() else _SECONDS
    command = ["/usr/bin/timeout", "--kill-after=2", str(seconds), *command]
    done = runner.either_run(command, flags, timeout=seconds + 20)
    text = result.read_text()
    if text:
        return read_junit(text)
    # A test that loses a race may wait for ever, natively too: then all of them differ, and run again.
    end = (done.stdout + done.stderr)[-3000:]
    sys.stdout.write(f"{module} wrote no result, status {done.returncode}:\n{end}\n")
    return {}


def _patterns(module: str, tests: Iterable[str] | None) -> list[str]:
    if tests is not None:
        return list(tests)
    # A pattern file may not be empty.
    return ["no.such.test", *_UNUSABLE.get(module, ()), *left_out(module)]
