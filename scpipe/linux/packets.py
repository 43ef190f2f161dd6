"""Packets between two processes of ours, with descriptors, and a process whose life hangs on another's.

Only who asks for backtraces loads this: the module socket takes 5 ms.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import socket
import time

#: The longest packet (bytes); the kernel's own limit is net.core.wmem_max, 208 KiB where nobody changed it.
LONGEST = 1 << 17
_F_SETSIG = 10


class Packets:
    """One end of a connection. A packet arrives whole or not at all."""

    def __init__(self, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)

    def fileno(self) -> int:
        """The descriptor."""
        return self._socket.fileno()

    def send(self, data: bytes, fd: int = -1) -> None:
        """Send a packet, with a copy of a descriptor if there is one.

        Raises OSError: BlockingIOError where the other end does not read, BrokenPipeError where it is gone.
        """
        flags = socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL
        if fd < 0:
            self._socket.send(data, flags)
        else:
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, fd.to_bytes(4, "little"))
            self._socket.sendmsg([data], [rights], flags)

    def receive(self, seconds: float | None) -> bytes:
        """The next packet, b"" if the other end is gone; descriptors that come with it are closed unseen.

        Raises TimeoutError after so many seconds, and OSError.
        """
        if not self._poll.poll(None if seconds is None else max(seconds, 0.0) * 1000):
            raise TimeoutError
        return self._socket.recv(LONGEST, socket.MSG_DONTWAIT)

    def has_news(self) -> bool:
        """True if a packet is there, or the other end is gone."""
        return bool(self._poll.poll(0))

    def receive_with_file(self) -> tuple[bytes, int]:
        """Wait for a packet; the descriptor that came with it is ours (close-on-exec), -1 if none did."""
        data, rights, _flags, _address = self._socket.recvmsg(
            LONGEST, socket.CMSG_SPACE(4), socket.MSG_CMSG_CLOEXEC
        )
        fds = [int.from_bytes(word[:4], "little") for _level, _kind, word in rights]
        return data, fds[0] if fds else -1

    def close(self) -> None:
        """Give it up."""
        self._socket.close()


def connection() -> tuple[int, int]:
    """Two connected ends of packets (close-on-exec). Raises OSError."""
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    return one.detach(), other.detach()


def hang_on(lifeline: int) -> None:
    """From now on this process is killed when the last writer of a pipe is gone; ``lifeline``: its read end.

    The kernel sends the signal itself (fs/pipe.c pipe_release, kill_fasync), so that holds whatever this
    process does; PR_SET_PDEATHSIG knows only parents. It sends it only to the user who has asked for it, or
    for root of the first user namespace (fs/fcntl.c sigio_perm): whoever changes users does so before. Raises
    OSError.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, _F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, 0)
    if poll.poll(0):  # POLLHUP: it was gone before
        os._exit(0)


def processor_time(pid: int) -> float:
    """The CPU time of another process in seconds (clock_getcpuclockid(3)); 0.0 if it is gone."""
    with contextlib.suppress(OSError):
        return time.clock_gettime(~pid << 3 | 2)
    return 0.0
