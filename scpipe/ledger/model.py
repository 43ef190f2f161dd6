"""Pairs, messages and verdicts as values."""

from __future__ import annotations

from enum import Enum

from scpipe.policy.model import PairKind, PairMode
from scpipe.record import Record


class Creator(Record):
    """Who made a pair: facts for reports, never for a verdict."""

    pid: int = 0
    exe: str = ""
    rule: str = ""


class Pair(Record, frozen=False):
    """One pair object and its event byte, shared by every descriptor that names it.

    ``mode`` None is quarantine: a socket that only socketpair(2) can have made, whose making
    nobody saw. ``claims`` counts accepted messages still on their way, ``entered`` is True once
    a byte has gone in, ``setter`` the program whose message set the event byte (for reports, as are the
    ``inodes`` of its objects). ``shadow_byte`` is the event byte under the other first-message reading.
    ``names_senders``: somebody has asked to be told who sends (SO_PASSCRED, SO_PASSPIDFD). ``ambiguous``: its
    number is also that of a forgotten pipe, which may still exist. ``socket_type``: SOCK_STREAM and so on of
    its ends, 0 for a pipe and as long as nobody has looked.
    """

    id: int
    kind: PairKind
    mode: PairMode | None
    creator: Creator = Creator()
    setter: str = ""
    inodes: tuple[int, ...] = ()
    event_byte: int | None = None
    shadow_byte: int | None = None
    diverged: bool = False
    claims: int = 0
    entered: bool = False
    names_senders: bool = False
    ambiguous: bool = False
    socket_type: int = 0

    @property
    def restricted(self) -> bool:
        """True where a write must be judged."""
        return self.mode is not PairMode.ALLOW

    @property
    def settled_byte(self) -> int:
        """The event byte, if a message that repeats it changes nothing in the pair any more; else -1.

        Both readings of the first message agree on the byte, and it has gone in: it stays for ever.
        """
        byte = self.event_byte
        if byte is None or not self.entered or self.shadow_byte != byte:
            return -1
        return byte if self.mode is PairMode.ALLOW_EVENTS else -1


class Message(Record, frozen=False):  # not frozen, __init__ by hand: one for every judged write
    """Features of one message: bytes are values 0..255; ``other_*`` are -1 in a uniform message.

    ``other_byte`` is the first byte that differs from ``first_byte``, at ``other_offset``.
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
