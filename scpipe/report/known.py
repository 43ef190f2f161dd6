"""A rule of advice: which program's call it is about, what such a call is for, and what helps. Pure."""

from __future__ import annotations

from scpipe.record import Record
from scpipe.report.events import Refusal
from scpipe.report.naming import names_of
from scpipe.report.shapes import Shape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Known(Record):
    """What a program is known for. Names are canonical, with blanks between them; "" is any program."""

    name: str  # of its test in tests/compat and of its line in docs/explanation/patterns.md
    writer: str  # who writes
    maker: str  # who has made the pair
    kind: str  # pipe, socketpair; "": either
    shape: Shape
    pattern: str
    what: str  # what the call is for, and what its refusal does
    fix: str = ""  # what helps without allowing a kind of pair; "": nothing that was tried
    cost: str = ""  # what the fix gives up; neither has a semicolon, which parts them from the rest

    def fits(self, refusal: Refusal, writers: Sequence[str], makers: Sequence[str]) -> bool:
        """Whether the rule is about this call, by programs of these names."""
        return (
            self.kind in ("", refusal.pair.kind)
            and _one_of(self.writer, writers)
            and _one_of(self.maker, makers)
            and self.shape(refusal)
        )

    @property
    def remedy(self) -> str:
        """The fix and what it costs, "" where there is none."""
        return f"{self.fix} ({self.cost})" if self.cost else self.fix


def first_of(table: Sequence[Known], refusal: Refusal) -> Known | None:
    """The first rule of a table that is about a call."""
    writers = names_of(refusal.exe, refusal.argv or (refusal.argv0,))
    makers = names_of(refusal.pair.creator_exe, refusal.pair.creator_argv)
    return next((known for known in table if known.fits(refusal, writers, makers)), None)


def _one_of(wanted: str, names: Sequence[str]) -> bool:
    return not wanted or not set(wanted.split()).isdisjoint(names)
