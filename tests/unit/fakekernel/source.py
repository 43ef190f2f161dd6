"""Borrowing descriptors of tasks that do not exist: where a table has an object of ours, that is copied."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from scpipe.linux import files
from scpipe.linux.descriptors import BlindError, Borrowed

if TYPE_CHECKING:
    from unit.fakekernel.kernel import FakeKernel

_DEVICE = files.pipe_device()


class FakeSource:
    """A DescriptorSource (scpipe/linux/descriptors.py)."""

    name = "fake"

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """Our own copy. Raises OSError (EBADF, ESRCH); BlindError for a program that we may not read."""
        self._kernel.note("borrow", tid, fd)
        task = self._kernel.tasks.get(tid)
        if task is None or task.is_dead:
            raise OSError(errno.ESRCH, os.strerror(errno.ESRCH))
        if not task.program.readable:
            raise BlindError
        file = task.table.files.get(fd)
        if file is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        copy = os.dup(file.own)
        return Borrowed(copy, files.inspect(copy, _DEVICE))

    def forget(self, tid: int) -> None:
        """Nothing is kept; it is noted."""
        self._kernel.note("forget", tid)
