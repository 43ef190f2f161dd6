"""The language of the guest: one operation of one worker a line, ten numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

#: As in guest/interpreter.h.
WORKERS = 24
OPERATIONS = 1024
FIRST_FREE = 5
CARRIERS = (3, 4)

Code = IntEnum(
    "Code",
    "CREATE DUP DUP2 CLOSE CLOSE_RANGE SEND READ TRANSFER PASS RECEIVE REOPEN SHUTDOWN SWAP "
    "START UNSHARE EXEC EXIT KILL GONE FLIP RACE",
    start=0,
)
Kind = IntEnum("Kind", "PIPE STREAM DGRAM SEQPACKET", start=0)
Method = IntEnum("Method", "WRITE WRITEV PWRITEV2 SENDTO SENDMSG SENDMMSG ADDRESSED RIGHTS", start=0)
Sender = IntEnum("Sender", "SELF FORKED VFORKED", start=0)
Start = IntEnum("Start", "PROCESS SHARING_PROCESS THREAD", start=0)
Transfer = IntEnum("Transfer", "SPLICE TEE SENDFILE VMSPLICE", start=0)
Mode = IntEnum("Mode", "READ WRITE BOTH", start=0)

VECTORED = (Method.WRITEV, Method.PWRITEV2)
PLAIN = (Method.WRITE, *VECTORED)
NONBLOCK, CLOEXEC, DIRECT = 1, 2, 4
CLOSE_RANGE_UNSHARE = 2


@dataclass(frozen=True, slots=True)
class Operation:
    """What one worker does."""

    worker: int
    code: Code
    args: tuple[int, ...] = ()

    def __str__(self) -> str:
        words = [self.code.name.lower(), *(str(int(one)) for one in self.args)]
        return f"worker {self.worker}: {' '.join(words)}"


@dataclass(frozen=True, slots=True)
class Payload:
    """One message: ``length`` times ``byte``, but ``other`` at ``place`` unless that is negative."""

    length: int
    byte: int
    other: int = 0
    place: int = -1

    @property
    def uniform(self) -> bool:
        """True if there are no two values in it."""
        return self.place < 0 or self.length < 2 or self.other == self.byte

    @property
    def runs(self) -> list[tuple[int, int]]:
        """What arrives if all of it does, as (value, count)."""
        if self.place < 0:
            return [(self.byte, self.length)]
        rest = self.length - self.place - 1
        return [(self.byte, self.place), (self.other, 1), (self.byte, rest)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the guest tells of one operation: result or -errno, one more number, bytes that were read."""

    done: bool
    value: int
    extra: int
    runs: tuple[tuple[int, int], ...]


def text_of(operations: Sequence[Operation]) -> str:
    """A program as the guest reads it."""
    lines = [[op.worker, op.code, *op.args, *[0] * (8 - len(op.args))] for op in operations]
    assert len(lines) <= OPERATIONS
    return "".join(" ".join(str(int(one)) for one in line) + "\n" for line in lines)


def outcomes_of(text: str) -> list[Outcome]:
    """The guest's results, one for each operation."""
    found = []
    for line in text.splitlines():
        _place, done, value, extra, *runs = line.split()
        pairs = [run.split(":") for run in runs]
        found.append(
            Outcome(done == "1", int(value), int(extra), tuple((int(one), int(many)) for one, many in pairs))
        )
    return found
