"""The short way for what most stops are: a write to no pair, and an event on a pair that has its byte.

It does what the handlers do, with nothing made for the stop and nothing asked twice. Whatever is not plain
goes the long way from the beginning, as if nobody had looked at it: nothing has been done for it here.
"""

from __future__ import annotations

import errno
import os
import stat

from scpipe.handlers.context import Context
from scpipe.handlers.immediate import COUNTER, SOME, add_to_counter
from scpipe.linux import files, memory, sockets
from scpipe.linux.abi import native
from scpipe.linux.descriptors import ThreadSource
from scpipe.linux.ptrace import RawEntry
from scpipe.seccomp.entries import Family
from scpipe.seccomp.plan import Plan
from scpipe.supervisor import enforce
from scpipe.tracee.task import Task

#: The longest message that goes this way: it is read in one piece, and goes in whole or not at all.
_LONGEST = 256
#: So many inet sockets are known by their cookies.
_MOST_COOKIES = 1024
#: A decision beside results: the call runs natively.
_NATIVELY = 1 << 32
#: After these a socket is as it was before the attempt.
_UNTOUCHED = frozenset({errno.EAGAIN, errno.EOPNOTSUPP, errno.EPIPE})


class FastPath:
    """Serves a task at a trapped write, if that is plain.

    What is written to is a copy of ours, and what is written is the copy of the message that was looked at:
    nobody can exchange either. A call runs natively only where no end of a pair can come to its number.
    """

    def __init__(self, context: Context, plan: Plan) -> None:
        self._context = context
        self._pipes, self._sockets = context.ledger.pipes, context.ledger.sockets
        self._inet: set[int] = set()
        self._is_foreign = False  # the copy is a socket, and no end of a pair whose byte is settled
        self._numbers: frozenset[int] = frozenset()
        if type(context.descriptor_source) is ThreadSource and not context.audit:
            self._copy, self._device = context.descriptor_source.copy, context.descriptor_source.pipe_device
            numbers = (native.SYS_WRITE, native.SYS_SENDTO)
            self._numbers = frozenset(number for number in numbers if _is_message(plan, number))

    def serve(self, task: Task, raw: RawEntry) -> bool:
        """Decide about the call in ``raw``, and let the task run on; False if it has to go the long way.

        Raises TraceeGoneError.
        """
        number = raw[4]
        if number not in self._numbers or raw[1] != native.AUDIT_ARCH or task.interrupt_pending:
            return False
        fd = self._copy(task.tid, raw[5] & 0xFFFFFFFF)
        if fd < 0:
            return False
        result = None
        try:
            result = self._decide(task, raw, fd)
        except OSError:
            pass  # the long way finds it again, and says what it means
        finally:
            if self._is_foreign:
                self._is_foreign = False
                sockets.close_socket(fd)  # the last one where a thread has closed the task's: it may sleep
            else:
                os.close(fd)
        if result is None:
            return False
        task.call_number = number
        if result == _NATIVELY:
            enforce.resume(task)
        else:
            enforce.answer(task, result)
        return True

    def _decide(self, task: Task, raw: RawEntry, fd: int) -> int | None:
        """What to answer; _NATIVELY; None: the long way. Raises OSError: the same."""
        status = os.fstat(fd)
        kind = status.st_mode & 0o170000
        if kind == stat.S_IFIFO and status.st_dev == self._device:
            byte = self._pipes.settled(status.st_ino) if raw[4] == native.SYS_WRITE else -1
            return self._repeat(task, raw, fd, byte)
        if kind == stat.S_IFSOCK:
            cookie = sockets.cookie(fd)
            byte = self._sockets.settled(cookie)
            if byte >= 0:
                is_plain = raw[4] == native.SYS_WRITE or self._is_plain_send(raw, cookie)
                return self._repeat_to_socket(task, raw, fd, byte) if is_plain else None
            self._is_foreign = True
            if not self._is_inet(fd, cookie):
                return None
            return _NATIVELY if task.keeps_numbers else None
        if raw[4] == native.SYS_SENDTO:
            return None
        return _NATIVELY if task.keeps_numbers else self._write_at_once(task, raw, fd, status)

    def _write_at_once(self, task: Task, raw: RawEntry, fd: int, status: os.stat_result) -> int | None:
        """Write to an eventfd or a null device from a shared table, as handlers/immediate.py does."""
        address, length = raw[6], raw[7]
        if address + length > 0x7FFFFFFFFFFFFFFF:
            return None
        if status.st_rdev in files.SWALLOWING and stat.S_ISCHR(status.st_mode) and length <= len(SOME):
            os.write(fd, SOME[:length])
            return length
        if length != COUNTER or stat.S_IFMT(status.st_mode) or not files.has_eventfds_name(fd):
            return None
        data = memory.read_little(task.tid, address, COUNTER)
        return add_to_counter(self._context, task, fd, data) if len(data) == COUNTER else None

    def _repeat_to_socket(self, task: Task, raw: RawEntry, fd: int, byte: int) -> int | None:
        """Write a message that repeats the byte to an end of a socket pair, as _repeat does.

        An attempt takes an error that waited there (SO_ERROR): that is the result then.
        """
        try:
            return self._repeat(task, raw, fd, byte)
        except OSError as error:
            if error.errno is None or error.errno in _UNTOUCHED:
                raise
            return -error.errno

    def _repeat(self, task: Task, raw: RawEntry, fd: int, byte: int) -> int | None:
        """Write a message that repeats the byte; how much went in. None, and nothing did, for any other."""
        address, length = raw[6], raw[7]
        if byte < 0 or not 0 < length <= _LONGEST or address + length > 0x7FFFFFFFFFFFFFFF:
            return None
        data = memory.read_little(task.tid, address, length)
        if data.count(byte) != length:
            return None
        return os.pwritev(fd, (data,), -1, files.RWF_NOWAIT)

    def _is_plain_send(self, raw: RawEntry, cookie: int) -> bool:
        """True for a sendto to an end of a pair that does what write does."""
        pair = self._sockets.find(cookie)
        is_stream = pair is not None and pair.socket_type == sockets.SOCK_STREAM
        return is_stream and not raw[8] and not raw[9]

    def _is_inet(self, fd: int, cookie: int) -> bool:
        """True for a socket that can be no end of a pair. That does not change, and no cookie comes twice."""
        if cookie in self._inet:
            return True
        if sockets.domain(fd) not in (sockets.AF_INET, sockets.AF_INET6):
            return False
        if len(self._inet) >= _MOST_COOKIES:
            self._inet.clear()
        self._inet.add(cookie)
        return True


def _is_message(plan: Plan, number: int) -> bool:
    """True if every call of that number was trapped by us, to be judged."""
    entry = plan.match(number, (0, 0, 0, 0, 0, 0))
    return entry is not None and entry.family is Family.MESSAGE and not entry.tests
