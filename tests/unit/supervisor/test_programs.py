"""What is asked of a program at its exec, and what is told of it."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from unit.supervisor.staging import Kernel, table

from scpipe.handlers.context import Context
from scpipe.handlers.reports import Reports
from scpipe.ledger.ledger import Ledger
from scpipe.linux import privileges, procfs, ptrace
from scpipe.linux.abi import x86_64
from scpipe.linux.descriptors import BlindError
from scpipe.linux.procfs import Identity
from scpipe.policy.model import Policy
from scpipe.report.events import Event, Exec, Note
from scpipe.seccomp.plan import plan
from scpipe.supervisor import enforce
from scpipe.supervisor.programs import Programs
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

_PID = 10


class DescriptorSource:
    """Counts what is asked for; ``failure``: how it ends."""

    name = "counting"

    def __init__(self, failure: Exception) -> None:
        self.asked = 0
        self._failure = failure

    def borrow(self, pid: int, tid: int, fd: int) -> Any:
        """Fails."""
        self.asked += 1
        raise self._failure

    def forget(self, tid: int) -> None:
        """Nothing is kept."""


class Scene:
    """A process that executes a program; ``path``: what the kernel shows of it."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, *, path: str = "/bin/x", failure: int = 0, told: bool = True
    ) -> None:
        Kernel(monkeypatch)
        self.book: TaskTable = table(_PID)
        self.events: list[Event] = []
        self.asked: list[bool] = []
        self.dies = False
        blind = BlindError() if failure == errno.EPERM else OSError(errno.EBADF, "none")
        self.descriptor_source = DescriptorSource(blind)
        policy, unused = Policy(), (lambda *facts: ())
        rules: Any = unused
        self.context = Context(
            policy,
            Ledger(policy),
            self.descriptor_source,
            self.events.append,
            rules,
            Reports(rules, arguments=told),
        )
        monkeypatch.setattr(procfs, "identity", lambda pid, *, arguments: self._identity(path, arguments))
        monkeypatch.setattr(procfs, "descriptors", lambda pid: [])
        monkeypatch.setattr(ptrace, "peek_register", lambda tid, offset: 0x33)
        monkeypatch.setattr(privileges.Examiner, "missed", lambda self, pid, program: None)
        self.told_when_it_ran: list[int] = []
        monkeypatch.setattr(enforce, "resume", self._resume)
        self.programs = Programs(plan(policy), self.context, self.book)

    def _resume(self, task: Task) -> None:
        self.told_when_it_ran.append(len(self.events))
        if self.dies:
            raise ptrace.TraceeGoneError(task.tid)

    def _identity(self, path: str, arguments: bool) -> Identity:
        self.asked.append(arguments)
        return Identity(path, 1, 2, ("x", "y") if arguments else ())

    def execute(self) -> tuple[Task, str]:
        """The exec event: the task, and why it may not begin."""
        task = self.programs.executed(self.book.tasks[_PID], _PID)
        assert task is not None
        return task, self.programs.begin(task)


def test_a_program_that_is_shown_is_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel shows its path: then no descriptor of it need be tried."""
    scene = Scene(monkeypatch)
    assert scene.execute()[1] == ""
    assert scene.descriptor_source.asked == 0


@pytest.mark.parametrize(("failure", "begins"), [(errno.EPERM, False), (errno.EBADF, True)])
def test_a_program_that_is_not_shown(monkeypatch: pytest.MonkeyPatch, failure: int, begins: bool) -> None:
    """It is tried: a hidden one does not begin."""
    scene = Scene(monkeypatch, path="", failure=failure)
    why = scene.execute()[1]
    assert scene.descriptor_source.asked == 1
    assert (why == "") is begins
    assert bool(scene.told_when_it_ran) is begins
    assert ("may not read" in why) is not begins


def test_a_32_bit_program_does_not_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is shown of it."""
    scene = Scene(monkeypatch)
    monkeypatch.setattr(ptrace, "peek_register", lambda tid, offset: x86_64.USER32_CS)
    assert "32-bit" in scene.execute()[1]


@pytest.mark.parametrize("told", [True, False])
def test_arguments_are_read_for_who_is_told(monkeypatch: pytest.MonkeyPatch, told: bool) -> None:
    """At the exec, before the program can change them; not at all where nobody is told."""
    scene = Scene(monkeypatch, told=told)
    task, why = scene.execute()
    assert (why, scene.asked) == ("", [told])
    assert task.process.identity.arguments == (("x", "y") if told else ())
    (event,) = [one for one in scene.events if isinstance(one, Exec)]
    assert (event.exe, event.argv) == ("/bin/x", ("x", "y") if told else ())


@pytest.mark.parametrize("dies", [False, True])
def test_a_program_runs_while_it_is_told_of(monkeypatch: pytest.MonkeyPatch, dies: bool) -> None:
    """A slow report does not hold it up; one that was killed meanwhile has been executed all the same."""
    scene = Scene(monkeypatch)
    scene.dies = dies
    if dies:
        with pytest.raises(ptrace.TraceeGoneError):
            scene.execute()
    else:
        scene.execute()
    assert scene.told_when_it_ran == [0]
    assert [type(event) for event in scene.events] == [Exec]


def test_a_program_without_its_files_rights_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its exec, and not at the next one."""
    scene = Scene(monkeypatch)
    missed = privileges.Missed("setuid", by_flag=True)
    monkeypatch.setattr(privileges.Examiner, "missed", lambda self, pid, program: missed)
    for _time in range(2):
        assert scene.execute()[1] == ""
    assert [type(event) for event in scene.events] == [Exec, Note, Exec]
    assert "the setuid bit" in scene.events[1].text  # type: ignore[union-attr]


def test_each_exec_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program is never taken for the one before it, though the process is the same."""
    scene = Scene(monkeypatch)
    scene.execute()
    names = iter(["/bin/second", "/bin/third"])
    monkeypatch.setattr(procfs, "identity", lambda pid, *, arguments: Identity(next(names), 1, 3, ()))
    for name in ("/bin/second", "/bin/third"):
        assert scene.execute()[0].process.identity.path == name
