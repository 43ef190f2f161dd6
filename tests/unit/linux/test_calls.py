"""Errors of system calls: their errno is the kernel's, and their text says which call has failed."""

from __future__ import annotations

import ast
import ctypes
import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from harness.source import nodes, tree

from scpipe.linux import calls, descriptors, memory, ptrace, sockets
from scpipe.linux.abi import native

LINUX = Path(calls.__file__).parent
CALLS = {value: name[4:].lower() for name, value in vars(native).items() if name.startswith("SYS_")}
#: From this number on all calls are younger than Linux 2.6.32 (syscall_64.tbl).
_YOUNG = 300


@pytest.mark.parametrize(
    ("make", "code", "call"),
    [
        (lambda: calls.syscall(native.SYS_FSTATFS, -1, 0), errno.EBADF, "fstatfs"),
        (lambda: calls.syscall(native.SYS_PIDFD_OPEN, 0x7FFFFFFF, 0), errno.ESRCH, "pidfd_open"),
        (lambda: descriptors._getfd(-1, 0), errno.EBADF, "pidfd_getfd"),
        (lambda: sockets.domain(-1), errno.EBADF, "getsockopt"),
        (lambda: memory.read(os.getpid(), 16, 1), errno.EFAULT, "process_vm_readv"),
        (lambda: memory.write(os.getpid(), 16, b"x"), errno.EFAULT, "process_vm_writev"),
        (lambda: ptrace.seize(os.getpid()), errno.EPERM, "ptrace(PTRACE_SEIZE)"),
    ],
)
def test_errors_name_their_call(make: Callable[[], object], code: int, call: str) -> None:
    """The errno is as it was, and with it the class; the text has the call's name and the error's."""
    with pytest.raises(OSError, match=re.escape(call)) as caught:
        make()
    assert (caught.value.errno, caught.value.strerror) == (code, f"{call}: {os.strerror(code)}")
    assert type(caught.value) is type(OSError(code, ""))


def test_a_call_without_a_name_has_its_number() -> None:
    """A number that nobody has named is told as it is."""
    with pytest.raises(OSError, match=r"system call 9999: ") as caught:
        calls.syscall(9999)
    assert caught.value.errno == errno.ENOSYS


def test_five_arguments_and_none() -> None:
    """Arguments that are not given are 0, and so is the sixth."""
    assert calls.syscall(39) == os.getpid()
    buffer = ctypes.create_string_buffer(b"xyz")
    word = (ctypes.c_uint64 * 2)(ctypes.addressof(buffer), 3)
    place = ctypes.addressof(word)
    assert calls.syscall(native.SYS_PROCESS_VM_WRITEV, os.getpid(), place, 1, place, 1) == 3


def test_missing_calls_say_which_linux_has_them() -> None:
    """ENOSYS says since when the call exists, for every young call that we make."""
    told = str(calls.error(errno.ENOSYS, "pidfd_getfd"))
    assert told.endswith("(Linux has it since 5.6, and a container can forbid it)")
    assert "since" not in str(calls.error(errno.EPERM, "pidfd_getfd"))
    assert "since" not in str(calls.error(errno.ENOSYS, "mount"))
    assert {name for number, name in CALLS.items() if number >= _YOUNG} <= calls.SINCE.keys()


def test_one_way_to_an_error() -> None:
    """No file of linux/ makes an error of a call by itself, but the one that speaks like open(2)."""
    made = {
        path.name
        for path in LINUX.rglob("*.py")
        for node in nodes(tree(path), ast.Call)
        if ast.unparse(node.func) in {"OSError", "ChildProcessError"}
    }
    assert made == {"calls.py", "named.py"}
