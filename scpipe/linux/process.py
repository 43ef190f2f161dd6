"""Calls on ourselves and on other processes: prctl, capabilities, signals, limits, process descriptors."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys

from scpipe.linux import calls, procfs
from scpipe.linux.abi import native

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_FILTER_FLAG_SPEC_ALLOW = 4

#: Sizes of struct kernel_sigaction, where all zeros mean SIG_DFL, and of sigset_t.
_KERNEL_SIGACTION = 32
_SIGSET = 8

#: The beginning of a siginfo_t: number, errno, code, pid, uid; and the code of a signal with a sender's data.
_SIGINFO = struct.Struct("=iii4xiI")
_SI_QUEUE = -1

CAP_SYS_PTRACE = 19
#: pidfd_open flag: name one thread, so that pidfd_getfd reads *its* table (Linux 6.9).
PIDFD_THREAD = os.O_EXCL


def descriptor_limit() -> int:
    """How many descriptors we may have open: their numbers are below it."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return sys.maxsize if soft == resource.RLIM_INFINITY else soft


def set_not_dumpable() -> None:
    """Close our memory and descriptors to every process without CAP_SYS_PTRACE."""
    calls.syscall(native.SYS_PRCTL, _PR_SET_DUMPABLE, 0)


def set_parent_death_signal(number: int) -> None:
    """Ask for ``number`` when our parent dies; 0 takes it back."""
    calls.syscall(native.SYS_PRCTL, _PR_SET_PDEATHSIG, number)


def set_no_new_privileges() -> None:
    """Make exec of setuid programs gain nothing; a filter needs it, and it cannot be undone."""
    calls.syscall(native.SYS_PRCTL, _PR_SET_NO_NEW_PRIVS, 1)


class FilterProgram:
    """A ``struct sock_fprog`` that can be loaded after fork without allocating."""

    def __init__(self, program: bytes) -> None:
        self._code = ctypes.create_string_buffer(program, len(program))
        header = (len(program) // 8).to_bytes(8, "little")
        header += ctypes.addressof(self._code).to_bytes(8, "little")
        self._header = ctypes.create_string_buffer(header, len(header))

    def load(self) -> None:
        """Install the filter in this thread for good. Raises OSError.

        SPEC_ALLOW leaves speculation mitigations as they are: seccomp would otherwise slow the
        whole program down on kernels before 5.16.
        """
        calls.syscall(
            native.SYS_SECCOMP,
            _SECCOMP_SET_MODE_FILTER,
            _FILTER_FLAG_SPEC_ALLOW,
            ctypes.addressof(self._header),
        )


def has_capability(number: int) -> bool:
    """True if our effective set has the capability."""
    return bool(int(procfs.status_fields(os.getpid()).get("CapEff", "0"), 16) & (1 << number))


def is_filtered() -> bool:
    """True if a seccomp filter of our caller's is in force in us, and so in our children, or may be."""
    return procfs.status_fields(os.getpid()).get("Seccomp") != "0"


def can_seal() -> bool:
    """True if mappings can be sealed (mseal, Linux 6.10); a container can forbid it.

    To seal no bytes at all succeeds where the call is there (mm/mseal.c do_mseal).
    """
    try:
        return calls.syscall(native.SYS_MSEAL) == 0
    except OSError:
        return False


def tracer_of(pid: int) -> int:
    """The pid that traces a process, 0 for none."""
    return int(procfs.status_fields(pid).get("TracerPid", "0"))


def send_to_thread(pid: int, tid: int, number: int) -> None:
    """tgkill(2); a thread that is gone, or that became somebody we may not signal, is no error."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        calls.syscall(native.SYS_TGKILL, pid, tid, number)


def send(pid: int, number: int) -> None:
    """kill(2) to one process; one that is gone, or that we may not signal, is no error."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def pass_on(pid: int, number: int, sender: int) -> None:
    """Send a signal in the name of another process: rt_sigqueueinfo(2) lets us choose the sender it tells.

    A process that is gone, or that we may not signal, is no error.
    """
    information = ctypes.create_string_buffer(_SIGINFO.pack(number, 0, _SI_QUEUE, sender, os.getuid()), 128)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        calls.syscall(native.SYS_RT_SIGQUEUEINFO, pid, number, ctypes.addressof(information))


def exists(tid: int) -> bool:
    """True if there is such a task, even a dead one that nobody has waited for."""
    try:
        os.kill(tid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def has_file_size_limit(pid: int) -> bool:
    """True if a write of the process can end in SIGXFSZ, or if that cannot be known."""
    try:
        return resource.prlimit(pid, resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY
    except OSError:
        return True


def die_of(number: int) -> None:
    """End this process by a signal, as the command ended, leaving core dumps to the command."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    # Raw calls: 32 and 33 are the C library's own, and its functions refuse them.
    default = ctypes.create_string_buffer(_KERNEL_SIGACTION)
    mask = ctypes.create_string_buffer((1 << (number - 1)).to_bytes(_SIGSET, "little"), _SIGSET)
    if number not in (signal.SIGKILL, signal.SIGSTOP):
        calls.syscall(native.SYS_RT_SIGACTION, number, ctypes.addressof(default), 0, _SIGSET)
    calls.syscall(native.SYS_RT_SIGPROCMASK, signal.SIG_UNBLOCK, ctypes.addressof(mask), 0, _SIGSET)
    os.kill(os.getpid(), number)


def open_thread(tid: int) -> int:
    """A pidfd of one thread. Raises OSError: EINVAL before Linux 6.9, ESRCH when it is gone."""
    return calls.syscall(native.SYS_PIDFD_OPEN, tid, PIDFD_THREAD)


def open_process(pid: int) -> int:
    """A pidfd of a thread group leader. Raises OSError (ESRCH, EINVAL for another thread)."""
    return calls.syscall(native.SYS_PIDFD_OPEN, pid, 0)
