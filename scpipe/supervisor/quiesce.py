"""Running one call natively while nobody else can change its descriptor table.

The others are stopped with PTRACE_INTERRUPT until the call has reached its exit stop or sleeps
inside the kernel, where it holds its file already (fdget comes first in every trapped call but
sendfile, which can fault on its offset before it: sleeping on a page is state D, not S, and D
does not count).
"""

from __future__ import annotations

import time

from scpipe.handlers.tracee import Task
from scpipe.linux import procfs, ptrace, wait
from scpipe.supervisor import enforce
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.tasks import TaskTable

#: How long a stop or the call may take (seconds): disks can be slow, an unstopped table is a danger.
_PATIENCE = 10.0
#: The same where there is another way out (seconds).
_SHORT_PATIENCE = 1.0
_FIRST_LOOKS = 20
_PAUSE = 0.00005

#: States in which a task cannot run code of its own before it reports: in the kernel for good, or dead.
_HARMLESS = frozenset("DZX")


class CannotQuiesceError(Exception):
    """Other users of a descriptor table did not stop, or the call did not get anywhere, in time."""


def stop_others(others: list[Task], inbox: Inbox) -> None:
    """Stop every other user of a table. Raises CannotQuiesceError.

    What was judged before this may have been exchanged since: judge once more afterwards. A task
    that is inside a call of its own (D state, or making a pair) can still fill a free number, but
    not exchange one that is in use.
    """
    running = [other for other in others if not other.confined]
    for other in running:
        _interrupt(other)
    for other in running:
        _await_stop(other, inbox)


def stop_all(tasks: list[Task], inbox: Inbox, patience: float) -> None:
    """Stop every task where it holds no object that its descriptor table does not. Raises CannotQuiesceError.

    A task in pause() for us, or in its group-stop, is such already. A vfork parent sleeps in state D
    and holds nothing else; any other sleep in D may be in the middle of passing a descriptor.
    """
    deadline = time.monotonic() + patience
    running = [task for task in tasks if not (task.stopped or task.listening or task.waiting)]
    for task in running:
        _interrupt(task)
    for task in running:
        while not task.stopped and not _collect(task, inbox):
            found = procfs.state(task.process.pid, task.tid)
            if found in ("", "Z", "X") or (found == "D" and procfs.is_in_vfork(task.tid)):
                break
            _pause(deadline, f"thread {task.tid} does not stop")


def is_all_still(table: TaskTable, inbox: Inbox) -> bool:
    """Stop every task of the sandbox; False if one does not stop in time."""
    try:
        stop_all([*table.tasks.values()], inbox, _SHORT_PATIENCE)
    except CannotQuiesceError:
        return False
    return True


def run_alone(task: Task, inbox: Inbox) -> None:
    """Run the call ``task`` is stopped at while the others are stopped. Raises CannotQuiesceError."""
    task.alone = True
    enforce.resume_to_exit(task)
    _await_hold(task, inbox)


def _interrupt(task: Task) -> None:
    try:
        ptrace.interrupt(task.tid)
    except ptrace.TraceeGoneError:
        task.stopped = True  # it is dying; it runs nothing any more


def _await_stop(task: Task, inbox: Inbox) -> None:
    deadline = time.monotonic() + _PATIENCE
    looks = 0
    while not task.stopped:
        if _collect(task, inbox):
            return
        looks += 1
        if looks > _FIRST_LOOKS and procfs.state(task.process.pid, task.tid) in _HARMLESS:
            return
        _pause(deadline, f"thread {task.tid} does not stop")


def _await_hold(task: Task, inbox: Inbox) -> None:
    deadline = time.monotonic() + _PATIENCE
    looks = 0
    while not _collect(task, inbox):
        looks += 1
        if looks > _FIRST_LOOKS and procfs.state(task.process.pid, task.tid) in ("S", ""):
            return
        _pause(deadline, f"a call of thread {task.tid} neither ends nor sleeps")


def _collect(task: Task, inbox: Inbox) -> bool:
    """Take in a status of one task, to be served later. True if the task no longer runs."""
    try:
        status = wait.poll_one(task.tid)
    except ChildProcessError:
        return True
    if status is None:
        return False
    inbox.put(task.tid, status)
    return True


def _pause(deadline: float, why: str) -> None:
    if time.monotonic() > deadline:
        raise CannotQuiesceError(why)
    time.sleep(_PAUSE)
