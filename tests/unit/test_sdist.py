"""The source distribution holds what its own README calls and links."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: What the commands of README read in turn.
NEEDED = (
    ".ci/setup.sh",
    ".ci/apt-packages.txt",
    "bpf/manifest",
    "tests/requirements-compat.txt",
    "tests/skips.txt",
    "tox.ini",
)


def _called() -> set[str]:
    """The files that README names: in links, and with a slash in code that is ours."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    code = re.findall(r"(?<![\w/.])(?:\./)?((?:\.ci|examples|docs|tests|bpf)/[\w./-]*\w)", README)
    return {*links, *code}


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tarfile.TarInfo]:
    """What the sdist holds, by the path below its own directory; directories, too."""
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    place = tmp_path_factory.mktemp("sdist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=300, capture_output=True)
    (archive,) = place.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        members = {member.name.partition("/")[2]: member for member in opened.getmembers()}
    for name in list(members):
        members |= {str(parent): members[name] for parent in Path(name).parents if str(parent) not in members}
    return members


def test_readme_names_something() -> None:
    """The next test looks for the two commands at least."""
    assert {"examples/run", ".ci/test", "docs/limits.md", "CONTRIBUTING.md"} <= _called()


def test_sdist_holds_what_readme_calls(packed: dict[str, tarfile.TarInfo]) -> None:
    """Every file of README, and what its commands read, is in the archive."""
    wanted = {name.rstrip("/") for name in _called()} | set(NEEDED)
    assert sorted(wanted - set(packed)) == []


def test_commands_can_be_executed(packed: dict[str, tarfile.TarInfo]) -> None:
    """./examples/run is executable, as README calls it."""
    assert packed["examples/run"].mode & 0o111
