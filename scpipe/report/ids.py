"""Which pairs something has happened to: ids count up, so that a bit for each is enough."""

from __future__ import annotations

_SHIFT = 13
_MASK = (1 << _SHIFT) - 1


class IdSet:
    """A set of ids that takes no more than ``most``. A run that is refused for days remembers them all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._parts: dict[int, bytearray] = {}  # too large for Python's own allocator: they split no pages

    def add(self, number: int) -> bool:
        """Add an id. False if it is in the set already, or the set is full."""
        if number in self or self._count >= self._most:
            return False
        part = self._parts.get(number >> _SHIFT)
        if part is None:
            part = self._parts[number >> _SHIFT] = bytearray(1 << (_SHIFT - 3))
        part[(number & _MASK) >> 3] |= 1 << (number & 7)
        self._count += 1
        return True

    def clear(self) -> None:
        """Forget all."""
        self._count = 0
        self._parts.clear()

    def __contains__(self, number: int) -> bool:
        part = self._parts.get(number >> _SHIFT)
        return part is not None and bool(part[(number & _MASK) >> 3] >> (number & 7) & 1)

    def __len__(self) -> int:
        return self._count
