"""Removals of the rules about what is judged and what is sent; see removals.py."""

from __future__ import annotations

import errno
from collections.abc import Generator
from typing import Any

from replacing import replace

from scpipe.emulation import features, sending, sources
from scpipe.emulation.sources import Sent
from scpipe.handlers import audit, judged, message
from scpipe.handlers.pairs import Attempt
from scpipe.ledger import objects
from scpipe.ledger.model import Accept, Pair
from scpipe.linux import sockets
from scpipe.policy.model import PairKind, PairMode
from scpipe.tracee.actions import Action, Answer, Continue


def judged_then_continued(context: Any, task: Any, call: Any, entry: Any) -> Action:
    """Judge as usual, but let the call run natively, whatever memory holds by then."""
    borrowed = context.borrow(task, call.args[0])
    try:
        pair = context.pairs.find(borrowed)
        judge = pair is not None and pair.restricted and borrowed.facts.writable
        for request in audit._requests(Attempt(task, call, entry, borrowed)) if judge else []:
            found = features.inspect_at_once(task.tid, request).message
            if not isinstance(context.ledger.judge(pair, found).verdict, Accept):
                return Answer(-errno.EACCES)
            context.ledger.settle(pair, entered=found.length > 0)
    finally:
        borrowed.close()
    if judge:
        return Continue()
    return message.handle_message(context, task, call, entry)


def send_memory() -> None:
    """Send what memory holds by now instead of a constant byte."""
    last: list[Any] = []
    inspect = judged.inspect_request

    def inspected(tid: int, request: Any, keep: bool) -> Any:
        last[:] = [tid, list(request.segments)]
        return inspect(tid, request, keep)

    replace(judged, "inspect_request", inspected)
    replace(judged, "Constant", lambda _byte, _length: sources.Memory(*last))


def pass_control() -> None:
    """Hand control messages on with the message."""
    one, to_socket = judged._one, sending.to_socket
    controls: list[bytes] = [b""]

    def asked(*args: Any) -> Any:
        controls[0] = args[-1].control
        return one(*args)

    def sent_with(borrowed: Any, request: Any, source: Any, sent: Any, *, whole: bool) -> Any:
        request.control = controls[0]
        return to_socket(borrowed, request, source, sent, whole=whole)

    replace(judged, "_one", asked)
    replace(sending, "to_socket", sent_with)


def ignore_address() -> None:
    real = judged.inspect_request

    def inspected(tid: int, request: Any, keep: bool) -> Any:
        request.addressed = False
        return real(tid, request, keep)

    replace(judged, "inspect_request", inspected)


def urgent_unjudged() -> None:
    one = judged._one

    def sent(context: Any, attempt: Attempt, pair: Pair, request: Any) -> Generator[Any, Any, Any]:
        if not request.flags & sockets.MSG_OOB:
            return (yield from one(context, attempt, pair, request))
        source = sources.Memory(attempt.task.tid, list(request.segments))
        borrowed, request.control = attempt.borrowed, b""
        request.segments = [(0, request.length)]
        kind = sending.socket_type(borrowed)
        return (yield from sending.send_to_end(borrowed, request, source, Sent(), kind))

    replace(judged, "_one", sent)


def unregistered_pipes_free() -> None:
    replace(objects, "_unregistered_mode", lambda policy: PairMode.ALLOW)


def reset_at_registration() -> None:
    def register(self: Any, inode: int, mode: PairMode, creator: Any, **_more: Any) -> Pair:
        pair = self._pairs[inode] = self.numbering.make(PairKind.PIPE, mode)
        pair.creator = creator
        return pair

    replace(objects.Pipes, "register", register)
