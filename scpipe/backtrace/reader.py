"""The process that reads stacks: it has no privileges, two descriptors, and an end."""

from __future__ import annotations

import gc
import os

from scpipe import isolation
from scpipe.backtrace import wire
from scpipe.backtrace.budget import SIGNALS, Budget
from scpipe.backtrace.stack import Reader
from scpipe.linux import packets, seclusion
from scpipe.linux.abi import native
from scpipe.linux.packets import Packets
from scpipe.linux.seclusion import Limits
from scpipe.seccomp import bpf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

#: CPU time for one stack, and by the clock, after which the reader sends what it has (seconds). The kernel's
#: timers are late by up to a tick, 10 ms.
PATIENCE, LONGEST = 0.025, 0.18
LIMITS = Limits(memory=1 << 30, seconds=120, files=256)

_EPERM = 1


def filter_program() -> bytes:
    """A seccomp filter that lets what only computes pass; everything else fails with EPERM."""
    check = [
        bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_ARCH),
        bpf.instruction(bpf.JEQ_K, native.AUDIT_ARCH, 1, 0),
        bpf.instruction(bpf.RET_K, bpf.RET_KILL_PROCESS),
        bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_NR),
    ]
    last = len(native.FOR_COMPUTING)
    tests = [
        bpf.instruction(bpf.JEQ_K, number, last - place, 0)
        for place, number in enumerate(native.FOR_COMPUTING)
    ]
    ends = [bpf.instruction(bpf.RET_K, bpf.fail(_EPERM)), bpf.instruction(bpf.RET_K, bpf.RET_ALLOW)]
    return b"".join([*check, *tests, *ends])


def become_reader(socket: int, lifeline: int) -> NoReturn:
    """Give up everything but two descriptors, and read stacks until nobody asks any more."""
    try:
        seclusion.leave_root()
        packets.hang_on(lifeline)  # as who we stay: the kernel compares users when it sends that signal
        isolation.close_imports()
        gc.disable()
        connection = Packets(socket)
        budget = Budget(PATIENCE, LONGEST)
        seclusion.seclude(LIMITS, filter_program(), SIGNALS)
        connection.send(os.getpid().to_bytes(4, "little"))
        serve(connection, Reader(connection, budget))
    finally:
        os._exit(0)


def serve(connection: Packets, reader: Reader) -> None:
    """Answer every snapshot with a stack; returns when the other end is gone."""
    while True:
        packet, fd = connection.receive_with_file()
        if fd >= 0:
            os.close(fd)
        if not packet:
            return
        connection.send(wire.encode_stack(reader.read(wire.decode_snapshot(packet))))
        reader.go_on(connection.has_news)
