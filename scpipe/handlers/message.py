"""write, writev, pwritev2, sendto, sendmsg, sendmmsg: judged on a copy, performed on our descriptor."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Generator, Iterator

from scpipe.emulation.arguments import Request, cannot_write, read_message, read_request, refused_first
from scpipe.emulation.clipping import clip_at_fault, is_too_large
from scpipe.emulation.features import Inspection, inspect_at_once, inspect_request
from scpipe.emulation.result import conclude
from scpipe.emulation.sources import Constant, Copied, First, Source
from scpipe.emulation.transfer import Sent, to_pipe, to_socket
from scpipe.handlers import reporting, unrestricted
from scpipe.handlers.context import Context
from scpipe.ledger.model import Accept, Message, Pair, Reason
from scpipe.linux import procfs, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import FirstMessage, PairMode
from scpipe.record import replace
from scpipe.tracee.actions import (
    Action,
    Answer,
    Continue,
    ContinueExclusive,
    Interrupted,
    Operation,
    Perform,
    Step,
    Store,
    Turn,
    Wake,
)
from scpipe.tracee.task import Task

_MMSGHDR_SIZE = 64
#: The longest message that is copied whole for an audit.
_MOST_COPIED = 1 << 20
_MSG_LEN_OFFSET = 56
_MAX_MESSAGES = 1024
#: What the kernel has no memory for in one piece, whatever the send buffer (net/core/skbuff.c, kmalloc).
_LARGEST_WHOLE = 8 << 20


def handle_message(context: Context, task: Task, call: SyscallEntry, name: str) -> Action:
    """Decide about a call that writes to a descriptor."""
    refused = refused_first(name, call)
    if refused:
        return Answer(-refused)
    borrowed = context.borrow(task, call.args[0])
    keep = False
    try:
        pair = context.pair_of(borrowed)
        if pair is None or not pair.restricted or context.audit:
            _note_passing(context, name, borrowed)
        if pair is None or not pair.restricted:
            action = unrestricted.continue_or_perform(context, task, call, name, borrowed)
        elif refused := cannot_write(name, call, borrowed.facts):
            action = Answer(-refused)
        elif not borrowed.whole:
            action = Answer(-errno.EIO)  # a pipe we can identify and not open: nothing is written unjudged
        elif context.audit:
            action = _audit(context, task, call, name, pair, borrowed)
        else:
            action = Perform(_perform(context, task, call, name, pair, borrowed))
        keep = isinstance(action, Perform)
        return action
    finally:
        if not keep:
            borrowed.close()


def _note_passing(context: Context, name: str, borrowed: Borrowed) -> None:
    """A call that runs natively may pass descriptors, whatever its memory says now: it can change."""
    if name in ("sendmsg", "sendmmsg") and borrowed.facts.kind is not FileKind.INET_SOCKET:
        context.ledger.note_passing()


def _perform(
    context: Context,
    task: Task,
    call: SyscallEntry,
    name: str,
    pair: Pair,
    borrowed: Borrowed,
    request: Request | None = None,
) -> Operation:
    """Judge and send; ``request``: the message, where it has been read already."""
    try:
        if name == "sendmmsg":
            return (yield from _many(context, task, call, pair, borrowed))
        try:
            request = request or read_request(task.tid, name, call)
        except OSError as error:
            return Answer(-(error.errno or errno.EFAULT))
        sent = yield from _one(context, task, call, name, pair, borrowed, request)
        return conclude(sent, request, borrowed)
    finally:
        borrowed.close()


def _one(
    context: Context,
    task: Task,
    call: SyscallEntry,
    name: str,
    pair: Pair,
    borrowed: Borrowed,
    request: Request,
) -> Generator[Step, Wake, Sent]:
    """Judge one message and send it if it passes."""
    if request.vector and request.length == 0:
        return Sent()
    kind = pair.socket_type = _socket_type(borrowed)
    if kind not in (0, sockets.SOCK_STREAM):
        if is_too_large(request, borrowed):
            return Sent(error=errno.EMSGSIZE)
        if request.length > _LARGEST_WHOLE:
            return Sent(error=errno.ENOBUFS)
    # A stream end answers EISCONN by itself and a seqpacket end ignores the address.
    request.addressed = request.addressed and kind == sockets.SOCK_DGRAM
    request.control = b""  # a message with control data is refused, and none is kept while this one is read
    keeps = context.audit or context.policy.first_message is FirstMessage.ANY
    copy = Copied(context.room) if keeps else None
    try:
        inspection = yield from inspect_request(task.tid, request, copy)
        if inspection is None:
            return Sent(interrupted=True)
        error = clip_at_fault(inspection, request, borrowed, kind)
        if error:
            return Sent(error=error)
        return (yield from _judge(context, task, call, name, pair, borrowed, request, inspection, copy))
    finally:
        if copy is not None:
            copy.drop()


def _judge(
    context: Context,
    task: Task,
    call: SyscallEntry,
    name: str,
    pair: Pair,
    borrowed: Borrowed,
    request: Request,
    inspection: Inspection,
    copy: Copied | None,
) -> Generator[Step, Wake, Sent]:
    message = inspection.message
    sender = _sender(task, pair)
    if sender is None:
        return Sent(error=errno.ENOBUFS)
    if context.audit and pair.mode is PairMode.DENY:  # it was told of when it was made
        return (yield from _send_anyway(context, task, name, borrowed, request, message, copy, sender))
    judgement = context.ledger.judge(pair, message)
    if not isinstance(judgement.verdict, Accept):
        reporting.tell_refusal(context, task, call, name, pair, message, judgement, borrowed)
        if context.audit:
            return (yield from _send_anyway(context, task, name, borrowed, request, message, copy, sender))
        return Sent(error=errno.EACCES)
    sent = Sent()
    try:
        source = _source(message, copy)
        if source is None:
            reporting.tell_no_room(context, task, name, message.length)
            return Sent(error=errno.ENOBUFS)
        if judgement.verdict.reason is Reason.SETS:
            pair.setter = task.process.identity.path
        sent = yield from _send(borrowed, request, message.length, source, sent, sender)
    finally:
        context.ledger.settle(pair, entered=sent.count > 0)
    return sent


def _send_anyway(
    context: Context,
    task: Task,
    name: str,
    borrowed: Borrowed,
    request: Request,
    message: Message,
    copy: Copied | None,
    sender: bytes,
) -> Generator[Step, Wake, Sent]:
    """An audit lets pass what it has told of."""
    source = _source(message, copy)
    if source is None:
        reporting.tell_no_room(context, task, name, message.length)
        return Sent(error=errno.ENOBUFS)
    return (yield from _send(borrowed, request, message.length, source, Sent(), sender))


def _source(message: Message, copy: Copied | None) -> Source | None:
    """What an accepted message is sent from; None if it is mixed and there was no room for a copy."""
    if message.uniform:
        return Constant(max(message.first_byte, 0), message.length)
    return None if copy is None or copy.overflowed else First(copy, message.length)


def _sender(task: Task, pair: Pair) -> bytes | None:
    """The control message that names a sender to those who asked for it; b"" if nobody did.

    None if it cannot be known who that is: nobody may pass for the supervisor.
    """
    if not pair.names_senders:
        return b""
    ids = procfs.real_ids(task.tid)
    return None if ids is None else sockets.credentials(task.process.pid, *ids)


def _send(
    borrowed: Borrowed, request: Request, length: int, source: Source, sent: Sent, sender: bytes = b""
) -> Generator[Step, Wake, Sent]:
    request.segments = [(0, length)]
    request.control = sender
    if borrowed.facts.kind is FileKind.PIPE:
        return (yield from to_pipe(borrowed, request, source, sent))
    whole = sockets.socket_type(borrowed.fd) != sockets.SOCK_STREAM
    request.name = b"" if whole else request.name
    if request.plain and whole:
        request.flags |= sockets.MSG_EOR  # as sock_write_iter does; only seqpacket has a use for it
    if request.flags & sockets.MSG_OOB and not whole and length > 1:
        return (yield from _send_urgent(borrowed, request, length, source, sent))
    return (yield from to_socket(borrowed, request, source, sent, whole=whole))


def _send_urgent(
    borrowed: Borrowed, request: Request, length: int, source: Source, sent: Sent
) -> Generator[Step, Wake, Sent]:
    """MSG_OOB on a stream: only the last byte is urgent (net/unix/af_unix.c queue_oob)."""
    ordinary = replace(request, flags=request.flags & ~sockets.MSG_OOB)
    sent = yield from to_socket(borrowed, ordinary, First(source, length - 1), sent, whole=False)
    if sent.count < length - 1:
        return sent
    return (yield from to_socket(borrowed, request, source, sent, whole=False))


def _socket_type(borrowed: Borrowed) -> int:
    """SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET; 0 for a pipe."""
    return 0 if borrowed.facts.kind is FileKind.PIPE else sockets.socket_type(borrowed.fd)


def _many(
    context: Context, task: Task, call: SyscallEntry, pair: Pair, borrowed: Borrowed
) -> Generator[Step, Wake, Answer | Interrupted]:
    """sendmmsg: every entry is a message of its own; the first failure ends the call."""
    done = 0
    ending: Answer | Interrupted = Answer(0)
    for index in range(min(call.args[2] & 0xFFFFFFFF, _MAX_MESSAGES)):
        place = call.args[1] + index * _MMSGHDR_SIZE
        try:
            request = read_message(task.tid, place, call.args[3])
            total = request.length
            sent = yield from _one(context, task, call, "sendmmsg", pair, borrowed, request)
            ending = conclude(sent, request, borrowed)
            if isinstance(ending, Interrupted) or (ending.value <= 0 and sent.error):
                break
            wake = yield Store(place + _MSG_LEN_OFFSET, sent.count.to_bytes(4, "little"))
            if wake is Wake.FAULT:
                ending = Answer(-errno.EFAULT)
                break
        except OSError as error:
            ending = Answer(-(error.errno or errno.EFAULT))
            break
        done += 1
        if sent.count < total or (yield Turn()) is Wake.SIGNAL:
            break
    if done:
        return Answer(done, isinstance(ending, Answer) and ending.sigpipe)
    return ending


def _audit(
    context: Context, task: Task, call: SyscallEntry, name: str, pair: Pair, borrowed: Borrowed
) -> Action:
    """Judge and report, then let the message pass: as it is, or where threads share descriptors as the copy.

    A copy would not be the same where descriptors or addresses go with the message.
    """
    request = None if task.table.private or name == "sendmmsg" else next(_requests(task, call, name), None)
    most = -1 if pair.mode is None else min(_MOST_COPIED, context.room.left)
    if request is not None and not (request.control or request.addressed) and request.length <= most:
        return Perform(_perform(context, task, call, name, pair, borrowed, request))
    if pair.mode is PairMode.ALLOW_EVENTS or pair.mode is None:
        for request in _requests(task, call, name):
            inspection = inspect_at_once(task.tid, request)
            judgement = context.ledger.judge(pair, inspection.message)
            if isinstance(judgement.verdict, Accept):
                context.ledger.settle(pair, entered=inspection.message.length > 0)
            else:
                reporting.tell_refusal(
                    context, task, call, name, pair, inspection.message, judgement, borrowed
                )
    return Continue() if task.table.private else ContinueExclusive()


def _requests(task: Task, call: SyscallEntry, name: str) -> Iterator[Request]:
    """The messages of a call, up to the first that cannot be read: the kernel will say so itself."""
    with contextlib.suppress(OSError):
        if name != "sendmmsg":
            yield read_request(task.tid, name, call)
            return
        for index in range(min(call.args[2] & 0xFFFFFFFF, _MAX_MESSAGES)):
            yield read_message(task.tid, call.args[1] + index * _MMSGHDR_SIZE, call.args[3])
