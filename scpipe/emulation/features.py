"""Turning a request's bytes into features, on one copy, without keeping them.

Also how much of it the kernel would take: no message that is too large, and not what it cannot read.
"""

from __future__ import annotations

import errno
from collections.abc import Generator

from scpipe.emulation.arguments import Request
from scpipe.emulation.sources import Copied, Memory
from scpipe.ledger.model import Message
from scpipe.linux import files, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.record import Record
from scpipe.tracee.actions import Step, Turn, Wake

_CHUNK = 65536
#: A message that is known to be mixed is read no further than this.
_ENOUGH = 1 << 20
_PAGE = 4096
#: The largest buffer a unix stream message is cut into (net/unix/af_unix.c, SKB_MAX_ALLOC).
_STREAM_PIECE = 36544
#: What the kernel keeps of a send buffer for itself (net/unix/af_unix.c unix_dgram_sendmsg).
_DGRAM_OVERHEAD = 32
#: What the kernel has no memory for in one piece, whatever the send buffer (net/core/skbuff.c, kmalloc).
_LARGEST_WHOLE = 8 << 20


class Inspection(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """A message's features; ``faulted`` if a page could not be read and only the bytes before it count."""

    message: Message
    faulted: bool = False

    def __init__(self, message: Message, faulted: bool = False) -> None:
        self.message = message
        self.faulted = faulted


def inspect_request(
    tid: int, request: Request, copy: Copied | None = None
) -> Generator[Step, Wake, Inspection | None]:
    """Read the bytes of a request once. ``copy``: keep them there (for first-message any only).

    A long message lets others have their turn; None if a signal came meanwhile.
    """
    message = Message(0, printable=True, ancillary=request.ancillary, addressed=request.addressed)
    source = Memory(tid, request.segments)
    while True:
        try:
            if not _read_some(source, message, copy):
                return Inspection(message)
        except OSError:
            return Inspection(message, faulted=True)
        kept = copy is not None and not copy.overflowed
        if not kept and message.length >= _ENOUGH and not message.uniform:
            message.length = request.length
            return Inspection(message)
        if message.length % _ENOUGH == 0 and (yield Turn()) is Wake.SIGNAL:
            return None


def inspect_at_once(tid: int, request: Request, copy: Copied | None = None) -> Inspection:
    """The same without turns."""
    steps = inspect_request(tid, request, copy)
    try:
        next(steps)
        while True:
            steps.send(Wake.READY)
    except StopIteration as ended:
        found: Inspection = ended.value
    return found


def _read_some(source: Memory, message: Message, copy: Copied | None) -> bool:
    """Look at the next bytes, which live no longer than this call; False at the end. Raises OSError."""
    chunk = source.take(_CHUNK)
    if not chunk:
        return False
    message.add(chunk)
    if copy is not None:
        copy.add(chunk, mixed=not message.uniform)
    return True


def too_large(request: Request, borrowed: Borrowed, kind: int) -> int:
    """The errno of a message with a boundary that no socket of that type takes whole; 0 if there is none."""
    if kind == sockets.SOCK_STREAM:
        return 0
    if request.length > sockets.send_buffer(borrowed.fd) - _DGRAM_OVERHEAD:
        return errno.EMSGSIZE
    return errno.ENOBUFS if request.length > _LARGEST_WHOLE else 0


def clip_at_fault(inspection: Inspection, request: Request, borrowed: Borrowed, kind: int) -> int:
    """Keep what the kernel would have written before a bad page; the errno if that is nothing.

    ``kind``: the socket type of the end, 0 for a pipe.
    """
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
