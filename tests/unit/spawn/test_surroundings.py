"""What the machine lacks is one error that names the remedy."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

import pytest

from scpipe.errors import CommandNotFoundError, SetupError
from scpipe.linux import procproof
from scpipe.spawn import surroundings


def _raise(error: Exception) -> Callable[[], bool]:
    def fail() -> bool:
        raise error

    return fail


@pytest.mark.parametrize(
    ("procfs", "ours", "why"),
    [
        (_raise(FileNotFoundError(2, "No such file or directory")), True, "cannot be opened: No such file"),
        (_raise(PermissionError(13, "Permission denied")), True, "cannot be opened: Permission denied"),
        (lambda: False, True, "is no procfs"),
        (lambda: True, False, "of another PID namespace"),
    ],
)
def test_a_proc_that_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, procfs: Callable[[], bool], ours: bool, why: str
) -> None:
    """None, another file system, another namespace's: status 125, and how to mount the right one."""
    monkeypatch.setattr(procproof, "is_procfs", procfs)
    monkeypatch.setattr(procproof, "is_of_our_namespace", lambda: ours)
    with pytest.raises(SetupError, match=why) as caught:
        surroundings.ensure_own_proc()
    assert "unshare --mount-proc, bwrap --proc /proc" in str(caught.value) and caught.value.status == 125


def test_children_that_begin_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """After unshare --pid without --fork a child has other numbers than we think."""
    monkeypatch.setattr(procproof, "is_of_our_children", lambda: False)
    with pytest.raises(SetupError, match=r"unshare --pid needs --fork"):
        surroundings.ensure_own_proc()


def test_a_proc_that_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    """hidepid is named, with the group that may see, and the capability."""
    monkeypatch.setattr(procproof, "shows_everybody", lambda: False)
    with pytest.raises(SetupError, match=r"hidepid.*gid=.*CAP_SYS_PTRACE.*unshare -Urpf --mount-proc"):
        surroundings.ensure_complete_proc()


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.EMFILE, "Too many open files"), "limit of open files is .*ulimit -n"),
        (BlockingIOError(errno.EAGAIN, "temporarily"), "no process can be made: temporarily.*ulimit -u"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "Cannot allocate memory.*unshare --pid --fork"),
        (FileNotFoundError(2, "No such file", os.devnull), "/dev/null cannot be opened.*--dev /dev"),
        (PermissionError(13, "Permission denied", "/x"), "set up: /x: Permission denied"),
        (OSError("strange"), "set up: strange"),
    ],
)
def test_what_the_machine_refuses(error: OSError, why: str) -> None:
    """An error of the kernel's becomes a reason."""
    with pytest.raises(SetupError, match=why), surroundings.explained():
        raise error


def test_our_own_errors_stay() -> None:
    """A missing command is an OSError, too, and says something else."""
    with pytest.raises(CommandNotFoundError), surroundings.explained():
        raise CommandNotFoundError
