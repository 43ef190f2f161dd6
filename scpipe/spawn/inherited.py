"""Descriptors that the command would inherit: which of them lead out of the sandbox."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Sequence

from scpipe.errors import SetupError
from scpipe.linux import mounts, procfs, procroot
from scpipe.policy.model import Policy
from scpipe.spawn.confinement import Confinement, plan_confinement

#: What /proc/PID/fd calls objects that let their holder act without a call of its own, or for others.
_OBJECTS = {
    "[io_uring]": "an io_uring, which can write without a system call",
    "[userfaultfd]": "a userfaultfd, which fills pages of a process outside",
    "seccomp notify": "a seccomp listener, which can let a trapped call run unjudged",
}
#: /dev/mem, /dev/kmem and /dev/port: major 1 (Documentation/admin-guide/devices.txt).
_MEMORY_DEVICES = frozenset(os.makedev(1, minor) for minor in (1, 2, 4))
#: Files that name a program which the kernel then runs, as root and outside.
_PROGRAMS = frozenset(
    {"core_pattern", "modprobe", "poweroff_cmd", "hotplug", "uevent_helper", "release_agent", "register"}
)


def confine(policy: Policy) -> Confinement:
    """What shuts the command in. Raises SetupError if it would inherit a way out."""
    fds = _own_descriptors()
    refuse_dangerous_descriptors(fds)
    confinement = plan_confinement(policy)
    if confinement.switches:
        refuse_directories(fds)
    return confinement


def refuse_dangerous_descriptors(fds: Sequence[int]) -> None:
    """Raise SetupError if the command would inherit a descriptor that leads out of the sandbox."""
    for fd in fds:
        try:
            why = _danger(fd)
        except OSError:
            continue  # closed by now, or of a kind that cannot be asked
        if why:
            raise SetupError(f"descriptor {fd} is {why}: close it")


def refuse_directories(fds: Sequence[int]) -> None:
    """Raise SetupError for an inherited directory, where root's view of /proc/sys is a private one.

    A directory descriptor is of a mount outside, and openat(fd, "../..") goes on from there.
    """
    for fd in fds:
        try:
            found = os.get_inheritable(fd) and stat.S_ISDIR(os.fstat(fd).st_mode)
        except OSError:
            continue
        if found:
            why = "through which root reaches a writable /proc/sys"
            raise SetupError(
                f"descriptor {fd} is the directory {_target(fd)}, {why}: close it, or relax capabilities"
            )


def inherits_read_end() -> bool:
    """True if a descriptor that the command will inherit is the read end of a pipe. Raises SetupError."""
    for fd in _own_descriptors():
        try:
            if not os.get_inheritable(fd) or not stat.S_ISFIFO(os.fstat(fd).st_mode):
                continue
            if fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY:
                return True
        except OSError:
            continue
    return False


def _own_descriptors() -> list[int]:
    """Everything that the command could inherit. Raises SetupError: what is not seen is not refused."""
    try:
        return procfs.own_descriptors()
    except OSError as error:
        raise SetupError(f"scpipe's own descriptors cannot be listed: {error.strerror}") from None


def _danger(fd: int) -> str:
    """What a descriptor is, if its holder can leave the sandbox with it; "" if not. Raises OSError."""
    if not os.get_inheritable(fd):
        return ""
    target, status = _target(fd), os.fstat(fd)
    if target.startswith("anon_inode:"):
        return _OBJECTS.get(target.removeprefix("anon_inode:"), "")
    if stat.S_ISCHR(status.st_mode) and status.st_rdev in _MEMORY_DEVICES:
        return f"{target}, the machine's memory"
    if stat.S_ISDIR(status.st_mode):
        return _switches(target)
    if not stat.S_ISREG(status.st_mode):
        return ""
    name = os.path.basename(target)
    # One that was opened to be read, or with O_PATH, can be opened again through /proc/self/fd.
    if name in _PROGRAMS and mounts.is_on_switches(fd):
        return f"{target}, where the program is named that the kernel runs"
    writable = fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY
    if writable and _is_memory(target) and mounts.is_on_proc(fd):
        return f"{target}, the memory of a process outside"
    return ""


def _switches(path: str) -> str:
    if 0 not in os.getresuid() or not any(_is_below(path, place) for place in mounts.switches()):
        return ""
    return f"the directory {path}, where root can have programs run"


def _is_below(path: str, place: str) -> bool:
    return path == place or path.startswith(place + "/")


def _target(fd: int) -> str:
    return procroot.link(f"self/fd/{fd}")


def _is_memory(target: str) -> bool:
    """True for what ends as /proc/PID/mem or /proc/PID/task/TID/mem does."""
    *before, number, name = ("", *target.split("/"))
    return name == "mem" and number.isdecimal() and len(before) > 1
