"""Calls that sleep before they are over: on a scanner of files, or on a page that comes late, both outside.

A call that runs while the others of its descriptor table stand still lets them go on when it sleeps. Whoever
sleeps before it has taken its file could then be given a pair instead.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from guests import GUESTS
from harness.building import HEEDLESS, builder, need_compiler
from harness.commands import quiet_run
from harness.identity import become
from harness.machine import needs_x86_64
from harness.processes import PATIENCE
from harness.trap import scene
from running import Ended, run

from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Family

pytestmark = [
    needs_x86_64,
    pytest.mark.skipif(os.geteuid() != 0, reason="not root: nobody outside can make calls sleep"),
]

HERE = Path(__file__).parent
#: What is made to sleep: in its file, in its arguments ("-page"), by a source ("tee").
CASES = (
    "write", "writev", "pwritev2", "write-page", "sendto", "sendmsg", "sendmmsg", "bind", "connect",
    "setsockopt", "tee", "vmsplice", "splice", "splice-page", "sendfile", "sendfile-page", "sendfile-file",
)  # fmt: skip
#: These sleep in what came with Linux 6.14: hooks that are asked before a file is written to.
PRE_CONTENT = ("write", "writev", "pwritev2")
#: These are made by scpipe on its own copy: whoever calls does not sleep in them.
PERFORMED = ("bind", "setsockopt", "sendfile")


class Outside:
    """The program, a file that is scanned, one whose pages come late, and one that ends the waiting."""

    def __init__(self, place: Path) -> None:
        self.program, self.scanned, self.late = place / "asleep", place / "scanned", place / "late"
        self.go = place / "go"

    def attempt(self, name: str, who: str, *before: str) -> Ended:
        """Make one call of the program, started by ``before``."""
        user = "nobody" if who == "user" else None
        files = (self.scanned, self.late / "zeros", self.go)
        self.go.touch()
        self.scanned.write_bytes(b"BC")  # is held up itself
        self.go.unlink()
        return run([*become(user), *before, str(self.program), name, *map(str, files)])


def _started(*words: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, str(HERE / "outside_slow.py"), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    if line != "ready\n":
        process.wait(PATIENCE)
        process.stdout.close()
        pytest.skip(line.strip())
    return process


def _ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    """Root's scanner and slow file system, as long as these tests run."""
    need_compiler("the calls")
    with builder("scpipe-asleep", HEEDLESS, "-O1") as compiler:
        compiler.place.chmod(0o1777)
        compiler.build("asleep", GUESTS / "outside" / "asleep" / "asleep.c")
        made = Outside(compiler.place)
        made.late.mkdir()
        made.scanned.touch()
        made.scanned.chmod(0o666)
        scanner = _started("scan", str(made.go), str(made.scanned))
        try:
            server = _started("serve", str(made.go), str(made.late))
            try:
                yield made
            finally:
                subprocess.run(["umount", "-l", str(made.late)], check=True, timeout=PATIENCE)
                _ended(server)
        finally:
            _ended(scanner)


def _slept(name: str, ended: Ended) -> None:
    """The call slept when the other thread exchanged its file: else nothing was tried."""
    new = tuple(int(part) for part in platform.release().split(".")[:2]) >= (6, 14)
    if new or name not in PRE_CONTENT:
        assert f"{name} slept: " in ended.output, ended


def scpipe(*words: str) -> Sequence[str]:
    """A command line of scpipe-run."""
    return quiet_run(*words, "--")


@pytest.mark.parametrize("name", CASES)
def test_bare(outside: Outside, name: str) -> None:
    """Every call sleeps, and the kernel gives sendfile the file that is there when it wakes."""
    ended = outside.attempt(name, "root")
    _slept(name, ended)
    assert ended.word == ("THROUGH" if name.startswith("sendfile") else "stopped"), ended


@pytest.mark.parametrize("who", ["root", "user"])
@pytest.mark.parametrize("name", CASES)
def test_asleep(outside: Outside, name: str, who: str) -> None:
    """Under scpipe no call takes the file that was put there while it slept; all that run natively sleep."""
    ended = outside.attempt(name, who, *scpipe())
    assert ended.word == "stopped", ended
    assert "internal error" not in ended.errors and not ended.left, ended
    if not name.startswith(PERFORMED):
        _slept(name, ended)


def test_sendfile_is_performed(outside: Outside) -> None:
    """Into a regular file it is done by scpipe, and the bytes are there; into a device it is EINVAL."""
    assert "sendfile-file awake: 2 (done)" in outside.attempt("sendfile-file", "root", *scpipe()).output
    assert "sendfile awake: -1 (Invalid argument)" in outside.attempt("sendfile", "root", *scpipe()).output


@pytest.mark.parametrize("name", ["sendfile", "sendfile-page", "sendfile-file"])
def test_the_rule_is_needed(outside: Outside, name: str) -> None:
    """Were sendfile run as the other calls are, two values would be in a pair."""
    names = ",".join((*scene(), "sendfile", "as-if-sendfile-were-listed"))
    ablated = [sys.executable, str(HERE / "ablation" / "ablated.py"), names, "--", "-q", "--"]
    assert outside.attempt(name, "root", *ablated).word == "THROUGH"


def test_every_call_has_a_case() -> None:
    """Whatever can run alone is tried here."""
    alone = (Family.MESSAGE, Family.TRANSFER, Family.NAMING)
    tried = {name.partition("-")[0] for name in CASES}
    assert tried == {row.name for row in CATALOGUE if row.family in alone}
