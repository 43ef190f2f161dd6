"""What is asked of a child from outside, while it waits: its memory, its descriptors, what it shares."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable

from scpipe.linux import calls, descriptors, files, memory, process, ptrace
from scpipe.linux.abi import native

_KCMP_FILES = 2


def tried(said: dict[str, str], step: str, act: Callable[[], object]) -> bool:
    """Note under ``step`` why something has failed, "" if it works: then True."""
    said[step] = ""
    try:
        act()
    except OSError as error:
        said[step] = error.strerror or str(error)
    except ptrace.TraceeGoneError:
        said[step] = "the child is gone"
    return not said[step]


def look_at(pid: int, said: dict[str, str]) -> None:
    """Note what works with a child: memory, thread and process (by which pidfd), descriptors, kcmp."""
    tried(said, "memory", lambda: memory.probe(pid))
    tried(said, "thread", lambda: _copy_descriptor(process.open_thread(pid)))
    tried(said, "process", lambda: _copy_descriptor(process.open_process(pid)))
    said["descriptors"] = descriptors.choose_source(pid, files.pipe_device()).name
    tried(said, "kcmp", lambda: calls.syscall(native.SYS_KCMP, os.getpid(), pid, _KCMP_FILES))


def _copy_descriptor(opened: int) -> None:
    """Copy the first descriptor of who is opened; that it is closed there is an answer, too."""
    try:
        os.close(calls.syscall(native.SYS_PIDFD_GETFD, opened, 0))
    except OSError as error:
        if error.errno != errno.EBADF:
            raise
    finally:
        os.close(opened)
