"""Which programs a rule can name: those whose very file is at the path from here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scpipe.learning.naming import why_unnamed
from scpipe.learning.needs import NOBODY, Maker
from scpipe.report.trusting import what_it_runs


def maker_of(path: Path) -> Maker:
    """The maker that runs a file."""
    status = path.stat()
    return Maker(str(path), status.st_dev, status.st_ino)


def test_a_file_that_is_there_can_be_named(tmp_path: Path) -> None:
    """Whatever it is called, if that is UTF-8."""
    for name in ("tool", "[x]*?", "a b\n", "ü"):
        path = tmp_path / name
        path.write_text("")
        assert why_unnamed(maker_of(path)) == ""


@pytest.mark.parametrize("name", ["tool", "to[o]l*"])
def test_another_file_under_the_path(tmp_path: Path, name: str) -> None:
    """A program built anew, or one of another mount namespace, is not the file that a rule would name."""
    path = tmp_path / name
    path.write_text("")
    maker = maker_of(path)
    (tmp_path / "kept").hardlink_to(path)
    path.unlink()
    assert "names no file here" in why_unnamed(maker)
    path.write_text("another")
    assert "another file has its path" in why_unnamed(maker)


def test_what_has_no_name(tmp_path: Path) -> None:
    """Gone, undecodable, relative, unseen, never looked at: each has its reason."""
    path = tmp_path / "x"
    path.write_text("")
    undecodable = tmp_path / os.fsdecode(b"\xff")
    undecodable.write_text("")
    assert "its file is gone" in why_unnamed(Maker("/tmp/x (deleted)", 1, 2))
    assert "not UTF-8" in why_unnamed(maker_of(undecodable))
    assert "from here" in why_unnamed(Maker("(unreachable)/x", 1, 2))
    assert "nobody saw" in why_unnamed(NOBODY)
    assert "could not be looked at" in why_unnamed(Maker(str(path)))
    assert "names no file here" in why_unnamed(maker_of(tmp_path))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bin/dash", "a shell"),
        ("/usr/bin/python3.11", "an interpreter"),
        ("/usr/bin/nodejs", "an interpreter"),
        ("/usr/bin/original-awk", "an interpreter"),
        ("/usr/bin/perl5.36.0", "an interpreter"),
        ("/usr/bin/x86_64-linux-gnu-gcc-12", "a starter of programs"),
        ("/usr/bin/make", "a starter of programs"),
        ("/usr/bin/cat", ""),
        ("", ""),
    ],
)
def test_what_a_program_runs(path: str, words: str) -> None:
    """Shells, interpreters and what starts programs are known by name, with and without a version."""
    assert what_it_runs(path) == words
