"""Running one call natively while nobody else can change its descriptor table.

The others are stopped with PTRACE_INTERRUPT, and what they report is not served, until the call has
reached its exit stop or holds its file: it sleeps, and it is a call that looks its descriptor up before it
can sleep. What takes long holds up this table alone; everybody else is served meanwhile.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from scpipe.linux import lookups, procfs, ptrace, wait
from scpipe.record import Record, field
from scpipe.supervisor import enforce
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.stopping import collect, go_on, interrupt
from scpipe.tracee.actions import Action, Answer, ContinueAlone
from scpipe.tracee.table import TaskTable
from scpipe.tracee.task import Task

#: How long everybody waits for one call to begin and hold its file, before others are served (seconds).
_AT_ONCE = 0.005
#: How often what takes longer is looked at (seconds).
LOOK = 0.002
#: When nobody has reported anything for so long, what is still missing is looked up in /proc (seconds).
_QUIET = 0.0005
#: How long the whole sandbox may take to stop for a call that can be refused instead (seconds).
_PATIENCE = 2.0
_CLOSE_RANGE = 436


class _Alone(Record, frozen=False, eq=False):
    task: Task
    action: ContinueAlone
    since: float
    running: bool = False
    ask_at: float = 0.0
    asks: bool = False
    held: set[Task] = field(factory=set)


class Solitude:
    """Every call that waits for solitude or runs in it.

    ``decide_again``: what was judged before the others were stopped may have been exchanged since.
    ``unseen``: whether the loop need not come to the reports of those that have only stopped.
    """

    def __init__(
        self,
        table: TaskTable,
        inbox: Inbox,
        decide_again: Callable[[Task, ContinueAlone], Action],
        act: Callable[[Task, Action], None],
        unseen: Callable[[], bool] = lambda: True,
    ) -> None:
        self._table = table
        self._inbox = inbox
        self._decide_again = decide_again
        self._act = act
        self._unseen = unseen
        self._pending: dict[Task, _Alone] = {}

    @property
    def pending(self) -> bool:
        """True if a call does not hold its file yet."""
        return bool(self._pending)

    @property
    def is_exclusive(self) -> bool:
        """True if a call runs during which nobody may change memory: no call that we perform goes on."""
        return any(alone.running and alone.action.everybody for alone in self._pending.values())

    def begin(self, task: Task, action: ContinueAlone) -> None:
        """Run the call a task is stopped at; at once if the others stop at once."""
        now = time.monotonic()
        alone = self._pending[task] = _Alone(task, action, now, ask_at=now + LOOK)
        task.queued = True
        while True:
            self._advance(alone)
            if self._pending.get(task) is not alone or time.monotonic() - alone.since > _AT_ONCE:
                return
            # The loop takes in what there is before it sleeps by other means.
            if not wait.for_news(_QUIET):
                alone.ask_at = 0.0

    def end(self, task: Task) -> None:
        """The call of a task is over, or the task is: what its others have reported may be served."""
        alone = self._pending.pop(task, None)
        if alone is None:
            return
        task.queued = False
        unseen = self._unseen()
        for other in alone.held:
            with contextlib.suppress(ptrace.TraceeGoneError):
                enforce.thaw(other)
            if unseen:
                go_on(other, self._inbox)
        self._inbox.retry()

    def advance(self) -> None:
        """Look at everything that could not be done at once."""
        for alone in [*self._pending.values()]:
            if self._pending.get(alone.task) is alone:
                self._advance(alone)

    def _advance(self, alone: _Alone) -> None:
        now = time.monotonic()
        alone.asks = now >= alone.ask_at
        if alone.asks:
            alone.ask_at = now + LOOK
        action: Action | None = None
        try:
            enforce.check(alone.task)
            if alone.running:
                if not self._holds(alone):
                    return
            elif self._are_others_still(alone):
                action = self._run(alone)
                if action is None:
                    return
            elif alone.action.refusal and now - alone.since > _PATIENCE:
                action = Answer(-alone.action.refusal)
            else:
                return
        except ptrace.TraceeGoneError:
            pass  # waitpid tells of it next
        self.end(alone.task)
        if action is not None:
            with contextlib.suppress(ptrace.TraceeGoneError):
                self._act(alone.task, action)

    def _run(self, alone: _Alone) -> Action | None:
        """Decide again and let the call run; what is to be done instead, if it may not."""
        action = self._decide_again(alone.task, alone.action)
        if not isinstance(action, ContinueAlone):
            return action
        answer = action.check() if action.check is not None else None
        if answer is not None:
            return answer
        task = alone.task
        task.alone = alone.running = True
        alone.ask_at = time.monotonic() + LOOK
        enforce.resume_to_exit(task)
        return None

    def _are_others_still(self, alone: _Alone) -> bool:
        """Stop every other user of the table; a task that joins meanwhile, too.

        A task in state D is inside a call of its own, or a vfork parent. It can still fill a free
        number, but not exchange one that is in use. Memory it can write, though.
        """
        everybody = alone.action.everybody
        others = [*self._table.tasks.values()] if everybody else self._table.sharers(alone.task)
        running = []
        for other in others:
            if other is alone.task or (other.leaving and not everybody):  # its end still writes to memory
                continue
            is_new = other not in alone.held
            if is_new:
                alone.held.add(other)
                enforce.freeze(other)
            if _is_still(other, everybody):
                continue
            if is_new:
                interrupt(other)
            running.append(other)
        running = [other for other in running if not collect(other, self._inbox)]
        return all(self._is_harmless(alone, other) for other in running)

    def _is_harmless(self, alone: _Alone, other: Task) -> bool:
        """True for a task that runs no code of its own before it reports: in the kernel, or dead."""
        if not alone.asks:
            return False
        state = procfs.state(other.process.pid, other.tid)
        if state != "D" or other.in_vfork:
            return state in ("Z", "X", "D")
        if not lookups.sleeps_in_call(other.tid, state):
            return False
        # close_range can sleep between two of the numbers it closes (fs/file.c).
        return not alone.action.everybody and procfs.call_number(other.tid) not in (None, _CLOSE_RANGE)

    def _holds(self, alone: _Alone) -> bool:
        task = alone.task
        if collect(task, self._inbox):
            return True
        if not alone.asks:
            return False
        state = procfs.state(task.process.pid, task.tid)
        if state in ("Z", "X"):
            return True  # a leader that was killed is told of only after its threads, which are held here
        if alone.action.everybody or task.call_number not in lookups.LOOKS_UP_FIRST:
            return False
        # A time spent on a CPU proves nothing: a machine that stands still inside a guest counts as such.
        return lookups.sleeps_in_call(task.tid, state)


def _is_still(task: Task, everybody: bool) -> bool:
    """``everybody``: where memory matters, one that runs a call of its own is not still."""
    if everybody:
        return task.still
    return task.confined
