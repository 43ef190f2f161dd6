"""Putting bytes into an object of ours without ever blocking: generators that yield when it is full.

Each returns (bytes sent, errno or 0); it yields a Block where a native call would sleep. What is
sent comes from a Source: a constant byte for judged messages, the tracee's memory for free ones. While
a transfer waits it keeps no bytes: tens of thousands of threads can wait at a time.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Callable, Generator

from scpipe.emulation.arguments import Request
from scpipe.emulation.relay import Relay
from scpipe.emulation.sources import Sent, Source, Transfer
from scpipe.linux import files, procroot, sockets
from scpipe.linux.descriptors import Borrowed
from scpipe.linux.files import FileKind
from scpipe.tracee.actions import Block, Step, Turn, Wake

#: So much is offered at a time; after a wait there is rarely room for more than the second.
_CHUNK = 1 << 20
_CHUNK_AFTER_WAIT = 1 << 16
#: After so many bytes of a file others are served first.
_PART = 64 << 20
_RWF_NOSIGNAL = 0x100
#: How often a blocked sender on a unix socket looks for a shutdown (seconds).
_SHUTDOWN_LOOK = 0.02


def _wait(
    fd: int, deadline: float | None, sent: Sent, look: float | None = None
) -> Generator[Step, Wake, bool]:
    """Wait for room; False if the transfer is over (signal, timeout, too many that wait)."""
    wake = yield Block(fd, deadline, sent.count, look)
    if wake is Wake.SIGNAL:
        sent.interrupted = True
    elif wake is Wake.TIMEOUT:
        sent.error = errno.EAGAIN
    elif wake is Wake.CROWDED:
        sent.error = errno.ENOBUFS
    return wake is Wake.READY


def _offer(
    write: Callable[[bytes], int], source: Source, size: int, *, even_nothing: bool = False
) -> tuple[int, int] | None:
    """Offer the next bytes; how many these were, and how many went in. None where the write would sleep.

    They live no longer than this call: a generator that waits would keep them, in the frames of an
    exception it is handling, too. ``even_nothing``: write if there are none.
    """
    data = source.peek(size)
    try:
        count = write(data) if data or even_nothing else 0
    except BlockingIOError:
        return None
    source.advance(count)
    return len(data), count


def _next_size(size: int, offered: int, count: int) -> int:
    """How much to offer next: more where all went in."""
    return min(_CHUNK, 2 * size) if count == offered else _CHUNK_AFTER_WAIT


class _PipeEnd:
    """Non-blocking writes to a pipe, without touching the O_NONBLOCK others share.

    RWF_NOWAIT needs Linux 6.4 and an original end; an end reopened through /proc refuses it
    (FMODE_NOWAIT is set only by pipe2, fs/pipe.c): then a description of our own is opened, and where
    that is not allowed, because the pipe is another user's, the bytes take a way round.
    """

    def __init__(self, borrowed: Borrowed, rw_flags: int) -> None:
        self._borrowed = borrowed
        self._flags = rw_flags
        self._own = -1
        self._relay: Relay | None = None

    def write(self, data: bytes) -> int:
        """One attempt. Raises OSError: EAGAIN where a blocking write would sleep."""
        if self._relay is not None:
            return self._relay.write(data)
        if self._own >= 0:
            return files.write_at(self._own, data, -1, self._flags)
        try:
            return files.write_at(self._borrowed.fd, data, -1, self._flags | files.RWF_NOWAIT)
        except OSError as error:
            if error.errno != errno.EOPNOTSUPP or self._flags & files.RWF_NOWAIT:
                raise
        try:
            self._own = self._reopen()
        except PermissionError:
            if self._flags & ~_RWF_NOSIGNAL:
                raise
            self._relay = Relay(self._borrowed.fd, self._borrowed.facts.flags)
            return self._relay.write(data)
        return files.write_at(self._own, data, -1, self._flags)

    def _reopen(self) -> int:
        fd = procroot.open_file(f"self/fd/{self._borrowed.fd}", os.O_WRONLY | os.O_NONBLOCK)
        packet = self._borrowed.facts.flags & os.O_DIRECT
        if packet:
            fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | packet)
        return fd

    def close(self) -> None:
        if self._own >= 0:
            os.close(self._own)
            self._own = -1
        if self._relay is not None:
            self._relay.close()
            self._relay = None


def to_pipe(borrowed: Borrowed, request: Request, source: Source, sent: Sent) -> Transfer:
    """Write a message to a pipe as write(2) on the tracee's own descriptor would.

    ``sent`` is filled in as bytes go in, so that it is right even if the tracee dies meanwhile.
    """
    end = _PipeEnd(borrowed, request.rw_flags)
    size = _CHUNK
    try:
        while True:
            offer = _offer(end.write, source, size)
            if offer is None:
                # O_NONBLOCK may have been set by somebody else while we waited: the kernel looks again too.
                if request.rw_flags & files.RWF_NOWAIT or borrowed.reread_nonblocking():
                    sent.error = errno.EAGAIN
                    break
                if not (yield from _wait(borrowed.fd, None, sent)):
                    break
                size = _CHUNK_AFTER_WAIT
                continue
            offered, count = offer
            if not offered:
                break
            sent.count += count
            size = _next_size(size, offered, count)
    except OSError as error:
        sent.error = error.errno or errno.EIO
    finally:
        end.close()
    return sent


def to_socket(borrowed: Borrowed, request: Request, source: Source, sent: Sent, *, whole: bool) -> Transfer:
    """Send a message to a socket as the tracee's own call would; ``whole``: message boundaries count."""
    try:
        yield from _send_all(borrowed, request, source, sent, whole)
    except OSError as error:
        sent.error = error.errno or errno.EIO
        if sent.error == errno.EFAULT and not sent.count:
            sent.error = sockets.error_of_unreadable(borrowed.fd, request.length, request.flags, request.name)
    return sent


