"""Whether /proc can be believed: it is of our own PID namespace, and hides nobody.

A number means another process in another namespace, and a table that is hidden looks like one that is not
there. Each proof is about the descriptor that everything else is read through.
"""

from __future__ import annotations

import contextlib
import os
import signal

from scpipe.linux import calls, capabilities, mounts, process, procfs, procroot
from scpipe.linux.abi import native

_CLONE_NEWUSER = 0x10000000
_CHILD_FAILED = 1


def is_procfs() -> bool:
    """True if there is a procfs at /proc. Raises OSError if there is nothing."""
    return mounts.is_on_proc(procroot.root())


def is_of_our_namespace() -> bool:
    """True if numbers in /proc mean what they mean to us.

    NStgid counts from the namespace of the /proc that is read to the innermost one of the process
    (fs/proc/array.c task_state, Linux 4.1): one number alone means that both are the same namespace, also
    where the same number means us in both. That the file is about us says a name that only we know.
    """
    own = str(os.getpid())
    try:
        is_us = procroot.link("self") == own and _is_our_directory()
    except OSError:
        return False
    return is_us and procfs.status_fields(os.getpid()).get("NStgid", "").split() == [own]


def _is_our_directory() -> bool:
    name = os.urandom(16).hex()
    fd = os.memfd_create(name)
    try:
        return procroot.link(f"{os.getpid()}/fd/{fd}") == f"/memfd:{name} (deleted)"
    finally:
        os.close(fd)


def is_of_our_children() -> bool:
    """False if our children begin in a PID namespace of their own, or none can begin there any more.

    ``unshare --pid`` without --fork leaves a process so. Before its first child that namespace has no name
    (kernel/pid_namespace.c pidns_for_children_get, Linux 4.12).
    """
    try:
        return procroot.link("self/ns/pid_for_children") == procroot.link("self/ns/pid")
    except OSError:
        return False


def shows_everybody() -> bool:
    """True if no process is hidden from us, whatever it does (hidepid of proc(5)).

    An option that is not set is believed; else a process of ours makes itself as inaccessible as what it
    starts could become, and is looked for. Raises OSError if none can be made (EAGAIN: the user's limit).
    """
    return not _may_hide() or _sees_a_child_that_hides()


def _may_hide() -> bool:
    """False if the mount of our descriptor says that it hides nothing (fs/proc/root.c proc_show_options)."""
    try:
        number = _mount_number()
        for mount in mounts.told():
            if mount[0].decode() == number:
                return any(option.startswith(b"hidepid=") for option in mount[-1].split(b","))
    except (OSError, IndexError):
        pass
    return True


def _mount_number() -> str:
    """The mount ID of our descriptor; "" if it is not told."""
    return procfs.fields(f"self/fdinfo/{procroot.root()}").get("mnt_id", "")


def _sees_a_child_that_hides() -> bool:
    """Whether /proc lists, and lets us read, a child of ours that does what it can to be inaccessible."""
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        _hide_and_wait(parent)
    try:
        _found, status = os.waitpid(pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            return False
        return str(pid) in procroot.names(".") and procfs.thread_group(pid) == pid
    except (OSError, ValueError):
        return False
    finally:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _hide_and_wait(parent: int) -> None:
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() == parent:
            _hide()
            os.kill(os.getpid(), signal.SIGSTOP)
    finally:
        os._exit(_CHILD_FAILED)


def _hide() -> None:
    """Become as inaccessible (kernel/ptrace.c __ptrace_may_access) as a program of our user can.

    Who changes its user, and be it for a moment, is not dumpable until its next exec (kernel/cred.c
    commit_creds). Who cannot do that has a user namespace of its own; that is its owner's, so ours, too.
    PR_SET_DUMPABLE is not let through, and a program that may not be read is killed at its exec.
    """
    if _can_change_user():
        process.set_not_dumpable()
        return
    with contextlib.suppress(OSError):
        calls.syscall(native.SYS_UNSHARE, _CLONE_NEWUSER)


def _can_change_user() -> bool:
    users, groups = set(os.getresuid()), set(os.getresgid())
    return 0 in users or len(users) > 1 or len(groups) > 1 or capabilities.has_any()
