"""A child is seized, looked at, stopped at a call and given a result, as the supervisor does it."""

from __future__ import annotations

import contextlib
import os
import signal

from scpipe.doctor import traced
from scpipe.doctor.outside import look_at, tried
from scpipe.linux import process, ptrace
from scpipe.linux.stops import Exited, Killed, SeccompStop, SignalStop, classify
from scpipe.spawn.handshake import Handshake
from scpipe.supervisor import enforce
from scpipe.tracee import phase
from scpipe.tracee.table import TaskTable

#: The steps, in the order in which they are tried; one that is not in the result was not reached.
STEPS = (
    *("seize", "memory", "thread", "process", "descriptors", "kcmp"),
    *("privileges", "confinement", "filter", "trap", "look", "answer"),
)
#: What a child does to itself, in its order.
_SHUT_IN = ("privileges", "confinement", "filter")


def trace_a_child() -> dict[str, str]:
    """What came of each step, by its name: "" where it worked, else why not.

    ``descriptors`` is the name of the best way to copy a child's. Raises OSError where none can be made.
    """
    handshake = Handshake()
    pid = os.fork()
    if pid == 0:
        traced.become(handshake)
    said: dict[str, str] = {}
    try:
        seized = tried(said, "seize", lambda: ptrace.seize(pid))
        handshake.await_prepared()
        look_at(pid, said)
        handshake.go()
        if seized:
            _serve(pid, said)
        else:
            os.waitpid(pid, 0)
        _conclude(handshake, said, seized=seized)
    finally:
        process.send(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
    return said


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
            if not tried(said, "look", lambda: ptrace.syscall_entry(pid)):
                return
            tried(said, "answer", lambda: enforce.answer(task, traced.ANSWER))
        else:
            number = stop.signal if isinstance(stop, SignalStop) else 0
            with contextlib.suppress(ptrace.TraceeGoneError):
                enforce.resume(task, number)


def _conclude(handshake: Handshake, said: dict[str, str], *, seized: bool) -> None:
    """What the child has left word of: nothing if it got the answer. Without a tracer it gets ENOSYS."""
    failure = handshake.failure()
    for step in _SHUT_IN:
        if failure is not None and failure.step == step:
            said[step] = os.strerror(failure.errno)
            return
        said[step] = ""
    if not seized:
        return
    if said.setdefault("trap", "the call that the child's filter traps did not stop it") == "" and failure:
        said["answer"] = "the child did not get the result that it was given"
