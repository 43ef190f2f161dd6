"""Where the bytes of a message come from when it is sent, and how far they have come.

A message that waits keeps none of its bytes here.
"""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Generator, Sequence
from itertools import chain

from scpipe.emulation.arguments import Segment
from scpipe.interface import Protocol
from scpipe.linux import memory
from scpipe.record import Record
from scpipe.tracee.actions import Step, Wake

#: Bytes kept at a time; what would need more is answered with ENOBUFS.
MOST_KEPT = 32 << 20


class Source(Protocol):
    """Bytes in order; those that did not go out are asked for again."""

    def peek(self, size: int) -> bytes:
        """The next bytes, at most ``size``; b"" at the end. Raises OSError(EFAULT)."""

    def advance(self, count: int) -> None:
        """So many of them have gone out."""


class Memory:
    """The bytes of a request where they lie, in order."""

    def __init__(self, tid: int, segments: list[Segment]) -> None:
        self._tid = tid
        #: Address and length in turn: of a call that waits this is all that is kept. Most have one place.
        self._places: Sequence[int]
        self._places = segments[0] if len(segments) == 1 else array("Q", chain.from_iterable(segments))
        self._index = 0
        self._offset = 0

    @property
    def kept(self) -> int:
        """How many bytes of ours the places take."""
        return len(self._places) * 8

    def peek(self, size: int) -> bytes:
        """Up to ``size`` further bytes across segments; b"" at the end.

        Raises OSError(EFAULT) where the very next byte cannot be read. What was peeked at and is peeked at
        again may have changed: a message that is judged is taken.
        """
        places = self._places
        if self._index >= len(places):
            return b""
        address, left = places[self._index] + self._offset, places[self._index + 1] - self._offset
        if left >= size:  # most messages are in one place
            return memory.read(self._tid, address, size)
        end = self._index
        wanted = array("Q")
        while size > 0:
            part = min(left, size)
            wanted.extend((address, part))
            size -= part
            end += 2
            if end >= len(places):
                break
            address, left = places[end], places[end + 1]
        return memory.read_places(self._tid, wanted)

    def advance(self, count: int) -> None:
        """Go on behind so many bytes."""
        self._offset += count
        while self._index < len(self._places) and self._offset >= self._places[self._index + 1]:
            self._offset -= self._places[self._index + 1]
            self._index += 2

    def take(self, size: int) -> bytes:
        """Peek and advance: nothing is read twice."""
        data = self.peek(size)
        self.advance(len(data))
        return data


class Constant:
    """``length`` times one byte: what a judged message is sent from, whatever memory holds by now."""

    def __init__(self, byte: int, length: int) -> None:
        self._unit = bytes((byte,))
        self._left = length

    def peek(self, size: int) -> bytes:
        """See Source.peek."""
        return self._unit * min(size, self._left)

    def advance(self, count: int) -> None:
        """See Source.advance."""
        self._left -= count


class Room:
    """Bytes of messages that may still be kept, in all: a program chooses how many of its messages wait."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.left = most

    def take(self, size: int) -> bool:
        """Make room for ``size`` more bytes; False, and nothing taken, if there is none."""
        if size > self.left:
            return False
        self.left -= size
        return True

    def give(self, size: int) -> None:
        """Give room back."""
        self.left += size


class Copied:
    """A copy made while a mixed message was judged (a first message under first-message any).

    Of the message up to the piece in which the first other byte came only the length is kept. Where there
    is no room for the rest nothing is kept at all (``overflowed``).
    """

    def __init__(self, room: Room) -> None:
        self.overflowed = False
        self._room = room
        self._unit = b""
        self._repeated = 0
        self._pieces: deque[bytes] = deque()
        self._done = 0  # bytes of the first piece that have gone out
        self._taken = 0

    def add(self, piece: bytes, *, mixed: bool) -> None:
        """Keep the next piece; ``mixed``: another byte than the first has come, in it or before."""
        if self.overflowed:
            return
        if not mixed:
            self._unit = piece[:1]
            self._repeated += len(piece)
        elif self._room.take(len(piece)):
            self._taken += len(piece)
            self._pieces.append(piece)
        else:
            self.drop()
            self.overflowed = True

    def drop(self) -> None:
        """Keep nothing any more."""
        self._pieces.clear()
        self._repeated = self._done = 0
        self._room.give(self._taken)
        self._taken = 0

    def peek(self, size: int) -> bytes:
        """See Source.peek."""
        parts = [self._unit * min(size, self._repeated)]
        size -= len(parts[0])
        first = self._done
        for piece in self._pieces:
            if size <= 0:
                break
            parts.append(piece[first : first + size])
            size -= len(parts[-1])
            first = 0
        return b"".join(parts)

    def advance(self, count: int) -> None:
        """See Source.advance."""
        repeated = min(count, self._repeated)
        self._repeated -= repeated
        self._done += count - repeated
        while self._pieces and self._done >= len(self._pieces[0]):
            gone = len(self._pieces.popleft())
            self._done -= gone
            self._taken -= gone
            self._room.give(gone)


class First:
    """The first bytes of a source; the rest stays in it."""

    def __init__(self, source: Source, length: int) -> None:
        self._source = source
        self._left = length

    def peek(self, size: int) -> bytes:
        """See Source.peek."""
        return self._source.peek(min(size, self._left))

    def advance(self, count: int) -> None:
        """See Source.advance."""
        self._source.advance(count)
        self._left -= count


class Sent(Record, frozen=False):  # not frozen, __init__ by hand: one for every trap
    """How far a transfer has come; ``interrupted`` if a signal ended it, ``error`` an errno or 0.

    ``slept``: the last attempt came after a wait on a unix socket, whose EPIPE raises no signal
    (net/core/sock.c sock_alloc_send_pskb).
    """

    count: int = 0
    error: int = 0
    interrupted: bool = False
    slept: bool = False

    def __init__(
        self,
        count: int = 0,
        error: int = 0,
        interrupted: bool = False,
        slept: bool = False,
    ) -> None:
        self.count = count
        self.error = error
        self.interrupted = interrupted
        self.slept = slept


#: Bytes on their way: it yields where it waits, and gives how far it has come.
Transfer = Generator[Step, Wake, Sent]
