"""A child is seized, looked at, stopped at a call and given a result, as the supervisor does it to commands."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
from collections.abc import Callable

from scpipe.linux import calls, descriptors, files, memory, process, ptrace
from scpipe.linux.abi import native
from scpipe.linux.process import FilterProgram
from scpipe.linux.stops import Exited, Killed, SeccompStop, SignalStop, classify
from scpipe.seccomp import bpf
from scpipe.spawn.handshake import Handshake
from scpipe.supervisor import enforce
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from scpipe.spawn.handshake import Step

#: What the trapped call is to give: no kernel's answer to getpeername of no descriptor.
_ANSWER = 77
_KCMP_FILES = 2
#: What each step is, in the order in which they are tried; one that is not in the result was not reached.
STEPS = ("seize", "memory", "thread", "process", "descriptors", "kcmp", "filter", "trap", "look", "answer")


def trace_a_child() -> dict[str, str]:
    """What came of each step, by its name: "" where it worked, else why not.

    ``descriptors`` is the name of the best way to copy a child's. Raises OSError where none can be made.
    """
    handshake = Handshake()
    program = FilterProgram(_trapping(native.SYS_GETPEERNAME))
    pid = os.fork()
    if pid == 0:
        _be_traced(program, handshake)
    said: dict[str, str] = {}
    try:
        _try(said, "seize", lambda: ptrace.seize(pid))
        handshake.await_prepared()
        _look_from_outside(pid, said)
        handshake.go()
        if not said["seize"]:
            _serve(pid, said)
            _conclude(handshake, said)
    finally:
        process.send(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return said


def _try(said: dict[str, str], step: str, act: Callable[[], object]) -> bool:
    said[step] = ""
    try:
        act()
    except OSError as error:
        said[step] = error.strerror or str(error)
    except ptrace.TraceeGoneError:
        said[step] = "the child is gone"
    return not said[step]


def _look_from_outside(pid: int, said: dict[str, str]) -> None:
    """What is asked of a child that waits for its go-ahead."""
    _try(said, "memory", lambda: memory.probe(pid))
    _try(said, "thread", lambda: _copy_descriptor(process.open_thread(pid)))
    _try(said, "process", lambda: _copy_descriptor(process.open_process(pid)))
    said["descriptors"] = descriptors.choose_source(pid, files.pipe_device()).name
    _try(said, "kcmp", lambda: calls.syscall(native.SYS_KCMP, os.getpid(), pid, _KCMP_FILES))


def _copy_descriptor(opened: int) -> None:
    """Copy the first descriptor of who is opened; that it is closed there is an answer, too."""
    try:
        os.close(calls.syscall(native.SYS_PIDFD_GETFD, opened, 0))
    except OSError as error:
        if error.errno != errno.EBADF:
            raise
    finally:
        os.close(opened)


def _serve(pid: int, said: dict[str, str]) -> None:
    """Let the child go on to its end, and answer the one call that it has trapped."""
    task = TaskTable(None).add_first(pid, filtered=False)
    while True:
        stop = classify(os.waitpid(pid, 0)[1])
        if isinstance(stop, Exited | Killed):
            return
        phase.stand(task)
        if isinstance(stop, SeccompStop):
            said["trap"] = ""
            if not _try(said, "look", lambda: ptrace.syscall_entry(pid)):
                return
            _try(said, "answer", lambda: enforce.answer(task, _ANSWER))
        else:
            number = stop.signal if isinstance(stop, SignalStop) else 0
            with contextlib.suppress(ptrace.TraceeGoneError):
                enforce.resume(task, number)


def _conclude(handshake: Handshake, said: dict[str, str]) -> None:
    """What the child has left word of; it tells nothing if it got the answer."""
    failure = handshake.failure()
    if failure is None:
        said["filter"] = ""
        said.setdefault("trap", "the child ended without a stop")
    elif failure.step == "exec":
        said["filter"] = ""
        if said.setdefault("trap", "the call that the child's filter traps was made") == "":
            said["answer"] = "the child did not get the result that it was given"
    else:
        said["filter"] = f"{failure.step}: {os.strerror(failure.errno)}"


def _be_traced(program: FilterProgram, handshake: Handshake) -> NoReturn:
    """The child: load the filter and make the call that it traps."""
    step: Step = "other"
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() == handshake.parent:
            handshake.prepared(0)
            handshake.wait()
            step = "privileges"
            process.set_no_new_privileges()
            step = "filter"
            program.load()
            step = "exec"
            if calls.syscall(native.SYS_GETPEERNAME, -1) != _ANSWER:
                handshake.fail(step, errno.EPROTO)
    except OSError as error:
        handshake.fail(step, error.errno or errno.EIO)
    finally:
        os._exit(0)


def _trapping(number: int) -> bytes:
    """A filter that traps one call of this machine and lets all others pass."""
    return b"".join(
        [
            bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_ARCH),
            bpf.instruction(bpf.JEQ_K, native.AUDIT_ARCH, 0, 3),
            bpf.instruction(bpf.LD_W_ABS, bpf.OFFSET_NR),
            bpf.instruction(bpf.JEQ_K, number, 0, 1),
            bpf.instruction(bpf.RET_K, bpf.trace(0)),
            bpf.instruction(bpf.RET_K, bpf.RET_ALLOW),
        ]
    )
