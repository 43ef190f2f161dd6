"""Which refusals are told as one, by those who write for people. Pure."""

from __future__ import annotations

from scpipe.record import Record
from scpipe.report.events import Refusal


class Group(Record):
    """What people take for one fault: the same program does the same thing to pairs of the same program."""

    writer: str
    maker: str
    syscall: str
    kind: str
    pattern: str
    enforced: bool


def group_of(refusal: Refusal) -> Group:
    """The group a refusal belongs to; programs by name, without their directory."""
    writer = refusal.exe.rpartition("/")[2]
    maker = refusal.pair.creator_exe.rpartition("/")[2]
    return Group(writer, maker, refusal.syscall, refusal.pair.kind, refusal.advice.pattern, refusal.enforced)
