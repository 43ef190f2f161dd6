"""The check that required scenarios really ran."""

from __future__ import annotations

import argparse
from types import SimpleNamespace
from typing import cast

import pytest

from .required import RequiredScenarios, covered, missing, read_required

GIT = "tests/compat/test_git.py::test_git"


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({f"{GIT}[user]": "passed"}, []),
        ({f"{GIT}[user]": "failed"}, []),
        ({f"{GIT}[user]": "deselected"}, []),
        ({f"{GIT}[root]": "skipped", f"{GIT}[user]": "passed"}, []),
        ({f"{GIT}[user]": "skipped"}, [GIT]),
        ({}, [GIT]),
    ],
)
def test_missing(results: dict[str, str], expected: list[str]) -> None:
    """An entry is missing when everything that matches it was skipped or never collected."""
    assert missing(results, [GIT]) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (["."], [GIT]),
        (["tests"], [GIT]),
        (["tests/compat/test_git.py"], [GIT]),
        ([GIT], [GIT]),
        (["tests/unit"], []),
        (["tests/compat/test_gi"], []),
    ],
)
def test_covered(asked: list[str], expected: list[str]) -> None:
    """Only what the command line asked for can be missing."""
    assert covered([GIT], asked) == expected


def test_what_is_ignored_is_not_asked_for(pytestconfig: pytest.Config) -> None:
    """--ignore takes entries away that the paths alone would ask for, and nothing else."""
    plugin = RequiredScenarios(pytestconfig, enforced=True)
    options, arguments = argparse.Namespace(**vars(pytestconfig.option)), ["tests"]
    options.collectonly = False
    options.ignore = ["tests/compat/suites"]
    config = SimpleNamespace(
        option=options,
        args=arguments,
        rootpath=pytestconfig.rootpath,
        invocation_params=SimpleNamespace(dir=pytestconfig.rootpath),
    )
    plugin._config = cast(pytest.Config, config)
    left = plugin._missing()
    assert left == [entry for entry in read_required() if not entry.startswith("tests/compat/suites/")]
    assert len(left) < len(read_required())


def test_list_names_tests_that_exist(request: pytest.FixtureRequest) -> None:
    """Each entry of required.txt for a collected file of this directory begins the id of a collected test."""
    ids = [item.nodeid for item in request.session.items]
    files = {test.partition("::")[0] for test in ids}
    whole = [entry for entry in read_required() if entry.partition("::")[0] in files]
    unknown = [entry for entry in whole if not any(test.startswith(entry) for test in ids)]
    partial = any("::" in word for word in request.config.args) or request.config.option.keyword
    assert partial or not unknown
