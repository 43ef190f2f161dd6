"""The supervisor's end of the line to its host: a request, orders, events; and whether the host lives."""

from __future__ import annotations

import contextlib
import os
import select
from collections.abc import Iterator

from scpipe.linux import process
from scpipe.report.events import Event
from scpipe.report.jsonl import encode
from scpipe.service.outbox import Outbox
from scpipe.service.protocol import Control, Request, decode_order, decode_request, encode_control

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_CHUNK = 1 << 16
#: Seconds a stopped host is given to read the last lines; a dead one is noticed at once.
_LAST_WORDS = 60.0


class Host:
    """The host at the other end of a socket. When it is gone this process ends at once."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._outbox = Outbox(fd, die)
        self._buffer = b""

    def read_request(self) -> Request:
        """Wait for the request; from then on nothing waits for the host."""
        while b"\n" not in self._buffer:
            self._take_in()
        line, self._buffer = self._buffer.split(b"\n", 1)
        request = decode_request(line)
        os.set_blocking(self.fd, False)
        return request

    def orders(self) -> Iterator[tuple[str, int | str]]:
        """What the host has asked for since: see decode_order()."""
        with contextlib.suppress(BlockingIOError):
            self._take_in()
        *lines, self._buffer = self._buffer.split(b"\n")
        return map(decode_order, lines)

    def tell(self, message: Control) -> None:
        """Send a control message."""
        self._outbox.send(encode_control(message))

    def tell_event(self, event: Event) -> None:
        """Send an event; it is dropped where the host has too many to read already."""
        self._outbox.send(encode(event), droppable=True)

    def finish(self) -> None:
        """Wait until the host has read everything, if it does."""
        self._outbox.drain(_LAST_WORDS)

    def _take_in(self) -> None:
        data = os.read(self.fd, _CHUNK)
        if not data:
            die()
        self._buffer += data


def die() -> NoReturn:
    """The host is gone: end at once; the kernel kills every tracee of ours."""
    os._exit(1)


def open_parent() -> int:
    """A pidfd of the host, or -1: a child of the host's may hold its end of the socket too."""
    try:
        fd = process.open_process(os.getppid())
    except OSError:
        return -1
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    if poll.poll(0):
        die()
    return fd
