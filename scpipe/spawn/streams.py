"""Our own standard descriptors, and what else the caller gave us: filled at the start, let go of later."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection

from scpipe.linux import procfs

_STANDARD = (0, 1, 2)


def fill_standard_descriptors() -> frozenset[int]:
    """Open closed ones of 0, 1, 2 for us (the command finds them closed), lest ours get those numbers.

    Returns those that were closed. Raises OSError.
    """
    missing = set()
    while (fd := os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)) <= max(_STANDARD):
        missing.add(fd)
    os.close(fd)
    return frozenset(missing)


def ensure_null_device() -> None:
    """Raise OSError where let_go() would."""
    os.close(os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC))


def let_go(standard: Collection[int]) -> None:
    """Put /dev/null in the place of some standard descriptors, and close what else the caller gave us.

    The command's own ends must be the last ones: a reader waits for the end of the command's output. What
    was given to us came through an exec, so it is not close-on-exec; all descriptors of our own are. Raises
    OSError.
    """
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for fd in standard:
        os.dup2(null, fd)
    os.close(null)
    for fd in procfs.own_descriptors():
        with contextlib.suppress(OSError):  # the listing's own descriptor is gone
            if fd not in _STANDARD and os.get_inheritable(fd):
                os.close(fd)
