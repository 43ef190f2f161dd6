"""Signals as readable records: signalfd(2)."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable

from scpipe.linux import calls
from scpipe.linux.abi import native
from scpipe.record import Record

_SIZE = 128
_RECORD = struct.Struct("=IiiII")
_INFORMATION = struct.Struct("=iii4xi")

#: si_code of a signal the kernel sent itself, as a terminal's ^C (include/uapi/asm-generic/siginfo.h).
SI_KERNEL = 0x80


class Received(Record):
    """One signal sent to us: its number, why it was sent and by whom."""

    number: int
    code: int
    sender: int


def is_forced(information: bytes) -> bool:
    """Whether a siginfo_t of SIGSTOP says that the kernel or an outer PID namespace sent it.

    To the first process of a PID namespace only such a one means anything. A sender that has no pid in
    the receiver's namespace is shown as 0 (kernel/signal.c send_signal_locked).
    """
    _number, _errno, code, sender = _INFORMATION.unpack_from(information)
    return bool(code == SI_KERNEL or sender == 0)


def sender(information: bytes) -> int:
    """The pid in a siginfo_t: who has sent the signal; 0 for the kernel."""
    return int.from_bytes(information[16:20], "little")


def open_signalfd(numbers: Iterable[int]) -> int:
    """A non-blocking descriptor that becomes readable when one of ``numbers`` arrives; block them first."""
    mask = 0
    for number in numbers:
        mask |= 1 << (number - 1)
    buffer = ctypes.create_string_buffer(mask.to_bytes(8, "little"), 8)
    flags = os.O_NONBLOCK | os.O_CLOEXEC
    return calls.syscall(native.SYS_SIGNALFD4, -1, ctypes.addressof(buffer), 8, flags)


def read_signals(fd: int) -> list[Received]:
    """Every signal that has arrived since the last call."""
    try:
        data = os.read(fd, _SIZE * 32)
    except BlockingIOError:
        return []
    found = []
    for offset in range(0, len(data), _SIZE):
        number, _errno, code, sender, _uid = _RECORD.unpack_from(data, offset)
        found.append(Received(number, code, sender))
    return found
