"""bind, connect, setsockopt(SO_PASSCRED): the ways to name an end of a pair, or to take a pair apart.

An end without a name can be addressed by nobody but its peer. A named end of a datagram pair can
be disconnected, and then any socket can send to it what nobody judged (net/unix/af_unix.c
unix_dgram_connect, unix_autobind).
"""

from __future__ import annotations

from scpipe.emulation.naming import name_at_once, wrong_arguments
from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.ledger.model import Pair
from scpipe.linux import sockets
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry, Form
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive
from scpipe.tracee.task import Task


def handle_naming(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that could name a socket.

    connect and setsockopt only matter for datagram pairs: stream and seqpacket ends are never
    disconnected and ignore addresses. Nothing may name an end of a quarantined pair: its other end could
    not be told from a client's then. In a shared table the call is made on our copy, or the others are
    stopped while it runs, because it looks its descriptor up once more.
    """
    form = entry.syscall.form
    borrowed = context.borrow(task, call.args[entry.syscall.subject])
    try:
        pair = context.pairs.find(borrowed) if borrowed.facts.cookie else None
        if pair is not None and pair.restricted and _matters(form, pair, borrowed.fd):
            wrong = wrong_arguments(task.tid, call, form)
            if wrong:
                return Answer(-wrong)
            reporting.tell_unavailable(context, task, entry)
            return Answer(-entry.errno)
        if pair is not None and form is Form.OPTION:
            pair.names_senders = True
        if task.keeps_numbers:
            return Continue()
        return name_at_once(task.tid, call, form, borrowed) or ContinueExclusive()
    finally:
        borrowed.close()


def _matters(form: Form, pair: Pair, fd: int) -> bool:
    return form is Form.NAME or pair.mode is None or sockets.socket_type(fd) == sockets.SOCK_DGRAM
