"""Descriptors that lead out of the sandbox are refused before anything runs; all others are left alone."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scpipe.errors import SetupError
from scpipe.linux import calls, mounts
from scpipe.seccomp import bpf
from scpipe.spawn.inherited import refuse_dangerous_descriptors, refuse_directories

_IO_URING_SETUP = 425
_USERFAULTFD = 323
_SECCOMP = 317
_PRCTL = 157
_NO_NEW_PRIVS = 38
_O_PATH = 0o10000000
#: USERFAULTFD_IOC_NEW's flag for a descriptor that needs no privilege (Linux 5.11).
_UFFD_USER_MODE_ONLY = 1


@contextlib.contextmanager
def inheritable(fd: int) -> Iterator[int]:
    """A descriptor as the command would inherit it, for the time of a test."""
    try:
        os.set_inheritable(fd, True)
        yield fd
    finally:
        os.close(fd)


def _ring() -> int:
    parameters = ctypes.create_string_buffer(120)
    return calls.syscall(_IO_URING_SETUP, 1, ctypes.addressof(parameters))


def _faults() -> int:
    return calls.syscall(_USERFAULTFD, _UFFD_USER_MODE_ONLY)


def _made(make: Callable[[], int]) -> int:
    try:
        return make()
    except OSError as error:
        pytest.skip(f"this kernel does not let us make one: {error}")


@pytest.mark.parametrize(("make", "what"), [(_ring, "io_uring"), (_faults, "userfaultfd")])
def test_objects_that_act_by_themselves_are_refused(make: Callable[[], int], what: str) -> None:
    """A ring and a userfaultfd are refused by what they are, and only if they are inherited."""
    with inheritable(_made(make)) as fd:
        with pytest.raises(SetupError, match=f"descriptor {fd} is .*{what}.*: close it"):
            refuse_dangerous_descriptors([fd])
        os.set_inheritable(fd, False)
        refuse_dangerous_descriptors([fd])


LISTENER = f"""
import ctypes, os, sys
from scpipe.errors import SetupError
from scpipe.linux import calls
from scpipe.spawn.inherited import refuse_dangerous_descriptors
code = ctypes.create_string_buffer(bytes.fromhex("{bpf.instruction(bpf.RET_K, bpf.RET_ALLOW).hex()}"), 8)
header = (1).to_bytes(8, "little") + ctypes.addressof(code).to_bytes(8, "little")
program = ctypes.create_string_buffer(header, 16)
calls.syscall({_PRCTL}, {_NO_NEW_PRIVS}, 1)
try:
    listener = calls.syscall({_SECCOMP}, 1, 8, ctypes.addressof(program))
except OSError as error:
    sys.exit(f"lacks: {{error}}")
os.set_inheritable(listener, True)
try:
    refuse_dangerous_descriptors([listener])
except SetupError as error:
    print(error)
"""


def test_a_seccomp_listener_is_refused() -> None:
    """A listener of an outer filter could let a trapped call of the sandbox run unjudged."""
    done = subprocess.run(
        [sys.executable, "-c", LISTENER], capture_output=True, text=True, timeout=300, check=False
    )
    if done.stderr.startswith("lacks"):
        pytest.skip(done.stderr)
    assert "seccomp listener" in done.stdout, (done.stdout, done.stderr)


@pytest.mark.parametrize("minor", [1, 2, 4])
def test_the_machines_memory_is_refused(tmp_path: Path, minor: int) -> None:
    """A descriptor of /dev/mem, kmem or port is refused, whatever its name and however it was opened."""
    try:
        os.mknod(tmp_path / "x", stat.S_IFCHR | 0o600, os.makedev(1, minor))
    except PermissionError:
        pytest.skip("we may not make a device node")
    with inheritable(os.open(tmp_path / "x", _O_PATH)) as fd:  # noqa: SIM117
        with pytest.raises(SetupError, match="the machine's memory"):
            refuse_dangerous_descriptors([fd])


def test_memory_of_a_process_is_refused_if_it_can_be_written() -> None:
    """Who holds /proc/PID/mem writes into that process whatever Landlock says; reading is left alone."""
    with inheritable(os.open("/proc/self/mem", os.O_RDWR)) as fd:  # noqa: SIM117
        with pytest.raises(SetupError, match="the memory of a process outside"):
            refuse_dangerous_descriptors([fd])
    with inheritable(os.open("/proc/self/mem", os.O_RDONLY)) as fd:
        refuse_dangerous_descriptors([fd])


@pytest.mark.parametrize("flags", [os.O_RDONLY, _O_PATH])
def test_a_file_that_names_the_kernels_helper_is_refused(flags: int) -> None:
    """core_pattern opened to be read can be opened again, past the read-only view, through /proc/self/fd."""
    with inheritable(os.open("/proc/sys/kernel/core_pattern", flags)) as fd:  # noqa: SIM117
        with pytest.raises(SetupError, match="core_pattern"):
            refuse_dangerous_descriptors([fd])


def test_directories_of_switches_are_refused_to_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory below /proc/sys is refused where one of our users is root, other ones are not."""
    with inheritable(os.open("/proc/sys/kernel", os.O_RDONLY)) as fd:
        monkeypatch.setattr(os, "getresuid", lambda: (1000, 1000, 0))
        with pytest.raises(SetupError, match="/proc/sys/kernel"):
            refuse_dangerous_descriptors([fd])
        monkeypatch.setattr(os, "getresuid", lambda: (1000, 1000, 1000))
        refuse_dangerous_descriptors([fd])


def test_harmless_descriptors_are_left_alone() -> None:
    """Files with the same names elsewhere, devices, sockets, pipes and anonymous inodes are inherited."""
    one, two = socket.socketpair()
    read, write = os.pipe()
    names = ["/dev/null", "/etc/passwd", "/proc/self/status", "/proc/sys/kernel/pid_max", "/tmp"]
    fds = [*(os.open(name, os.O_RDONLY) for name in names), os.eventfd(0), os.dup(one.fileno()), read, write]
    with one, two, contextlib.ExitStack() as stack:
        for fd in fds:
            stack.enter_context(inheritable(fd))
        refuse_dangerous_descriptors([*fds, 1 << 20])


def test_a_file_of_the_same_name_is_no_switch() -> None:
    """A file called core_pattern on an ordinary file system is nothing special."""
    with inheritable(os.memfd_create("core_pattern")) as fd:
        refuse_dangerous_descriptors([fd])
        assert not mounts.is_on_switches(fd)


def test_directories_are_refused_only_if_inherited() -> None:
    """Where root's view is private every directory is a way round it; files and closed numbers are not."""
    with inheritable(os.open("/", os.O_RDONLY)) as fd, inheritable(os.open("/etc/passwd", 0)) as file:
        with pytest.raises(SetupError, match=f"descriptor {fd} is the directory /,"):
            refuse_directories([file, 1 << 20, fd])
        os.set_inheritable(fd, False)
        refuse_directories([file, fd])


def test_only_an_inherited_read_end_counts() -> None:
    """A pipe that the command can read from, and nothing else, can be opened again for writing."""
    code = "from scpipe.spawn.inherited import inherits_read_end as f; print(f())"
    for pass_end, expected in ((None, "False"), (0, "True"), (1, "False")):
        ends = os.pipe()
        passed = () if pass_end is None else (ends[pass_end],)
        words = [sys.executable, "-c", code]
        done = subprocess.run(
            words, pass_fds=passed, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=True
        )
        for end in ends:
            os.close(end)
        assert done.stdout.decode().strip() == expected
