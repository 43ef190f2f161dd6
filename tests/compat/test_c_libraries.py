"""GLib's main loop, libcurl and the curl command."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness.identity import require_program
from harness.runner import Runner


def build(runner: Runner, source: Path, package: str) -> str:
    """Compiles a guest against a pkg-config package, without scpipe; the path of the program."""
    compiler, config = require_program("gcc"), require_program("pkg-config")
    flags = runner.bare_run([config, "--cflags", "--libs", package])
    assert flags.returncode == 0, flags.stderr
    program = runner.home / source.stem
    command = [compiler, "-O1", "-Wall", "-Werror", "-o", str(program), str(source)]
    done = runner.bare_run([*command, *flags.stdout.split(), "-pthread"])
    assert done.returncode == 0, done.stderr
    return str(program)


def test_glib_main_loop(runner: Runner, guests: Path) -> None:
    """Threads wake a GLib main loop, and a UNIX signal source ends it."""
    program = build(runner, guests / "glib_loop.c", "glib-2.0")
    result = runner.scpipe_run([program])
    assert (result.returncode, result.stdout, result.stderr) == (0, "woken 10, signal\n", "")


def test_libcurl_multi(runner: Runner, guests: Path, http_port: int) -> None:
    """libcurl's resolver thread and curl_multi_wakeup wake transfers."""
    program = build(runner, guests / "curl_multi.c", "libcurl")
    result = runner.scpipe_run([program, f"http://localhost:{http_port}/"])
    assert (result.returncode, result.stdout, result.stderr) == (0, "bytes 6\n" * 3, "")


def test_curl(runner: Runner, http_port: int) -> None:
    """The curl command fetches a page from a named host, alone and in parallel."""
    url = f"http://localhost:{http_port}/"
    command = [require_program("curl"), "-sS", "--no-progress-meter", "--parallel", "--max-time", "20"]
    command += ["-o", "a", url, "-o", "b", url, "-o", "c", url]
    result = runner.scpipe_run(command)
    assert (result.returncode, result.stderr) == (0, "")
    assert [(runner.home / name).read_text() for name in "abc"] == ["hello\n"] * 3


def pipe_calls(runner: Runner, guests: Path, *flags: str) -> set[str]:
    """What became of the pipes of glibc's pipe() and of the system calls, without the names of the calls."""
    compiler, program = require_program("gcc"), str(runner.home / "pipe_calls")
    done = runner.bare_run([compiler, "-Wall", "-o", program, str(guests / "pipe_calls.c")])
    assert done.returncode == 0, done.stderr
    result = runner.scpipe_run([program], policy_flags=flags)
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines][:2] == ["glibc", "pipe2"]
    return {line.partition(": ")[2] for line in lines}


@pytest.mark.refused
def test_every_call_that_makes_a_pipe_is_restricted(runner: Runner, guests: Path) -> None:
    """Whichever system call glibc uses for pipe(): events pass, other data is refused."""
    assert pipe_calls(runner, guests) == {"events 2, data EACCES"}


@pytest.mark.refused
def test_every_call_that_makes_a_pipe_is_denied(runner: Runner, guests: Path) -> None:
    """Under deny every system call that makes a pipe fails with EACCES."""
    assert pipe_calls(runner, guests, "--pipe", "deny") == {"EACCES"}


def test_every_call_that_makes_a_pipe_is_allowed(runner: Runner, guests: Path) -> None:
    """Under allow all data passes."""
    assert pipe_calls(runner, guests, "--pipe", "allow") == {"events 2, data written"}
