"""Writes to what no policy restricts: natively wherever nobody can exchange the descriptor meanwhile."""

from __future__ import annotations

import errno
import os
import stat

from scpipe.emulation.arguments import Memory, Request, cannot_write, read_request
from scpipe.emulation.result import conclude
from scpipe.emulation.transfer import Sent, Transfer, to_file, to_pipe, to_socket
from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.immediate import write_at_once
from scpipe.linux import files, process, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Operation, Perform
from scpipe.tracee.task import Task

#: An IP packet's length is 16 bits; what is longer is EMSGSIZE before it is looked at.
_LARGEST_PACKET = 0xFFFF
#: What a call may keep while it waits without being counted: no more than the rest of what we note of it.
_LITTLE = 1024
_SET_ID = stat.S_ISUID | stat.S_ISGID


def continue_or_perform(
    context: Context, task: Task, call: SyscallEntry, name: str, borrowed: Borrowed
) -> Action:
    """Let the call run: natively in a private table, else on our copy, else with the others stopped.

    In a shared table another thread could put a pair under the number between our look and
    the kernel's; so the number must not be looked up again, or nobody else may run.
    """
    if task.table.private:
        return Continue()
    if not borrowed.whole:
        return ContinueExclusive()
    if borrowed.facts.kind is FileKind.OTHER and not name.startswith("send"):
        return write_at_once(context, task, call, name, borrowed) or ContinueExclusive()
    refused = cannot_write(name, call, borrowed.facts)
    if refused:
        return Answer(-refused)
    if name == "sendmmsg" or not can_perform(task, borrowed):
        return ContinueExclusive()
    try:
        request = read_request(task.tid, name, call)
    except OSError as error:
        return Answer(-(error.errno or errno.EFAULT))
    if borrowed.facts.kind is FileKind.INET_SOCKET and request.flags & sockets.MSG_ZEROCOPY:
        return ContinueExclusive()
    return Perform(_perform(context, task, name, borrowed, request))


def can_perform(task: Task, borrowed: Borrowed) -> bool:
    """True for objects to which a write of ours is the same as the tracee's own."""
    facts = borrowed.facts
    if facts.kind is FileKind.PIPE:
        return True
    if facts.kind is FileKind.INET_SOCKET:
        known = sockets.socket_type(borrowed.fd) in (sockets.SOCK_STREAM, sockets.SOCK_DGRAM)
        return known and not sockets.uses_zerocopy(borrowed.fd)
    return (
        facts.kind is FileKind.REGULAR
        and not facts.flags & os.O_DIRECT
        and not facts.mode & _SET_ID  # whether a write strips those bits depends on who writes
        and files.is_plain_file_system(borrowed.fd)
        and not process.has_file_size_limit(task.process.pid)
    )


def _perform(context: Context, task: Task, name: str, borrowed: Borrowed, request: Request) -> Operation:
    source, length = Memory(task.tid, request.segments), request.length
    request.segments = [(0, length)]
    kept = source.kept + len(request.control)
    charged = kept if kept > _LITTLE else 0
    try:
        if not context.room.take(charged):
            charged = 0
            reporting.tell_no_room(context, task, name, length)
            return Answer(-errno.ENOBUFS)
        if request.vector and length == 0:
            return Answer(0)
        sent = yield from _send(borrowed, request, source)
        return conclude(sent, request, borrowed)
    finally:
        context.room.give(charged)
        borrowed.close()


def _send(borrowed: Borrowed, request: Request, source: Memory) -> Transfer:
    """The bytes are read while they are sent, as the kernel does: nobody judges them."""
    if borrowed.facts.kind is FileKind.REGULAR:
        return (yield from to_file(borrowed, request, source, Sent()))
    if borrowed.facts.kind is FileKind.PIPE:
        return (yield from to_pipe(borrowed, request, source, Sent()))
    whole = sockets.socket_type(borrowed.fd) != sockets.SOCK_STREAM
    if whole and request.length > _LARGEST_PACKET:
        return Sent(error=errno.EMSGSIZE)
    return (yield from to_socket(borrowed, request, source, Sent(), whole=whole))
