"""What the kernel runs: a loaded filter read back with PTRACE_SECCOMP_GET_FILTER."""

from __future__ import annotations

import ctypes
import os
import signal

import pytest

from scpipe.linux.process import FilterProgram, set_no_new_privileges
from scpipe.seccomp.build import build
from scpipe.seccomp.golden import profiles

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long] * 4
LIBC.ptrace.restype = ctypes.c_long
PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_SECCOMP_GET_FILTER = 0x4206, 0x4207, 0x420C


def ptrace(request: int, pid: int, number: int = 0, data: int = 0) -> int:
    """One request; raises OSError."""
    result: int = LIBC.ptrace(request, pid, number, data)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def loaded(program: bytes) -> bytes:
    """The program as the kernel gives it back from a child that has loaded it."""
    filter_program = FilterProgram(program)
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.alarm(20)
        os.close(read_end)
        set_no_new_privileges()
        filter_program.load()
        os.close(write_end)
        while True:
            signal.pause()
    try:
        os.close(write_end)
        os.read(read_end, 1)  # the end of file: the filter is in place
        ptrace(PTRACE_SEIZE, pid)
        ptrace(PTRACE_INTERRUPT, pid)
        os.waitpid(pid, 0)
        count = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, 0)
        buffer = ctypes.create_string_buffer(count * 8)
        ptrace(PTRACE_SECCOMP_GET_FILTER, pid, 0, ctypes.addressof(buffer))
        return buffer.raw
    finally:
        os.close(read_end)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="not root: only CAP_SYS_ADMIN may read filters back")
@pytest.mark.parametrize("name", sorted(profiles()))
def test_the_kernel_runs_these_bytes(name: str) -> None:
    """Byte for byte what was built, whatever the kernel makes of it inside."""
    program = build(profiles()[name])
    assert loaded(program) == program
