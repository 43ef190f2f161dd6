"""How much of tracees' messages the supervisor keeps at a time, in all: a program chooses how many wait."""

from __future__ import annotations

#: Bytes kept at a time; what would need more is answered with ENOBUFS.
MOST_KEPT = 32 << 20


class Room:
    """Bytes that may still be kept."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.left = most

    def take(self, size: int) -> bool:
        """Make room for ``size`` more bytes; False, and nothing taken, if there is none."""
        if size > self.left:
            return False
        self.left -= size
        return True

    def give(self, size: int) -> None:
        """Give room back."""
        self.left += size
