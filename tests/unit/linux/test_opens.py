"""Which opens can give no end of a pair, and with which flags."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from scpipe.linux.abi import native
from scpipe.linux.opens import Unfollowed, unfollowed

_O_LARGEFILE, _FASYNC, _UNKNOWN = 0o100000, 0o20000, 1 << 28
_KNOWN = (
    os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_EXCL, os.O_NOCTTY, os.O_TRUNC, os.O_APPEND, os.O_NONBLOCK,
    os.O_DSYNC, os.O_SYNC, _FASYNC, os.O_DIRECT, _O_LARGEFILE, os.O_NOATIME, os.O_CLOEXEC,
)  # fmt: skip


def _flags(own: int) -> int | None:
    way = unfollowed(native.SYS_OPEN, (1, own, 0, 0, 0, 0))
    return way and way.value


def test_flags_have_the_numbers_of_this_machine() -> None:
    """Where Python names them."""
    assert (native.O_DIRECTORY, native.O_NOFOLLOW, native.O_PATH) == (
        os.O_DIRECTORY,
        os.O_NOFOLLOW,
        os.O_PATH,
    )
    assert native.O_TMPFILE | native.O_DIRECTORY == os.O_TMPFILE
    every = 0
    for flag in _KNOWN:
        every |= flag
    assert every | 3 == native.OTHER_OPEN_FLAGS


@pytest.mark.parametrize("flag", _KNOWN)
def test_known_flags_get_one_more(flag: int) -> None:
    """Each by itself and with others; what the kernel does not look at stays."""
    for own in (flag, flag | os.O_WRONLY | os.O_CREAT, flag | 0xDEADBEEF << 32):
        assert _flags(own) == own | os.O_NOFOLLOW


@pytest.mark.parametrize(
    "own", [os.O_WRONLY | os.O_NOFOLLOW, os.O_TMPFILE | os.O_RDWR, os.O_TMPFILE | os.O_EXCL]
)
def test_what_gives_no_end_by_itself_stays(own: int) -> None:
    """Links are not followed, or what is opened is made: an error is the program's own then."""
    way = unfollowed(native.SYS_OPEN, (1, own, 0, 0, 0, 0))
    assert way == Unfollowed(1, own, own) and not way.may_have_met_a_link(-errno.ELOOP)


@pytest.mark.parametrize(
    "own",
    [
        os.O_DIRECTORY,
        os.O_PATH,
        os.O_PATH | os.O_TMPFILE,
        native.O_TMPFILE,
        _UNKNOWN,
        _UNKNOWN | os.O_TMPFILE,
    ],
)
def test_other_flags_are_left_alone(own: int) -> None:
    """What they do at a link is something else, or nobody knows it."""
    assert _flags(own | os.O_WRONLY) is None and _flags(own | os.O_WRONLY | os.O_NOFOLLOW) is None


def test_only_flags_in_a_register() -> None:
    """creat has none, and those of openat2 lie in memory."""
    arguments = (7, 0o101, 0o102, 0, 0, 0)
    assert unfollowed(native.SYS_OPEN, arguments) == Unfollowed(1, 0o400101, 0o101)
    assert unfollowed(native.SYS_OPENAT, arguments) == Unfollowed(2, 0o400102, 0o102)
    assert unfollowed(85, arguments) is unfollowed(native.SYS_OPENAT2, arguments) is None


@pytest.mark.parametrize(
    ("own", "result", "expected"),
    [(1, -errno.ELOOP, True), (0o101, -errno.EACCES, True), (1, -errno.EACCES, False), (0o101, 40, False),
     (0o101, -errno.ENOENT, False), (0o101, -512, False)],
)  # fmt: skip
def test_what_a_link_may_have_been(own: int, result: int, expected: bool) -> None:
    """The other error is that of a sticky directory, in which a file would have been made."""
    assert Unfollowed(1, own | os.O_NOFOLLOW, own).may_have_met_a_link(result) is expected


@pytest.mark.parametrize("access", [os.O_WRONLY, os.O_RDWR])
@pytest.mark.parametrize("more", [0, os.O_CREAT, os.O_TRUNC | os.O_NONBLOCK, os.O_APPEND | os.O_CREAT])
def test_the_kernel_gives_no_end(tmp_path: Path, access: int, more: int) -> None:
    """Whatever the path is by which the program's own flags give one."""
    (tmp_path / "far").symlink_to("near")
    read_end, write_end = os.pipe()
    (tmp_path / "near").symlink_to(f"/proc/self/fd/{read_end}")
    flags = _flags(access | more)
    assert flags is not None
    directory = os.open("/proc/self/fd", os.O_RDONLY | os.O_DIRECTORY)
    for path, below in (
        (f"/proc/self/fd/{read_end}", None), (f"/dev/fd/{write_end}", None),
        (f"/proc/thread-self/fd/{read_end}", None), (f"/proc/{os.getpid()}/task/../fd/{read_end}", None),
        (f"/proc/self/root/proc/self/fd/{read_end}", None), (str(read_end), directory),
        (tmp_path / "far", None), (tmp_path / "near", None), (f"./{write_end}", directory),
    ):  # fmt: skip
        os.close(os.open(path, access | more, 0o600, dir_fd=below))
        with pytest.raises(OSError, match="symbolic links"):
            os.open(path, flags, 0o600, dir_fd=below)
        for end in ("/", "/.", "/..", "//"):
            with pytest.raises(OSError, match="directory"):
                os.open(f"{path}{end}", flags, 0o600, dir_fd=below)
    for fd in (directory, read_end, write_end):
        os.close(fd)
