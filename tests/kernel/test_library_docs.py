"""The library's documentation says what it does: its examples run, and every public name is in one."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import scpipe
from scpipe.api.options import NOT_HERE, Keywords
from scpipe.api.service import Launched

DOCS = Path(__file__).parents[2] / "docs"
PAGES = (DOCS / "reference" / "library.md", DOCS / "how-to" / "library.md")


def _examples(path: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


CASES = [
    pytest.param(code, id=f"{path.parent.name}-{number}")
    for path in PAGES
    for number, code in enumerate(_examples(path), 1)
]


@pytest.mark.parametrize("code", CASES)
def test_example(code: str) -> None:
    """Each example runs to its end in a fresh interpreter."""
    program = f"import sys; sys.path[:] = sys.argv[1:]\nimport scpipe\n{code}"
    words = [sys.executable, "-W", "error", "-c", program, *(place for place in sys.path if place)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_public_name_is_in_an_example() -> None:
    """No name is exported that no example uses."""
    code = "\n".join(_examples(PAGES[0]))
    assert [name for name in scpipe.__all__ if f"scpipe.{name}" not in code] == []


def test_every_argument_and_method_is_described() -> None:
    """The reference names each argument of launch(), each that is not there, and what its objects have."""
    text = PAGES[0].read_text(encoding="utf-8")
    names = {*Keywords.__annotations__} | {*NOT_HERE}
    names -= {"startupinfo", "creationflags"}  # another system's
    assert sorted(name for name in names if not re.search(rf"`{name}[`=]", text)) == []
    for kind in (Launched, scpipe.Sandbox, scpipe.AsyncSandbox, scpipe.Result, scpipe.Policy):
        public = [name for name in vars(kind) if not name.startswith("_")]
        assert [name for name in public if not re.search(rf"[`.]{name}[`(]|\b{name}=", text)] == []
