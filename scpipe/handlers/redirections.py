"""Programs that give their children ends of pairs as standard output, as shells do.

Each such child would have to be given a filter for that number. A program that is known to do so has the
number trapped together with the first pair that it makes, and its children have that filter then: they need
no other, and duplicate onto that number without a stop.
"""

from __future__ import annotations

from scpipe.linux.procfs import Identity
from scpipe.tracee.armed import STANDARD_OUTPUT

#: After so many times a program is known: so many filters cost more than the writes that are trapped then.
_OFTEN = 3
#: So many programs are counted.
_MOST = 1024
#: Programs that are known from the beginning, by the names of their files.
_SHELLS = frozenset(("sh", "bash", "dash", "ash", "busybox", "ksh", "ksh93", "mksh", "zsh", "fish"))
_NONE: frozenset[int] = frozenset()
_OUTPUT = frozenset((STANDARD_OUTPUT,))


class Redirections:
    """How often each program has done so, in its children before they execute another one."""

    def __init__(self) -> None:
        self._times: dict[tuple[int, int], int] = {}

    def note(self, program: Identity, number: int) -> None:
        """A number is trapped because a process of the program duplicates an end of a pair there."""
        key = (program.device, program.inode)
        if number == STANDARD_OUTPUT and (key in self._times or len(self._times) < _MOST):
            self._times[key] = self._times.get(key, 0) + 1

    def expected(self, program: Identity) -> frozenset[int]:
        """The numbers to be trapped together with a pair that the program makes."""
        known = self._times.get((program.device, program.inode), 0) >= _OFTEN
        known = known or program.path.rpartition("/")[2] in _SHELLS
        return _OUTPUT if known else _NONE
