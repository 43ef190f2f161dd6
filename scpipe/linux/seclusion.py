"""Giving up everything that a process of ours has, before it looks at what programs have written."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Collection
from collections.abc import Set as AbstractSet

from scpipe.linux import capabilities, process, procfs
from scpipe.record import Record

#: The user and group that own nothing (the kernel's overflow ids, where nobody has changed them).
_NOBODY = 65534


class Limits(Record):
    """What a process may use: bytes of address space, seconds of CPU time, open files."""

    memory: int
    seconds: int
    files: int


def close_all_but(kept: Collection[int]) -> None:
    """Close every other descriptor of ours, /proc's too.

    They are listed: their numbers can be above the limit, which may have been lowered since. Raises OSError.
    """
    for fd in procfs.own_descriptors():
        if fd not in kept:
            with contextlib.suppress(OSError):  # the listing's own descriptor is gone
                os.close(fd)


def seclude(limits: Limits, program: bytes, signals: AbstractSet[signal.Signals]) -> None:
    """Give up capabilities and limits for good, and load a filter (``program``).

    Of signals only ``signals`` and SIGKILL reach this process any more. Raises OSError where the filter
    cannot be loaded.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, set(signal.valid_signals()) - signals)
    capabilities.drop_all()
    for limit, value in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_NOFILE, limits.files),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _lower(limit, value)
    process.set_not_dumpable()
    process.set_no_new_privileges()
    process.FilterProgram(program).load()


def leave_root() -> None:
    """Become nobody, if we are root; in a user namespace that does not know that number, stay."""
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        os.setgroups([])
    with contextlib.suppress(OSError):
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    with contextlib.suppress(OSError):
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _lower(limit: int, value: int) -> None:
    hard = resource.getrlimit(limit)[1]
    least = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (least, least))
