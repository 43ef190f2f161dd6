"""What runs outside of .ci/test, hooks of a commit and of a forge, agrees with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
HOOKS = ROOT / ".pre-commit-config.yaml"
WORKFLOW = ROOT / ".github" / "workflows" / "test.yml"


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _hooks() -> list[dict[str, Any]]:
    return [hook for repository in _read(HOOKS)["repos"] for hook in repository["hooks"]]


def _commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_hooks_are_found() -> None:
    """The next test looks at something."""
    assert {hook["id"] for hook in _hooks()} == {"ruff", "ruff-format", "codespell"}


@pytest.mark.parametrize("hook", _hooks(), ids=lambda hook: hook["id"])
def test_hook_has_the_version_of_the_linter(hook: dict[str, Any]) -> None:
    """A hook installs what the lint environment installs, and runs what it runs."""
    assert [f'"{wanted}"' in PYPROJECT for wanted in hook["additional_dependencies"]] == [True]
    commands = (ROOT / "tox.ini").read_text(encoding="utf-8")
    assert hook["entry"].split(" --force")[0] in commands


def test_workflow_runs_everything() -> None:
    """One job is .ci/run, with time for its limit; the other has every Python that the package names."""
    jobs = _read(WORKFLOW)["jobs"]
    assert "bash .ci/run" in _commands(jobs["all"])
    assert jobs["all"]["timeout-minutes"] > 60
    said = re.findall(r"Python :: (3\.\d+)\"", PYPROJECT)
    assert jobs["unit"]["strategy"]["matrix"]["python"] == said
    assert len(said) > 3


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.name)
def test_files_can_be_read(path: Path) -> None:
    """Each is YAML, and the files of this repository that its commands name exist."""
    _read(path)
    named = re.findall(r"(?<![\w/.])(?:\.ci|tests|examples)/[\w/.-]*\w", path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
