"""Sets of numbers that count up: two bytes each, or fewer."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

_SHIFT = 16
_MASK = (1 << _SHIFT) - 1
#: From so many numbers on a part is a bit for each: that is 8 KiB, too.
_CROWDED = 4096


class NumberSet:
    """A set of numbers, none of them negative, in parts of 65536.

    Numbers given out near in time are near each other (ids of pairs; inodes, fs/inode.c get_next_ino; socket
    cookies, net/core/sock_diag.c sock_gen_cookie), but most may be given to other things: a part is the
    sorted list of what is in it.
    """

    def __init__(self) -> None:
        self._parts: dict[int, array[int] | bytearray] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, number: int) -> None:
        """Add a number."""
        part = self._parts.setdefault(number >> _SHIFT, array("H"))
        low = number & _MASK
        if isinstance(part, bytearray):
            self._count += not part[low >> 3] >> (low & 7) & 1
            part[low >> 3] |= 1 << (low & 7)
            return
        at = bisect_left(part, low)
        if at < len(part) and part[at] == low:
            return
        self._count += 1
        part.insert(at, low)
        if len(part) >= _CROWDED:
            self._parts[number >> _SHIFT] = _as_bits(part)

    def discard(self, number: int) -> None:
        """Remove a number that may be in it."""
        if number not in self:
            return
        self._count -= 1
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
            self._count -= 1
            yield (part << _SHIFT) + low


def _lows_of(bits: bytearray) -> Iterator[int]:
    return (low for low in range(_MASK + 1) if bits[low >> 3] >> (low & 7) & 1)


def _as_bits(numbers: array[int]) -> bytearray:
    bits = bytearray(1 << (_SHIFT - 3))
    for low in numbers:
        bits[low >> 3] |= 1 << (low & 7)
    return bits
