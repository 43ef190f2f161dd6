"""How much of a message the kernel would take: none that is too large, and not what it cannot read."""

from __future__ import annotations

import errno

from scpipe.emulation.arguments import Request
from scpipe.emulation.features import Inspection
from scpipe.linux import files, sockets
from scpipe.linux.descriptors import Borrowed

_PAGE = 4096
#: The largest buffer a unix stream message is cut into (net/unix/af_unix.c, SKB_MAX_ALLOC).
_STREAM_PIECE = 36544
#: What the kernel keeps of a send buffer for itself (net/unix/af_unix.c unix_dgram_sendmsg).
_DGRAM_OVERHEAD = 32


def is_too_large(request: Request, borrowed: Borrowed) -> bool:
    """True for a message with a boundary that no send buffer of the socket holds."""
    return request.length > sockets.send_buffer(borrowed.fd) - _DGRAM_OVERHEAD


def clip_at_fault(inspection: Inspection, request: Request, borrowed: Borrowed, kind: int) -> int:
    """Keep what the kernel would have written before a bad page; the errno if that is nothing."""
    if not inspection.faulted:
        return 0
    message = inspection.message
    piece = _PAGE
    if kind:
        piece = min(_STREAM_PIECE, sockets.send_buffer(borrowed.fd) // 2 - 64)
    kept = 0 if kind not in (0, sockets.SOCK_STREAM) else message.length - message.length % piece
    message.length = kept
    if kept:
        return 0
    # The kernel looks for a reader, and a socket for room, before it looks at the bytes.
    if files.is_broken(borrowed.fd):
        return errno.EPIPE
    full = kind and not files.has_room(borrowed.fd)
    waits = not borrowed.facts.nonblocking and not request.flags & sockets.MSG_DONTWAIT
    return errno.EAGAIN if full and not waits else errno.EFAULT
