"""Calls that run natively while nobody else can change their descriptor table.

The others are stopped with PTRACE_INTERRUPT, and what they report is not served, until the call has
reached its exit stop or holds its file: it sleeps, and it is a call that looks its descriptor up before it
can sleep. What takes long holds up this table alone; everybody else is served meanwhile.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator

from scpipe.linux import ptrace, wait
from scpipe.supervisor import enforce
from scpipe.supervisor.dispatch import Decider
from scpipe.supervisor.inbox import Inbox
from scpipe.supervisor.sandbox import Sandbox
from scpipe.supervisor.standstill import Request, are_others_still, has_to_wait, runs_on
from scpipe.supervisor.stopping import go_on, is_ending
from scpipe.tracee import phase
from scpipe.tracee.actions import Action, Answer, Arm, ContinueExclusive, ContinueToExit, Scope
from scpipe.tracee.task import Task

#: How long everybody waits for one call to begin and hold its file, before others are served (seconds).
_AT_ONCE = 0.005
#: How often what takes longer is looked at (seconds).
LOOK = 0.002
#: When nobody has reported anything for so long, what is still missing is looked up in /proc (seconds).
_QUIET = 0.0005
#: How long the whole sandbox may take to stop for a call that can be refused instead (seconds).
_PATIENCE = 2.0


class ExclusiveCalls:
    """Every call that waits for others to stand still, or runs while they do.

    Where it turns out that a call must not run, what is to be done instead is returned.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        inbox: Inbox,
        decider: Decider,
        start: Callable[[Task, Arm | ContinueToExit], None],
    ) -> None:
        self._sandbox = sandbox
        self._table = sandbox.table
        self._inbox = inbox
        self._decider = decider
        self._start = start
        self._requests: dict[Task, Request] = {}

    @property
    def pending(self) -> bool:
        """True if a call does not hold its file yet."""
        return bool(self._requests)

    @property
    def next_look(self) -> float:
        """How soon ``advance`` is to be called (seconds)."""
        return LOOK if self._requests else math.inf

    @property
    def forbids_operations(self) -> bool:
        """True if a call runs during which nobody may change memory: no call that we perform goes on."""
        return Scope.SANDBOX in self._running()

    @property
    def forbids_births(self) -> bool:
        """True if a call runs during which nobody may begin who was not known when all stood still."""
        return self._running() - {Scope.TABLE} != set()

    def _running(self) -> set[Scope]:
        return {request.scope for request in self._requests.values() if request.running}

    def runs_alone(self, task: Task) -> bool:
        """True if a task's company stands still for what it is doing."""
        request = self._requests.get(task)
        return request is not None and request.running

    def begin(self, task: Task, action: ContinueExclusive | ContinueToExit | Arm) -> Action | None:
        """Run the call a task is stopped at; at once if the others stop at once.

        A call before it can be over unseen, as one whose filters could not be begun: whoever stands still
        for that goes on first. There is one request for each task, and they would stand for ever.
        """
        self.end(task)
        now = time.monotonic()
        request = self._requests[task] = Request(task, action, now, ask_at=now + LOOK)
        phase.line_up(task)
        while True:
            instead = self._advance(request)
            if self._requests.get(task) is not request or time.monotonic() - request.since > _AT_ONCE:
                return instead
            if request.running and request.is_observed:
                return instead  # its end is served by the loop
            if has_to_wait(self._table, self._requests.values(), request):
                return instead
            # The loop takes in what there is before it sleeps by other means.
            if not wait.for_news(_QUIET):
                request.ask_at = 0.0

    def end(self, task: Task) -> None:
        """The call of a task is over, or the task is: what its others have reported may be served."""
        request = self._requests.pop(task, None)
        if request is None:
            return
        phase.call_up(task)
        unseen = self._sandbox.is_quiet  # the loop need not come to the reports of those that only stopped
        for other in request.held:
            with contextlib.suppress(ptrace.TraceeGoneError):
                enforce.thaw(other)
            if unseen:
                go_on(other, self._inbox)
        self._inbox.retry()

    def advance(self) -> Iterator[tuple[Task, Action]]:
        """Look at everything that could not be done at once."""
        for request in [*self._requests.values()]:
            if self._requests.get(request.task) is request:
                instead = self._advance(request)
                if instead is not None:
                    yield request.task, instead

    def _advance(self, request: Request) -> Action | None:
        now = time.monotonic()
        request.asks = now >= request.ask_at
        if request.asks:
            request.ask_at = now + LOOK
        instead: Action | None = None
        try:
            enforce.check(request.task)
            if is_ending(request.task):
                pass  # it makes no call any more, and others may have to end before it can
            elif request.running:
                if runs_on(self._inbox, request):
                    return None
            elif has_to_wait(self._table, self._requests.values(), request):
                return None
            elif are_others_still(self._table, self._inbox, request):
                instead = self._run(request)
                if instead is None:
                    return None
            elif request.refusal and now - request.since > _PATIENCE:
                instead = Answer(-request.refusal)
            else:
                return None
        except ptrace.TraceeGoneError:
            pass  # waitpid tells of it next
        self.end(request.task)
        return instead

    def _run(self, request: Request) -> Action | None:
        """Decide again and let the call run; what is to be done instead, if it may not."""
        action = self._decider.decide_again(request.task, request.action)
        if request.scope is Scope.COMPANY and isinstance(action, Arm | ContinueToExit):
            request.action, request.running, request.ask_at = action, True, time.monotonic() + LOOK
            self._start(request.task, action)
            return None
        if not isinstance(action, ContinueExclusive):
            return action
        # Of what was to be observed its own end told: of this it has to be found out when it holds its file.
        if request.is_observed or action.scope is Scope.COMPANY:
            request.action = action
        answer = action.check() if action.check is not None else None
        if answer is not None:
            return answer
        request.running = True
        request.ask_at = time.monotonic() + LOOK
        enforce.run_call(request.task, phase.Exclusive())
        return None
