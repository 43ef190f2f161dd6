"""Runs a program with and without scpipe: one place that knows how scpipe-run is invoked."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

from .commands import scpipe_run
from .identity import NOBODY, become, environment, interpreter, runs_bare
from .processes import PATIENCE, Traces, end_all
from .running import OverdueError, communicate

Completed = subprocess.CompletedProcess[str]

#: A supervisor that restricts nothing, and needs no filter.
SUPERVISED = ("--pipe", "allow", "--socketpair", "allow", "--supervise")


@dataclass(slots=True)
class Service:
    """A server in the background: its process and what it wrote to stdout and stderr."""

    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        """Everything the server wrote so far."""
        return self.log.read_text(errors="replace")

    def wait_for(self, ready: Callable[[], object], seconds: float = PATIENCE) -> None:
        """Polls until ``ready()`` is true; fails the test when the server dies or the time is over."""
        deadline = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None:
                pytest.fail(f"server ended with {self.process.returncode}:\n{self.output()}")
            if time.monotonic() > deadline:
                pytest.fail(f"server not ready after {seconds} s:\n{self.output()}")
            time.sleep(0.05)

    def stop(self, signum: int = signal.SIGTERM, seconds: float = PATIENCE) -> int:
        """Sends ``signum`` and returns the exit status (negative: died of that signal)."""
        self.process.send_signal(signum)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            pytest.fail(f"server still runs {seconds} s after signal {signum}:\n{self.output()}")


@dataclass(slots=True)
class Runner:
    """Runs the commands of one test as one user (None: the tests' own) in one private directory."""

    user: str | None
    home: Path
    marker: str = field(default_factory=lambda: uuid.uuid4().hex)
    sessions: set[int] = field(default_factory=set)

    @property
    def python(self) -> str:
        """The interpreter that this user can run; skips the test where there is none."""
        found = interpreter(self.user)
        if found is None:
            pytest.skip("no Python interpreter of this version with typer and yaml that this user can run")
        return found

    @property
    def traces(self) -> Traces:
        """How the processes of this test are recognised."""
        return Traces(self.marker, frozenset(self.sessions), self.home)

    def write(self, name: str, text: str, mode: int = 0o644) -> Path:
        """Writes a file into the private directory, owned by the user."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        if become(self.user):
            for owned in (path, *(p for p in path.parents if p.is_relative_to(self.home))):
                os.chown(owned, NOBODY, NOBODY)
        return path

    def scpipe_run(
        self,
        args: Sequence[str],
        *,
        policy_flags: Sequence[str] = (),
        timeout: float = PATIENCE,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdin: str = "",
    ) -> Completed:
        """Runs ``args`` under scpipe-run (directly with SCPIPE_BARE=1). Fails after ``timeout`` seconds."""
        words = self._protected(args, policy_flags)
        return self._run(words, timeout, env, cwd, stdin)

    def bare_run(
        self,
        args: Sequence[str],
        *,
        timeout: float = PATIENCE,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdin: str = "",
    ) -> Completed:
        """Runs ``args`` as the same user, without scpipe: preparations, clients and comparisons."""
        return self._run(list(args), timeout, env, cwd, stdin)

    def either_run(
        self,
        args: Sequence[str],
        flags: Sequence[str] | None,
        *,
        timeout: float = PATIENCE,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Completed:
        """One side of a comparison: natively for ``flags`` None, else under scpipe-run with them."""
        words = list(args) if flags is None else self._protected(args, flags)
        return self._run(words, timeout, env, cwd, "")

    @contextlib.contextmanager
    def serving(
        self,
        args: Sequence[str],
        *,
        policy_flags: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Iterator[Service]:
        """A server under scpipe-run in the background; what is left of it afterwards is killed."""
        log = self.home / f"log.{uuid.uuid4().hex[:8]}"
        with log.open("wb") as out:
            process = self._start(self._protected(args, policy_flags), env, cwd, stdout=out, stderr=out)
        try:
            yield Service(process, log)
        finally:
            if process.poll() is None:
                end_all(self.traces, grace=0)
                process.kill()
                process.wait(PATIENCE)

    def _protected(self, args: Sequence[str], policy_flags: Sequence[str]) -> list[str]:
        if runs_bare():
            return list(args)
        return scpipe_run(*policy_flags, "--", *args, python=self.python)

    def _start(
        self,
        words: Sequence[str],
        env: Mapping[str, str] | None,
        cwd: Path | None,
        *,
        stdin: int = subprocess.DEVNULL,
        stdout: int | IO[bytes],
        stderr: int | IO[bytes],
    ) -> subprocess.Popen[bytes]:
        full = {**environment(self.user, self.home, self.marker), **(env or {})}
        process = subprocess.Popen(
            [*become(self.user), *words],
            env=full,
            cwd=cwd or self.home,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        self.sessions.add(process.pid)
        return process

    def _run(
        self, words: list[str], timeout: float, env: Mapping[str, str] | None, cwd: Path | None, stdin: str
    ) -> Completed:
        pipe = subprocess.PIPE
        # --no-supervisor takes no read end of a pipe: nobody would watch it.
        given = subprocess.DEVNULL if "--no-supervisor" in words and not stdin else pipe
        process = self._start(words, env, cwd, stdin=given, stdout=pipe, stderr=pipe)
        try:
            out, err = communicate(process, stdin.encode() if given == pipe else None, timeout, self.traces)
        except OverdueError as late:
            pytest.fail(f"{words} still ran after {timeout} s\n{_shown(late.out)}\n{_shown(late.err)}")
        return Completed(words, process.returncode, _shown(out), _shown(err))


@contextlib.contextmanager
def private_home(user: str | None) -> Iterator[Path]:
    """A directory of the user's own. Its path is short because a UNIX socket's name has at most 107 bytes."""
    home = Path(tempfile.mkdtemp(prefix="compat-", dir="/tmp"))
    (home / "tmp").mkdir()
    if become(user):
        os.chown(home, NOBODY, NOBODY)
        os.chown(home / "tmp", NOBODY, NOBODY)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _shown(data: bytes) -> str:
    return data.decode(errors="replace")
