"""Runs to learn from, as events: pairs, refusals, programs that begin."""

from __future__ import annotations

import dataclasses
from typing import Any

from scpipe.learning.needs import Maker, Needs
from scpipe.linux.procfs import Identity
from scpipe.policy.model import Policy
from scpipe.report.events import (
    Advice,
    Event,
    Exec,
    MessageFacts,
    PairCreated,
    PairFacts,
    Refusal,
    Repeated,
)

MIXED = MessageFacts(6, 0x68, 0x65, 1, uniform=False, printable=True, ancillary=False, first=True)


class Run:
    """Events of a run, fed to Needs as the supervisor would."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[int, int]] = {}
        self.needs = Needs(self._identify)
        self._pids: dict[int, str] = {}
        self._pairs = 0

    def _identify(self, pid: int) -> Identity:
        path = self._pids.get(pid, "")
        return Identity(path, *self.files.get(path, (0, 0)), ())

    def emit(self, *events: Event) -> None:
        """Feed events as they are."""
        for event in events:
            self.needs.emit(event)

    def pair(
        self, kind: str, exe: str, *, rule: str = "", argv: tuple[str, ...] = (), pid: int = 0
    ) -> PairFacts:
        """A program makes a pair."""
        self._pairs += 1
        pid = pid or 100 + self._pairs
        self._pids[pid] = exe
        self.files.setdefault(exe, (1, 1000 + len(self.files)))
        facts = PairFacts(self._pairs, kind, "allow-events", pid, exe, rule, argv or (exe,))
        self.emit(PairCreated(1.0, pid, pid, facts, (3, 4), ()))
        return facts

    def data(self, pair: PairFacts, *, times: int = 1, **changes: Any) -> None:
        """Somebody writes data to a pair."""
        event = Refusal(
            time=2.0,
            pid=7,
            tid=7,
            exe="/usr/bin/echo",
            argv0="echo",
            syscall="write",
            fd=1,
            pair=pair,
            event_byte=-1,
            message=MIXED,
            errno="EACCES",
            verdict="the first message is mixed",
            other_reading="pass: it sets the event byte",
            other_exact=True,
            enforced=False,
            holders=(),
            advice=Advice("data", "use a file"),
            argv=("echo", "hello"),
        )
        event = dataclasses.replace(event, **changes)
        self.emit(event if times == 1 else Repeated(2.0, times, times, event))

    def starts(self, pid: int, exe: str, parent: int = 0) -> None:
        """A process begins to run a program."""
        self.emit(Exec(1.0, pid, exe, (exe,), parent))


def everybody(_maker: Maker) -> str:
    """Every program can be named."""
    return ""


DEFAULT = Policy()