def _send_all(
    borrowed: Borrowed, request: Request, source: Source, sent: Sent, whole: bool
) -> Generator[Step, Wake, None]:
    blocking = not borrowed.facts.nonblocking and not request.flags & sockets.MSG_DONTWAIT
    blocking = blocking and not request.rw_flags & files.RWF_NOWAIT
    timeout = sockets.send_timeout(borrowed.fd) if blocking else None
    local = borrowed.facts.kind is FileKind.UNIX_SOCKET
    size = request.length if whole else _CHUNK
    deadline = time.monotonic() + timeout if timeout else None

    def write(data: bytes) -> int:
        return _send_once(borrowed.fd, data, request)

    while True:
        offer = _offer(write, source, size, even_nothing=whole or not sent.count)
        if offer is None:
            if not blocking:
                sent.error = errno.EAGAIN
                return
            # A peer's shutdown(SHUT_RD) ends a native wait but shows in no poll event of a unix socket.
            if not (yield from _wait(borrowed.fd, deadline, sent, _SHUTDOWN_LOOK if local else None)):
                return
            # A sleeping sender is told of a reset before it looks for EPIPE (net/core/sock.c).
            sent.error = sockets.pending_error(borrowed.fd) if local else 0
            sent.slept = local
            if sent.error:
                return
            size = size if whole else _CHUNK_AFTER_WAIT
            continue
        offered, count = offer
        sent.slept = False
        sent.count += count
        if whole or not offered:
            return
        # net/core/sock.c starts SO_SNDTIMEO anew for every buffer it waits for.
        deadline = time.monotonic() + timeout if timeout else None
        size = _next_size(size, offered, count)


def _send_once(fd: int, data: bytes, request: Request) -> int:
    """One attempt that neither blocks nor signals. Raises OSError."""
    if request.rw_flags:  # pwritev2: the kernel knows which of its flags it has
        try:
            return files.write_at(fd, data, -1, request.rw_flags | files.RWF_NOWAIT)
        except OSError as error:
            refused = error.errno == errno.EOPNOTSUPP and not request.rw_flags & files.RWF_NOWAIT
            if not (refused and files.has_write_flags(request.rw_flags)):
                raise
            # Sockets take no RWF_NOWAIT here (Linux 6.1), and the caller's flags mean nothing to them.
    flags = request.flags | sockets.MSG_DONTWAIT | sockets.MSG_NOSIGNAL
    try:
        return sockets.send_message(fd, data, flags, request.name, request.control)
    except PermissionError:
        if not request.control:
            raise
        # Only CAP_SYS_ADMIN may name another process (net/core/scm.c scm_check_creds); ids can be right.
        request.control = sockets.with_own_pid(request.control)
    try:
        return sockets.send_message(fd, data, flags, request.name, request.control)
    except PermissionError:
        request.control = b""
        return sockets.send_message(fd, data, flags, request.name)


def to_file(borrowed: Borrowed, request: Request, source: Source, sent: Sent) -> Transfer:
    """Write to a regular file through the tracee's own open file description.

    Natively no signal cuts such a write short; here one does after a part that takes tens of milliseconds.
    """

    def write(data: bytes) -> int:
        position = request.offset + sent.count if request.offset >= 0 else -1
        return files.write_at(borrowed.fd, data, position, request.rw_flags)

    try:
        while True:
            offer = _offer(write, source, _CHUNK)
            if offer is None:
                sent.error = errno.EAGAIN
                break
            offered, count = offer
            sent.count += count
            if not offered or count < offered:
                break
            if sent.count % _PART == 0 and (yield Turn()) is Wake.SIGNAL:
                break
    except OSError as error:
        sent.error = error.errno or errno.EIO
    return sent
