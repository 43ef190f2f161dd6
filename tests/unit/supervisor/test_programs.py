"""What is asked of a program at its exec, and what is told of it."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.fakekernel.state import Program
from unit.supervisor.staging import table

from scpipe.handlers.context import Context
from scpipe.handlers.reports import Reports
from scpipe.ledger.ledger import Ledger
from scpipe.linux import privileges, ptrace, stops
from scpipe.linux.abi import x86_64
from scpipe.linux.calls import NoSyscallInfoError
from scpipe.policy.model import Policy
from scpipe.report.events import Event, Exec, Note
from scpipe.seccomp.plan import plan
from scpipe.supervisor.programs import Programs
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

_PID = 10


class Scene:
    """A process that executes a program; ``path``: what the kernel shows of it."""

    def __init__(
        self, kernel: FakeKernel, *, path: str = "/bin/x", readable: bool = True, told: bool = True
    ) -> None:
        self.kernel = kernel
        self.book: TaskTable = table(kernel, _PID)
        self.program = kernel.tasks[_PID].program = Program(path, 2, ("x", "y"), readable=readable)
        kernel.looks.clear()
        self.events: list[Event] = []
        policy, unused = Policy(), (lambda *facts: ())
        rules: Any = unused
        self.context = Context(
            policy,
            Ledger(policy),
            kernel.source,
            self._emit,
            rules,
            Reports(rules, arguments=told),
        )
        self.programs = Programs(plan(policy), self.context, self.book)

    def _emit(self, event: Event) -> None:
        self.events.append(event)
        self.kernel.note("told")

    @property
    def order(self) -> list[str]:
        """In which order the program was let run and told of."""
        return [call[0] for call in self.kernel.asked("cont", "told")]

    def execute(self) -> tuple[Task, str]:
        """The exec event: the task, and why it may not begin."""
        self.kernel.stand(_PID, stops.ExecStop())
        task = self.programs.executed(self.book.tasks[_PID], _PID)
        assert task is not None
        return task, self.programs.begin(task)


def test_a_program_that_is_shown_is_readable(kernel: FakeKernel) -> None:
    """The kernel shows its path: then no descriptor of it need be tried."""
    scene = Scene(kernel)
    assert scene.execute()[1] == ""
    assert kernel.asked("borrow") == []


@pytest.mark.parametrize("begins", [False, True])
def test_a_program_that_is_not_shown(kernel: FakeKernel, begins: bool) -> None:
    """It is tried: a hidden one does not begin."""
    scene = Scene(kernel, path="", readable=begins)
    why = scene.execute()[1]
    assert len(kernel.asked("borrow")) == 1
    assert (why == "") is begins
    assert scene.order == (["cont", "told"] if begins else [])
    assert ("may not read" in why) is not begins


def test_where_no_call_can_be_looked_at_the_command_does_not_begin(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked at the first program, which may make no call that is trapped for long, and not again."""

    def refuse(_tid: int) -> bool:
        raise NoSyscallInfoError(errno.EIO, "ptrace")

    scene = Scene(kernel)
    with monkeypatch.context() as patched:
        patched.setattr(ptrace, "is_leaving_call", refuse)
        with pytest.raises(NoSyscallInfoError):
            scene.execute()
        assert scene.order == []
    other = Scene(kernel)
    assert other.execute()[1] == ""
    monkeypatch.setattr(ptrace, "is_leaving_call", refuse)
    assert other.execute()[1] == ""


def test_a_32_bit_program_does_not_begin(kernel: FakeKernel) -> None:
    """Whatever is shown of it."""
    scene = Scene(kernel)
    kernel.tasks[_PID].registers[x86_64.CS] = x86_64.USER32_CS
    assert "32-bit" in scene.execute()[1]
    assert scene.order == []


@pytest.mark.parametrize("told", [True, False])
def test_arguments_are_read_for_who_is_told(kernel: FakeKernel, told: bool) -> None:
    """At the exec, before the program can change them; not at all where nobody is told."""
    scene = Scene(kernel, told=told)
    task, why = scene.execute()
    assert (why, kernel.looks[_PID, "cmdline"]) == ("", told)
    assert task.process.identity.arguments == (("x", "y") if told else ())
    (event,) = [one for one in scene.events if isinstance(one, Exec)]
    assert (event.exe, event.argv) == ("/bin/x", ("x", "y") if told else ())


@pytest.mark.parametrize("dies", [False, True])
def test_a_program_runs_while_it_is_told_of(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch, dies: bool
) -> None:
    """A slow report does not hold it up; one that was killed meanwhile has been executed all the same."""
    scene = Scene(kernel)
    if dies:
        monkeypatch.setattr(privileges.Examiner, "missed", lambda self, pid, program: kernel.reap(pid))
        with pytest.raises(ptrace.TraceeGoneError):
            scene.execute()
    else:
        scene.execute()
    assert scene.order == ["cont", "told"]
    assert [type(event) for event in scene.events] == [Exec]


def test_a_program_without_its_files_rights_is_told_of_once(
    kernel: FakeKernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its exec, and not at the next one."""
    scene = Scene(kernel)
    missed = privileges.Missed("setuid", by_flag=True)
    monkeypatch.setattr(privileges.Examiner, "missed", lambda self, pid, program: missed)
    for _time in range(2):
        assert scene.execute()[1] == ""
    assert [type(event) for event in scene.events] == [Exec, Note, Exec]
    assert "the setuid bit" in scene.events[1].text  # type: ignore[union-attr]


def test_each_exec_is_read_anew(kernel: FakeKernel) -> None:
    """A program is never taken for the one before it, though the process is the same."""
    scene = Scene(kernel)
    scene.execute()
    for name in ("/bin/second", "/bin/third"):
        scene.program.path = name
        assert scene.execute()[0].process.identity.path == name
