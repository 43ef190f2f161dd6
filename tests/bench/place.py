"""Where samples are taken: built guests, scratch directories, the words that put a program under a mode."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.harness.building import STRICT, Builder

from .row import ARMED, NATIVE, SCPIPE, STRACE, TRACER, MissingError

GUESTS = Path(__file__).parent / "guests"
#: What the two other tracers trap unless a row says otherwise: the family of calls that writes to pairs.
WRITES = ("write", "writev", "sendto", "sendmsg")


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is measured. ``seconds``: length of a sample; ``pairs``: of the rows that make many."""

    rounds: int
    seconds: float
    pairs: int
    quick: bool = False


class Place:
    """A directory for one run of the bench; close() removes it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._made = tempfile.TemporaryDirectory(prefix="scpipe-bench.")
        self.root = Path(self._made.name)
        self.root.chmod(0o755)
        self._builder = Builder(self.root, (*STRICT, "-Wextra"))
        self._samples = 0

    def close(self) -> None:
        """Remove everything that was made here."""
        self._made.cleanup()

    def scratch(self) -> Path:
        """A new directory for a sample."""
        self._samples += 1
        made = self.root / f"sample-{self._samples}"
        made.mkdir()
        return made

    def guest(self, name: str) -> str:
        """The path of a program of guests/NAME.c, built when it is asked for the first time."""
        need("gcc")
        return str(self._builder.build(name, GUESTS / f"{name}.c"))

    def under(
        self,
        mode: str,
        command: Sequence[str],
        *,
        traced: Sequence[str] = WRITES,
        options: Sequence[str] = (),
    ) -> list[str]:
        """The words that run a command under a mode. ``options``: scpipe-run's."""
        if mode == NATIVE:
            return [*command]
        if mode == TRACER:
            return [self.guest("tracer"), ",".join(traced), *command]
        if mode == STRACE:
            calls = f"trace={','.join(traced)}"
            return [need("strace"), "-f", "--seccomp-bpf", "-qq", "-e", calls, "-o", "/dev/null", *command]
        trap = {SCPIPE: "all", ARMED: "armed"}[mode]
        return [scpipe_run(), "-q", "--trap", trap, *options, "--", *command]


def need(program: str) -> str:
    """The path of a program. Raises MissingError."""
    found = shutil.which(program)
    if found is None:
        raise MissingError(f"{program} is not installed")
    return found


def scpipe_run() -> str:
    """The console script beside this interpreter, as users have it. Raises MissingError."""
    script = Path(sys.executable).parent / "scpipe-run"
    if not os.access(script, os.X_OK):
        raise MissingError(f"{script.name} is not installed beside this interpreter")
    return str(script)


def environment(home: Path) -> Mapping[str, str]:
    """The same for every program that is measured; no setting of the caller decides a number."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{
            f"GIT_{who}_{what}": "bench@localhost"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
