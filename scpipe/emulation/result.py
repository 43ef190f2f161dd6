"""What a call returns, from how far its transfer came."""

from __future__ import annotations

import errno

from scpipe.emulation.arguments import Request
from scpipe.emulation.transfer import Sent
from scpipe.linux import sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.tracee.actions import Answer, Interrupted


def conclude(sent: Sent, request: Request, borrowed: Borrowed) -> Answer | Interrupted:
    """The result of a call from how far its transfer came."""
    sigpipe = _raises_sigpipe(sent, request, borrowed)
    if sent.count:
        return Answer(sent.count, sigpipe)
    if sent.interrupted:
        timed = borrowed.facts.kind is not FileKind.PIPE and sockets.send_timeout(borrowed.fd) is not None
        # A send with SO_SNDTIMEO is never restarted (net/core/sock.h sock_intr_errno).
        return Answer(-errno.EINTR) if timed else Interrupted()
    return Answer(-sent.error, sigpipe)


def _raises_sigpipe(sent: Sent, request: Request, borrowed: Borrowed) -> bool:
    if sent.error != errno.EPIPE or request.suppresses_sigpipe or sent.slept:
        return False
    if borrowed.facts.kind is FileKind.PIPE:
        return True
    return sent.count == 0 and sockets.socket_type(borrowed.fd) == sockets.SOCK_STREAM
