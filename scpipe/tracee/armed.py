"""On which descriptor numbers a task's writes are trapped, and where the filters for that lie in its memory.

Where every write is trapped anyway (``--trap all``) every task has EVERYTHING, and nothing is kept.
"""

from __future__ import annotations

from scpipe.record import Record, field

#: So many filters are added for single numbers, in a task and all it comes from; the next one is for all.
#: Each makes every call of the task some 20 ns slower.
MOST_FILTERS = 12
#: What the children of shells put ends of pairs onto; it can be trapped together with any other number.
STANDARD_OUTPUT = 1


class Armed(Record):
    """The filters that a process has been given, as far as is known; inherited by children and over an exec.

    What is said here has happened: the kernel can have more filters, never less. ``numbers``: writes to these
    descriptors are trapped; ``everything``: writes to all are. ``filters``: how many were added. ``moves``:
    there is one under which an end of a pair goes from one of its numbers to the other without a stop.
    """

    numbers: frozenset[int] = frozenset()
    everything: bool = False
    filters: int = 0
    moves: bool = False

    def lacks(self, numbers: frozenset[int]) -> frozenset[int]:
        """Those of some numbers that are not trapped."""
        return frozenset() if self.everything else numbers - self.numbers

    def plus(self, numbers: frozenset[int] | None) -> Armed:
        """After one more filter, for these numbers or, None, for all."""
        if numbers is None:
            return Armed(self.numbers, True, self.filters + 1, self.moves)
        # So do those that the children of shells are to have (seccomp/extension.py lets_move).
        moves = self.moves or (STANDARD_OUTPUT in numbers and len(numbers) > 1)
        return Armed(self.numbers | numbers, self.everything, self.filters + 1, moves)


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
    """An address space. ``crowded``: tasks have it that do not sleep in a vfork, and are no threads.

    ``users``: who has it. In a crowded one no filter is added.
    """

    programs: list[Programs] = field(factory=list)
    crowded: bool = False
    users: set[int] = field(factory=set)

    def copied(self) -> Memory:
        """What a child has that gets a copy."""
        return Memory([*self.programs])
