"""The go-ahead, and the word a child leaves of the step that failed."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scpipe.errors import CommandNotExecutableError, CommandNotFoundError, ScpipeError, SetupError
from scpipe.linux.process import FilterProgram
from scpipe.spawn.child import Command, Signals, become
from scpipe.spawn.confinement import Confinement
from scpipe.spawn.handshake import STEPS, Failure, Handshake
from scpipe.spawn.start import Child

NO_FILTER, NO_CONFINEMENT = None, Confinement()
BEFORE = Signals(frozenset())


@pytest.fixture
def handshake() -> Iterator[Handshake]:
    """A handshake whose descriptor is closed with the test."""
    made = Handshake()
    yield made
    made.close()


def finish(pid: int) -> int:
    """The exit code of a child that ends by itself within ten seconds."""
    signal.alarm(10)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    finally:
        signal.alarm(0)


def forked(work: Callable[[], object]) -> int:
    """A child that runs ``work``."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(77)
    return pid


def test_nothing_has_failed(handshake: Handshake) -> None:
    """Before anything is told there is no failure."""
    assert handshake.failure() is None


@pytest.mark.parametrize("step", STEPS)
def test_word_of_a_failure_reaches_the_parent(handshake: Handshake, step: Any) -> None:
    """The record is shared memory: step and errno are there after the child is gone."""
    finish(forked(lambda: handshake.fail(step, errno.EPERM)))
    assert handshake.failure() == Failure(step, errno.EPERM)


def test_child_waits_for_the_go_ahead(handshake: Handshake) -> None:
    """The child is asleep until the parent says go."""
    pid = forked(handshake.wait)
    assert os.waitpid(pid, os.WNOHANG) == (0, 0)
    handshake.go()
    assert finish(pid) == 77


def test_parent_learns_what_was_prepared(handshake: Handshake) -> None:
    """The errno of the preparations reaches the parent before the go-ahead."""

    def work() -> None:
        handshake.prepared(errno.EROFS)
        handshake.wait()

    pid = forked(work)
    assert handshake.await_prepared() == errno.EROFS
    handshake.go()
    assert finish(pid) == 77


def started(handshake: Handshake, command: Command, program: FilterProgram | None = None) -> Failure | None:
    """What a child that becomes this command leaves behind."""
    pid = forked(lambda: become(command, program, NO_CONFINEMENT, handshake, BEFORE))
    handshake.go()
    code = finish(pid)
    failure = handshake.failure()
    assert (code == 125) is (failure is not None)
    return failure


def test_command_that_begins_leaves_no_word(handshake: Handshake) -> None:
    """A success tells nothing."""
    assert started(handshake, Command(["/bin/true"], {})) is None


@pytest.mark.parametrize(
    ("name", "directory", "failure", "error"),
    [
        ("/no/such", None, Failure("exec", errno.ENOENT), CommandNotFoundError),
        ("/etc/passwd/x", None, Failure("exec", errno.ENOENT), CommandNotFoundError),
        ("/etc/passwd", None, Failure("exec", errno.EACCES), CommandNotExecutableError),
        ("/bin/true", "/no/such", Failure("directory", errno.ENOENT), SetupError),
    ],
)
def test_failure_and_its_error(
    handshake: Handshake, name: str, directory: str | None, failure: Failure, error: type[ScpipeError]
) -> None:
    """Each step's failure becomes the error with the right exit status."""
    assert started(handshake, Command([name], {}, directory)) == failure
    with pytest.raises(error) as caught:
        Child(0, handshake, Command([name], {}, directory)).check()
    assert (name if failure.step == "exec" else "directory") in str(caught.value)


def test_filter_the_kernel_refuses(handshake: Handshake) -> None:
    """Nothing runs without its filter."""
    failure = started(handshake, Command(["/bin/true"], {}), FilterProgram(b"\xff" * 8))
    assert failure == Failure("filter", errno.EINVAL)
    with pytest.raises(SetupError, match="nothing has run"):
        Child(0, handshake, "x").check()


def test_defect_of_ours_is_a_failure_too(handshake: Handshake) -> None:
    """Whatever goes wrong, the child says so and does not run on."""
    assert started(handshake, Command(["a\0b"], {})) == Failure("exec", errno.EIO)


def test_signals_are_as_the_caller_had_them(handshake: Handshake, tmp_path: Path) -> None:
    """SIGPIPE is at its default, the mask is the caller's."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGUSR1})
    try:
        out = tmp_path / "out"
        command = Command(["cat", "/proc/self/status"])
        signals = Signals(frozenset({signal.SIGUSR1}), frozenset({signal.SIGCHLD}))

        def work() -> None:
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT), 1)
            become(command, NO_FILTER, NO_CONFINEMENT, handshake, signals)

        pid = forked(work)
        handshake.go()
        assert finish(pid) == 0
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    fields = dict(line.split(":\t", 1) for line in out.read_text().splitlines() if ":\t" in line)
    blocked, ignored = int(fields["SigBlk"], 16), int(fields["SigIgn"], 16)
    assert blocked == 1 << (signal.SIGUSR1 - 1)
    assert not ignored & (1 << (signal.SIGPIPE - 1) | 1 << (signal.SIGXFSZ - 1))
