"""The controlling terminal and its foreground process group."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def controlling() -> Iterator[int | None]:
    """A descriptor of our controlling terminal; None where there is none."""
    try:
        fd = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    try:
        yield fd
    finally:
        os.close(fd)


def foreground(fd: int) -> int:
    """The foreground process group; 0 if there is none, or the terminal has hung up."""
    try:
        return os.tcgetpgrp(fd)
    except OSError:
        return 0


def give(fd: int, group: int) -> None:
    """Make a group the foreground one; a group or terminal that is gone is no error.

    From the background this stops us, unless SIGTTOU is blocked.
    """
    with contextlib.suppress(OSError):
        os.tcsetpgrp(fd, group)
