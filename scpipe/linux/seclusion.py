"""Giving up everything that a process of ours has, before it looks at what programs have written."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
from collections.abc import Collection
from collections.abc import Set as AbstractSet

from scpipe.linux import capabilities, process
from scpipe.record import Record

#: The user and group that own nothing (the kernel's overflow ids, where nobody has changed them).
_NOBODY = 65534


class Limits(Record):
    """What a process may use: bytes of address space, seconds of CPU time, open files."""

    memory: int
    seconds: int
    files: int


def close_all_but(kept: Collection[int]) -> None:
    """Close every other descriptor of ours."""
    first = 0
    for fd in sorted(kept):
        os.closerange(first, fd)
        first = fd + 1
    os.closerange(first, max(process.descriptor_limit(), first) if first < 1 << 20 else first)


def seclude(limits: Limits, program: bytes, signals: AbstractSet[signal.Signals]) -> None:
    """Give up users, groups, capabilities and limits for good, and load a filter (``program``).

    Of signals only ``signals`` and SIGKILL reach this process any more. Raises OSError where the filter
    cannot be loaded.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, set(signal.valid_signals()) - signals)
    if os.geteuid() == 0:
        _leave_root()
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


def _leave_root() -> None:
    """Become nobody; in a user namespace that does not know that number, stay: capabilities go anyway."""
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
