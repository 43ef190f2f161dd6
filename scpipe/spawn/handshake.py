"""What parent and child tell each other around fork: a go-ahead, and the failure of a step.

No pipe is used: scpipe itself may run where pipes are denied. The go-ahead is an eventfd; a failure
is a record in shared memory, because the child's own filter could judge a write.
"""

from __future__ import annotations

import mmap
import os
import select
import struct

from scpipe.errors import DOCTOR, SetupError
from scpipe.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Step = Literal["other", "directory", "privileges", "confinement", "filter", "exec"]

_RECORD = struct.Struct("=iii")
_PREPARED = struct.Struct("=i")
_PREPARED_AT = 64
#: How long the child may take to prepare itself (seconds): a fork and a few mounts.
_PATIENCE = 30.0


#: The child's steps, in order.
STEPS: tuple[Step, ...] = ("other", "directory", "privileges", "confinement", "filter", "exec")


class Failure(Record):
    """The step that failed and its errno."""

    step: Step
    errno: int


class StepError(SetupError):
    """A step of the protection failed: which one, and why."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        reason = os.strerror(failure.errno)
        super().__init__(f"cannot install the protection ({failure.step}): {reason}; nothing has run{DOCTOR}")


class Handshake:
    """One launch's shared state. Make it before fork, use both sides after."""

    def __init__(self) -> None:
        self.parent = os.getpid()
        self._gate = os.eventfd(0, os.EFD_CLOEXEC)
        self._ready = os.eventfd(0, os.EFD_CLOEXEC)
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)

    def prepared(self, code: int) -> None:
        """Child: all that is done before the go-ahead is done; ``code`` is an errno or 0."""
        _PREPARED.pack_into(self._memory, _PREPARED_AT, code)
        os.eventfd_write(self._ready, 1)

    def await_prepared(self) -> int:
        """Parent: the errno the child told with prepared(). Raises TimeoutError if it does not come."""
        poll = select.poll()
        poll.register(self._ready, select.POLLIN)
        if not poll.poll(int(_PATIENCE * 1000)):
            raise TimeoutError
        code: int = _PREPARED.unpack_from(self._memory, _PREPARED_AT)[0]
        return code

    def wait(self) -> None:
        """Child: sleep until the parent says go."""
        os.eventfd_read(self._gate)

    def go(self) -> None:
        """Parent: let the child go on."""
        os.eventfd_write(self._gate, 1)

    def fail(self, step: Step, code: int) -> None:
        """Child: leave word of a failure; no system call is made."""
        _RECORD.pack_into(self._memory, 0, 1, STEPS.index(step), code)

    def failure(self) -> Failure | None:
        """Parent: the failure the child left, if it did."""
        told, step, code = _RECORD.unpack_from(self._memory, 0)
        return Failure(STEPS[step], code) if told else None

    def close(self) -> None:
        """Parent: give up the go-ahead descriptor."""
        os.close(self._gate)
        os.close(self._ready)
