"""Imports point down, the wrapped libraries stay in one file each, and a start imports little."""

from __future__ import annotations

import subprocess
import sys

import pytest
from harness.source import PACKAGE, imports, part, sources

#: A module may import its own part and every part below; parts of one layer do not know each other.
LAYERS = (
    ("__main__",),
    ("command", "api"),
    ("service", "doctor", "learning"),
    ("supervision",),
    ("spawn", "supervisor"),
    ("handlers",),
    ("arming", "emulation", "rendering", "backtrace"),
    ("tracee", "seccomp", "ledger", "report"),
    ("policy",),
    ("linux", "errors", "isolation", "trust"),
    ("outcome",),
    ("interface", "record", "numbers"),
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}

ONE_FILE = {
    "ptrace": "linux/ptrace.py",
    "pyseccomp": "seccomp/build.py",
    "yaml": "policy/yaml_nodes.py",
    "typer": "command/grammar.py",
    "rich": "command/liveview.py",
    "elftools": "backtrace/dwarf.py",
}

#: What ``import scpipe`` must not load.
HEAVY = (
    "typer", "click", "yaml", "ptrace", "pyseccomp", "ctypes", "asyncio", "subprocess", "json", "dataclasses",
    "typing", "enum", "re", "logging", "socket", "inspect",
)  # fmt: skip


def _part(name: str) -> str:
    """The part of the package a dotted name belongs to: ``scpipe.linux.ptrace`` is of ``linux``."""
    words = name.split(".")
    return words[1] if len(words) > 1 and words[1] in RANK else ""


def _climbs(importer: str, imported: str) -> bool:
    """Whether an import between parts goes sideways or up."""
    return imported != importer and RANK[imported] <= RANK[importer]


@pytest.mark.parametrize(
    ("importer", "imported", "climbs"),
    [
        ("command", "linux", False),
        ("policy", "policy", False),
        ("policy", "report", True),
        ("spawn", "supervisor", True),
        ("linux", "errors", True),
    ],
)
def test_the_order_itself(importer: str, imported: str, climbs: bool) -> None:
    """The rule tells down from sideways and up."""
    assert _climbs(importer, imported) is climbs


def test_every_part_has_a_place() -> None:
    """A new module or package must be put into the order before it can be used."""
    parts = {part(path) for path in sources()} - {"__init__"}
    assert parts <= set(RANK)


def test_imports_point_down() -> None:
    """No module imports a part above it or beside it."""
    climbing = [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sources()
        if part(path) in RANK
        for name in imports(path)
        if name.startswith("scpipe.") and _part(name) and _climbs(part(path), _part(name))
    ]
    assert climbing == []


@pytest.mark.parametrize("library", ONE_FILE)
def test_library_is_imported_in_one_file(library: str) -> None:
    """One file of the package knows each wrapped library."""
    users = [
        path.relative_to(PACKAGE).as_posix()
        for path in sources()
        if any(name.split(".")[0] == library for name in imports(path))
    ]
    assert users == [ONE_FILE[library]]


def _loaded_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter holds after a statement, less those it began with."""
    code = (
        f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); before = set(sys.modules)\n"
        f"{statement}\n"
        "print(*sorted(set(sys.modules) - before))"
    )
    # -S: what a site's .pth files load is not ours.
    return _printed_words("-S", "-c", code)


def _printed_words(*arguments: str) -> set[str]:
    words = [sys.executable, *arguments]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    """``import scpipe`` loads none of the slow modules and no more than a few of any kind."""
    loaded = _loaded_by("import scpipe")
    assert "scpipe" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert len(loaded) <= 5, sorted(loaded)


def test_importing_the_grammar_loads_no_wrapped_library_but_typer() -> None:
    """A mistyped option is told without loading PyYAML, libseccomp or python-ptrace."""
    loaded = _printed_words("-c", "import sys, scpipe.command.grammar; print(*sys.modules)")
    assert "typer" in loaded
    assert loaded.isdisjoint({"yaml", "pyseccomp", "ptrace", "pydantic"})
