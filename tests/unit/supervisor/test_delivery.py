"""What a signal does to a task that is traced."""

from __future__ import annotations

import os
import signal
import struct

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import task

from scpipe.linux import stops
from scpipe.supervisor import delivery

_SI_TKILL = -6


@pytest.mark.parametrize(("first", "sender", "expected"), [(True, 7, 0), (True, 0, 19), (False, 7, 19)])
def test_stop_of_a_first_process(kernel: FakeKernel, first: bool, sender: int, expected: int) -> None:
    """SIGSTOP from within its PID namespace does nothing to the first process; all else is stopped."""
    kernel.add(5, inner=(1, 1) if first else None).signals.sender = sender
    kernel.stand(5, stops.SignalStop(signal.SIGSTOP))
    assert delivery.delivered(task(5), signal.SIGSTOP) == expected


def test_others_are_delivered_as_they_are(kernel: FakeKernel) -> None:
    """Only SIGPIPE is looked at, as it may be ours."""
    kernel.add(5)
    for number in (*range(1, 19), *range(20, 65)):
        kernel.stand(5, stops.SignalStop(number))
        assert delivery.delivered(task(5), number) == number
    assert kernel.calls == [("signal_information", 5)]


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_sigpipe_of_ours_looks_like_the_kernels(kernel: FakeKernel, is_ours: bool) -> None:
    """It comes from the process itself and its user; another's is left as it is."""
    kernel.add(5, ids=(33, 44))
    kernel.stand(5, stops.SignalStop(signal.SIGPIPE))
    information = struct.pack("=iii4xii", signal.SIGPIPE, 0, _SI_TKILL, os.getpid() if is_ours else 7, 0)
    kernel.tasks[5].signals.information = information.ljust(128, b"\0")
    assert delivery.delivered(task(5), signal.SIGPIPE) == signal.SIGPIPE
    facts = struct.unpack_from("=iii4xii", kernel.ptrace.signal_information(5))
    expected = (signal.SIGPIPE, 0, 0, 5, 33) if is_ours else (signal.SIGPIPE, 0, _SI_TKILL, 7, 0)
    assert facts == expected
