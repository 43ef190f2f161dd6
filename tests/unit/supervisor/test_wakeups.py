"""Which calls go on after a stop that natively nobody would notice: calls, results, limits."""

from __future__ import annotations

import signal

import pytest
from unit.fakekernel.kernel import FakeKernel
from unit.supervisor.staging import task as a_task

from scpipe.linux import stops
from scpipe.linux.abi import x86_64
from scpipe.supervisor import wakeups

EINTR, AGAIN = -4 & 0xFFFFFFFFFFFFFFFF, -514 & 0xFFFFFFFFFFFFFFFF
_FOREVER = 0x00000000FFFFFFFF


def _registers(kernel: FakeKernel, values: dict[int, int]) -> dict[int, int]:
    """A stopped task's registers, as they are and as they are set; it has only these."""
    kernel.add(5, registers=dict(values))
    return kernel.stand(5, stops.InterruptStop()).registers


@pytest.mark.parametrize(
    ("call", "result", "rdx", "r10", "goes_on"),
    [
        (x86_64.SYS_EPOLL_WAIT, EINTR, 1, _FOREVER, True),
        (x86_64.SYS_EPOLL_WAIT, EINTR, 1, -1 & 0xFFFFFFFFFFFFFFFF, True),
        (x86_64.SYS_EPOLL_WAIT, EINTR, 1, 0xFFFFFFFF00000064, False),
        (x86_64.SYS_EPOLL_WAIT, 1, 1, _FOREVER, False),
        (x86_64.SYS_EPOLL_PWAIT, EINTR, 1, _FOREVER, True),
        (x86_64.SYS_EPOLL_PWAIT2, EINTR, 1, 0, True),
        (x86_64.SYS_EPOLL_PWAIT2, EINTR, 1, 0x7000, False),
        (x86_64.SYS_RT_SIGTIMEDWAIT, EINTR, 0, 8, True),
        (x86_64.SYS_RT_SIGTIMEDWAIT, EINTR, 0x7000, 8, False),
        (x86_64.SYS_SEMOP, EINTR, 1, 77, True),
        (x86_64.SYS_SEMTIMEDOP, EINTR, 1, 0, True),
        (x86_64.SYS_SEMTIMEDOP, EINTR, 1, 0x7000, False),
        (x86_64.SYS_PAUSE, EINTR, 1, 0, False),
        (-1 & 0xFFFFFFFFFFFFFFFF, EINTR, 0, 0, False),
    ],
)
def test_which_calls(kernel: FakeKernel, call: int, result: int, rdx: int, r10: int, goes_on: bool) -> None:
    """Calls without a time limit that said EINTR, and no others."""
    values = {x86_64.ORIG_RAX: call, x86_64.RAX: result, x86_64.RDX: rdx, x86_64.R10: r10}
    registers = _registers(kernel, values)
    task = a_task(5)
    wakeups.after_signal(task, signal.SIGCHLD)
    assert registers == {**values, x86_64.RAX: AGAIN if goes_on else result}
    registers.update(values)
    task.interrupt_pending = True
    wakeups.after_interrupt(task)
    assert registers == {**values, x86_64.RAX: AGAIN if goes_on else result}


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU])
def test_a_stop_ends_them_natively_too(kernel: FakeKernel, number: int) -> None:
    """After job control they say EINTR; so they do after a stop nobody of us asked for."""
    values = {x86_64.ORIG_RAX: x86_64.SYS_SEMOP, x86_64.RAX: EINTR}
    registers = _registers(kernel, values)
    wakeups.after_signal(a_task(5), number)
    wakeups.after_interrupt(a_task(5))
    assert registers == values
