"""The file of a policy: whole or not at all, never over what was not there before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scpipe.errors import UsageError
from scpipe.learning.target import Target, TargetError, check_yaml_name


def test_a_new_file(tmp_path: Path) -> None:
    """It is there when it is whole; nothing else is left in the directory."""
    path = tmp_path / "p.yaml"
    target = Target(str(path), over=False)
    assert target.text is None
    assert not path.exists()
    target.write("pipe: deny\n")
    assert path.read_text() == "pipe: deny\n"
    assert os.listdir(tmp_path) == ["p.yaml"]
    assert path.stat().st_mode & 0o111 == 0


@pytest.mark.parametrize("make", ["file", "link", "dangling", "directory"])
def test_nothing_is_replaced_unasked(tmp_path: Path, make: str) -> None:
    """What is there, a link that leads nowhere included, is an error before anything runs."""
    path = tmp_path / "p.yaml"
    (tmp_path / "other").write_text("x")
    if make == "file":
        path.write_text("x")
    elif make == "directory":
        path.mkdir()
    else:
        path.symlink_to("other" if make == "link" else "nothing")
    with pytest.raises(UsageError, match="is there already: --merge adds to it, --force replaces it"):
        Target(str(path), over=False)


def test_mode_and_owner_stay(tmp_path: Path) -> None:
    """A file that is replaced keeps who may read it."""
    path = tmp_path / "p.yaml"
    path.write_text("old")
    path.chmod(0o600)
    target = Target(str(path), over=True)
    assert target.text == "old"
    target.write("new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o600)


def test_a_link_stays_one(tmp_path: Path) -> None:
    """The file that a link leads to is replaced, not the link."""
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "p.yaml", tmp_path / "link.yaml"
    real.write_text("old")
    link.symlink_to("real/p.yaml")
    Target(str(link), over=True).write("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@pytest.mark.parametrize("change", ["made", "linked", "written", "replaced", "removed"])
def test_what_changed_meanwhile_is_not_touched(tmp_path: Path, change: str) -> None:
    """What the command did to the file counts: nothing is written, and nothing is left behind."""
    path = tmp_path / "p.yaml"
    over = change not in ("made", "linked")
    if over:
        path.write_text("old")
    target = Target(str(path), over=over)
    if change == "linked":
        (tmp_path / "victim").write_text("victim")
        path.symlink_to("victim")
    elif change == "replaced":
        path.rename(tmp_path / "moved")
        path.write_text("old")
    elif change == "removed":
        path.unlink()
    else:
        path.write_text("changed")
    before = sorted(os.listdir(tmp_path))
    with pytest.raises(TargetError):
        target.write("new")
    assert sorted(os.listdir(tmp_path)) == before
    assert all(each.read_text() != "new" for each in tmp_path.iterdir())


def test_a_directory_that_moves_is_the_same(tmp_path: Path) -> None:
    """A link that is put in the place of the directory leads nobody astray."""
    place, other = tmp_path / "place", tmp_path / "other"
    place.mkdir()
    other.mkdir()
    target = Target(str(place / "p.yaml"), over=False)
    place.rename(tmp_path / "moved")
    place.symlink_to("other")
    target.write("x")
    assert (tmp_path / "moved" / "p.yaml").read_text() == "x"
    assert os.listdir(other) == []


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("", "is a variable unset"),
        ("x/", "not the name of a file"),
        ("none/p.yaml", "cannot write none/p.yaml: No such file or directory"),
        ("file/p.yaml", "cannot write file/p.yaml: Not a directory"),
        ("fifo", "cannot write fifo: it is no regular file"),
        (".", "cannot write .: "),
        ("big", "too large for a policy"),
        ("bytes\udcff\n", "cannot write bytes\\xff\\x0a: it is no regular file"),
    ],
)
def test_bad_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, complaint: str) -> None:
    """One error that names what is wrong; names are escaped."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("")
    (tmp_path / "big").write_bytes(b" " * ((1 << 20) + 1))
    for name in ("fifo", "bytes\udcff\n"):
        os.mkfifo(name)
    with pytest.raises(UsageError) as caught:
        Target(path, over=True)
    assert complaint in str(caught.value)


def test_text_is_utf8(tmp_path: Path) -> None:
    """A file that is not is an error; a mark of the byte order is none."""
    path = tmp_path / "p.yaml"
    path.write_bytes(b"\xef\xbb\xbfpipe: deny")
    assert Target(str(path), over=True).text == "pipe: deny"
    path.write_bytes(b"\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        assert Target(str(path), over=True).text


@pytest.mark.parametrize("name", ["p.json", "P.JSON"])
def test_json_names_are_refused(name: str) -> None:
    """YAML in a file whose name says JSON would not be read."""
    with pytest.raises(UsageError, match="means JSON"):
        check_yaml_name(name)
    check_yaml_name("p.yaml")
