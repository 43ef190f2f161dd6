"""Refusals as events: what is kept of earlier ones is what would be found anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from harness.source import PACKAGE, nodes, tree
from unit.handlers.staging import ENTRIES, Stage

from scpipe.handlers import reporting
from scpipe.handlers.reports import KnownAdvice
from scpipe.ledger.ledger import Judgement
from scpipe.ledger.model import Creator, EventState, Message, Pair, Reason, Refuse
from scpipe.linux.procfs import Identity
from scpipe.policy.model import PairKind, PairMode
from scpipe.report.advice import advise
from scpipe.report.events import Advice, Refusal
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import ERROR_NAMES, Family, Response

PYTHON = Identity("/usr/bin/python3.11", 1, 3, ("python3", "/usr/bin/celery", "worker"))


def tell(
    stage: Stage, pair: Pair, data: bytes | None, *, call: str = "write", ancillary: bool = False
) -> Refusal:
    """The event of a refused call; ``data`` None: it has no message."""
    message = None if data is None else Message(0, printable=True, ancillary=ancillary)
    if message is not None and data:
        message.add(data)
    first = -1 if message is None else message.first_byte
    verdict = Refuse(Reason.OTHER_BYTE, first, 0)
    refused = reporting.Refused(Judgement(verdict, verdict, True), message, 3)
    reporting.tell_refused(stage.context, stage.task, ENTRIES[call], pair, refused)
    return stage.refusals[-1]


@dataclass(frozen=True)
class Case:
    """All that advice depends on; ``own``: the writer has made the pair."""

    program: Identity
    maker: str = "/opt/maker"
    maker_argv: tuple[str, ...] = ()
    own: bool = False
    kind: PairKind = PairKind.PIPE
    setter: str = ""
    byte: int | None = None
    call: str = "write"
    data: bytes | None = b"hello\n"
    ancillary: bool = False

    def told(self, stage: Stage) -> Refusal:
        """The event of such a refusal, whose advice is what would be found anew."""
        stage.process.identity = self.program
        creator = Creator(stage.process.pid if self.own else 0, self.maker, argv=self.maker_argv)
        event = EventState(self.byte)
        pair = Pair(1, self.kind, PairMode.ALLOW_EVENTS, creator, self.setter, event=event)
        told = tell(stage, pair, self.data, call=self.call, ancillary=self.ancillary)
        assert told.advice == advise(replace(told, advice=Advice("", "")), self.setter)
        return told


X, Y = Identity("/opt/x", 1, 6, ()), Identity("/opt/y", 1, 7, ())
BASH = Identity("/usr/bin/bash", 1, 4, ("bash",))
ONE = Case(X, byte=ord("e"), data=b"f")
CELERY = Case(PYTHON, PYTHON.path, PYTHON.arguments, data=b"\0\0\0\x19\x80\x04K")
CASES = {
    "program": (Case(X), Case(Y)),
    "arguments": (CELERY, replace(CELERY, program=replace(PYTHON, arguments=("python3", "-c", "pass")))),
    "maker": (Case(X), Case(X, maker="/usr/bin/bash")),
    "maker's arguments": (CELERY, replace(CELERY, maker_argv=())),
    "whose pair": (Case(BASH, maker=BASH.path), Case(BASH, maker=BASH.path, own=True)),
    "kind": (Case(X), Case(X, kind=PairKind.SOCKETPAIR)),
    "setter": (ONE, replace(ONE, setter="/opt/y")),
    "event byte": (replace(ONE, data=b"\n"), replace(ONE, data=b"\n", byte=0)),
    "message": (ONE, replace(ONE, data=b"\x02\0\0\0")),
    "control data": (ONE, replace(ONE, ancillary=True)),
    "no message": (ONE, replace(ONE, data=None)),
    "call": (Case(X, call="splice", data=None), Case(X, call="pipe2", data=None)),
}


@pytest.mark.parametrize("name", CASES)
def test_advice_is_what_would_be_found_anew(name: str) -> None:
    """Whatever changes from one refusal to the next, and back: what was said of the other is not repeated."""
    stage = Stage()
    one, other = CASES[name]
    said = [case.told(stage).advice for case in (one, other, one, other)]
    assert said[:2] == said[2:] and said[0] != said[1]


def test_the_same_is_recognised_once() -> None:
    """Another process with the same program, on another pair of the same maker, is told the same."""
    stage = Stage()
    stage.process.identity = PYTHON
    for number in (1, 2):
        tell(stage, Pair(number, PairKind.PIPE, PairMode.ALLOW_EVENTS, Creator(5, "/bin/bash")), b"hello")
        stage.process.pid += 1
    one, other = stage.refusals
    assert one.advice is other.advice and one.advice.pattern == "data"
    tell(stage, Pair(3, PairKind.PIPE, PairMode.ALLOW_EVENTS, Creator(5, "/bin/git")), b"hello")
    assert stage.refusals[-1].advice != one.advice


def test_few_are_kept() -> None:
    """The oldest is let go; a program that makes up messages costs no memory."""
    known = KnownAdvice(2)
    for number in range(4):
        known.keep((number,), Advice(str(number), ""))
    assert [known.get((number,)) for number in range(4)] == [None, None, Advice("2", ""), Advice("3", "")]


def _read(name: str) -> Iterator[str]:
    """What the modules of advice read of a variable with this name: ``pair.kind``, ``pid``."""
    for path in (PACKAGE / "report").glob("*.py"):
        if not path.name.startswith(("advice", "known", "shapes", "remedies", "naming", "trusting")):
            continue
        for node in nodes(tree(path), ast.Attribute):
            if ast.unparse(node).startswith(f"{name}."):
                yield ast.unparse(node).removeprefix(f"{name}.")


def test_what_is_refused_has_an_errno_with_a_name() -> None:
    """Every row whose calls are told of as refusals has one."""
    refused = (Family.MESSAGE, Family.TRANSFER, Family.CREATE)
    rows = [row for row in CATALOGUE if row.family in refused and row.response is Response.MEDIATE]
    assert rows and all(row.errno in ERROR_NAMES for row in rows)


def test_advice_depends_on_nothing_else() -> None:
    """What is read of a refusal and its message to recognise it is what reporting.py compares it by."""
    pair = {"pair", "pair.kind", "pair.creator_exe", "pair.creator_argv", "pair.creator_pid"}
    assert set(_read("refusal")) == pair | {"syscall", "message", "exe", "argv", "argv0", "pid", "event_byte"}
    assert set(_read("message")) <= {
        *("length", "first_byte", "offending_byte", "offending_offset"),
        *("uniform", "printable", "ancillary", "first"),
    }
