"""Numbers of pairs that were forgotten without proof of their end: two bytes each, or fewer.

Sockets need every one of them (``NumberSet``). Of pipes the newest are kept, and of older ones only how
far they reach (``InodeSet``), so that an hour costs next to nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

_SHIFT = 16
_MASK = (1 << _SHIFT) - 1
#: From so many numbers on a part is a bit for each: that is 8 KiB, too.
_CROWDED = 4096
#: So many parts of pipes' inode numbers are exact: 128 KiB at most.
_EXACT_PARTS = 16
#: A CPU takes so many inode numbers at once and gives them out in order (fs/inode.c LAST_INO_BATCH).
_BATCH_SHIFT = 10
_BATCH = 1 << _BATCH_SHIFT
_BATCHES = 1 << (_SHIFT - _BATCH_SHIFT)


class NumberSet:
    """A set of inode numbers or socket cookies, in parts of 65536.

    Numbers given out near in time are near each other (fs/inode.c get_next_ino, net/core/sock_diag.c
    sock_gen_cookie), but most of them are given to other things: a part is the sorted list of what is in it.
    """

    def __init__(self) -> None:
        self._parts: dict[int, array[int] | bytearray] = {}

    def add(self, number: int) -> None:
        """Add a number."""
        part = self._parts.setdefault(number >> _SHIFT, array("H"))
        low = number & _MASK
        if isinstance(part, bytearray):
            part[low >> 3] |= 1 << (low & 7)
            return
        at = bisect_left(part, low)
        if at < len(part) and part[at] == low:
            return
        part.insert(at, low)
        if len(part) >= _CROWDED:
            self._parts[number >> _SHIFT] = _as_bits(part)

    def discard(self, number: int) -> None:
        """Remove a number that may be in it."""
        if number not in self:
            return
        part = self._parts[number >> _SHIFT]
        low = number & _MASK
        if isinstance(part, bytearray):
            part[low >> 3] &= ~(1 << (low & 7))
            return
        part.remove(low)
        if not part:
            del self._parts[number >> _SHIFT]

    def __contains__(self, number: int) -> bool:
        part = self._parts.get(number >> _SHIFT)
        if part is None:
            return False
        low = number & _MASK
        if isinstance(part, bytearray):
            return bool(part[low >> 3] >> (low & 7) & 1)
        at = bisect_left(part, low)
        return at < len(part) and part[at] == low

    def take_oldest(self, parts: int) -> Iterator[int]:
        """Remove the part that was begun first, if there are more than so many; gives its numbers one by one.

        As a list they would take more memory than all parts do.
        """
        if len(self._parts) <= parts:
            return
        part = next(iter(self._parts))
        numbers = self._parts.pop(part)
        for low in _lows_of(numbers) if isinstance(numbers, bytearray) else numbers:
            yield (part << _SHIFT) + low


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


def _lows_of(bits: bytearray) -> Iterator[int]:
    return (low for low in range(_MASK + 1) if bits[low >> 3] >> (low & 7) & 1)


def _as_bits(numbers: array[int]) -> bytearray:
    bits = bytearray(1 << (_SHIFT - 3))
    for low in numbers:
        bits[low >> 3] |= 1 << (low & 7)
    return bits
