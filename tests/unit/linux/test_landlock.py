"""A domain keeps its members away from processes outside, by each of the two ways to make one."""

from __future__ import annotations

import errno
import os
import signal

import pytest

from scpipe.linux import landlock, process

from .children import child, outcome

needs_landlock = pytest.mark.skipif(landlock.abi() < landlock.REFER_ABI, reason="no Landlock of ABI 2 here")


def _error(act: object, *arguments: object) -> int:
    try:
        assert callable(act)
        act(*arguments)
    except OSError as error:
        return error.errno or 0
    return 0


@needs_landlock
@pytest.mark.parametrize("version", [landlock.REFER_ABI, landlock.SCOPES_ABI])
def test_memory_of_a_process_outside_is_closed(version: int) -> None:
    """/proc/PID/mem cannot be opened, not even through a directory descriptor from before the domain."""
    if version > landlock.abi():
        pytest.skip(f"this kernel has Landlock ABI {landlock.abi()}")
    with child() as pid:

        def inside() -> None:
            directory = os.open(f"/proc/{pid}", os.O_RDONLY)
            assert _error(os.open, f"/proc/{pid}/mem", os.O_RDWR) == 0, "not open before"
            process.set_no_new_privileges()
            landlock.enter_domain(version)
            assert _error(os.open, f"/proc/{pid}/mem", os.O_RDWR) in (errno.EACCES, errno.EPERM)
            for name in ("mem", f"task/{pid}/mem", "fd/0", "root", "cwd", "exe"):
                try:
                    os.close(os.open(name, os.O_RDONLY, dir_fd=directory))
                except PermissionError:
                    continue
                raise AssertionError(f"{name} was opened")

        assert outcome(inside) == 0


@needs_landlock
@pytest.mark.parametrize("version", [landlock.REFER_ABI, landlock.SCOPES_ABI])
def test_signals(version: int) -> None:
    """Signals to the outside are refused with scopes only."""
    if version > landlock.abi():
        pytest.skip(f"this kernel has Landlock ABI {landlock.abi()}")
    with child() as pid:

        def inside() -> None:
            process.set_no_new_privileges()
            landlock.enter_domain(version)
            expected = errno.EPERM if version >= landlock.SCOPES_ABI else 0
            assert _error(os.kill, pid, signal.SIGCONT if not expected else signal.SIGTERM) == expected
            os.kill(os.getpid(), 0)

        assert outcome(inside) == 0
