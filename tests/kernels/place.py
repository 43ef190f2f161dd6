"""Where a test runs: as which user, with which programs, in which directory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: A test that takes longer hangs (seconds). A launch takes three where processors are emulated, and twenty
#: on a machine that has a lot else to do.
PATIENCE = 600.0
NOBODY = 65534
GUEST = Path(__file__).with_name("guest.py")


class BrokenError(Exception):
    """Something is not as promised; the words say what."""


class Place:
    """One user's: ``uid`` is 0 or that of an ordinary user, ``home`` a directory of the user's."""

    def __init__(self, uid: int, home: Path) -> None:
        self.uid = uid
        self.home = home
        other = uid != os.geteuid()
        self._user: dict[str, Any] = {"user": uid, "group": uid, "extra_groups": []} if other else {}
        home.mkdir(mode=0o755)
        if other:
            os.chown(home, uid, uid)

    @property
    def name(self) -> str:
        """The user, for people."""
        return "root" if self.uid == 0 else "user"

    def run(self, words: Sequence[str], *, timeout: float = PATIENCE) -> subprocess.CompletedProcess[str]:
        """A command to its end; its standard descriptors are pipes of whoever runs the tests."""
        try:
            return subprocess.run(
                words,
                cwd=self.home,
                env={"PATH": os.environ["PATH"], "HOME": str(self.home)},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=timeout,
                **self._user,
            )
        except subprocess.TimeoutExpired as error:
            raise BrokenError(f"hung for {timeout:.0f} s: {' '.join(words)}: {error.stderr!r}") from None
        except OSError as error:
            raise BrokenError(f"{words[0]}: {error}") from None

    @contextmanager
    def outsider(self) -> Iterator[int]:
        """A process of the user's outside any sandbox, by its number."""
        process = subprocess.Popen(["/bin/sleep", "100000"], **self._user)
        try:
            yield process.pid
        finally:
            process.kill()
            process.wait()

    def scpipe(self, options: Sequence[str], command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """scpipe-run OPTIONS -- COMMAND."""
        return self.run([str(Path(sys.executable).parent / "scpipe-run"), *options, "--", *command])

    def reported(
        self, options: Sequence[str], command: Sequence[str]
    ) -> tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]:
        """The same with a report, and the report's events."""
        path = self.home / "report.jsonl"
        path.unlink(missing_ok=True)
        done = self.scpipe(["--report", str(path), *options], command)
        if not path.exists():
            raise BrokenError(f"no report: {said(done)}")
        return done, [json.loads(line) for line in path.read_text().splitlines()]


def guest(*words: str) -> list[str]:
    """The guest of the smoke tests with its arguments."""
    return [base_python(), "-I", "-S", str(GUEST), *words]


def base_python() -> str:
    """The interpreter itself, not a virtual environment's name for it."""
    return os.path.realpath(sys.executable)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """How a command ended, in one line."""
    return f"status {done.returncode}, stdout {done.stdout[-300:]!r}, stderr {done.stderr[-600:]!r}"


def expect(done: subprocess.CompletedProcess[str], status: int, told: object) -> None:
    """Raise BrokenError if a command has not ended with a status and a value as its last line of JSON."""
    last = done.stdout.splitlines()[-1:] or [""]
    try:
        found = json.loads(last[0])
    except ValueError:
        found = last[0] or None
    if (done.returncode, found) != (status, told):
        raise BrokenError(f"expected status {status} and {told}, got {said(done)}")
