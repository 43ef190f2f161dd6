"""write, writev, pwritev2, sendto, sendmsg, sendmmsg: judged on a copy, performed on our descriptor."""

from __future__ import annotations

import errno

from scpipe.emulation.arguments import cannot_write, refused_first
from scpipe.handlers.audit import audit
from scpipe.handlers.context import Context
from scpipe.handlers.judged import perform
from scpipe.handlers.pairs import Attempt
from scpipe.handlers.unrestricted import PASSING, continue_or_perform
from scpipe.linux.files import FileKind
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action, Answer, Perform
from scpipe.tracee.task import Task


def handle_message(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that writes to a descriptor."""
    form = entry.syscall.form
    refused = refused_first(form, call)
    if refused:
        return Answer(-refused)
    borrowed = context.borrow(task, call.args[entry.syscall.subject])
    attempt = Attempt(task, call, entry, borrowed)
    keep = False
    try:
        pair = context.pairs.find(borrowed)
        if pair is None or not pair.restricted or context.audit:
            _note_passing(context, attempt)
        if pair is None or not pair.restricted:
            action = continue_or_perform(context, attempt)
        elif refused := cannot_write(form, call, borrowed.facts):
            action = Answer(-refused)
        elif not borrowed.whole:
            action = Answer(-errno.EIO)  # a pipe we can identify and not open: nothing is written unjudged
        elif context.audit:
            action = audit(context, attempt, pair)
        else:
            action = Perform(perform(context, attempt, pair))
        keep = isinstance(action, Perform)
        return action
    finally:
        if not keep:
            borrowed.close()


def _note_passing(context: Context, attempt: Attempt) -> None:
    """A call that runs natively may pass descriptors, whatever its memory says now: it can change."""
    inet = attempt.borrowed.facts.kind is FileKind.INET_SOCKET
    if attempt.entry.syscall.form in PASSING and not inet:
        context.ledger.note_passing()
