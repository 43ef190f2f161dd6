"""Trying something in a process of its own: a filter around us may kill whoever tries it, or let it hang.

Nothing but fork, waitpid and shared memory is needed for that: no pipe, which may be denied, and no pidfd.
"""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import resource
import signal
import time
from collections.abc import Callable, Mapping

from scpipe.errors import DOCTOR, ScpipeError, describe_defect
from scpipe.linux import process
from scpipe.record import Record, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

#: How long something may take that is over in milliseconds, or in a second in an emulated machine (seconds).
PATIENCE = 120.0
#: Room for what a process tells (bytes), and for the length of it in front.
_ROOM = 1 << 16
_LENGTH = 4
#: How often an end is looked for, at first and at last (seconds).
_SHORTEST, _LONGEST = 0.0005, 0.02


class Told(Record):
    """What came of it. ``found``: what was returned; ``failure``: why nothing was, "" if something."""

    found: Mapping[str, Any] = field(factory=dict)
    failure: str = ""


def apart(act: Callable[[], Mapping[str, object]], seconds: float = PATIENCE) -> Told:
    """Do it in a child, which may take so long. What ``act`` returns must fit JSON, and 64 KiB."""
    memory, parent = mmap.mmap(-1, _ROOM), os.getpid()
    try:
        pid = os.fork()
    except OSError as error:
        return Told(failure=f"no process can be made: {error.strerror}")
    if pid == 0:
        _act(act, memory, parent)
    status = _reap_within(pid, seconds)
    length = int.from_bytes(memory[:_LENGTH], "little")
    if length:
        told: dict[str, Any] = json.loads(memory[_LENGTH : _LENGTH + length])
        return Told(**told)
    return Told(failure=_ending(status, seconds))


def _act(act: Callable[[], Mapping[str, object]], memory: mmap.mmap, parent: int) -> NoReturn:
    """In the child: leave word of what came of it."""
    told: dict[str, object] = {}
    try:
        process.set_parent_death_signal(signal.SIGKILL)
        if os.getppid() == parent:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            told = {"found": act()}
    except OSError as error:
        told = {"failure": error.strerror or str(error)}
    except ScpipeError as error:
        told = {"failure": str(error).removesuffix(DOCTOR)}
    except BaseException as error:  # noqa: BLE001 - a defect of ours is told, too
        told = {"failure": describe_defect(error)}
    finally:
        with contextlib.suppress(BaseException):
            text = json.dumps(told).encode()
            memory[_LENGTH : _LENGTH + len(text)] = text
            memory[:_LENGTH] = len(text).to_bytes(_LENGTH, "little")
        os._exit(0)


def _reap_within(pid: int, seconds: float) -> int | None:
    """The wait status of a child, which is killed after so long: None then. 0 where SIGCHLD is ignored."""
    deadline, pause = time.monotonic() + seconds, _SHORTEST
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:
            found, status = os.waitpid(pid, os.WNOHANG)
            if found:
                return status
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST)
        process.send(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return None
    return 0


def _ending(status: int | None, seconds: float) -> str:
    """How a child ended that has told nothing."""
    if status is None:
        return f"it did not end within {seconds:g} s"
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGSYS:
        return "a seccomp filter killed the process that tried it"
    return f"the process that tried it was killed (signal {-code})" if code < 0 else "nothing was told"
