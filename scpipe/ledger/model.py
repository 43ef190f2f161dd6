"""Pairs, messages, verdicts, and what the command inherited, as values."""

from __future__ import annotations

from enum import Enum

from scpipe.policy.model import PairKind, PairMode
from scpipe.record import Record, field


class Creator(Record):
    """Who made a pair: facts for reports, never for a verdict."""

    pid: int = 0
    exe: str = ""
    rule: str = ""
    argv: tuple[str, ...] = ()


#: Whose a pair is whose making nobody saw, or not yet.
NOBODY = Creator()
#: So many bytes of a message are kept, for who asks to see them.
_SAMPLE = 64
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n\r\x0b\x0c"


class Message(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """Features of one message: bytes are values 0..255; ``other_*`` are -1 in a uniform message.

    ``other_byte`` is the first byte that differs from ``first_byte``, at ``other_offset``. Where bytes are to
    be added ``printable`` begins as True.
    """

    length: int
    first_byte: int = -1
    other_byte: int = -1
    other_offset: int = -1
    printable: bool = False
    ancillary: bool = False
    addressed: bool = False
    sample: bytes = b""

    def __init__(
        self,
        length: int,
        first_byte: int = -1,
        other_byte: int = -1,
        other_offset: int = -1,
        printable: bool = False,
        ancillary: bool = False,
        addressed: bool = False,
        sample: bytes = b"",
    ) -> None:
        self.length = length
        self.first_byte = first_byte
        self.other_byte = other_byte
        self.other_offset = other_offset
        self.printable = printable
        self.ancillary = ancillary
        self.addressed = addressed
        self.sample = sample

    @property
    def uniform(self) -> bool:
        """True if all bytes have one value; also for an empty message."""
        return self.other_offset < 0

    def add(self, data: bytes) -> None:
        """Take in the next bytes, one at the least. They are not kept, but for the first few."""
        if self.length == 0:
            self.first_byte = data[0]
        if self.other_offset < 0 and data.count(self.first_byte) != len(data):
            rest = data.lstrip(bytes((self.first_byte,)))
            self.other_byte = rest[0]
            self.other_offset = self.length + len(data) - len(rest)
        if self.printable and data.translate(None, _PRINTABLE):
            self.printable = False
        if len(self.sample) < _SAMPLE:
            self.sample += data[: _SAMPLE - len(self.sample)]
        self.length += len(data)


class Reason(Enum):
    """Why a message passes or does not."""

    EMPTY = "an empty message sets nothing"
    REPEATS = "it repeats the event byte"
    SETS = "it sets the event byte"
    ALLOWED = "the pair is not restricted"
    MIXED_FIRST = "the first message is mixed"
    MIXED = "the message is mixed"
    OTHER_BYTE = "another byte than the event byte"
    ANCILLARY = "descriptors and other control data are data"
    ADDRESSED = "a message with an address leaves the pair"
    TRANSFER = "bytes moved by reference cannot be judged"
    QUARANTINED = "nobody saw this socket pair being made"
    DENIED = "pairs of this kind are denied"


class Accept(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """The message may enter."""

    reason: Reason

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


class Refuse(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """The message may not enter; ``byte`` at ``offset`` is what is wrong with it (-1: nothing single)."""

    reason: Reason
    byte: int = -1
    offset: int = -1

    def __init__(self, reason: Reason, byte: int = -1, offset: int = -1) -> None:
        self.reason = reason
        self.byte = byte
        self.offset = offset


Verdict = Accept | Refuse


class EventState(Record, frozen=False):  # __init__ by hand: one for every pair
    """What has become of a pair's event byte. ``byte``: the event byte, None as long as there is none.

    ``shadow`` is the event byte under the other first-message reading; ``diverged``: the two readings have
    once said different things. ``claims`` counts accepted messages still on their way, ``entered`` is True
    once a byte has gone in.
    """

    byte: int | None = None
    shadow: int | None = None
    diverged: bool = False
    claims: int = 0
    entered: bool = False

    def __init__(
        self,
        byte: int | None = None,
        shadow: int | None = None,
        diverged: bool = False,
        claims: int = 0,
        entered: bool = False,
    ) -> None:
        self.byte = byte
        self.shadow = shadow
        self.diverged = diverged
        self.claims = claims
        self.entered = entered

    def claim(self, message: Message) -> None:
        """An accepted message is on its way: its byte is the event byte from now on."""
        self.claims += 1
        if self.byte is None and message.length:
            self.byte = message.first_byte

    def settle(self, entered: bool) -> None:
        """A message has arrived, or not one byte of it: that sets nothing, if it was the only one."""
        self.claims -= 1
        self.entered = self.entered or entered
        if not self.entered and self.claims == 0:
            self.byte = None
            if not self.diverged:
                self.shadow = None

    def note_shadow(self, message: Message, verdict: Verdict, other: Verdict) -> None:
        """Follow the other reading, by what it says of a message."""
        passes = isinstance(other, Accept)
        if passes and message.length and self.shadow is None:
            self.shadow = message.first_byte
        if passes is not isinstance(verdict, Accept):
            self.diverged = True


class Pair(Record, frozen=False):  # __init__ by hand: two for every pair that is made
    """One pair object, shared by every descriptor that names it.

    ``mode`` None is quarantine: a socket that only socketpair(2) can have made, whose making nobody saw yet.
    ``creator``, and ``setter``, the program whose message set the event byte, are for reports. ``inodes``: of
    its objects, by which a socket pair is found to be held. ``names_senders``: somebody has asked to be told
    who sends (SO_PASSCRED, SO_PASSPIDFD). ``ambiguous``: its number is also that of a forgotten pipe, which
    may still exist. ``socket_type``: SOCK_STREAM and so on of its ends, 0 for a pipe and as long as nobody
    has looked.
    """

    id: int
    kind: PairKind
    mode: PairMode | None
    creator: Creator = NOBODY
    setter: str = ""
    inodes: tuple[int, ...] = ()
    event: EventState = field(factory=EventState)
    names_senders: bool = False
    ambiguous: bool = False
    socket_type: int = 0

    def __init__(
        self,
        id: int,  # noqa: A002 - the name of the field
        kind: PairKind,
        mode: PairMode | None,
        creator: Creator = NOBODY,
        setter: str = "",
        inodes: tuple[int, ...] = (),
        event: EventState | None = None,
        names_senders: bool = False,
        ambiguous: bool = False,
        socket_type: int = 0,
    ) -> None:
        self.id = id
        self.kind = kind
        self.mode = mode
        self.creator = creator
        self.setter = setter
        self.inodes = inodes
        self.event = EventState() if event is None else event
        self.names_senders = names_senders
        self.ambiguous = ambiguous
        self.socket_type = socket_type

    @property
    def restricted(self) -> bool:
        """True where a write must be judged."""
        return self.mode is not PairMode.ALLOW


class Numbering(Record, frozen=False):
    """Numbers pairs from 1, and remembers which ones somebody outside may have been given.

    ``passings``: how often descriptors may have been passed. A pair exists before it has its number, from
    some moment of the call that makes it on; one whose making nobody saw, from nobody knows when.
    """

    made: int = 0
    passings: int = 0
    _passed_up_to: int = 0

    def make(self, kind: PairKind, mode: PairMode | None) -> Pair:
        """A pair with the next number."""
        self.made += 1
        return Pair(self.made, kind, mode)

    def note_passing(self) -> None:
        """Note that every pair made until now may have been passed."""
        self._passed_up_to = self.made
        self.passings += 1

    def note_made(self, passings: int) -> None:
        """Note that a pair has its number; ``passings``: how many there were before its making began.

        One since may have passed the pair already.
        """
        if passings != self.passings:
            self.note_passing()

    def may_be_outside(self, pair: Pair) -> bool:
        """True if the pair's end cannot be proved by looking at the sandbox."""
        return pair.id <= self._passed_up_to or (pair.creator is NOBODY and self.passings > 0)


class Inherited(Record, frozen=False):
    """What the command held when it started, which is exempt.

    Pipes in the direction they were handed over, sockets by their own end.
    """

    pipes: set[int] = field(factory=set)
    writable_pipes: set[int] = field(factory=set)
    sockets: set[int] = field(factory=set)

    def add_pipe(self, inode: int, *, writable: bool) -> None:
        """Note a pipe, in the direction it was given in."""
        self.pipes.add(inode)
        if writable:
            self.writable_pipes.add(inode)

    def add_socket(self, cookie: int) -> None:
        """Note a socket."""
        self.sockets.add(cookie)

    def has_pipe(self, inode: int) -> bool:
        """True if a pipe with this inode number was there before the command, in any direction."""
        return inode in self.pipes
