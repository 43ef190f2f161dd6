"""Writes to what no policy restricts: natively wherever nobody can exchange the descriptor meanwhile."""

from __future__ import annotations

import errno

from scpipe.emulation.arguments import Request, cannot_write, read_request
from scpipe.emulation.sending import can_send, conclude, send, socket_type
from scpipe.emulation.sources import Memory, Sent
from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.immediate import write_at_once
from scpipe.handlers.pairs import Attempt
from scpipe.linux import sockets
from scpipe.linux.files import FileKind
from scpipe.seccomp.entries import Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Operation, Perform

#: Calls that can pass descriptors: what they pass depends on the socket, which others can exchange.
PASSING = (Form.HEADER, Form.HEADERS)
#: An IP packet's length is 16 bits; what is longer is EMSGSIZE before it is looked at.
_LARGEST_PACKET = 0xFFFF
#: What a call may keep while it waits without being counted: no more than the rest of what we note of it.
_LITTLE = 1024


def continue_or_perform(context: Context, attempt: Attempt) -> Action:
    """Let the call run: natively in a private table, else on our copy, else with the others stopped.

    In a shared table where every write is trapped, and so no dup, another thread could put a pair under the
    number between our look and the kernel's; so the number must not be looked up again, or nobody else may
    run.
    """
    task, borrowed, form = attempt.task, attempt.borrowed, attempt.entry.syscall.form
    if task.table.private or (task.keeps_numbers and form not in PASSING):
        return Continue()
    if not borrowed.whole:
        return ContinueExclusive()
    if borrowed.facts.kind is FileKind.OTHER and not form.of_sockets:
        return write_at_once(context, attempt) or ContinueExclusive()
    refused = cannot_write(form, attempt.call, borrowed.facts)
    if refused:
        return Answer(-refused)
    if form.several or not can_send(task.process.pid, borrowed):
        return ContinueExclusive()
    try:
        request = read_request(task.tid, form, attempt.call)
    except OSError as error:
        return Answer(-(error.errno or errno.EFAULT))
    if borrowed.facts.kind is FileKind.INET_SOCKET and request.flags & sockets.MSG_ZEROCOPY:
        return ContinueExclusive()
    return Perform(_perform(context, attempt, request))


def _perform(context: Context, attempt: Attempt, request: Request) -> Operation:
    """The bytes are read while they are sent, as the kernel does: nobody judges them."""
    borrowed = attempt.borrowed
    source, length = Memory(attempt.task.tid, request.segments), request.length
    request.segments = [(0, length)]
    kept = source.kept + len(request.control)
    charged = kept if kept > _LITTLE else 0
    try:
        if not context.room.take(charged):
            charged = 0
            reporting.tell_no_room(context, attempt.task, attempt.entry, length)
            return Answer(-errno.ENOBUFS)
        if request.vector and length == 0:
            return Answer(0)
        kind, sent = socket_type(borrowed), Sent()
        if kind not in (0, sockets.SOCK_STREAM) and length > _LARGEST_PACKET:
            sent.error = errno.EMSGSIZE
        else:
            sent = yield from send(borrowed, request, source, sent, kind)
        return conclude(sent, request, borrowed)
    finally:
        context.room.give(charged)
        borrowed.close()
