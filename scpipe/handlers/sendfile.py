"""sendfile, performed where the descriptor table is shared.

Before it takes the target the kernel reads the position from memory and asks the hooks of the source
(fs/read_write.c do_sendfile), and may sleep in both, on a slow file or until a virus scanner has
answered: it cannot run natively while others could put a pair under that number.
"""

from __future__ import annotations

import errno
import os
import stat

from scpipe.emulation.arguments import MAX_RW_COUNT, Request
from scpipe.emulation.sending import can_send, conclude, send, socket_type
from scpipe.emulation.sources import Sent
from scpipe.handlers.context import Context
from scpipe.handlers.pairs import Attempt
from scpipe.linux import files, memory, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.tracee.actions import Action, Answer, Operation, Perform, Store, Wake
from scpipe.tracee.task import Task

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


def perform_sendfile(context: Context, attempt: Attempt) -> Action | None:
    """Perform the call; None where it would not be the same. The target is closed if it is performed.

    Raises OSError or BlindError for a source that cannot be taken.
    """
    target = attempt.borrowed
    source = context.borrow(attempt.task, attempt.call.args[1])
    action: Action | None = None
    try:
        if not _is_readable(source) or not target.facts.writable:
            action = Answer(-errno.EBADF)
        elif _is_plain(source) and _takes_all(attempt.task, target):
            action = Perform(_perform(attempt, source))
        return action
    finally:
        if not isinstance(action, Perform):
            source.close()


def _is_readable(source: Borrowed) -> bool:
    return not source.facts.path_only and source.facts.flags & os.O_ACCMODE != os.O_WRONLY


def _is_plain(source: Borrowed) -> bool:
    """True for a regular file that is read the same whoever reads it."""
    return (
        source.whole
        and stat.S_ISREG(source.facts.mode)
        and not source.facts.flags & os.O_DIRECT  # wants aligned buffers
        and files.is_plain_file_system(source.fd)
    )


def _takes_all(task: Task, target: Borrowed) -> bool:
    """True for a target to which a write of ours is the same; O_APPEND is EINVAL natively, too."""
    if target.facts.kind is FileKind.INET_SOCKET and sockets.socket_type(target.fd) != sockets.SOCK_STREAM:
        return False
    return target.whole and not target.facts.flags & os.O_APPEND and can_send(task.process.pid, target)


def _perform(attempt: Attempt, source: Borrowed) -> Operation:
    call, target = attempt.call, attempt.borrowed
    place = call.args[2]
    try:
        position = _position(attempt.task, place, source)
        if position < 0:
            return Answer(-errno.EINVAL)
        request = Request([(0, min(call.args[3], MAX_RW_COUNT))], plain=False)
        sent, kind = Sent(), socket_type(target)
        try:
            yield from send(target, request, _File(source.fd, position, request.length), sent, kind)
        finally:  # also where the task dies meanwhile: others can share the file's own position
            if sent.count and not place:
                os.lseek(source.fd, position + sent.count, os.SEEK_SET)
        if place and (sent.count or not sent.error):
            stored = yield Store(place, (position + sent.count).to_bytes(_POSITION_SIZE, "little"))
            if stored is Wake.FAULT:
                return Answer(-errno.EFAULT)
        return conclude(sent, request, target)
    except OSError as error:
        return Answer(-(error.errno or errno.EFAULT))
    finally:
        source.close()
        target.close()


def _position(task: Task, place: int, source: Borrowed) -> int:
    """Where to begin: as the program says in memory, or the file's own position."""
    if not place:
        return os.lseek(source.fd, 0, os.SEEK_CUR)
    raw = memory.read_exactly(task.tid, place, _POSITION_SIZE)
    return int.from_bytes(raw, "little", signed=True)
