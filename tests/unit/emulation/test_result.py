"""What a call returns, by how far its transfer came."""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections.abc import Callable

import pytest
from unit.handlers.staging import DEVICE

from scpipe.emulation.arguments import Request
from scpipe.emulation.sending import conclude
from scpipe.emulation.sources import Sent
from scpipe.linux import files
from scpipe.linux.descriptors import Borrowed
from scpipe.tracee.actions import Answer, Interrupted

Pair = Callable[..., tuple[socket.socket, socket.socket]]
STREAM, DGRAM, SEQPACKET = socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET
PLAIN, QUIET, RWF_QUIET = Request([]), Request([], flags=socket.MSG_NOSIGNAL), Request([], rw_flags=0x100)


def borrowed(fd: int) -> Borrowed:
    """A descriptor of the test's as if it had been taken."""
    return Borrowed(fd, files.inspect(fd, DEVICE))


@pytest.mark.parametrize(
    ("sent", "request_", "expected"),
    [
        (Sent(), PLAIN, Answer(0)),
        (Sent(5), PLAIN, Answer(5)),
        (Sent(error=errno.EAGAIN), PLAIN, Answer(-errno.EAGAIN)),
        (Sent(5, errno.EAGAIN), PLAIN, Answer(5)),
        (Sent(interrupted=True), PLAIN, Interrupted()),
        (Sent(5, interrupted=True), PLAIN, Answer(5)),
        (Sent(error=errno.EPIPE), PLAIN, Answer(-errno.EPIPE, sigpipe=True)),
        (Sent(5, errno.EPIPE), PLAIN, Answer(5, sigpipe=True)),
        (Sent(error=errno.EPIPE), RWF_QUIET, Answer(-errno.EPIPE)),
        (Sent(5, errno.EPIPE), RWF_QUIET, Answer(5)),
    ],
)
def test_pipe(sent: Sent, request_: Request, expected: Answer | Interrupted) -> None:
    """A count wins over an error; EPIPE raises SIGPIPE, also after a part went in."""
    read_end, write_end = os.pipe()
    try:
        assert conclude(sent, request_, borrowed(write_end)) == expected
    finally:
        os.close(read_end)
        os.close(write_end)


@pytest.mark.parametrize(
    ("kind", "sent", "request_", "expected"),
    [
        (STREAM, Sent(error=errno.EPIPE), PLAIN, Answer(-errno.EPIPE, sigpipe=True)),
        (STREAM, Sent(5, errno.EPIPE), PLAIN, Answer(5)),
        (STREAM, Sent(error=errno.EPIPE, slept=True), PLAIN, Answer(-errno.EPIPE)),
        (STREAM, Sent(error=errno.EPIPE), QUIET, Answer(-errno.EPIPE)),
        (DGRAM, Sent(error=errno.EPIPE), PLAIN, Answer(-errno.EPIPE)),
        (SEQPACKET, Sent(error=errno.EPIPE), PLAIN, Answer(-errno.EPIPE)),
        (STREAM, Sent(interrupted=True), PLAIN, Interrupted()),
    ],
)
def test_socket(pair: Pair, kind: int, sent: Sent, request_: Request, expected: Answer | Interrupted) -> None:
    """Only a stream raises SIGPIPE, only if nothing went in, and not for one that slept."""
    assert conclude(sent, request_, borrowed(pair(kind)[0].fileno())) == expected


def test_interrupted_send_with_a_timeout_is_never_restarted(pair: Pair) -> None:
    """With SO_SNDTIMEO a signal is EINTR, whatever SA_RESTART says."""
    one, _two = pair()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("qq", 3, 0))
    assert conclude(Sent(interrupted=True), PLAIN, borrowed(one.fileno())) == Answer(-errno.EINTR)


@pytest.mark.parametrize(
    ("kind", "raises"), [("pipe", True), (STREAM, True), (DGRAM, False), (SEQPACKET, False)]
)
def test_sigpipe_as_the_kernel_does(pair: Pair, kind: str | int, raises: bool) -> None:
    """The table above is the kernel's: a child that writes natively dies of SIGPIPE or does not."""
    if kind == "pipe":
        read_end, fd = os.pipe()
        os.close(read_end)
    else:
        one, two = pair(kind)
        two.close()
        fd = one.fileno()
    pid = os.fork()
    if pid == 0:
        try:
            import signal

            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            os.write(fd, b"x")
        finally:
            os._exit(0)
    _pid, status = os.waitpid(pid, 0)
    if kind == "pipe":
        os.close(fd)
    assert os.WIFSIGNALED(status) is raises
