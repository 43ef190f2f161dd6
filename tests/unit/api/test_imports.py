"""``import scpipe`` loads one file; public names come when they are used, and no heavier than they must."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import scpipe

ROOT = Path(scpipe.__file__).parents[1]

#: What ``import scpipe`` loads, the whole list.
LOADED = {"__future__", "scpipe"}
#: What no use of the library loads into its host: the supervisor's side.
NEVER = {
    "ptrace",
    "pyseccomp",
    "typer",
    "ctypes",
    "scpipe.supervision",
    "scpipe.supervisor",
    "scpipe.service.process",
    "scpipe.linux",
}


def _loaded_by(statement: str) -> set[str]:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); before = set(sys.modules)\n{statement}\n"
    code += "print(*sorted(set(sys.modules) - before))"
    # -S: what a site's .pth files load is not ours.
    words = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_one_file() -> None:
    """The list of modules that ``import scpipe`` loads is this list."""
    assert _loaded_by("import scpipe") == LOADED


@pytest.mark.parametrize("name", [name for name in scpipe.__all__ if name != "__version__"])
def test_every_public_name_is_there(name: str) -> None:
    """Each name loads, is the same the second time, and is known before it is loaded."""
    assert name in dir(scpipe)
    value = getattr(scpipe, name)
    assert value is not None
    assert getattr(scpipe, name) is value


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A misspelt name is told as any module tells it."""
    with pytest.raises(AttributeError, match="module 'scpipe' has no attribute 'lunch'"):
        scpipe.lunch  # type: ignore[attr-defined] # noqa: B018


def test_the_host_s_side_loads_nothing_of_the_supervisor_s() -> None:
    """A host that uses run() and a Policy loads neither ptrace nor libseccomp, and yaml only for a file."""
    loaded = _loaded_by("import scpipe; scpipe.run; scpipe.Policy(pipe='deny'); scpipe.events")
    assert loaded.isdisjoint(NEVER | {"yaml", "asyncio"})
