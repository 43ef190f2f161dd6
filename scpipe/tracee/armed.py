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


class Programs(Record, frozen=False, eq=False):
    """A file nobody can write to that is mapped into a program, read-only, with filters that it can be given.

    ``identity``: how the line of the mapping in /proc/PID/maps begins. ``places``: addresses, in the program,
    of ``struct sock_fprog`` by what the filter traps. ``start``, ``size``: where it is mapped (bytes).
    ``sealed``: nobody can take the mapping away or replace it (mseal): the kernel has said so, and what was
    mapped after that was this file.
    """

    identity: bytes
    places: dict[frozenset[int] | None, int]
    start: int
    size: int
    sealed: bool = False


class Memory(Record, frozen=False, eq=False):
    """An address space. ``crowded``: tasks have it that do not sleep in a vfork, and are no threads.

    ``users``: who has it. In a crowded one no filter is added. ``sealable``: mappings can be
    sealed, as far as is known.
    """

    programs: list[Programs] = field(factory=list)
    crowded: bool = False
    users: set[int] = field(factory=set)
    sealable: bool = False

    def copied(self) -> Memory:
        """What a child has that gets a copy: none is sealed, as any can be kept out of it (MADV_DONTFORK)."""
        copies = [Programs(one.identity, one.places, one.start, one.size) for one in self.programs]
        return Memory(copies, sealable=self.sealable)
