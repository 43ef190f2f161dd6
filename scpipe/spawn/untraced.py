"""The first look before a launch; it imports nothing that takes time or runs programs."""

from __future__ import annotations

import os

from scpipe.errors import SetupError
from scpipe.linux import process


def ensure_untraced() -> None:
    """Raise SetupError if somebody traces us: our children are theirs, and a task has one tracer."""
    tracer = process.tracer_of(os.getpid())
    if tracer:
        raise SetupError(
            f"cannot supervise: this process is itself traced (by pid {tracer}: another scpipe-run, "
            "strace or a debugger), and a process has one tracer"
        )
