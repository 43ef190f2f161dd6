"""Where a supervisor's modules come from, and that nothing is imported once that is forbidden."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scpipe import isolation, trust

ROOT = Path(isolation.__file__).parents[1]
LAUNCHERS = Path(__file__).parents[2] / "launchers"


def _hold(place: Path, *needs: str) -> str:
    for need in needs:
        (place / need).parent.mkdir(parents=True, exist_ok=True)
        (place / need).touch()
    place.mkdir(parents=True, exist_ok=True)
    return str(place)


def _printed(code: str) -> list[str]:
    """What a fresh interpreter prints that finds scpipe and has installed packages."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout.splitlines()


def test_the_path_is_standard_library_and_installed_packages() -> None:
    """Checkouts that .pth files have added, scpipe's too, are not in the path; dependencies are found."""
    code = "import os\nfrom scpipe import isolation\nsys.path[:0] = ['', '/checkout', '/x/site-packages']\n"
    code += f"isolation.restrict_path({str(ROOT)!r})\nprint(*sys.path, sep='\\n')\nimport yaml, ptrace, typer"
    path = _printed(code)
    assert not {"", "/checkout"} & set(path)
    kinds = [Path(place).name in ("site-packages", "dist-packages") for place in path]
    assert kinds == sorted(kinds)
    assert True in kinds
    assert False in kinds


def test_the_first_directory_that_has_a_need(tmp_path: Path) -> None:
    """Each need is looked for in order; one that is nowhere makes the answer None."""
    first, second = _hold(tmp_path / "a", "x.py"), _hold(tmp_path / "b", "x.py", "y/__init__.py")
    assert isolation.find_places(("x.py",), [first, second]) == [first]
    assert isolation.find_places(("y/__init__.py", "x.py"), [first, second]) == [second, first]
    assert isolation.find_places(("z.py",), [first, second]) is None


def test_the_script_s_directory_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host's dependencies are taken from site directories first, and never from beside the script."""
    script = _hold(tmp_path / "script", *isolation.SUPERVISOR_NEEDS)
    here = _hold(tmp_path / "here", *isolation.SUPERVISOR_NEEDS)
    bundle = _hold(tmp_path / "bundle", *isolation.SUPERVISOR_NEEDS)
    site = _hold(tmp_path / "site-packages", *isolation.SUPERVISOR_NEEDS)
    own = _hold(tmp_path / "own")
    monkeypatch.chdir(here)
    main = f"{script}/main.py"
    monkeypatch.setattr(sys, "path", ["", script, here, bundle, site])
    assert isolation.service_places(own, main) == [site]
    monkeypatch.setattr(sys, "path", ["", script, here, bundle])
    assert isolation.service_places(own, main) == [bundle]
    monkeypatch.setattr(sys, "path", ["", script, here])
    assert isolation.service_places(own, main) is None
    assert isolation.service_places(script, main) is None


def test_closed_imports(tmp_path: Path) -> None:
    """After close_imports a file's module is not found; a built-in one and loaded ones are."""
    (tmp_path / "planted.py").write_text("")
    code = f"sys.path.insert(0, {str(tmp_path)!r})\nfrom scpipe import isolation\nisolation.close_imports()\n"
    code += "import os, errno\ntry: import planted\nexcept ImportError as error: print(error.name)"
    assert _printed(code) == ["planted"]


def test_what_an_interpreter_obeys_is_kept_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library and the launchers leave the same variables out; everything else stays."""
    for name in isolation.OBEYED:
        monkeypatch.setenv(name, "/planted")
    monkeypatch.setenv("KEPT", "1")
    environment = isolation.interpreters_environment()
    assert environment["KEPT"] == "1"
    assert not set(isolation.OBEYED) & set(environment)
    lines = (LAUNCHERS / "scpipe-run").read_text().splitlines()
    assert f"unset {' '.join(isolation.OBEYED)}" in lines


def test_the_two_launchers_differ_in_a_name() -> None:
    """scpipe and scpipe-run start the same way."""
    run, other = ((LAUNCHERS / name).read_text() for name in ("scpipe-run", "scpipe"))
    assert run != other
    assert run.replace("scpipe-run", "scpipe") == other


def test_root_is_told_who_else_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory of the path that everybody may write is told to root, and to nobody else."""
    tmp_path.chmod(0o777)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert any(text.startswith(f"{tmp_path} may be written by ") for text in trust.warnings())
    assert trust.may_change_own_code()
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert trust.warnings() == []


def test_what_belongs_to_nobody_here_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a user namespace root's files outside have the number of everybody who has none."""
    places = [tmp_path / name for name in ("one", "other")]
    for place in places:
        place.mkdir()
    monkeypatch.setattr(trust, "_places", lambda: map(str, places))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    status = os.stat_result((0o40755, 1, 1, 1, 4711, 0, 0, 0, 0, 0))
    monkeypatch.setattr(trust.os, "stat", lambda path: status)
    (told,) = trust.warnings()
    assert told.startswith(f"{places[0]} (and 1 more) may be written by user 4711, ")
    assert trust.warnings(4711) == []
