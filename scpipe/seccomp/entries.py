"""What a row of the catalogue is made of."""

from __future__ import annotations

import errno as errnos
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


class Family(Enum):
    """Which handler answers a call. ``title`` heads its rows in lists, ``answer`` is told of each of them."""

    CREATE = ("Creation of pairs", "stops; judged by the mode of its kind")
    MESSAGE = ("Messages on pairs",)
    TRANSFER = ("Transfers into pairs",)
    DUMPABLE = ("Readability of processes",)
    FILTER = ("Filters of programs",)
    NAMING = ("Names of sockets",)
    MOUNT = ("File systems",)
    LIMITS = ("Limits of processes",)
    SCHEDULING = ("Scheduling of processes",)
    WAIT = ("Waiting for children", "stops; runs once the supervisor has taken in every death")
    OPEN = ("Opening for writing", "stops; runs, and what it has opened is looked at")
    RECEIVE = ("Receiving descriptors", "stops; runs, and what it has received is looked at")
    SHARE = ("Sharing tables and memory", "stops; every write of the process is trapped from then on")
    DUPLICATE = (
        "Duplicating descriptors",
        "stops where an end of a pair is duplicated to an untrapped number",
    )
    REFUSED = ("Refused",)

    def __init__(self, title: str, answer: str = "stops; judged by its handler") -> None:
        self.title = title
        self.answer = answer


class Form(Enum):
    """How the arguments of a call lie, in their order.

    ``of_sockets``: other descriptors are ENOTSOCK to it. ``several``: each call can make several messages.
    Two calls have different forms where a handler treats them differently.
    """

    OTHER = ("what a handler needs besides is at the same place in all of its calls",)
    PIPE = ("place of two numbers, flags",)
    SOCKETS = ("address family, type, protocol, place of two numbers",)
    BUFFER = ("descriptor, address, length",)
    VECTOR = ("descriptor, place of iovecs, their number",)
    VECTOR_AT = ("descriptor, place of iovecs, their number, position, -, flags",)
    BUFFER_TO = ("socket, address, length, flags, place of the receiver's name, its length", True)
    HEADER = ("socket, place of a msghdr, flags", True)
    HEADERS = ("socket, place of mmsghdrs, their number, flags", True, True)
    SPLICE = ("source, place of its position, target, place of its position, length, flags",)
    TEE = ("source, target, length, flags",)
    PAGES = ("target, place of iovecs, their number, flags",)
    FILE = ("target, source, place of the source's position, length",)
    NAME = ("socket, place of its own name, length", True)
    PEER = ("socket, place of its peer's name, length", True)
    OPTION = ("socket, level, option, place of a value, length", True)
    ONTO = ("descriptor, number of its duplicate",)
    PRIORITY = ("which: 0 a process, 1 a group, 2 a user; the number of it",)
    IO_PRIORITY = ("which: 1 a process, 2 a group, 3 a user; the number of it",)

    def __init__(self, arguments: str, of_sockets: bool = False, several: bool = False) -> None:
        self.arguments = arguments
        self.of_sockets = of_sockets
        self.several = several


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
    ARMED = "any kind can be allow-events, and writes are trapped by descriptor (--trap armed)"
    ARMED_PIPES = "pipes can be allow-events, and writes are trapped by descriptor (--trap armed)"


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


class Syscall(Record):
    """A system call: its number for each architecture that has it, and where its arguments are.

    ``subject``: which argument names what the handler looks at: a descriptor, a process, the place of a
    name or of two new descriptors; -1 where there is none. ``looks_up_first``: the kernel takes the file
    before anything in the call can sleep, and holds it: whatever the number is given to then, the call goes
    on with the file it has. What does not must be watched up to its end where others could exchange the file.
    """

    name: str
    numbers: Mapping[str, int]
    subject: int = -1
    form: Form = Form.OTHER
    looks_up_first: bool = False


class Answer(Record):
    """What a matching call gets; ``errno``: what it fails with if it is refused, 0 if it never is."""

    response: Response
    errno: int = 0


class Relaxation(Record):
    """The name that lifts a row ("" where nothing does), and what then breaks."""

    name: str = ""
    lost: str = ""


class Entry(Record):
    """One row: a call, the family that answers it, when, why, the arguments that make it matter, the answer.

    ``syscall.numbers`` is empty for the two rows that stand for every call of another ABI and every
    number that was not judged. ``reason`` is shown to users and in the reference.
    """

    trace_id: int
    syscall: Syscall
    family: Family
    when: Need
    reason: str
    answer: Answer = Answer(Response.MEDIATE)
    tests: tuple[ArgTest, ...] = ()
    relaxation: Relaxation = Relaxation()

    def __hash__(self) -> int:
        return self.trace_id

    @property
    def name(self) -> str:
        """The call's name."""
        return self.syscall.name

    @property
    def numbers(self) -> Mapping[str, int]:
        """The call's number for each architecture that has it."""
        return self.syscall.numbers

    @property
    def response(self) -> Response:
        """What happens to a matching call."""
        return self.answer.response

    @property
    def errno(self) -> int:
        """What a refused call fails with; 0 if it is never refused."""
        return self.answer.errno

    @property
    def relax(self) -> str:
        """The name of the relaxation that lifts the row, "" where nothing does."""
        return self.relaxation.name

    def holds(self, args: Sequence[int]) -> bool:
        """Whether the arguments pass every test of the row."""
        return all(test.holds(args) for test in self.tests)


def equals(index: int, value: int) -> ArgTest:
    """An int argument is ``value``."""
    return ArgTest(index, WORD, value)


def differs(index: int, value: int) -> ArgTest:
    """An int argument is anything but ``value``."""
    return ArgTest(index, WORD, value, negated=True)


def has(index: int, bits: int) -> ArgTest:
    """An int argument has all these bits."""
    return ArgTest(index, bits, bits)


def call(
    name: str,
    x86_64: int | None,
    aarch64: int | None,
    subject: int = -1,
    form: Form = Form.OTHER,
    looks_up_first: bool = False,
) -> Syscall:
    """A system call; one that an architecture has not got has None there."""
    found = {"x86_64": x86_64, "aarch64": aarch64}
    numbers = {arch: number for arch, number in found.items() if number is not None}
    return Syscall(name, numbers, subject, form, looks_up_first)


#: The names of the errnos that have one. Socket calls say EOPNOTSUPP for 95.
ERROR_NAMES = {**errnos.errorcode, errnos.EOPNOTSUPP: "EOPNOTSUPP"}


def error_name(number: int) -> str:
    """The name of an errno; its number where it has none."""
    return ERROR_NAMES.get(number, str(number))


def mediate(errno: int = 0) -> Answer:
    """The call stops and its handler decides; ``errno``: what the handler refuses it with."""
    return Answer(Response.MEDIATE, errno)


def refuse(errno: int, response: Response = Response.REFUSE) -> Answer:
    """The call is refused as it is."""
    return Answer(response, errno)
