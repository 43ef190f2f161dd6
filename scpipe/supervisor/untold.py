"""Numbers of children that somebody may still have to tell of, though others can have them by now."""

from __future__ import annotations

#: So many numbers are kept one by one (half a megabyte); then all count, until everybody has reported.
MOST_NUMBERS = 4096


class Untold:
    """When a child was last known to live that died, or was taken in, before its maker told of it.

    Times are counts of reports, as in ``Task.reported``.
    """

    def __init__(self) -> None:
        self._lived: dict[int, int] = {}
        self._all_lived = 0

    def note(self, tid: int, now: int) -> None:
        """Somebody may still have to tell of who has, or had, this number."""
        self._lived[tid] = now
        if len(self._lived) > MOST_NUMBERS:
            self._lived.clear()
            self._all_lived = now

    def lived(self, tid: int) -> int:
        """When such a child had this number at the latest; 0 if none had it."""
        return max(self._lived.get(tid, 0), self._all_lived)
