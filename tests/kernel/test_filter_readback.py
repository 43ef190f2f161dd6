"""What the kernel runs: loaded filters read back with PTRACE_SECCOMP_GET_FILTER (ptrace(2)).

The kernel gives back the program as it was loaded, and only to a tracer that has CAP_SYS_ADMIN and no
filter of its own.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import subprocess
import time
from pathlib import Path

import pytest
from harness.commands import scpipe_run
from harness.processes import PATIENCE

from scpipe.linux import process
from scpipe.seccomp.build import build
from scpipe.seccomp.golden import from_hex
from scpipe.seccomp.profiles import first_filters, later_filters, profiles

FOLDER = Path(__file__).parents[2] / "bpf"
PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_SECCOMP_GET_FILTER = 0x4206, 0x4207, 0x420C
CAP_SYS_ADMIN = 21

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long] * 4
LIBC.ptrace.restype = ctypes.c_long


def _obstacle() -> str:
    """Why no filter can be read back here, "" if it can."""
    if platform.machine() != "x86_64":
        return f"scpipe loads filters on x86_64 only, this is {platform.machine()}"
    if not process.has_capability(CAP_SYS_ADMIN):
        return "no CAP_SYS_ADMIN: only its holder may read filters back"
    if process.is_filtered():
        return "these tests run under a seccomp filter: such a process may not read filters back"
    return ""


pytestmark = pytest.mark.skipif(bool(_obstacle()), reason=_obstacle())


def ptrace(request: int, pid: int, number: int = 0, data: int = 0) -> int:
    """One request; raises OSError."""
    result: int = LIBC.ptrace(request, pid, number, data)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return result


def _awaited(pid: int, options: int) -> int:
    """The next wait status of a process; fails at the deadline."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found, status = os.waitpid(pid, os.WNOHANG | options)
        if found:
            return status
        time.sleep(0.002)
    pytest.fail(f"no word of the process within {PATIENCE} s")


def filter_of(pid: int, index: int) -> bytes:
    """The filter of a process that this one has stopped; the first that was loaded has the index 0."""
    try:
        count = ptrace(PTRACE_SECCOMP_GET_FILTER, pid, index)
    except OSError as error:
        # EINVAL: no CONFIG_CHECKPOINT_RESTORE. EACCES: the capability is one of a user namespace only.
        if error.errno in (errno.EINVAL, errno.EACCES):
            pytest.skip(f"this kernel gives no filters back here: {error}")
        raise
    buffer = ctypes.create_string_buffer(count * 8)
    ptrace(PTRACE_SECCOMP_GET_FILTER, pid, index, ctypes.addressof(buffer))
    return buffer.raw


def filters_of(pid: int) -> list[bytes]:
    """Every filter of a process, the first loaded first; the process is seized and stays stopped."""
    ptrace(PTRACE_SEIZE, pid)
    ptrace(PTRACE_INTERRUPT, pid)
    status = _awaited(pid, 0)
    assert os.WIFSTOPPED(status), f"the process ended with wait status {status:#x}"
    found: list[bytes] = []
    while True:
        try:
            found.append(filter_of(pid, len(found)))
        except FileNotFoundError:
            return found


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    while not os.WIFSIGNALED(_awaited(pid, 0)):
        pass


def loaded(program: bytes) -> list[bytes]:
    """The filters of a child that has loaded a program as spawn/child.py does."""
    filter_program = process.FilterProgram(program)
    pid = os.fork()
    if pid == 0:
        try:
            process.set_no_new_privileges()
            filter_program.load()
            os.kill(os.getpid(), signal.SIGSTOP)
        finally:
            os._exit(99)
    try:
        status = _awaited(pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), f"the child did not load the filter: wait status {status:#x}"
        return filters_of(pid)
    finally:
        _end(pid)


BUILT = profiles() | first_filters()


@pytest.mark.parametrize("name", sorted(BUILT))
def test_the_kernel_runs_what_was_built(name: str) -> None:
    """A child that loads a built filter has this one filter, byte for byte."""
    program = build(BUILT[name])
    assert loaded(program) == [program]


@pytest.mark.parametrize("name", sorted([*BUILT, *later_filters()]))
def test_the_kernel_runs_what_was_reviewed(name: str) -> None:
    """The kernel takes the bytes kept in bpf/ and gives the same back; libseccomp has no part in this."""
    program = from_hex((FOLDER / f"{name}.x86_64.bpf").read_text())
    assert loaded(program) == [program]


def test_a_command_runs_under_the_reviewed_filter() -> None:
    """A command started by scpipe-run --no-supervisor, which leaves it to be traced, has the kept filter."""
    words = ["--pipe", "deny", "--socketpair", "deny", "--no-supervisor", "--", "sleep", "60"]
    started = subprocess.Popen(scpipe_run(*words))
    try:
        end = time.monotonic() + PATIENCE
        while Path(f"/proc/{started.pid}/comm").read_text() != "sleep\n":
            assert time.monotonic() < end, "scpipe-run did not become the command"
            assert started.poll() is None, f"scpipe-run ended with {started.returncode}"
            time.sleep(0.01)
        found = filters_of(started.pid)
    finally:
        started.kill()
        started.wait(PATIENCE)
    assert found == [from_hex((FOLDER / "deny.no-supervisor.x86_64.bpf").read_text())]
