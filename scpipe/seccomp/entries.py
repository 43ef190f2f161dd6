"""What a row of the catalogue is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from scpipe.record import Record

#: The part of an argument that counts where it is an int to the kernel.
WORD = 0xFFFFFFFF


class Response(str, Enum):
    """What happens to a matching call."""

    MEDIATE = "mediate"  # stops; a handler decides
    REFUSE = "refuse"  # stops; the supervisor answers the errno and reports it
    SILENT = "silent"  # the filter answers the errno; no stop, no report


class Family(str, Enum):
    """Which handler family a call belongs to."""

    CREATE = "create"
    MESSAGE = "message"
    TRANSFER = "transfer"
    DUMPABLE = "dumpable"
    FILTER = "filter"
    NAMING = "naming"
    MOUNT = "mount"
    LIMITS = "limits"
    SCHEDULING = "scheduling"
    WAIT = "wait"
    REFUSED = "refused"


class Need(str, Enum):
    """Which restriction needs an entry; *can be* counts the policy's own mode and its rules."""

    RESTRICTED = "any kind is restricted"
    EVENTS = "any kind can be allow-events"
    PIPE_EVENTS = "pipes can be allow-events"
    SOCKET_EVENTS = "socketpairs can be allow-events"
    PIPE_WATCHED = "pipes can be something else than allow"
    SOCKET_WATCHED = "socketpairs can be something else than allow"
    SUPERVISED = "any kind is restricted, and there is a supervisor"
    LEADERS_ONLY = "any kind can be allow-events, and pidfds name whole processes only (before Linux 6.9)"


class ArgTest(Record):
    """A test of one argument: ``(argument & mask) == value``, or its opposite where negated.

    Only the low 32 bits count: descriptors, flags and commands are ints to the kernel, which
    ignores what a program leaves in the high half.
    """

    index: int
    mask: int
    value: int
    negated: bool = False

    def __init__(self, index: int, mask: int, value: int, negated: bool = False) -> None:
        """Raise ValueError for a test that no filter can hold."""
        super().__init__(index, mask, value, negated)
        if not 0 <= index <= 5 or not 0 < mask <= WORD or value & ~mask:
            raise ValueError(f"not a test of the low 32 bits of an argument: {self}")

    def holds(self, args: Sequence[int]) -> bool:
        """Whether these arguments (six, as unsigned or signed integers) pass."""
        return ((args[self.index] & self.mask) == self.value) is not self.negated


class Entry(Record):
    """One row: a call, the arguments that make it matter, the response, and the reason.

    ``numbers`` misses an architecture that has no such call; it is empty for the two rows that
    stand for every call of another ABI and every number above NEWEST. ``relax`` names the
    relaxation that lifts the row ("" where nothing does); ``lost`` says what then breaks.
    """

    name: str
    numbers: Mapping[str, int]
    trace_id: int
    family: Family
    response: Response
    errno: int
    tests: tuple[ArgTest, ...]
    when: frozenset[Need]
    relax: str
    reason: str
    lost: str

    def __hash__(self) -> int:
        return hash((self.name, self.trace_id))

    def holds(self, args: Sequence[int]) -> bool:
        """Whether the arguments pass every test of the row."""
        return all(test.holds(args) for test in self.tests)


def equals(index: int, value: int) -> ArgTest:
    """An int argument is ``value``."""
    return ArgTest(index, WORD, value)


def has(index: int, bits: int) -> ArgTest:
    """An int argument has all these bits."""
    return ArgTest(index, bits, bits)


def row(
    trace_id: int,
    name: str,
    x86_64: int | None,
    aarch64: int | None,
    family: Family,
    when: Need,
    reason: str,
    *,
    response: Response = Response.MEDIATE,
    error: int = 0,
    tests: tuple[ArgTest, ...] = (),
    relax: str = "",
    lost: str = "",
) -> Entry:
    """One row of the catalogue; a call that an architecture has not got is None there."""
    found = {"x86_64": x86_64, "aarch64": aarch64}
    numbers = {arch: number for arch, number in found.items() if number is not None}
    return Entry(
        name, numbers, trace_id, family, response, error, tests, frozenset({when}), relax, reason, lost
    )


def refuse(
    trace_id: int,
    name: str,
    x86_64: int | None,
    aarch64: int | None,
    error: int,
    relax: str,
    reason: str,
    lost: str,
    *,
    when: Need = Need.RESTRICTED,
    tests: tuple[ArgTest, ...] = (),
    response: Response = Response.REFUSE,
) -> Entry:
    """A row for a call that is refused as it is."""
    return row(
        trace_id, name, x86_64, aarch64, Family.REFUSED, when, reason,
        response=response, error=error, tests=tests, relax=relax, lost=lost,
    )  # fmt: skip
