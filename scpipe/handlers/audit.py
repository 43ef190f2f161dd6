"""Messages to a restricted pair where the policy only reports."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from scpipe.emulation.arguments import Request, read_requests
from scpipe.emulation.features import inspect_at_once
from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.judged import perform
from scpipe.handlers.pairs import Attempt
from scpipe.ledger.model import Accept, Pair
from scpipe.policy.model import PairMode
from scpipe.tracee.actions import Action, Continue, ContinueExclusive, Perform

#: The longest message that is copied whole for an audit.
_MOST_COPIED = 1 << 20


def audit(context: Context, attempt: Attempt, pair: Pair) -> Action:
    """Judge and report, then let the message pass: as it is, or where threads share descriptors as the copy.

    A copy would not be the same where descriptors or addresses go with the message.
    """
    task = attempt.task
    several = attempt.entry.syscall.form.several
    request = None if task.table.private or several else next(_requests(attempt), None)
    most = -1 if pair.mode is None else min(_MOST_COPIED, context.room.left)
    if request is not None and not (request.control or request.addressed) and request.length <= most:
        return Perform(perform(context, attempt, pair, request))
    if pair.mode is PairMode.ALLOW_EVENTS or pair.mode is None:
        for request in _requests(attempt):
            message = inspect_at_once(task.tid, request).message
            judgement = context.ledger.judge(pair, message)
            if isinstance(judgement.verdict, Accept):
                context.ledger.settle(pair, entered=message.length > 0)
            else:
                reporting.tell_refusal(context, attempt, pair, message, judgement)
    return Continue() if task.table.private else ContinueExclusive()


def _requests(attempt: Attempt) -> Iterator[Request]:
    """The messages of a call, up to the first that cannot be read: the kernel will say so itself."""
    with contextlib.suppress(OSError):
        for _place, request in read_requests(attempt.task.tid, attempt.entry.syscall.form, attempt.call):
            yield request
