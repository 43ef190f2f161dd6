"""Numbers of children that somebody may still have to tell of, though others can have them by now."""

from __future__ import annotations

from array import array

#: Numbers that differ by a multiple of this count as one. Their memory (128 KiB) is taken at the beginning.
PLACES = 16384


class Untold:
    """When a child was last known to live that died, or was taken in, before its maker told of it.

    Times are counts of reports, as in ``Task.reported``. None is ever forgotten; for numbers that share a
    place the latest time is given, which errs to the safe side.
    """

    def __init__(self) -> None:
        self._lived = array("Q", bytes(8 * PLACES))

    def note(self, tid: int, now: int) -> None:
        """Somebody may still have to tell of who has, or had, this number. ``now`` never goes back."""
        self._lived[tid % PLACES] = now

    def lived(self, tid: int) -> int:
        """When such a child had this number at the latest; 0 if none had it."""
        return self._lived[tid % PLACES]
