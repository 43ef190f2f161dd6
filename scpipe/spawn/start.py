"""fork, SEIZE, go: a command that is traced before its first instruction."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator, Mapping

from scpipe.errors import DOCTOR, ScpipeError, SetupError
from scpipe.linux import memory, process, ptrace
from scpipe.linux.process import FilterProgram
from scpipe.record import Record, field
from scpipe.spawn.child import Command, Signals, become
from scpipe.spawn.confinement import Confinement
from scpipe.spawn.handshake import Failure, Handshake, StepError
from scpipe.spawn.surroundings import UNIT
from scpipe.spawn.unexecutable import explain


class Child(Record, frozen=False):
    """A started command and the way to learn why it could not begin.

    ``warnings`` and ``facts``: how well it is shut in.
    """

    pid: int
    handshake: Handshake
    command: Command
    warnings: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(factory=dict)

    def go(self) -> None:
        """Let the command begin."""
        self.handshake.go()
        self.handshake.close()

    def ensure_readable(self) -> None:
        """Raise SetupError if calls could not be looked at: their arguments lie in the command's memory."""
        try:
            memory.probe(self.pid)
        except OSError as error:
            raise SetupError(
                "what a program writes cannot be read: process_vm_readv or process_vm_writev is forbidden "
                f"here ({error.strerror}); in a container add --cap-add SYS_PTRACE, and see the seccomp "
                f"profile{DOCTOR}"
            ) from None

    @contextlib.contextmanager
    def or_abandoned(self) -> Iterator[None]:
        """Abandon the command if what is done meanwhile fails."""
        try:
            yield
        except BaseException:
            self.abandon()
            raise

    def abandon(self) -> None:
        """Kill the command before it has begun."""
        process.send(self.pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def check(self) -> None:
        """Raise what the child's steps failed with, if one did; call it when the child is gone."""
        failure = self.handshake.failure()
        if failure is not None:
            raise _explain(failure, self.command)


def start(command: Command, program: bytes | None, confinement: Confinement, before: Signals) -> Child:
    """Fork the command and seize it; it waits for ``Child.go``. Raises SetupError: nothing has run."""
    handshake = Handshake()
    filter_program = None if program is None else FilterProgram(program)
    pid = os.fork()
    if pid == 0:
        become(command, filter_program, confinement, handshake, before)
    child = Child(pid, handshake, command)
    try:
        ptrace.seize(pid)
        process.set_not_dumpable()
        failure = handshake.await_prepared()
        child.warnings = (*confinement.warnings, *_weakness(failure))
        child.facts = confinement.facts(failure)
    except TimeoutError:
        child.abandon()
        raise SetupError("the command's process does not get ready") from None
    except (OSError, ptrace.TraceeGoneError) as error:
        child.abandon()
        raise SetupError(_why_no_ptrace(error)) from None
    return child


def _weakness(code: int) -> tuple[str, ...]:
    if not code:
        return ()
    reason = os.strerror(code)
    text = f"/proc/sys and /sys stay writable for root ({reason}): a program can have the kernel start others"
    return (f"{text} outside the sandbox",)


def _why_no_ptrace(error: Exception) -> str:
    return (
        f"cannot supervise: ptrace is forbidden here ({error}); in a container add --cap-add SYS_PTRACE, "
        f"and see kernel.yama.ptrace_scope and the seccomp profile; {UNIT}{DOCTOR}"
    )


def _explain(failure: Failure, command: Command) -> ScpipeError:
    if failure.step == "exec":
        return explain(command, failure.errno)
    if failure.step == "directory":
        return SetupError(f"cannot enter the working directory: {os.strerror(failure.errno)}")
    return StepError(failure)
