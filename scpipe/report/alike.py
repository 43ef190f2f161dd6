"""Which refusals are told as one, by those who write for people. Pure."""

from __future__ import annotations

from scpipe.record import Record
from scpipe.report.commandline import label
from scpipe.report.events import Refusal


class Group(Record):
    """What people take for one fault: the same program does the same to pairs of the same program.

    Programs by the names that messages have for them, escaped; ``maker`` "" where it is not known.
    """

    writer: str
    maker: str
    kind: str
    pattern: str
    enforced: bool
    fix: str  # what helps, "" where nothing does


def group_of(refusal: Refusal) -> Group:
    """The group a refusal belongs to, whatever processes and calls."""
    pair, pattern = refusal.pair, refusal.advice.pattern
    writer = label(refusal.exe, refusal.argv)
    maker = label(pair.creator_exe, pair.creator_argv) if pair.creator_exe else ""
    return Group(writer, maker, pair.kind, pattern, refusal.enforced, refusal.advice.fix)


class CallGroup(Record):
    """The same by calls, for documents: programs by the names of their files, as reports have them."""

    writer: str
    maker: str
    syscall: str
    kind: str
    pattern: str
    enforced: bool


def call_group_of(refusal: Refusal) -> CallGroup:
    """The group a refusal belongs to."""
    writer = refusal.exe.rpartition("/")[2]
    maker = refusal.pair.creator_exe.rpartition("/")[2]
    return CallGroup(
        writer, maker, refusal.syscall, refusal.pair.kind, refusal.advice.pattern, refusal.enforced
    )


class Counts:
    """How many there were of each group beyond the first; of so many groups, the others in sum."""

    def __init__(self, most: int) -> None:
        self.more: dict[Group, int] = {}
        self.left_out = 0
        self._most = most

    def note(self, refusal: Refusal, times: int = 1) -> bool:
        """Count refusals that are all like this one; True if the first of a group is among them."""
        group = group_of(refusal)
        if group in self.more:
            self.more[group] += times
        elif len(self.more) < self._most:
            self.more[group] = times - 1
            return True
        else:
            self.left_out += times
        return False
