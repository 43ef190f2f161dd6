"""Files of mappings: only regular ones, only the one that is mapped, and nothing that waits."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import pytest

from scpipe.linux import mapped
from scpipe.linux.mapped import code_lines, open_mapped, parse_line

#: An inode that our own program does not have.
ODD = 0xFFFFFFFF


def _line(path: Path, inode: int) -> bytes:
    """A line of maps that says that a file is mapped; no such mapping is there, so the name is looked up."""
    return b"10000-11000 r-xp 00000000 08:01 %d    %s" % (inode, os.fsencode(path))


def test_lines_are_those_with_code() -> None:
    """Our own mappings with code are told, the interpreter's among them, and no others."""
    lines = code_lines(os.getpid(), 1 << 20).split(b"\n")
    assert all(b"x" in line.split()[1] for line in lines)
    assert any(b"libc" in line for line in lines)
    whole = len(b"\n".join(lines))
    cut = code_lines(os.getpid(), whole // 2)
    assert 0 < len(cut) < whole // 2 + 1
    assert b"\n".join(lines).startswith(cut)


def test_many_mappings_are_not_all_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a program with very many mappings the first ones count."""
    everything = code_lines(os.getpid(), 1 << 20)
    monkeypatch.setattr(mapped, "_CHUNK", 200)
    monkeypatch.setattr(mapped, "_LARGEST_MAPS", 2000)
    some = code_lines(os.getpid(), 1 << 20)
    assert len(some) < len(everything)
    assert everything.startswith(some)


def test_a_line_is_read() -> None:
    """Addresses, offset, inode and a path with spaces."""
    found = parse_line(b"7f00-7f10 r-xp 00001000 08:01 42      /a b (deleted)")
    assert (found.start, found.end, found.offset, found.inode) == (0x7F00, 0x7F10, 0x1000, 42)
    assert found.path == b"/a b (deleted)"
    assert parse_line(b"7f00-7f10 r-xp 00000000 00:00 0").path == b""


def test_a_mapped_file_is_opened(tmp_path: Path) -> None:
    """A file is found by its mapping or its name, also under names that are odd."""
    path = tmp_path / "a lib\t.so"
    path.write_bytes(b"content")
    fd = open_mapped(os.getpid(), _line(path, path.stat().st_ino))
    assert os.read(fd, 100) == b"content"
    os.close(fd)


def test_a_deleted_file(tmp_path: Path) -> None:
    """A file that is mapped and has no name is found by whom the kernel lets; for others there is none."""
    path = tmp_path / "gone.so"
    path.write_bytes(b"content" + b"\0" * 5000)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ | mmap.PROT_EXEC) as kept:
        path.unlink()
        lines = [line for line in code_lines(os.getpid(), 1 << 20).split(b"\n") if b"gone.so" in line]
        assert len(lines) == 1 and len(kept) > 5000
        try:
            fd = open_mapped(os.getpid(), lines[0])
        except ValueError:
            assert os.geteuid() != 0
            return
        assert os.read(fd, 7) == b"content"
        os.close(fd)


def test_a_fifo_is_not_opened(tmp_path: Path) -> None:
    """A FIFO under the name of a library holds nobody up."""
    path = tmp_path / "lib.so"
    os.mkfifo(path)
    with pytest.raises(ValueError, match="cannot be found"):
        open_mapped(os.getpid(), _line(path, path.stat().st_ino))


def test_other_things_are_not_opened(tmp_path: Path) -> None:
    """A directory, a link, another file, a device and nothing at all are not what is mapped."""
    other = tmp_path / "other.so"
    other.write_bytes(b"x")
    link = tmp_path / "link.so"
    link.symlink_to(other)
    null = Path("/dev/null")
    for path, inode in (
        (tmp_path, tmp_path.stat().st_ino),
        (link, other.stat().st_ino),
        (other, ODD),
        (null, null.stat().st_ino),
        (tmp_path / "missing.so", ODD),
    ):
        with pytest.raises(ValueError, match="cannot be found"):
            open_mapped(os.getpid(), _line(path, inode))


def test_memory_without_a_file() -> None:
    """Anonymous memory and the kernel's own have no file."""
    with pytest.raises(ValueError, match="without a file"):
        open_mapped(os.getpid(), b"10000-11000 r-xp 00000000 00:00 0    [vdso]")


def test_links_of_proc_are_not_followed(tmp_path: Path) -> None:
    """A name that leads through /proc to another process's file is not followed."""
    file = tmp_path / "open.so"
    file.write_bytes(b"x")
    fd = os.open(file, os.O_RDONLY)
    try:
        with pytest.raises(ValueError, match="cannot be found"):
            open_mapped(os.getpid(), _line(Path(f"/proc/{os.getpid()}/fd/{fd}"), os.fstat(fd).st_ino))
    finally:
        os.close(fd)


def test_nothing_is_left_open(tmp_path: Path) -> None:
    """Every descriptor on the way is closed, whatever is found."""
    path = tmp_path / "lib.so"
    path.write_bytes(b"x")
    before = len(os.listdir("/proc/self/fd"))
    os.close(open_mapped(os.getpid(), _line(path, path.stat().st_ino)))
    with pytest.raises(ValueError, match="cannot be found"):
        open_mapped(os.getpid(), _line(path, ODD))
    assert len(os.listdir("/proc/self/fd")) == before
