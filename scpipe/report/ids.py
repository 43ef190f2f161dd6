"""Which pairs something has happened to: ids count up, so that a bit for each is enough."""

from __future__ import annotations

_SHIFT = 11
_MASK = (1 << _SHIFT) - 1


class IdSet:
    """A set of ids that takes no more than ``most``. A run that is refused for days remembers them all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._chunks: dict[int, int] = {}

    def add(self, number: int) -> bool:
        """Add an id. False if it is in the set already, or the set is full."""
        if number in self or self._count >= self._most:
            return False
        chunk = number >> _SHIFT
        self._chunks[chunk] = self._chunks.get(chunk, 0) | 1 << (number & _MASK)
        self._count += 1
        return True

    def clear(self) -> None:
        """Forget all."""
        self._count = 0
        self._chunks.clear()

    def __contains__(self, number: int) -> bool:
        return bool(self._chunks.get(number >> _SHIFT, 0) >> (number & _MASK) & 1)

    def __len__(self) -> int:
        return self._count
