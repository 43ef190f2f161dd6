"""The check that every skip was reviewed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness.identity import require_program

from .reviewed import Reviewed, read_reviewed

LINE = Reviewed("root", "tests/a.py*", "no * here: [x]")


@pytest.mark.parametrize(
    ("test", "reason", "who", "expected"),
    [
        ("tests/a.py::test_b[root-c]", "no ring here: [x]", "root", True),
        ("tests/a.py::test_b", "no ring here: x", "root", False),
        ("tests/a.py::test_b", "and no ring here: [x]", "root", False),
        ("tests/b.py::test_b", "no ring here: [x]", "root", False),
        ("tests/a.py::test_b", "no ring here: [x]", "user", False),
    ],
)
def test_what_a_line_allows(test: str, reason: str, who: str, expected: bool) -> None:
    """Test, reason and user must all agree; only * is not taken as it stands."""
    assert LINE.allows(test, reason, who) is expected


@pytest.mark.parametrize("line", ["any | tests/*", "all | tests/* | why", "any |  | why"])
def test_a_line_that_means_nothing(tmp_path: Path, line: str) -> None:
    """A line of another form is named, with its number."""
    path = tmp_path / "skips.txt"
    path.write_text(f"# comment\n\n{line}\n")
    with pytest.raises(ValueError, match=r"^skips\.txt:3: "):
        read_reviewed(path)


def test_a_missing_program_is_no_reason() -> None:
    """No line of the list lets a test be skipped because something is not installed."""
    tests = ("tests/compat/test_git.py::test_git[root]", "tests/attacks/test_attacks.py::test_x[a/b]")
    for reason in ("program git is not installed", "gcc is not installed: the attacks cannot be built"):
        for test in tests:
            assert not any(line.allows(test, reason, "root") for line in read_reviewed())
    with pytest.raises(pytest.skip.Exception, match=r"^program no-such-program is not installed$"):
        require_program("no-such-program")


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
@pytest.mark.parametrize("how", ["call", "module", "mark"])
def test_an_unread_skip_fails_the_run(tmp_path: Path, ci: str, how: str, status: int) -> None:
    """With CI=true a test or file that is skipped for an unknown reason fails the run, which names it."""
    code = {
        "call": "import pytest\ndef test_b():\n    pytest.skip('because')\n",
        "module": "import pytest\npytest.skip('because', allow_module_level=True)\n",
        "mark": "import pytest\n@pytest.mark.skip('because')\ndef test_b(): pass\n",
    }[how]
    conftest = Path(__file__).parents[1] / "conftest.py"
    (tmp_path / "test_a.py").write_text(code)
    (tmp_path / "test_c.py").write_text("def test_c(): pass\n")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "conftest"]
    done = subprocess.run(
        [*words, "-c", os.devnull, "--rootdir", ".", "--confcutdir", ".", "test_a.py", "test_c.py"],
        cwd=tmp_path,
        env={**os.environ, "CI": ci, "SCPIPE_REQUIRE": "", "PYTHONPATH": str(conftest.parent)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert ("skipped, and not in skips.txt: test_a.py" in done.stdout) is bool(ci), done.stdout
