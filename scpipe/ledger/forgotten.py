"""Inode numbers of pipes that were forgotten without proof of their end.

The newest are kept, and of older ones only how far they reach, so that an hour costs next to nothing. Of
sockets every number is needed: those are a NumberSet.
"""

from __future__ import annotations

from array import array

from scpipe.numbers import NumberSet

#: A part of pipes' inode numbers; so many of them are exact: 128 KiB at most.
_SHIFT = 16
_MASK = (1 << _SHIFT) - 1
_EXACT_PARTS = 16
#: A CPU takes so many inode numbers at once and gives them out in order (fs/inode.c LAST_INO_BATCH).
_BATCH_SHIFT = 10
_BATCH = 1 << _BATCH_SHIFT
_BATCHES = 1 << (_SHIFT - _BATCH_SHIFT)


class InodeSet:
    """A set of inode numbers of pipes that is exact for the newest, and never too small.

    Numbers are given out in batches, each to one CPU that uses them in order (fs/inode.c get_next_ino): of
    batches that were in use long ago the highest number is kept, and it stands for all below it in its
    batch. A pipe made later from such a batch has a higher one. So what is wrongly taken for forgotten is
    a pipe that is older than the newest parts, and of which the ledger does not know.
    """

    def __init__(self) -> None:
        self._exact = NumberSet()
        self._reach: dict[int, array[int]] = {}

    def add(self, number: int) -> None:
        """Add a number."""
        at = number - 1  # a batch ends with its multiple of 1024
        self._exact.add(at)
        for old in self._exact.take_oldest(_EXACT_PARTS):
            self._extend(old)

    def discard(self, number: int) -> None:
        """Remove a number that may be in it, if it is one of the newest."""
        self._exact.discard(number - 1)

    def __contains__(self, number: int) -> bool:
        at = number - 1
        reach = self._reach.get(at >> _SHIFT)
        far = 0 if reach is None else reach[(at & _MASK) >> _BATCH_SHIFT]
        return at % _BATCH < far or at in self._exact

    def _extend(self, at: int) -> None:
        reach = self._reach.setdefault(at >> _SHIFT, array("H", bytes(2 * _BATCHES)))
        batch = (at & _MASK) >> _BATCH_SHIFT
        reach[batch] = max(reach[batch], at % _BATCH + 1)
