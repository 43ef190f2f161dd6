"""Numbers of pairs that were forgotten without proof of their end, one bit each."""

from __future__ import annotations

_SHIFT = 10
_MASK = (1 << _SHIFT) - 1


class NumberSet:
    """A set of inode numbers or socket cookies.

    Numbers given out near in time are near each other (fs/inode.c get_next_ino, net/core/sock_diag.c
    sock_gen_cookie), so that a chunk of bits serves many.
    """

    def __init__(self) -> None:
        self._chunks: dict[int, int] = {}

    def add(self, number: int) -> None:
        """Add a number."""
        chunk = number >> _SHIFT
        self._chunks[chunk] = self._chunks.get(chunk, 0) | 1 << (number & _MASK)

    def discard(self, number: int) -> None:
        """Remove a number that may be in it."""
        chunk = number >> _SHIFT
        left = self._chunks.get(chunk, 0) & ~(1 << (number & _MASK))
        if left:
            self._chunks[chunk] = left
        else:
            self._chunks.pop(chunk, None)

    def __contains__(self, number: int) -> bool:
        return bool(self._chunks.get(number >> _SHIFT, 0) >> (number & _MASK) & 1)
