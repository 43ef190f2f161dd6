"""splice, tee, vmsplice, sendfile: their bytes cannot be judged, so none goes into a restricted pair.

They move references to pages whose content can change afterwards (4 kinds of proof in the
kernel's splice code); the only sound answer is to look at the target on our own copy.
"""

from __future__ import annotations

import errno

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.sendfile import perform_sendfile
from scpipe.ledger.ledger import Judgement
from scpipe.ledger.model import Reason, Refuse
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairMode
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive, Perform
from scpipe.tracee.task import Task

#: Which argument names the target.
_TARGET = {"splice": 2, "tee": 1, "vmsplice": 0, "sendfile": 0}
_SPLICE_FLAGS = 0xF
_WORD = 0xFFFFFFFF


def handle_transfer(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that moves bytes by reference.

    A refusal answers EINVAL, which is what the kernel says where it cannot splice: programs
    then fall back to write, and that is judged by its bytes.
    """
    name = entry.name
    first = _answered_first(name, call)
    if first is not None:
        return first
    borrowed = context.borrow(task, call.args[_TARGET[name]])
    action: Action | None = None
    try:
        pair = context.pair_of(borrowed)
        # An audit promises nothing: sendfile must not wait there for those that would be stopped for it.
        free = task.table.private or (context.audit and name == "sendfile")
        natively = Continue() if free else ContinueExclusive()
        if pair is None or not pair.restricted or not borrowed.facts.writable:
            action = (
                natively if free or name != "sendfile" else _sendfile(context, task, call, entry, borrowed)
            )
            return action
        refusal = _refusal(pair.mode)
        judged = Judgement(refusal, refusal, True)
        reporting.tell_refusal(context, task, call, name, pair, None, judged, borrowed)
        return natively if context.audit else Answer(-errno.EINVAL)
    finally:
        if not isinstance(action, Perform):
            borrowed.close()


def _answered_first(name: str, call: SyscallEntry) -> Answer | None:
    """What the kernel answers before it looks a descriptor up (fs/splice.c)."""
    if name == "sendfile":
        return None
    length, flags = {"splice": (4, 5), "tee": (2, 3), "vmsplice": (2, 3)}[name]
    if name == "splice" and not call.args[length]:
        return Answer(0)
    if call.args[flags] & _WORD & ~_SPLICE_FLAGS:
        return Answer(-errno.EINVAL)
    return Answer(0) if name == "tee" and not call.args[length] else None


def _sendfile(context: Context, task: Task, call: SyscallEntry, entry: Entry, borrowed: Borrowed) -> Action:
    """sendfile in a shared table, where it may not run: it can sleep before it takes the target.

    It is performed where that is the same; programs that get EINVAL use write.
    """
    action = perform_sendfile(context, task, call, borrowed)
    if action is None:
        reporting.tell_unavailable(context, task, entry, entry.name, errno.EINVAL)
        action = Answer(-errno.EINVAL)
    return action


def _refusal(mode: PairMode | None) -> Refuse:
    if mode is None:
        return Refuse(Reason.QUARANTINED)
    return Refuse(Reason.DENIED) if mode is PairMode.DENY else Refuse(Reason.TRANSFER)
