"""On which descriptor numbers a task's writes are trapped, and where the filters for that lie in its memory.

Where every write is trapped anyway (``--trap all``) every task has EVERYTHING, and nothing is kept.
"""

from __future__ import annotations

from scpipe.record import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from scpipe.tracee.task import Task

#: So many filters are added for single numbers, in a task and all it comes from; the next one is for all.
#: Each makes every call of the task some 20 ns slower.
MOST_FILTERS = 12
#: What the children of shells put ends of pairs onto; it can be trapped together with any other number.
STANDARD_OUTPUT = 1


class Armed(Record):
    """The filters that a task has been given, as far as is known; inherited by children and over an exec.

    What is said here has happened: the kernel can have more filters, never less. ``numbers``: writes to these
    descriptors are trapped; ``everything``: writes to all are. ``filters``: how many were added.
    """

    numbers: frozenset[int] = frozenset()
    everything: bool = False
    filters: int = 0

    def lacks(self, numbers: frozenset[int]) -> frozenset[int]:
        """Those of some numbers that are not trapped."""
        return frozenset() if self.everything else numbers - self.numbers

    def plus(self, numbers: frozenset[int] | None) -> Armed:
        """After one more filter, for these numbers or, None, for all."""
        if numbers is None:
            return Armed(self.numbers, True, self.filters + 1)
        return Armed(self.numbers | numbers, self.everything, self.filters + 1)


NOTHING = Armed()
EVERYTHING = Armed(everything=True)


class Programs(Record, eq=False):
    """A sealed file that is mapped into a program, read-only, with filters that it can be given.

    ``identity``: how the line of the mapping in /proc/PID/maps begins. ``places``: addresses, in the program,
    of ``struct sock_fprog`` by what the filter traps.
    """

    identity: bytes
    places: dict[frozenset[int] | None, int]


class Memory(Record, frozen=False, eq=False):
    """An address space. ``crowded``: others may change its mappings while a task of it stands still.

    ``waiting``: who sleeps in vfork, by the child that it sleeps for.
    """

    programs: list[Programs] = field(factory=list)
    crowded: bool = False
    waiting: dict[Task, Task] = field(factory=dict)

    def copied(self) -> Memory:
        """What a child has that gets a copy."""
        return Memory([*self.programs])
