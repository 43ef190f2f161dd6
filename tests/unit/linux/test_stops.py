"""Raw wait status words, one by one."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scpipe.linux import stops

from .children import outcome

TRAP, STOP = signal.SIGTRAP, signal.SIGSTOP


def stopped(number: int, event: int = 0) -> int:
    """The status of a stop with this signal and PTRACE_EVENT."""
    return event << 16 | number << 8 | 0x7F


@pytest.mark.parametrize(
    ("status", "stop"),
    [
        (stopped(TRAP, stops.EVENT_SECCOMP), stops.SeccompStop()),
        (stopped(TRAP | 0x80), stops.SyscallStop()),
        (stopped(TRAP), stops.SignalStop(TRAP)),
        (stopped(TRAP, stops.EVENT_FORK), stops.ForkStop(1)),
        (stopped(TRAP, stops.EVENT_VFORK), stops.ForkStop(2)),
        (stopped(TRAP, stops.EVENT_CLONE), stops.ForkStop(3)),
        (stopped(TRAP, stops.EVENT_EXEC), stops.ExecStop()),
        (stopped(TRAP, stops.EVENT_EXIT), stops.ExitStop()),
        (stopped(TRAP, stops.EVENT_STOP), stops.InterruptStop()),
        (stopped(STOP, stops.EVENT_STOP), stops.GroupStop(STOP)),
        (stopped(signal.SIGTSTP, stops.EVENT_STOP), stops.GroupStop(signal.SIGTSTP)),
        (stopped(signal.SIGTTIN, stops.EVENT_STOP), stops.GroupStop(signal.SIGTTIN)),
        (stopped(signal.SIGTTOU, stops.EVENT_STOP), stops.GroupStop(signal.SIGTTOU)),
        (stopped(STOP), stops.SignalStop(STOP)),
        (stopped(signal.SIGPIPE), stops.SignalStop(signal.SIGPIPE)),
        (stopped(64), stops.SignalStop(64)),
        (stopped(TRAP, stops.EVENT_VFORK_DONE), stops.VforkDoneStop()),
        (stopped(TRAP, 8), stops.UnknownStop(stopped(TRAP, 8))),
        (
            stopped(signal.SIGUSR1, stops.EVENT_STOP),
            stops.UnknownStop(0x800A7F),
        ),
        (
            stopped(TRAP | 0x80, stops.EVENT_SECCOMP),
            stops.UnknownStop(0x7857F),
        ),
        (stopped(TRAP, 129), stops.UnknownStop(stopped(TRAP, 129))),
        (0xFFFF, stops.UnknownStop(0xFFFF)),
        (0, stops.Exited(0)),
        (7 << 8, stops.Exited(7)),
        (255 << 8, stops.Exited(255)),
        (9, stops.Killed(9, core=False)),
        (11 | 0x80, stops.Killed(11, core=True)),
        (64, stops.Killed(64, core=False)),
    ],
)
def test_status_word(status: int, stop: stops.Stop) -> None:
    """Each word of ptrace(2) becomes the stop it stands for, and back; what is not known is unknown."""
    assert stops.classify(status) == stop
    if not isinstance(stop, stops.ENDS):
        assert stops.status_of(stop) == status


@given(st.integers(-(1 << 31), (1 << 31) - 1))
def test_every_word_becomes_a_stop(status: int) -> None:
    """No status word raises; a word that is no end never becomes an end."""
    stop = stops.classify(status)
    assert isinstance(stop, stops.ENDS) is (os.WIFEXITED(status) or os.WIFSIGNALED(status))


def test_real_ends() -> None:
    """An exit and a death by signal, as the kernel reports them."""
    assert stops.classify(outcome(lambda: os._exit(3))) == stops.Exited(3)
    assert stops.classify(outcome(lambda: os.kill(os.getpid(), signal.SIGKILL))) == stops.Killed(
        9, core=False
    )


def test_few_statuses_are_remembered() -> None:
    """Programs choose how they exit: memory is bounded, and what is not remembered means the same."""
    limit = stops.classify.cache_info().maxsize
    assert limit is not None
    for status in range(2 * limit):
        assert stops.classify(status) == stops.classify.__wrapped__(status)
    assert stops.classify.cache_info().currsize == limit
    with pytest.raises(AttributeError):
        stops.classify(0).status = 1  # type: ignore[union-attr, misc]
