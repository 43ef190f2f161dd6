"""Ways out that come from how the command is started: attacks that need no program of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from harness.commands import quiet_run
from harness.processes import PATIENCE
from running import PROJECT

#: Opens a switch of the kernel's for writing, by a path relative to what it was started with; writes nothing.
_OPEN = """
import os, sys
for path in sys.argv[1:]:
    try:
        os.close(os.open(path, os.O_WRONLY))
        print("THROUGH", path)
    except OSError as error:
        print("stopped", error)
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="not root: a user cannot write the switches")


def _opened(prefix: Sequence[str], directory: str, paths: Sequence[str]) -> list[str]:
    """Which of the paths could be opened for writing by a command started in a directory."""
    ended = subprocess.run(
        [*prefix, sys.executable, "-c", _OPEN, *paths],
        cwd=directory,
        env={"PATH": os.defpath, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert ended.stdout or ended.returncode == 125, ended.stderr
    return [line for line in ended.stdout.splitlines() if line.startswith("THROUGH")]


@needs_root
@pytest.mark.parametrize("directory", ["/proc/sys", "/proc/sys/kernel"])
def test_a_working_directory_below_the_switches_does_not_open_them(directory: str) -> None:
    """A working directory below /proc/sys names the mount outside only where nothing covers it."""
    switch = os.path.relpath("/proc/sys/kernel/core_pattern", directory)
    paths = [switch, f"/proc/self/cwd/{switch}", str(Path(directory, switch))]
    assert _opened([], directory, paths), "bare it opens: the test tests something"
    assert not _opened(quiet_run("--"), directory, paths)
