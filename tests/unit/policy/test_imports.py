"""The policy package is cheap to import and keeps PyYAML in one file."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from harness.source import nodes, tree

import scpipe.policy

PACKAGE = Path(scpipe.policy.__path__[0])
ROOT = PACKAGE.parents[1]


def imports(path: Path) -> set[str]:
    """The top-level names of all modules a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_yaml_is_imported_in_one_file() -> None:
    """Only yaml_nodes knows PyYAML."""
    users = [path.name for path in PACKAGE.glob("*.py") if "yaml" in imports(path)]
    assert users == ["yaml_nodes.py"]


def test_parsing_modules_load_yaml_only_when_a_yaml_file_is_read(tmp_path: Path) -> None:
    """Importing every entry point and reading JSON leave PyYAML unimported; reading YAML imports it."""
    (tmp_path / "p.json").write_text('{"pipe": "deny"}')
    (tmp_path / "p.yaml").write_text("pipe: deny")
    code = (
        "import sys\n"
        "from scpipe.policy import dump, parse, resolve\n"
        "parse.load('p.json', environ={}); print('yaml' in sys.modules)\n"
        "parse.load('p.yaml', environ={}); print('yaml' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout.split() == ["False", "True"]


def test_policy_imports_only_downwards() -> None:
    """Nothing here imports the packages above it, nor the process and kernel modules of Python."""
    above = {"subprocess", "ctypes", "socket", "signal", "typer"}
    for path in PACKAGE.glob("*.py"):
        assert not imports(path) & above, path.name
        for node in nodes(tree(path), ast.ImportFrom):
            if node.module and node.module.startswith("scpipe."):
                assert node.module.startswith(("scpipe.policy", "scpipe.errors", "scpipe.record")), path.name
