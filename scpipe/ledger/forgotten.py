"""Numbers of pairs that were forgotten without proof of their end: two bytes each, or fewer."""

from __future__ import annotations

from array import array
from bisect import bisect_left

_SHIFT = 16
_MASK = (1 << _SHIFT) - 1
#: From so many numbers on a part is a bit for each: that is 8 KiB, too.
_CROWDED = 4096


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


def _as_bits(numbers: array[int]) -> bytearray:
    bits = bytearray(1 << (_SHIFT - 3))
    for low in numbers:
        bits[low >> 3] |= 1 << (low & 7)
    return bits
