"""The requests of scpipe/linux/ptrace.py and memory.py, for tasks that do not exist."""

from __future__ import annotations

import errno
import os
import signal
import struct
from array import array
from typing import TYPE_CHECKING

from unit.fakekernel.state import RIP, RSP

from scpipe.linux import ptrace, stops
from scpipe.linux.abi import x86_64

if TYPE_CHECKING:
    from unit.fakekernel.kernel import FakeKernel
    from unit.fakekernel.state import FakeTask

_WORD = 0xFFFFFFFFFFFFFFFF
_SIGNED = 1 << 63
_SYSCALL_STOP = stops.status_of(stops.SyscallStop())
_REGISTERS = struct.Struct("=27Q")
_NEVER_BLOCKED = 1 << (signal.SIGKILL - 1) | 1 << (signal.SIGSTOP - 1)
_INTERRUPT_STOP = stops.status_of(stops.InterruptStop())


class FakePtrace:
    """Functions of ptrace.py, with its names, its arguments and its errors."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel

    def interrupt(self, tid: int) -> None:
        task = self._kernel.tasks.get(tid)
        self._kernel.note("interrupt", tid)
        if task is None or task.is_dead:
            raise ptrace.TraceeGoneError(tid)
        if task.at is not None or not task.obeys:
            task.asked = True
        elif task.in_call:  # which ends by that
            self._kernel.end_call(tid)
        else:
            self._kernel.report(tid, _INTERRUPT_STOP)

    def cont(self, tid: int, number: int = 0) -> None:
        task = self._stopped("cont", tid, number)
        task.at, task.in_call = None, False
        if task.ending is not None:
            self._kernel.report(tid, task.ending)
        elif task.asked:
            self._kernel.report(tid, _INTERRUPT_STOP)
        elif waiting := task.signals.pending & ~task.signals.blocked:
            first = waiting & -waiting
            task.signals.pending &= ~first
            self._kernel.report(tid, stops.status_of(stops.SignalStop(first.bit_length())))

    def run_to_syscall_stop(self, tid: int, number: int = 0) -> None:
        task = self._stopped("run_to_syscall_stop", tid, number)
        is_at_call = task.at == stops.SECCOMP_STATUS or task.enters
        task.at, task.in_call = None, is_at_call
        if not is_at_call:  # it goes to the entry of its next one
            return
        number = task.registers[x86_64.ORIG_RAX]
        if number == x86_64.NO_CALL & _WORD:
            self._kernel.report(tid, _SYSCALL_STOP)
        elif number == x86_64.SYS_PAUSE and task.asked:
            self._kernel.end_call(tid)

    def listen(self, tid: int) -> None:
        task = self._stopped("listen", tid)
        if task.at is None or task.at >> 16 != stops.EVENT_STOP:
            raise ptrace.TraceeGoneError(tid)
        task.at, task.state = None, "t"

    def event_message(self, tid: int, event: int) -> int:
        task = self._stopped("event_message", tid, event)
        if task.at != event << 16 | signal.SIGTRAP << 8 | 0x7F:
            raise ptrace.TraceeGoneError(tid)
        return task.number

    def peek_register(self, tid: int, offset: int) -> int:
        return self._stopped("peek_register", tid, offset).registers[offset]

    def poke_register(self, tid: int, offset: int, value: int) -> None:
        self._stopped("poke_register", tid, offset, value).registers[offset] = value & _WORD

    def get_registers(self, tid: int) -> bytes:
        registers = self._stopped("get_registers", tid).registers
        return _REGISTERS.pack(*(registers[place] for place in sorted(registers)))

    def set_registers(self, tid: int, registers: bytes) -> None:
        task = self._stopped("set_registers", tid, registers)
        task.registers = dict(zip(sorted(task.registers), _REGISTERS.unpack(registers), strict=True))

    def block_signals(self, tid: int, mask: int) -> int:
        signals = self._stopped("block_signals", tid, mask).signals
        before, signals.blocked = signals.blocked, mask & ~_NEVER_BLOCKED
        return before

    def is_leaving_call(self, tid: int) -> bool:
        task = self._stopped("is_leaving_call", tid)
        if task.at != _SYSCALL_STOP:
            raise ptrace.TraceeGoneError(tid)
        return not task.enters

    def read_entry(self, tid: int) -> ptrace.RawEntry:
        task = self._stopped("read_entry", tid)
        is_trapped = task.at == stops.SECCOMP_STATUS
        if not is_trapped and not (task.at == _SYSCALL_STOP and task.enters):
            raise ptrace.TraceeGoneError(tid)
        kind = ptrace.INFO_SECCOMP if is_trapped else ptrace.INFO_ENTRY
        one, two, three, four, five, six = (task.registers[place] for place in x86_64.ARGUMENTS)
        number, ip, sp = (task.registers[place] for place in (x86_64.ORIG_RAX, RIP, RSP))
        return kind, task.arch, ip, sp, number, one, two, three, four, five, six

    def syscall_result(self, tid: int) -> int:
        task = self._stopped("syscall_result", tid)
        if task.at != _SYSCALL_STOP or task.enters:
            raise ptrace.TraceeGoneError(tid)
        value = task.registers[x86_64.RAX]
        return value - 2 * _SIGNED if value & _SIGNED else value

    def signal_information(self, tid: int) -> bytes:
        task = self._stopped("signal_information", tid)
        if task.signals.information is not None:
            return task.signals.information
        assert task.at is not None
        code = task.at >> 8
        is_signal = code < 0x80 and code != signal.SIGTRAP
        number = code if is_signal else signal.SIGTRAP
        facts = struct.pack("=iii4xi", number, 0, 0 if is_signal else code, task.signals.sender)
        return facts.ljust(128, b"\0")

    def set_signal_information(self, tid: int, raw: bytes) -> None:
        self._stopped("set_signal_information", tid, raw).signals.information = raw.ljust(128, b"\0")

    def _stopped(self, request: str, tid: int, *more: object) -> FakeTask:
        self._kernel.note(request, tid, *more)
        task = self._kernel.tasks.get(tid)
        if task is None or task.at is None or task.is_dead:
            raise ptrace.TraceeGoneError(tid)
        return task


class FakeMemory:
    """Functions of memory.py."""

    def __init__(self, kernel: FakeKernel) -> None:
        self._kernel = kernel

    def read(self, tid: int, address: int, size: int) -> bytes:
        return self._task(tid).memory.read(address, size) if size else b""

    def read_little(self, tid: int, address: int, size: int) -> bytes:
        try:
            return self._task(tid).memory.read(address, size)
        except OSError:
            return b""

    def read_places(self, tid: int, places: array[int]) -> bytes:
        found = b""
        for number in range(0, len(places), 2):
            try:
                data = self.read(tid, places[number], places[number + 1])
            except OSError:
                if not found:
                    raise
                return found
            found += data
            if len(data) < places[number + 1]:
                break
        return found

    def write(self, tid: int, address: int, data: bytes) -> None:
        self._kernel.note("write", tid, address, data)
        self._task(tid).memory.write(address, data)

    def _task(self, tid: int) -> FakeTask:
        task = self._kernel.tasks.get(tid)
        if task is None or task.is_dead:
            raise OSError(errno.ESRCH, os.strerror(errno.ESRCH))
        return task
