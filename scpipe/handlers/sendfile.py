"""sendfile from a position, performed where the descriptor table is shared.

The kernel reads the position from memory, and may sleep on it, before it takes the target
(fs/read_write.c sendfile64): it cannot run natively while others could put a pair under that number.
"""

from __future__ import annotations

import errno
import os
import stat

from scpipe.handlers.actions import Action, Answer, Operation, Perform, Store, Wake
from scpipe.handlers.context import Context
from scpipe.handlers.free import can_perform
from scpipe.handlers.outcome import conclude
from scpipe.handlers.requests import MAX_RW_COUNT, Request
from scpipe.handlers.tracee import Task
from scpipe.handlers.transfer import Sent, Transfer, to_file, to_pipe, to_socket
from scpipe.linux import files, memory, sockets
from scpipe.linux.descriptors import Taken
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry

_POSITION_SIZE = 8


class _File:
    """The bytes of a file from a position on."""

    def __init__(self, fd: int, position: int, count: int) -> None:
        self._fd = fd
        self._position = position
        self._left = count

    def peek(self, size: int) -> bytes:
        """The next bytes, at most ``size``; b"" at the end. Raises OSError."""
        return os.pread(self._fd, min(size, self._left), self._position)

    def advance(self, count: int) -> None:
        """So many of them have gone out."""
        self._position += count
        self._left -= count


def perform_sendfile(context: Context, task: Task, call: SyscallEntry, target: Taken) -> Action | None:
    """Perform the call; None where it would not be the same. The target is closed if it is performed."""
    if target.facts.kind is FileKind.INET_SOCKET and sockets.socket_type(target.fd) != sockets.SOCK_STREAM:
        return None
    if not target.whole or not target.facts.writable or not can_perform(task, target):
        return None
    if target.facts.flags & os.O_APPEND:
        return None  # EINVAL natively, too
    source = context.take(task, call.args[1])
    if not _is_plain(source):
        source.close()
        return None
    return Perform(_perform(task, call, source, target))


def _is_plain(source: Taken) -> bool:
    """True for a regular file that is read the same whoever reads it."""
    return (
        source.whole
        and stat.S_ISREG(source.facts.mode)
        and source.facts.flags & os.O_ACCMODE != os.O_WRONLY
        and not source.facts.path_only
        and files.is_plain_file_system(source.fd)
    )


def _perform(task: Task, call: SyscallEntry, source: Taken, target: Taken) -> Operation:
    place = call.args[2]
    try:
        raw = memory.read_exactly(task.tid, place, _POSITION_SIZE)
        position = int.from_bytes(raw, "little", signed=True)
        if position < 0:
            return Answer(-errno.EINVAL)
        request = Request([(0, min(call.args[3], MAX_RW_COUNT))], plain=False)
        sent = yield from _send(target, request, _File(source.fd, position, request.length))
        if sent.count or not sent.error:
            stored = yield Store(place, (position + sent.count).to_bytes(_POSITION_SIZE, "little"))
            if stored is Wake.FAULT:
                return Answer(-errno.EFAULT)
        return conclude(sent, request, target)
    except OSError as error:
        return Answer(-(error.errno or errno.EFAULT))
    finally:
        source.close()
        target.close()


def _send(target: Taken, request: Request, source: _File) -> Transfer:
    if target.facts.kind is FileKind.REGULAR:
        return (yield from to_file(target, request, source))
    if target.facts.kind is FileKind.PIPE:
        return (yield from to_pipe(target, request, source, Sent()))
    return (yield from to_socket(target, request, source, Sent(), whole=False))
