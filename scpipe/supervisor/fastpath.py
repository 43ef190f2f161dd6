"""The short way for what most stops are: a write to no pair, and a short message to a pair.

An event on a pair that has its byte is written at once, and what the ledger refuses is refused at once.
It does what the handlers do, with nothing made for the stop and nothing asked twice. Whatever is not plain
goes the long way from the beginning, as if nobody had looked at it: nothing has been done for it here.
"""

from __future__ import annotations

import errno
import os
import stat

from scpipe.emulation.arguments import Segment, read_message
from scpipe.handlers import reporting
from scpipe.handlers.immediate import write_plainly_at_once
from scpipe.ledger.model import Pair
from scpipe.linux import files, memory, sockets
from scpipe.linux.abi import native
from scpipe.linux.descriptors import ThreadSource
from scpipe.supervisor import enforce
from scpipe.supervisor.sandbox import Sandbox
from scpipe.tracee.task import Task

#: A call as its registers hold it: ptrace.RawEntry.
Raw = tuple[int, ...]
#: The longest message that goes this way: it is read in one piece, and goes in whole or not at all.
_LONGEST = 256
#: So many inet sockets are known by their cookies, and as many others by their numbers.
_MOST_KNOWN = 1024
#: A decision beside results: the call runs natively.
_NATIVELY = 1 << 32
_NOWHERE = (0, 0)
#: After these a socket is as it was before the attempt.
_UNTOUCHED = frozenset({errno.EAGAIN, errno.EOPNOTSUPP, errno.EPIPE})


class FastPath:
    """Serves a task at a trapped write, if that is plain.

    What is written to is a copy of ours, and what is written or judged is the copy of the message that was
    looked at: nobody can exchange either. A call runs natively only where no end of a pair can come to its
    number.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._context = context = sandbox.context
        self._reports, self._ledger = context.reports, context.ledger
        self._pipes, self._sockets = context.ledger.pipes, context.ledger.sockets
        self._inet: set[int] = set()
        self._vain: set[tuple[int, int]] = set()  # tasks and numbers of theirs where sendmsg is not plain
        self._is_foreign = False  # the copy is a socket, and no end of a pair whose byte is settled
        numbers: tuple[int, ...] = ()
        if type(context.descriptor_source) is ThreadSource and not context.audit:
            self._copy, self._device = context.descriptor_source.copy, context.descriptor_source.pipe_device
            numbers = (native.SYS_WRITE, native.SYS_SENDTO, native.SYS_SENDMSG)
        rows = {number: sandbox.plan.message_row(number) for number in numbers}
        self._rows = {number: row for number, row in rows.items() if row is not None}

    def serve(self, task: Task, raw: Raw) -> bool:
        """Decide about the call in ``raw``, and let the task run on; False if it has to go the long way.

        Raises TraceeGoneError.
        """
        number = raw[4]
        if number not in self._rows or raw[1] != native.AUDIT_ARCH or task.interrupt_pending:
            return False
        if number == native.SYS_SENDMSG and (raw[7] or (task.tid, raw[5]) in self._vain):
            return False  # it has flags, or an earlier one was not plain
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

    def _decide(self, task: Task, raw: Raw, fd: int) -> int | None:
        """What to answer; _NATIVELY; None: the long way. Raises OSError: the same."""
        status = os.fstat(fd)
        kind = status.st_mode & 0o170000
        if kind == stat.S_IFIFO and status.st_dev == self._device:
            pair = self._pipes.plain(status.st_ino)
            return (
                None if pair is None else self._send(task, raw, fd, pair, self._ledger.settled(pair), False)
            )
        if kind == stat.S_IFSOCK:
            cookie = sockets.cookie(fd)
            pair = self._sockets.plain(cookie)
            byte = -1 if pair is None else self._ledger.settled(pair)
            self._is_foreign = byte < 0
            if pair is not None:
                return self._send(task, raw, fd, pair, byte, True)
            if not self._is_inet(fd, cookie):
                if raw[4] == native.SYS_SENDMSG:
                    self._note_vain(task.tid, raw[5])
                return None
            keeps = task.table.private if raw[4] == native.SYS_SENDMSG else task.keeps_numbers
            return _NATIVELY if keeps else None
        if raw[4] != native.SYS_WRITE:
            return None
        if task.keeps_numbers:
            return _NATIVELY
        return write_plainly_at_once(self._context, task, (raw[6], raw[7]), fd, status)

    def _send(self, task: Task, raw: Raw, fd: int, pair: Pair, byte: int, is_socket: bool) -> int | None:
        """Write a message that repeats the settled byte, refuse one that may not enter; None for others."""
        if byte < 0 and not self._reports.violations:
            return None  # it may well set the byte
        address, length = (raw[6], raw[7]) if raw[4] == native.SYS_WRITE else self._place(task, raw, pair)
        if not 0 < length <= _LONGEST or address + length > memory.HIGHEST:
            return None
        data = memory.read_little(task.tid, address, length)
        if byte < 0 or data.count(byte) != length:
            judged = len(data) == length and (is_socket or files.is_writable(fd))
            return self._refuse(task, raw, pair, data) if judged else None
        try:
            return os.pwritev(fd, (data,), -1, files.RWF_NOWAIT)
        except OSError as error:
            # The attempt has taken an error that waited on the socket (SO_ERROR): that is the result.
            if not is_socket or error.errno is None or error.errno in _UNTOUCHED:
                raise
            return -error.errno

    def _refuse(self, task: Task, raw: Raw, pair: Pair, data: bytes) -> int | None:
        """Refuse a message, and tell of it; None, and nothing was done, if that is not to be done here."""
        row, descriptor = self._rows[raw[4]], raw[5] & 0x7FFFFFFF
        told = reporting.tell_if_refused(self._context, task, row, pair, descriptor, data)
        return -row.answer.errno if told else None

    def _place(self, task: Task, raw: Raw, pair: Pair) -> Segment:
        """Where the message of a sendto or sendmsg lies that does what write does; _NOWHERE for any other.

        Raises OSError.
        """
        if pair.socket_type != sockets.SOCK_STREAM:
            return _NOWHERE
        if raw[4] == native.SYS_SENDTO:
            return _NOWHERE if raw[8] or raw[9] else (raw[6], raw[7])
        message = read_message(task.tid, raw[6], 0)
        if message.control or message.addressed or len(message.segments) != 1:
            self._note_vain(task.tid, raw[5])
            return _NOWHERE
        return message.segments[0]

    def _note_vain(self, tid: int, number: int) -> None:
        """From now on a task's sendmsg to a number goes the long way at once (display servers, buses).

        Nothing rests on it: whatever has that number by then is looked at there.
        """
        if len(self._vain) >= _MOST_KNOWN:
            self._vain.clear()
        self._vain.add((tid, number))

    def _is_inet(self, fd: int, cookie: int) -> bool:
        """True for a socket that can be no end of a pair. That does not change, and no cookie comes twice."""
        if cookie in self._inet:
            return True
        if sockets.domain(fd) not in (sockets.AF_INET, sockets.AF_INET6):
            return False
        if len(self._inet) >= _MOST_KNOWN:
            self._inet.clear()
        self._inet.add(cookie)
        return True
