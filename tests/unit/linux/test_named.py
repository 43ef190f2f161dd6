"""A file is opened by its name, and nothing that a process has open."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from scpipe.linux import named
from scpipe.linux.named import open_named

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC


def test_files_and_links_to_files(tmp_path: Path) -> None:
    """A new file, one that is there, and a link to it are opened, close-on-exec."""
    (tmp_path / "link").symlink_to("file")
    for name in ("file", "file", "link"):
        fd = open_named(str(tmp_path / name), _FLAGS)
        assert os.path.samestat(os.fstat(fd), os.stat(tmp_path / "file"))
        assert not os.get_inheritable(fd)
        os.close(fd)
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o644 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o22)
    os.umask(mask)
    return mask


def test_the_end_of_a_pipe(tmp_path: Path) -> None:
    """A link that a command has left to an end of a pair is not followed."""
    read, write = os.pipe()
    (tmp_path / "report").symlink_to(f"/proc/{os.getpid()}/fd/{write}")
    with pytest.raises(OSError, match="open file of a process") as raised:
        open_named(str(tmp_path / "report"), _FLAGS)
    assert raised.value.errno == errno.ELOOP
    os.close(read)
    os.close(write)


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EPERM])
def test_without_openat2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Where the call is missing or forbidden files are opened as ever."""

    def missing(*_words: int) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(named, "syscall", missing)
    os.close(open_named(str(tmp_path / "file"), _FLAGS))


def test_errors_are_the_kernels(tmp_path: Path) -> None:
    """What is no file to write to is the error that open(2) gives."""
    with pytest.raises(IsADirectoryError):
        open_named(str(tmp_path), os.O_WRONLY)
    with pytest.raises(FileNotFoundError):
        open_named(str(tmp_path / "no" / "file"), _FLAGS)
