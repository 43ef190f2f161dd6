"""What the library does where sys.executable is not the Python it needs, or the command is no program."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import scpipe


def _script(path: Path, text: str) -> str:
    path.write_text(text)
    path.chmod(0o755)
    return str(path)


def _refused(**more: object) -> str:
    """What the SetupError of a run says."""
    with pytest.raises(scpipe.SetupError) as caught:
        scpipe.run(["true"], stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
    return str(caught.value)


@pytest.mark.parametrize("executable", ["/bin/true", "/bin/cat", "/nonexistent", "/dev/null", "/etc"])
def test_no_python(monkeypatch: pytest.MonkeyPatch, executable: str) -> None:
    """Another program, or none, is one SetupError that names it; it is not the command that is missing."""
    monkeypatch.setattr(sys, "executable", executable)
    told = _refused()
    assert executable in told
    assert "sys.executable" in told


@pytest.mark.parametrize("executable", ["", None])
def test_no_executable(monkeypatch: pytest.MonkeyPatch, executable: str | None) -> None:
    """An embedded Python without an interpreter is told as what it is."""
    monkeypatch.setattr(sys, "executable", executable)
    assert "sys.executable is empty" in _refused()


def test_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen program is not started again in place of an interpreter."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "frozen" in _refused()


@pytest.mark.parametrize("ending", ["exec sleep 600", "sleep 600; exit"])
@pytest.mark.parametrize("limit", ["timeout", "time_limit"])
def test_an_interpreter_that_hangs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str, limit: str
) -> None:
    """It does not outlast the time given to the run, even where a child of its own keeps the socket."""
    pids = tmp_path / "pids"
    ending = ending.replace("sleep 600;", f"sleep 600 & echo $! >>{pids}; wait;")
    script = _script(tmp_path / "p", f"#!/bin/sh\necho $$ >>{pids}\n{ending}\n")
    monkeypatch.setattr(sys, "executable", script)
    began = time.monotonic()
    try:
        told = _refused(**{limit: 2.5})
    finally:
        started = [int(word) for word in pids.read_text().split()]
        for pid in started[1:]:  # its own child is nobody's business but the test's
            os.kill(pid, 9)
    assert "took more than 2.5 s" in told
    assert time.monotonic() - began < 60  # a busy machine; it hangs for 600
    with pytest.raises(ProcessLookupError):
        os.kill(started[0], 0)


def test_a_script_without_an_interpreter_line(tmp_path: Path) -> None:
    """As for Popen: the kernel knows no such program, and no shell is asked."""
    script = _script(tmp_path / "script", "echo ran\n")
    for start in (subprocess.Popen, scpipe.launch):
        with pytest.raises(OSError) as caught:
            start([script])  # type: ignore[operator]
        assert (caught.value.errno, caught.value.filename) == (errno.ENOEXEC, script)


def test_a_program_of_another_machine(tmp_path: Path) -> None:
    """No shell runs the bytes of a binary as commands; the next directory of PATH is looked into."""
    marker = tmp_path / "marker"
    (tmp_path / "a").mkdir()
    binary = _script(tmp_path / "a" / "true", f"\x7fELF\x02\x01\x01\0\ntouch {marker}\n")
    with pytest.raises(OSError) as caught:
        scpipe.launch([binary])
    assert caught.value.errno == errno.ENOEXEC
    assert scpipe.run(["true"], env={"PATH": f"{tmp_path / 'a'}:/usr/bin:/bin"}).returncode == 0
    assert not marker.exists()
