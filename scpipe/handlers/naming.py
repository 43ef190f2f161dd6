"""bind, connect, setsockopt(SO_PASSCRED): the ways to name an end of a pair, or to take a pair apart.

An end without a name can be addressed by nobody but its peer. A named end of a datagram pair can
be disconnected, and then any socket can send to it what nobody judged (net/unix/af_unix.c
unix_dgram_connect, unix_autobind).
"""

from __future__ import annotations

import errno

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.named import name_at_once, wrong_arguments
from scpipe.ledger.model import Pair
from scpipe.linux import sockets
from scpipe.linux.ptrace import SyscallEntry
from scpipe.seccomp.entries import Entry
from scpipe.tracee.actions import Action, Answer, Continue, ContinueExclusive
from scpipe.tracee.task import Task

#: What a program is told: it is bound already, it is connected already, it has no right to the option.
_ANSWERS = {"bind": errno.EINVAL, "connect": errno.EISCONN, "setsockopt": errno.EPERM}


def handle_naming(context: Context, task: Task, call: SyscallEntry, entry: Entry) -> Action:
    """Decide about a call that could name a socket.

    connect and setsockopt only matter for datagram pairs: stream and seqpacket ends are never
    disconnected and ignore addresses. Nothing may name an end of a quarantined pair: its other end could
    not be told from a client's then. In a shared table the call is made on our copy, or the others are
    stopped while it runs, because it looks its descriptor up once more.
    """
    borrowed = context.borrow(task, call.args[0])
    try:
        pair = context.pair_of(borrowed) if borrowed.facts.cookie else None
        if pair is not None and pair.restricted and _matters(entry.name, pair, borrowed.fd):
            wrong = wrong_arguments(task.tid, call, entry.name)
            if wrong:
                return Answer(-wrong)
            reporting.tell_unavailable(context, task, entry, entry.name, _ANSWERS[entry.name])
            return Answer(-_ANSWERS[entry.name])
        if pair is not None and entry.name == "setsockopt":
            pair.names_senders = True
        if task.table.private:
            return Continue()
        return name_at_once(task.tid, call, entry.name, borrowed) or ContinueExclusive()
    finally:
        borrowed.close()


def _matters(name: str, pair: Pair, fd: int) -> bool:
    return name == "bind" or pair.mode is None or sockets.socket_type(fd) == sockets.SOCK_DGRAM
