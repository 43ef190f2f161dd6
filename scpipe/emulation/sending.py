"""The bytes of a message into what a call names, whatever that is, and what the call returns then.

Also whether a write of ours would be the same.
"""

from __future__ import annotations

import errno
import os
import stat

from scpipe.emulation.arguments import Request
from scpipe.emulation.sources import First, Sent, Source, Transfer
from scpipe.emulation.transfer import to_file, to_pipe, to_socket
from scpipe.linux import files, process, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.record import replace
from scpipe.tracee.actions import Answer, Interrupted

_SET_ID = stat.S_ISUID | stat.S_ISGID


def can_send(pid: int, target: Borrowed) -> bool:
    """True for objects to which a write of ours is the same as that of a process."""
    facts = target.facts
    if facts.kind is FileKind.PIPE:
        return True
    if facts.kind is FileKind.INET_SOCKET:
        known = sockets.socket_type(target.fd) in (sockets.SOCK_STREAM, sockets.SOCK_DGRAM)
        return known and not sockets.uses_zerocopy(target.fd)
    return (
        facts.kind is FileKind.REGULAR
        and not facts.flags & os.O_DIRECT
        and not facts.mode & _SET_ID  # whether a write strips those bits depends on who writes
        and files.is_plain_file_system(target.fd)
        and not process.has_file_size_limit(pid)
    )


def socket_type(target: Borrowed) -> int:
    """SOCK_STREAM, SOCK_DGRAM or SOCK_SEQPACKET; 0 for what is no socket."""
    return sockets.socket_type(target.fd) if target.facts.cookie else 0


def send(target: Borrowed, request: Request, source: Source, sent: Sent, kind: int) -> Transfer:
    """Send a message as the call would; ``kind``: the target's socket_type().

    ``sent`` is filled in as bytes go in.
    """
    if target.facts.kind is FileKind.PIPE:
        return (yield from to_pipe(target, request, source, sent))
    if not kind:
        return (yield from to_file(target, request, source, sent))
    return (yield from to_socket(target, request, source, sent, whole=kind != sockets.SOCK_STREAM))


def send_to_end(target: Borrowed, request: Request, source: Source, sent: Sent, kind: int) -> Transfer:
    """The same for an end of a pair: only its peer receives, and the last byte of a stream can be urgent."""
    if kind:
        stream = kind == sockets.SOCK_STREAM
        if not stream:
            request.name = b""
            if request.plain:
                request.flags |= sockets.MSG_EOR  # as sock_write_iter does; only seqpacket has a use for it
        elif request.flags & sockets.MSG_OOB and request.length > 1:
            return (yield from _send_urgent(target, request, source, sent, kind))
    return (yield from send(target, request, source, sent, kind))


def _send_urgent(target: Borrowed, request: Request, source: Source, sent: Sent, kind: int) -> Transfer:
    """MSG_OOB on a stream: only the last byte is urgent (net/unix/af_unix.c queue_oob)."""
    first = request.length - 1
    ordinary = replace(request, flags=request.flags & ~sockets.MSG_OOB)
    sent = yield from send(target, ordinary, First(source, first), sent, kind)
    if sent.count < first:
        return sent
    return (yield from send(target, request, source, sent, kind))


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
