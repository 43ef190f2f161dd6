"""Inode numbers of pipes that were forgotten without proof of their end, one bit each."""

from __future__ import annotations

_SHIFT = 10
_MASK = (1 << _SHIFT) - 1


class InodeSet:
    """A set of inode numbers. Numbers made near in time are near each other (fs/inode.c get_next_ino)."""

    def __init__(self) -> None:
        self._chunks: dict[int, int] = {}

    def add(self, inode: int) -> None:
        """Add a number."""
        chunk = inode >> _SHIFT
        self._chunks[chunk] = self._chunks.get(chunk, 0) | 1 << (inode & _MASK)

    def discard(self, inode: int) -> None:
        """Remove a number that may be in it."""
        chunk = inode >> _SHIFT
        left = self._chunks.get(chunk, 0) & ~(1 << (inode & _MASK))
        if left:
            self._chunks[chunk] = left
        else:
            self._chunks.pop(chunk, None)

    def __contains__(self, inode: int) -> bool:
        return bool(self._chunks.get(inode >> _SHIFT, 0) >> (inode & _MASK) & 1)
