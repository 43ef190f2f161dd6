"""What a supervisor needs around it, looked at before a launch; imports nothing that takes time."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
from collections.abc import Iterator

from scpipe.errors import DOCTOR, ScpipeError, SetupError
from scpipe.linux import calls, process, procproof

#: What a service of systemd's needs that has SystemCallFilter=@system-service.
UNIT = (
    "in a systemd unit add SystemCallErrorNumber=EPERM and SystemCallFilter=ptrace pidfd_getfd kcmp seccomp "
    "landlock_create_ruleset landlock_add_rule landlock_restrict_self"
)
_OWN_PROC = "mount the one of this PID namespace: unshare --mount-proc, bwrap --proc /proc"
_HIDES = (
    "/proc hides processes (hidepid), some of the command's too: join the group of its gid= option (with "
    "hidepid=1 or 2), have CAP_SYS_PTRACE (container: --cap-add SYS_PTRACE), or use a /proc of your own "
    "(unshare -Urpf --mount-proc, bwrap --unshare-pid --proc /proc)"
)


def ensure_untraced() -> None:
    """Raise SetupError if somebody traces us: our children are theirs, and a task has one tracer."""
    tracer = process.tracer_of(os.getpid())
    if tracer:
        raise SetupError(
            f"cannot supervise: this process is itself traced (by pid {tracer}: another scpipe-run, "
            "strace or a debugger), and a process has one tracer"
        )


def ensure_no_deadly_filter() -> None:
    """Raise SetupError where a call that scpipe makes kills the caller: then no line of ours would be read.

    Without a filter from outside this costs the look at one file.
    """
    if process.is_filtered():
        from scpipe.spawn.deadly import deadly_call

        with explained():
            deadly = deadly_call()
        if deadly:
            raise SetupError(f"a filter around scpipe kills whoever calls {deadly}; {UNIT}{DOCTOR}")


def ensure_own_proc() -> None:
    """Raise SetupError unless /proc is that of our own PID namespace: in another, numbers mean others."""
    with explained():
        try:
            found = procproof.is_procfs()
        except (FileNotFoundError, NotADirectoryError, PermissionError) as error:
            raise SetupError(
                f"/proc is needed and cannot be opened: {error.strerror}; {_OWN_PROC}{DOCTOR}"
            ) from None
        if not found:
            raise SetupError(f"/proc is needed, and what is mounted there is no procfs; {_OWN_PROC}{DOCTOR}")
        if not procproof.is_of_our_namespace():
            why = "/proc is of another PID namespace, where numbers name other processes"
            raise SetupError(f"{why}; {_OWN_PROC}{DOCTOR}")
        if not procproof.is_of_our_children():
            raise SetupError(
                "what scpipe starts begins in another PID namespace than its own: unshare --pid needs --fork "
                "and --mount-proc"
            )


def ensure_complete_proc() -> None:
    """Raise SetupError if /proc can hide a process of the sandbox from us."""
    with explained():
        if not procproof.shows_everybody():
            raise SetupError(_HIDES + DOCTOR)


@contextlib.contextmanager
def able_to_judge() -> Iterator[None]:
    """Turn into SetupError that no call can be judged, which shows at the first one, before it is made."""
    try:
        yield
    except calls.NoSyscallInfoError as error:
        raise SetupError(
            f"cannot supervise: no call can be looked at here ({error.strerror}; Linux has it since 5.3, "
            f"gVisor has not got it); use a container without gVisor, or --no-supervisor with deny{DOCTOR}"
        ) from None


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn what the machine refuses while a launch is prepared into SetupError: what, and the remedy."""
    try:
        yield
    except ScpipeError:
        raise
    except OSError as error:
        raise SetupError(_explain(error)) from error


def _explain(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.errno == errno.EMFILE:
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        return f"scpipe has no descriptor left: the limit of open files is {limit}; raise it (ulimit -n)"
    if error.errno == errno.EAGAIN:
        return f"no process can be made: {reason}; raise the limit (ulimit -u, or pids.max of the container)"
    if error.errno == errno.ENOMEM:
        return f"{reason}; in a PID namespace whose first process is gone none starts (unshare --pid --fork)"
    if error.filename == os.devnull:
        return f"{os.devnull} cannot be opened: {reason}; mount a /dev with it (bwrap --dev /dev)"
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes)) else ""
    return f"the supervisor cannot be set up: {where}{reason}"
