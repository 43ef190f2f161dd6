"""From a trapped call to an action: the table of handlers, and what failures become."""

from __future__ import annotations

import errno
import inspect
import os
from typing import Any

import pytest
from unit.supervisor.staging import task

from scpipe.handlers import reporting
from scpipe.handlers.context import Context
from scpipe.handlers.families import FAMILIES
from scpipe.handlers.reports import Reports
from scpipe.ledger.ledger import Ledger
from scpipe.linux.abi import x86_64
from scpipe.linux.descriptors import BlindError, Borrowed
from scpipe.linux.ptrace import SyscallEntry
from scpipe.policy.model import PairMode, Policy
from scpipe.report.events import Event, Note, Unavailable
from scpipe.seccomp.catalogue import CATALOGUE
from scpipe.seccomp.entries import Family, Response
from scpipe.seccomp.plan import plan
from scpipe.supervisor.dispatch import HANDLERS, decide
from scpipe.tracee.actions import Answer, Continue
from scpipe.tracee.task import Task

POLICY = Policy()
WRITE, SENDTO, PRCTL, IO_URING_SETUP, PTRACE = 1, 44, 157, 425, 101


class FailingTaker:
    """Every taking fails with this."""

    name = "failing"

    def __init__(self, failure: Exception) -> None:
        self._failure = failure

    def borrow(self, pid: int, tid: int, fd: int) -> Borrowed:
        """Fails."""
        raise self._failure

    def forget(self, tid: int) -> None:
        """Nothing is kept."""


class Scene:
    """One task under a policy, and what is told about it."""

    def __init__(self, failure: Exception | None = None, policy: Policy = POLICY) -> None:
        self.events: list[Event] = []
        self.task: Task = task()
        self.plan = plan(policy)
        descriptor_source = FailingTaker(failure or OSError(errno.EBADF, "none"))
        mode: Any = lambda kind, subject: (policy.mode(kind), "")  # noqa: E731
        reports = Reports(lambda *_facts: ())
        self.context = Context(policy, Ledger(policy), descriptor_source, self.events.append, mode, reports)

    def decide(self, nr: int, *args: int, arch: int = x86_64.AUDIT_ARCH) -> object:
        """The action for a call."""
        words: Any = (*args, *[0] * (6 - len(args)))
        return decide(self.context, self.plan, self.task, SyscallEntry(arch, nr, words, 0))


def test_every_row_that_stops_has_a_handler() -> None:
    """The table of handlers and the catalogue name the same trace ids; ids are given once."""
    ids = [entry.trace_id for entry in CATALOGUE]
    assert len(ids) == len(set(ids))
    stopping = {entry.trace_id for entry in CATALOGUE if entry.response is not Response.SILENT}
    silent = set(ids) - stopping
    assert set(HANDLERS) - silent == stopping
    assert set(FAMILIES) == set(Family)


def test_handlers_have_one_signature() -> None:
    """Every handler takes the context, the task, the call and its row, by these names."""
    for handler in FAMILIES.values():
        assert list(inspect.signature(handler).parameters) == ["context", "task", "call", "entry"], handler


@pytest.mark.parametrize("nr", [0, 3, 39, 60, 231])
def test_stop_nobody_asked_for(nr: int) -> None:
    """A stop that comes from the tracee's own filter is ENOSYS, as it would be without a tracer."""
    scene = Scene()
    assert scene.decide(nr) == Answer(-errno.ENOSYS)
    assert scene.events == []


@pytest.mark.parametrize("nr", [472, 5000, 0x3FFFFFFF])
def test_unknown_call(nr: int) -> None:
    """A number newer than the table is ENOSYS and told of, with its number."""
    scene = Scene()
    assert scene.decide(nr) == Answer(-errno.ENOSYS)
    assert [event.syscall for event in scene.events if isinstance(event, Unavailable)] == [
        f"unknown call {nr}"
    ]


@pytest.mark.parametrize(("arch", "nr"), [(0x40000003, 4), (x86_64.AUDIT_ARCH, 0x40000001)])
def test_other_abi(arch: int, nr: int) -> None:
    """int 0x80 and x32 are ENOSYS whatever the number means there."""
    scene = Scene()
    assert scene.decide(nr, arch=arch) == Answer(-errno.ENOSYS)
    assert isinstance(scene.events[0], Unavailable) and scene.events[0].relax == "other-abi"


def test_relaxed_other_abi_is_not_judged_by_our_numbers() -> None:
    """write's number in another ABI is not write."""
    scene = Scene(policy=Policy(relax=frozenset({"other-abi"})))
    assert scene.decide(WRITE, 1, arch=0x40000003) == Answer(-errno.ENOSYS)


@pytest.mark.parametrize(("nr", "code"), [(IO_URING_SETUP, errno.ENOSYS), (PTRACE, errno.EPERM)])
def test_refusal_is_told_once(nr: int, code: int) -> None:
    """The same program and call are told of once, answered every time."""
    scene = Scene()
    assert [scene.decide(nr), scene.decide(nr)] == [Answer(-code)] * 2
    assert len(scene.events) == 1


@pytest.mark.parametrize("code", [errno.EBADF, errno.EMFILE, errno.ESRCH])
@pytest.mark.parametrize("nr", [WRITE, SENDTO])
def test_descriptor_that_cannot_be_taken(code: int, nr: int) -> None:
    """The call is answered with the errno of the taking, never continued."""
    scene = Scene(OSError(code, os.strerror(code)))
    assert scene.decide(nr, 5, 0, 1) == Answer(-code)
    assert scene.events == []


def test_failure_without_an_errno() -> None:
    """An OSError that says nothing is EIO, not success."""
    assert Scene(OSError()).decide(WRITE, 5, 0, 1) == Answer(-errno.EIO)


def test_blindness() -> None:
    """A process we may not look into fails with EIO; one note says so, one for each process."""
    scene = Scene(BlindError())
    assert [scene.decide(WRITE, 5, 0, 1) for _attempt in range(3)] == [Answer(-errno.EIO)] * 3
    assert [event.level for event in scene.events if isinstance(event, Note)] == ["error"]
    scene.task = task(2)
    assert scene.decide(SENDTO, 5, 0, 1) == Answer(-errno.EIO)
    assert len(scene.events) == 2


@pytest.mark.slow
def test_blindness_is_not_told_without_end() -> None:
    """A server whose children change their user, one after the other, fills neither memory nor the report."""
    scene = Scene(BlindError())
    for pid in range(reporting.MOST_UNAVAILABLE + 50):
        scene.task = task(pid)
        assert scene.decide(WRITE, 1) == Answer(-errno.EIO)
    assert len(scene.events) == len(scene.context.reports.unavailable_seen) == reporting.MOST_UNAVAILABLE


def test_families() -> None:
    """One call of each of the other families reaches its own handler."""
    scene = Scene(policy=Policy(pipe=PairMode.DENY))
    assert scene.decide(22, 0) == Answer(-errno.EACCES)
    assert scene.decide(PRCTL, 4, 0) == Answer(0)
    assert scene.decide(PRCTL, 3) == Answer(0)
    assert scene.decide(PRCTL, 22) == Continue()
    assert scene.task.process.filtered
    assert scene.decide(40, 5) == Answer(-errno.EBADF)
