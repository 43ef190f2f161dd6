"""make -j4 of real C projects from Debian's sources: every file it makes is the same with and without scpipe.

Both builds happen at the same path, one after the other: objects contain their paths.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from harness.identity import require_program
from harness.runner import Runner

from .selection import runs_in_full

#: Where .ci/test has put the archives.
_VARIABLE = "SCPIPE_SOURCES"
_SECONDS = 600
_PIPES = ("--pipe", "allow")
_RESOLUTION = "checking the filesystem timestamp resolution"


@dataclass(frozen=True, slots=True)
class Project:
    """A source package: its archive, what is run before make, make's arguments, and the policy it needs."""

    archive: str
    before: Sequence[str]
    arguments: Sequence[str]
    flags: Sequence[str] = ()
    least_objects: int = 30
    in_ci: bool = False
    #: What names a time: a file, or how a line begins.
    timed: Sequence[str] = ()


PROJECTS = {
    # No recipe of it uses a pipe: it lives under the default policy, with make's jobserver.
    "lua": Project("lua5.4_*.orig.tar.*", [], ["linux"], in_ci=True),
    # A configure script is a thousand pipelines, here-documents and short processes.
    "sed": Project("sed_*.orig.tar.*", ["./configure", "--disable-nls"], [], _PIPES, timed=[_RESOLUTION]),
    "git": Project(
        "git_*.orig.tar.*",
        [],
        ["NO_CURL=1", "NO_EXPAT=1", "NO_GETTEXT=1", "NO_OPENSSL=1", "NO_PERL=1", "NO_PYTHON=1", "NO_TCLTK=1"],
        _PIPES,
        least_objects=300,
        timed=["templates/boilerplates.made"],
    ),
}


def archive_of(project: Project) -> Path:
    """The archive of a project; skips where nobody has fetched it."""
    place = os.environ.get(_VARIABLE)
    if not place:
        pytest.skip(f"{_VARIABLE} names no directory with archives (.ci/test fetches them)")
    found = sorted(Path(place).glob(project.archive))
    if not found:
        pytest.skip(f"no {project.archive} in {_VARIABLE}")
    return found[-1]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left and said: digests by path, lines without their order, statuses."""

    files: dict[str, str]
    lines: Counter[str]
    statuses: tuple[int, ...]


def build(runner: Runner, project: Project, archive: Path, *, guarded: bool) -> Built:
    """Unpacks, prepares and makes a project in the same directory each time."""
    place = runner.home / "build"
    shutil.rmtree(place, ignore_errors=True)
    runner.bare_run(["/bin/mkdir", str(place)])
    unpack = ["/bin/tar", "-x", "--strip-components=1", "-f", str(archive), "-C", str(place)]
    assert runner.bare_run(unpack).returncode == 0
    commands = [[require_program("make"), "-j4", *project.arguments]]
    if project.before:
        commands.insert(0, [*project.before])
    statuses, lines = [], Counter[str]()
    for command in commands:
        done = runner.either_run(command, project.flags if guarded else None, cwd=place, timeout=_SECONDS)
        statuses.append(done.returncode)
        said = (done.stdout + done.stderr).splitlines()
        lines.update(line for line in said if not line.startswith((*project.timed,)))
    files = {path: digest for path, digest in _digests(place).items() if path not in project.timed}
    return Built(files, lines, tuple(statuses))


def _digests(place: Path) -> dict[str, str]:
    """Every regular file but logs of configure, which name processes and times."""
    return {
        str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.name != "config.log"
    }


@pytest.mark.refused
@pytest.mark.parametrize("name", PROJECTS)
def test_make_cannot_tell(runner: Runner, user: str | None, name: str) -> None:
    """A parallel build ends with the same files, says the same lines, and refuses nothing."""
    project = PROJECTS[name]
    if not runs_in_full() and (not project.in_ci or user is None):
        pytest.skip("only with SCPIPE_SUITES=full")
    archive = archive_of(project)
    native = build(runner, project, archive, guarded=False)
    assert set(native.statuses) == {0}, native.lines
    assert sum(path.endswith(".o") for path in native.files) >= project.least_objects
    ours = build(runner, project, archive, guarded=True)
    differing = {path for path, _digest in native.files.items() ^ ours.files.items()}
    assert (ours.statuses, differing) == (native.statuses, set()), ours.lines - native.lines
    assert ours.lines == native.lines
