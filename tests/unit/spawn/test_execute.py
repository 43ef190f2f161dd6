"""execvp(3): which file runs, and which errno is told if none does."""

from __future__ import annotations

import errno
import os
import signal
import time
from pathlib import Path

import pytest

from scpipe.spawn.child import Command, execute

SCRIPT = '#!/bin/sh\nprintf \'%s|\' "$0" "$@" > "$OUT"\n'


def file(path: Path, content: str = SCRIPT, mode: int = 0o755) -> Path:
    """A file with this mode, its directory included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(mode)
    return path


def run(tmp_path: Path, *arguments: str, directory: Path | None = None, **environment: str) -> list[str]:
    """What the program that ran was called with; [errno name] if execute() failed."""
    out = tmp_path / "out"
    pid = os.fork()
    if pid == 0:
        code = 99
        try:
            os.chdir(directory or tmp_path)
            execute(Command(arguments, {"OUT": str(out), **environment}))
        except OSError as error:
            code = error.errno or 98
        finally:
            os._exit(code)
    deadline = time.monotonic() + 300
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            break
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            pytest.fail("the program did not end")
        time.sleep(0.002)
    code = os.waitstatus_to_exitcode(status)
    return out.read_text().split("|")[:-1] if code == 0 else [errno.errorcode.get(code, str(code))]


def test_path_is_searched_in_order(tmp_path: Path) -> None:
    """The first directory that has the file wins; arguments and environment are the command's."""
    for name in ("b", "c"):
        file(tmp_path / name / "tool")
    path = ":".join(str(tmp_path / name) for name in ("a", "b", "c"))
    assert run(tmp_path, "tool", "one", "", "two", PATH=path) == [str(tmp_path / "b/tool"), "one", "", "two"]


def test_path_is_the_commands_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PATH is taken from the command's environment, not from ours."""
    monkeypatch.setenv("PATH", str(tmp_path / "a"))
    file(tmp_path / "a" / "tool")
    assert run(tmp_path, "tool", PATH=str(tmp_path / "b")) == ["ENOENT"]


@pytest.mark.parametrize("path", ["", ":/nowhere", "/nowhere:"])
def test_empty_entry_is_the_working_directory(tmp_path: Path, path: str) -> None:
    """An empty PATH entry names the current directory."""
    file(tmp_path / "tool")
    assert run(tmp_path, "tool", PATH=path) == ["./tool"]


def test_slash_means_a_path(tmp_path: Path) -> None:
    """A name with a slash is not searched for."""
    file(tmp_path / "sub" / "tool")
    assert run(tmp_path, "sub/tool", PATH="/nowhere") == ["sub/tool"]
    assert run(tmp_path, "./tool", PATH=str(tmp_path / "sub")) == ["ENOENT"]


def test_what_cannot_be_executed_is_passed_over(tmp_path: Path) -> None:
    """A file without x, a directory and a file in PATH do not hide a good one further on."""
    file(tmp_path / "a" / "tool", mode=0o644)
    (tmp_path / "b" / "tool").mkdir(parents=True)
    file(tmp_path / "c")
    file(tmp_path / "d" / "tool")
    path = ":".join(str(tmp_path / name) for name in "abcd")
    assert run(tmp_path, "tool", PATH=path) == [str(tmp_path / "d/tool")]


def test_worst_error_is_told(tmp_path: Path) -> None:
    """EACCES if something was found but nothing could be executed, ENOENT if nothing was."""
    file(tmp_path / "a" / "tool", mode=0o644)
    path = f"{tmp_path / 'a'}:{tmp_path / 'b'}"
    assert run(tmp_path, "tool", PATH=path) == ["EACCES"]
    assert run(tmp_path, "other", PATH=path) == ["ENOENT"]
    assert run(tmp_path, "", PATH=path) == ["ENOENT"]


def test_script_without_an_interpreter_line_goes_to_sh(tmp_path: Path) -> None:
    """ENOEXEC: the shell reads it, with the arguments behind its path."""
    file(tmp_path / "a" / "tool", SCRIPT.partition("\n")[2])
    assert run(tmp_path, "tool", "x", "-y", PATH=str(tmp_path / "a")) == [str(tmp_path / "a/tool"), "x", "-y"]


def test_other_errors_are_told_as_they_are(tmp_path: Path) -> None:
    """A loop of links is neither absent nor forbidden."""
    os.symlink("tool", tmp_path / "tool")
    assert run(tmp_path, "./tool") == ["ELOOP"]


def test_missing_path_is_the_systems_default(tmp_path: Path) -> None:
    """Without PATH the standard directories are searched."""
    assert run(tmp_path, "sh", "-c", "printf 'ran|' > $OUT") == ["ran"]
