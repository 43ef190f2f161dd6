"""Messages to a restricted pair, performed: read once, judged on the copy, sent from what was judged."""

from __future__ import annotations

import errno
from collections.abc import Generator

from scpipe.emulation.arguments import MSG_LEN_OFFSET, Request, read_request, read_requests
from scpipe.emulation.features import Inspection, clip_at_fault, inspect_request, too_large
from scpipe.emulation.sending import conclude, send_to_end, socket_type
from scpipe.emulation.sources import Constant, Copied, First, Sent, Source, Transfer
from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.pairs import Attempt
from scpipe.ledger.model import Accept, Message, Pair, Reason
from scpipe.linux import procfs, sockets
from scpipe.policy.model import PairMode
from scpipe.tracee.actions import Answer, Interrupted, Operation, Step, Store, Turn, Wake


def perform(context: Context, attempt: Attempt, pair: Pair, request: Request | None = None) -> Operation:
    """Judge and send; ``request``: the message, where it has been read already."""
    borrowed, form = attempt.borrowed, attempt.entry.syscall.form
    try:
        if form.several:
            return (yield from _many(context, attempt, pair))
        try:
            request = request or read_request(attempt.task.tid, form, attempt.call)
        except OSError as error:
            return Answer(-(error.errno or errno.EFAULT))
        sent = yield from _one(context, attempt, pair, request)
        return conclude(sent, request, borrowed)
    finally:
        borrowed.close()


def _many(context: Context, attempt: Attempt, pair: Pair) -> Generator[Step, Wake, Answer | Interrupted]:
    """sendmmsg: every entry is a message of its own; the first failure ends the call."""
    done = 0
    ending: Answer | Interrupted = Answer(0)
    try:
        for place, request in read_requests(attempt.task.tid, attempt.entry.syscall.form, attempt.call):
            total = request.length
            sent = yield from _one(context, attempt, pair, request)
            ending = conclude(sent, request, attempt.borrowed)
            if isinstance(ending, Interrupted) or (ending.value <= 0 and sent.error):
                break
            wake = yield Store(place + MSG_LEN_OFFSET, sent.count.to_bytes(4, "little"))
            if wake is Wake.FAULT:
                ending = Answer(-errno.EFAULT)
                break
            done += 1
            if sent.count < total or (yield Turn()) is Wake.SIGNAL:
                break
    except OSError as error:
        ending = Answer(-(error.errno or errno.EFAULT))
    if done:
        return Answer(done, isinstance(ending, Answer) and ending.sigpipe)
    return ending


def _one(context: Context, attempt: Attempt, pair: Pair, request: Request) -> Transfer:
    """Judge one message and send it if it passes."""
    if request.vector and request.length == 0:
        return Sent()
    borrowed = attempt.borrowed
    kind = pair.socket_type = socket_type(borrowed)
    error = too_large(request, borrowed, kind) if kind else 0
    if error:
        return Sent(error=error)
    request.strip(kind)
    copy = Copied(context.room) if context.lets_mixed_pass else None
    try:
        inspection = yield from inspect_request(attempt.task.tid, request, copy)
        if inspection is None:
            return Sent(interrupted=True)
        error = clip_at_fault(inspection, request, borrowed, kind) if inspection.faulted else 0
        if error:
            return Sent(error=error)
        return (yield from _judge(context, attempt, pair, request, inspection, copy))
    finally:
        if copy is not None:
            copy.drop()


def _judge(
    context: Context,
    attempt: Attempt,
    pair: Pair,
    request: Request,
    inspection: Inspection,
    copy: Copied | None,
) -> Transfer:
    message = inspection.message
    sender = _sender(attempt, pair)
    if sender is None:
        return Sent(error=errno.ENOBUFS)
    judgement = None
    if not (context.audit and pair.mode is PairMode.DENY):  # else it was told of when it was made
        judgement = context.ledger.judge(pair, message)
        if not isinstance(judgement.verdict, Accept):
            reporting.tell_refusal(context, attempt, pair, message, judgement)
            if not context.audit:
                return Sent(error=attempt.entry.errno)
            judgement = None
    sent = Sent()
    try:
        source = _source(message, copy)
        if source is None:
            reporting.tell_no_room(context, attempt.task, attempt.entry, message.length)
            return Sent(error=errno.ENOBUFS)
        if judgement is not None and judgement.verdict.reason is Reason.SETS:
            pair.setter = attempt.task.process.identity.path
        request.segments, request.control = [(0, message.length)], sender
        sent = yield from send_to_end(attempt.borrowed, request, source, sent, pair.socket_type)
    finally:
        if judgement is not None:
            context.ledger.settle(pair, entered=sent.count > 0)
    return sent


def _sender(attempt: Attempt, pair: Pair) -> bytes | None:
    """The control message that names the sender to those who asked for it; b"" if nobody did.

    None if it cannot be known who that is: nobody may pass for the supervisor.
    """
    if not pair.names_senders:
        return b""
    ids = procfs.real_ids(attempt.task.tid)
    return None if ids is None else sockets.credentials(attempt.task.process.pid, *ids)


def _source(message: Message, copy: Copied | None) -> Source | None:
    """What a message is sent from; None if it is mixed and there was no room for a copy."""
    if message.uniform:
        return Constant(max(message.first_byte, 0), message.length)
    return None if copy is None or copy.overflowed else First(copy, message.length)
