"""splice, tee, vmsplice, sendfile: their bytes cannot be judged, so none goes into a restricted pair.

They move references to pages whose content can change afterwards (4 kinds of proof in the
kernel's splice code); the only sound answer is to look at the target on our own copy.
"""

from __future__ import annotations

import errno

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.pairs import Attempt
from scpipe.handlers.sendfile import perform_sendfile
from scpipe.ledger.ledger import Judgement
from scpipe.ledger.model import Reason, Refuse
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairMode
from scpipe.seccomp.entries import Entry, Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Perform
from scpipe.tracee.task import Task

_SPLICE_FLAGS = 0xF
_WORD = 0xFFFFFFFF


def handle_transfer(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that moves bytes by reference.

    A refusal answers EINVAL, which is what the kernel says where it cannot splice: programs
    then fall back to write, and that is judged by its bytes.
    """
    form = entry.syscall.form
    first = _answered_first(form, call)
    if first is not None:
        return first
    borrowed = context.borrow(task, call.args[entry.syscall.subject])
    attempt = Attempt(task, call, entry, borrowed)
    action: Action | None = None
    try:
        pair = context.pairs.find(borrowed)
        # An audit promises nothing: sendfile must not wait there for those that would be stopped for it.
        free = task.keeps_numbers or (context.audit and form is Form.FILE)
        natively = Continue() if free else ContinueExclusive()
        if pair is None or not pair.restricted or not borrowed.facts.writable:
            action = natively if free or form is not Form.FILE else _sendfile(context, attempt)
            return action
        refusal = _refusal(pair.mode)
        reporting.tell_refusal(context, attempt, pair, None, Judgement(refusal, refusal, True))
        return natively if context.audit else Answer(-entry.errno)
    finally:
        if not isinstance(action, Perform):
            borrowed.close()


def _answered_first(form: Form, call: SyscallEntry) -> Answer | None:
    """What the kernel answers before it looks a descriptor up (fs/splice.c)."""
    args = call.args
    if form is Form.FILE:
        return None
    if form is Form.SPLICE and not args[4]:
        return Answer(0)
    flags = args[5] if form is Form.SPLICE else args[3]
    if flags & _WORD & ~_SPLICE_FLAGS:
        return Answer(-errno.EINVAL)
    return Answer(0) if form is Form.TEE and not args[2] else None


def _sendfile(context: Context, attempt: Attempt) -> Action:
    """sendfile in a shared table, where it may not run: it can sleep before it takes the target.

    It is performed where that is the same; programs that get EINVAL use write.
    """
    action = perform_sendfile(context, attempt)
    if action is None:
        reporting.tell_unavailable(context, attempt.task, attempt.entry)
        action = Answer(-attempt.entry.errno)
    return action


def _refusal(mode: PairMode | None) -> Refuse:
    if mode is None:
        return Refuse(Reason.QUARANTINED)
    return Refuse(Reason.DENIED) if mode is PairMode.DENY else Refuse(Reason.TRANSFER)
